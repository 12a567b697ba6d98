"""What is known of a case, proved over every path: the prover against a player that tries all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.analysis.case import proof, search
from michishirube.analysis.case.effects import Case as Compiled
from michishirube.analysis.graph import Key
from michishirube.diagnostics import Span
from michishirube.model import (
    Action,
    Answer,
    Clock,
    Field,
    FieldRef,
    FieldState,
    Guide,
    Letter,
    LetterRef,
    Node,
    NodeRef,
    Outcome,
    PlaceRef,
    Prose,
    Question,
    Text,
    Tone,
    Tree,
    Wait,
)
from michishirube.reading.loader import load_guide
from tests.conftest import HOUSEPLANT, PARCEL

AT = Span.of_file("content/stages/a.yml")

FIELDS = {"paid": ("no", "part", "yes"), "sent": ("no", "yes"), "form": ("a", "b", "c")}
CHANGES = {"paid": ("no", "part"), "sent": (), "form": ()}
DAYS = (3, 7)


def text(words: str) -> Text:
    return Text(words, AT)


def state(field: str, options: tuple[str, ...]) -> FieldState:
    return FieldState(span=AT, field=FieldRef(field, AT), options=tuple(map(text, options)))


def since(upto: int | None = None, over: int | None = None) -> FieldState:
    return FieldState(span=AT, field=FieldRef("day", AT), upto=upto, over=over)


@st.composite
def states(draw: st.DrawFn) -> FieldState:
    if draw(st.integers(0, 5)) == 0:
        return since(**draw(st.sampled_from([{"upto": 3}, {"over": 3}, {"upto": 7}, {"over": 7}])))
    field = draw(st.sampled_from([*FIELDS]))
    options = draw(st.sets(st.sampled_from(FIELDS[field]), min_size=1, max_size=2))
    return state(field, tuple(sorted(options)))


@st.composite
def changes(draw: st.DrawFn) -> FieldState:
    """What completing an action sets."""
    found = draw(states())
    if found.field == "day":
        return state("day", (draw(st.sampled_from(["today", "ask", "forget"])),))
    return found if draw(st.integers(0, 4)) else state(str(found.field), ("forget",))


def some(
    kind: st.SearchStrategy[FieldState], most: int
) -> st.SearchStrategy[tuple[FieldState, ...]]:
    # Two states of one field can't be written: it is a key.
    lists = st.lists(kind, max_size=most, unique_by=lambda each: str(each.field))
    return lists.map(tuple)


@st.composite
def nodes(draw: st.DrawFn, name: str, targets: list[str]) -> Node:
    kind = draw(st.sampled_from(["question", "question", "question", "action", "wait", "outcome"]))
    leads = st.sampled_from(targets).map(lambda target: NodeRef(target, AT))
    letters = tuple(
        LetterRef(each, AT) for each in draw(st.sets(st.sampled_from(["one", "two"]), max_size=1))
    )
    holds = draw(some(states(), 1)) if draw(st.integers(0, 7)) == 0 else ()
    if kind == "outcome" or name == "n5":
        see = (PlaceRef("clocks/end", AT),) if draw(st.booleans()) else ()
        return Outcome(
            span=AT,
            id=text(name),
            outcome=text(name),
            text=Prose("x", AT),
            letters=letters,
            true_when=holds,
            see=see,
        )
    if kind == "action":
        otherwise = Answer(
            span=AT, label=text("else"), to=draw(leads), sets=draw(some(states(), 1))
        )
        return Action(
            span=AT,
            id=text(name),
            action=text(name),
            letters=letters,
            true_when=holds,
            sets=draw(some(changes(), 2)),
            next=draw(leads),
            otherwise=otherwise if draw(st.booleans()) else None,
        )
    if kind == "wait":
        return Wait(span=AT, id=text(name), wait=text(name), days=1, next=draw(leads))
    asks = draw(st.sampled_from([None, "day", *FIELDS, *FIELDS]))
    answers: list[dict[str, object]] = [{}, {}]
    if asks == "day":
        answers = [{"upto": 3}, {"upto": 7, "over": 3}, {"over": 7}]
    elif asks is not None:
        answers = [{"option": (text(each),)} for each in FIELDS[asks]]
    if asks is not None and draw(st.booleans()):
        answers.append({})
    return Question(
        span=AT,
        id=text(name),
        question=text(name),
        asks=FieldRef(asks, AT) if asks else None,
        true_when=holds,
        answers=tuple(
            Answer(
                span=AT,
                label=text(f"{name}-{index}"),
                to=draw(leads),
                sets=draw(some(changes() if draw(st.integers(0, 5)) == 0 else states(), 1))
                if draw(st.integers(0, 2)) == 0
                else (),
                **each,  # type: ignore[arg-type]
            )
            for index, each in enumerate(answers)
        ),
    )


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    names = [f"n{index}" for index in range(6)]
    trees = {}
    for tree in ("a", "b"):
        targets = [*names, "b" if tree == "a" else "a"]
        trees[tree] = Tree(
            span=AT,
            id=text(tree),
            title=text(tree),
            short_title=text(tree),
            summary=text(tree),
            first=Prose("x", AT),
            true_when=draw(some(states(), 1)) if tree == "b" else (),
            start=NodeRef("n0", AT),
            nodes={name: draw(nodes(name, targets)) for name in names},
        )
    letters = {name: letter(name, draw(some(states(), 2))) for name in ("one", "two")}
    clock = Clock(
        span=AT,
        id=text("end"),
        label=text("end"),
        since=FieldRef("day", AT),
        missed=Prose("x", AT),
        true_when=draw(some(states().filter(lambda each: each.field != "day"), 2)),
    )
    return replace(
        EMPTY, trees=trees, letters=letters, clocks={"end": clock}, fields=fields_of_guide()
    )


def letter(name: str, holds: tuple[FieldState, ...]) -> Letter:
    tone = Tone(span=AT, id=text("plain"), label=text("plain"), body=text("x"))
    return Letter(
        span=AT,
        id=text(name),
        title=text(name),
        summary=text(name),
        when=Prose("x", AT),
        to=text("x"),
        channel=text("x"),
        true_when=holds,
        tones=(tone,),
        after=Prose("x", AT),
    )


def fields_of_guide() -> dict[str, Field]:
    choices = {
        name: Field(
            span=AT,
            id=text(name),
            label=text(name),
            type="choice",
            options={each: text(each) for each in options},
            changes=tuple(map(text, CHANGES[name])),
        )
        for name, options in FIELDS.items()
    }
    day = Field(span=AT, id=text("day"), label=text("day"), type="date", when="past")
    return {**choices, "day": day}


_HOUSEPLANT = load_guide(HOUSEPLANT).guide
assert _HOUSEPLANT is not None
EMPTY = replace(_HOUSEPLANT, documents={})


# --- The player: knowledge as sets of values, every path of every state. ---

Case = tuple[frozenset[str], ...]
NAMES = (*FIELDS, "day")
SPANS = ("to3", "to7", "more")
EVERYTHING: Case = (*(frozenset(FIELDS[name]) for name in FIELDS), frozenset(SPANS))


def values(found: FieldState | Answer, name: str) -> frozenset[str]:
    words = {str(each) for each in (found.option if isinstance(found, Answer) else found.options)}
    if "forget" in words or "ask" in words:
        return EVERYTHING[NAMES.index(name)]
    if "today" in words:
        return frozenset({"to3"})
    if words:
        return frozenset(words)
    days = {"to3": 1, "to7": 5, "more": 9}
    return frozenset(
        each
        for each, count in days.items()
        if (found.upto is None or count <= found.upto)
        and (found.over is None or count > found.over)
    )


def meet(case: Case, holds: tuple[FieldState, ...]) -> Case | None:
    for each in holds:
        at = NAMES.index(str(each.field))
        left = case[at] & values(each, str(each.field))
        if not left:
            return None
        case = (*case[:at], left, *case[at + 1 :])
    return case


def put(case: Case, sets: tuple[FieldState, ...]) -> Case:
    for each in sets:
        at = NAMES.index(str(each.field))
        case = (*case[:at], values(each, str(each.field)), *case[at + 1 :])
    return case


def is_said_anew(found: FieldState) -> bool:
    return bool({"forget", "ask", "today"} & {str(each) for each in found.options})


def waited(case: Case) -> Case:
    found = [
        EVERYTHING[at] if case[at] & set(CHANGES[name]) else case[at]
        for at, name in enumerate(FIELDS)
    ]
    first = min(SPANS.index(each) for each in case[-1])
    return (*found, frozenset(SPANS[first:]))


class Player:
    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.found: set[tuple[str, Key, str]] = set()
        self.asked: set[Key] = set()
        self.given: set[tuple[Key, str]] = set()
        self.met: set[Key] = set()
        waiting: list[tuple[Key, Case]] = []
        for name, tree in guide.trees.items():
            here = meet(EVERYTHING, tree.true_when)
            start = tree.nodes["n0"]
            here = here and meet(here, start.true_when)
            if here:
                waiting.append(((name, "n0"), here))
        seen = set(waiting)
        while waiting:
            at, case = waiting.pop()
            for then in self.visit(at, case):
                if then not in seen:
                    seen.add(then)
                    waiting.append(then)

    def visit(self, at: Key, case: Case) -> Iterator[tuple[Key, Case]]:
        node = self.guide.trees[at[0]].nodes[at[1]]
        self.met.add(at)
        ends = put(case, node.sets) if isinstance(node, Action) else case
        for ref in getattr(node, "letters", ()):
            for each in self.guide.letters[str(ref)].true_when:
                self.offer(at, str(ref), each, case, ends)
        if isinstance(node, Outcome):
            self.end(at, node, case)
        elif isinstance(node, Question):
            yield from self.ask(at, node, case)
        elif isinstance(node, Action):
            yield from self.go(at, "", node.next, ends)
            if node.otherwise is not None:
                yield from self.choose(at, node.otherwise, case)
        elif isinstance(node, Wait):
            yield from self.go(at, "", node.next, waited(case))

    def offer(self, at: Key, name: str, need: FieldState, case: Case, ends: Case) -> None:
        index, right = NAMES.index(str(need.field)), values(need, str(need.field))
        before, after = case[index], ends[index]
        if not before & right and not after & right:
            self.found.add(("letter-untrue", at, f"{name} {need.field}"))
        if not before <= right and not after <= right:
            self.found.add(("letter-unproven", at, f"{name} {need.field}"))

    def end(self, at: Key, node: Outcome, case: Case) -> None:
        holds = self.guide.clocks["end"].true_when
        runs = all(case[NAMES.index(str(e.field))] <= values(e, str(e.field)) for e in holds)
        if holds and runs and not node.see:
            self.found.add(("clock-left-running", at, ""))

    def ask(self, at: Key, node: Question, case: Case) -> Iterator[tuple[Key, Case]]:
        known = case[NAMES.index(str(node.asks))] if node.asks else frozenset[str]()
        tells = {
            answer.label: values(answer, str(node.asks))
            for answer in node.answers
            if node.asks and (answer.option or answer.upto is not None or answer.over is not None)
        }
        for answer in node.answers:
            if answer.label in tells and known <= tells[answer.label]:
                self.given.add((at, str(answer.label)))
                yield from self.choose(at, answer, case, is_passed=True)
                return
        self.asked.add(at)
        fits = False
        for answer in node.answers:
            then = case
            if answer.label in tells:
                left = known & tells[answer.label]
                if not left:
                    continue
                index = NAMES.index(str(node.asks))
                then = (*case[:index], left, *case[index + 1 :])
            narrows = tuple(each for each in answer.sets if not is_said_anew(each))
            if meet(case, narrows) is None:
                continue
            fits = True
            self.given.add((at, str(answer.label)))
            yield from self.choose(at, answer, then)
        if not fits:
            self.found.add(("no-answer-fits", at, ""))

    def choose(
        self, at: Key, answer: Answer, case: Case, *, is_passed: bool = False
    ) -> Iterator[tuple[Key, Case]]:
        narrows = tuple(each for each in answer.sets if not is_said_anew(each))
        anew = tuple(each for each in answer.sets if is_said_anew(each))
        if not is_passed and meet(case, narrows) is None and not self.is_same_field(at, narrows):
            return
        for each in narrows:
            case = meet(case, (each,)) or put(case, (each,))
        yield from self.go(at, str(answer.label), answer.to, put(case, anew))

    def is_same_field(self, at: Key, narrows: tuple[FieldState, ...]) -> bool:
        node = self.guide.trees[at[0]].nodes[at[1]]
        asks = getattr(node, "asks", None)
        return any(each.field == asks for each in narrows)

    def go(
        self, at: Key, label: str, target: NodeRef | None, case: Case
    ) -> Iterator[tuple[Key, Case]]:
        assert target is not None
        there: Key = (at[0], str(target)) if target.startswith("n") else (str(target), "n0")
        holds = self.guide.trees[there[0]].nodes[there[1]].true_when
        if there[0] != at[0]:
            holds = (*self.guide.trees[there[0]].true_when, *holds)
        for each in holds:
            if not case[NAMES.index(str(each.field))] & values(each, str(each.field)):
                self.found.add(("contradiction", at, f"{label} {each.field}"))
        met = meet(case, holds)
        if met is not None:
            yield there, met

    def result(self) -> set[tuple[str, Key, str]]:
        found = set(self.found)
        for tree in self.guide.trees.values():
            for node in tree.nodes.values():
                at = (str(tree.id), str(node.id))
                if isinstance(node, Question) and at in reachable(self.guide) and reads(node):
                    if at not in self.asked:
                        found.add(("always-known", at, ""))
                        continue
                    found |= {
                        ("impossible-answer", at, str(answer.label))
                        for answer in node.answers
                        if (at, str(answer.label)) not in self.given
                    }
        untrue = {(at, what) for code, at, what in found if code == "letter-untrue"}
        return {
            each
            for each in found
            if each[0] != "letter-unproven" or (each[1], each[2]) not in untrue
        }


def reads(node: Question) -> bool:
    return node.asks is not None or any(
        not is_said_anew(each) for answer in node.answers for each in answer.sets
    )


def reachable(guide: Guide) -> set[Key]:
    """Nodes that some path of the graph leads to, whatever is known."""
    case = Compiled(guide)
    index = search.index_fields(case, {})
    return set(search.Searcher(case, proof.starts_of(guide), index).search(()).at)


def told(guide: Guide) -> set[tuple[str, Key, str]]:
    found = set()
    for each in proof.prove(guide, proof.starts_of(guide)).findings:
        what = f"{each.letter} {each.field}" if each.letter else ""
        if each.code == "impossible-answer":
            what = str(each.at)
        elif each.code == "contradiction":
            node = guide.trees[each.node[0]].nodes[each.node[1]]
            labels = [str(answer.label) for answer in getattr(node, "answers", ())] + ["else"]
            what = f"{each.at if each.at in labels else ''} {each.field}"
        found.add((each.code, each.node, what))
    return found


@given(guides())
def test_the_proof_finds_what_a_player_of_every_path_finds(guide: Guide) -> None:
    assert told(guide) == Player(guide).result()


def test_a_slice_of_too_many_states_is_given_up_with_its_fields() -> None:
    guide = load_guide(PARCEL).guide
    assert guide is not None
    case = Compiled(guide)
    searcher = search.Searcher(case, proof.starts_of(guide), search.index_fields(case, {}))
    fields = (case.number["paid"], case.number["parcel"])
    assert len(searcher.search(fields).came) > 10
    with pytest.raises(search.TooManyStatesError) as error:
        searcher.search(fields, most=10)
    assert error.value.fields == ("paid", "parcel")
