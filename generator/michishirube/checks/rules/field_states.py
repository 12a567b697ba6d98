"""Answers, conditions and `sets` name states that their fields can have, each value once.

The answers of a question that `asks` for a field cover all its options, or every number; one
without `option`, `upto` or `over` stands for those who don't know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from michishirube.analysis.case.domains import is_range
from michishirube.diagnostics import Diagnostics, Loss, Span, nearest
from michishirube.model import (
    DATE_WORDS,
    FORGET,
    Action,
    Answer,
    Condition,
    Field,
    FieldState,
    Guide,
    Question,
    Text,
    Texts,
    Tree,
    Wait,
    walk,
)
from michishirube.reading import gaps

CODES = (
    "asks-text",
    "tells-nothing",
    "wrong-state",
    "range-order",
    "answer-gap",
    "answer-overlap",
    "choice-default",
    "clock-since",
    "clock-length",
    "door-empty",
)

_UNCLEAR = frozenset(
    {"asks-text", "fullwidth-punctuation", "tells-nothing", "unknown-option", "wrong-state"}
)
"""Codes of states that aren't what is meant, so that nothing can be said of who comes where."""

_FIELD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
"""What is written like the name of a field, and like nothing else."""

_COMMAS = "、，・"

MOST = 1_000_000_000
"""Larger than any number that a guide mentions."""


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look at every state that is named, and at what the answers to each question cover."""
    looked = _Looked(guide, diagnostics)
    for tree in guide.trees.values():
        looked.condition(tree.true_when, sets=False)
        for node in tree.nodes.values():
            looked.condition(node.true_when, sets=False)
            looked.condition(getattr(node, "sets", ()), sets=True)
            if isinstance(node, Question):
                looked.question(tree, node)
            elif isinstance(node, Action) and node.otherwise is not None:
                looked.answer(node.otherwise, None)
            elif isinstance(node, Wait) and node.since:
                looked.since(node.since)
    for letter in guide.letters.values():
        looked.condition(letter.true_when, sets=False)
    for fact in guide.facts.values():
        looked.condition(fact.true_when, sets=False)
    looked.defaults()
    looked.clocks()


class _Looked:
    def __init__(self, guide: Guide, diagnostics: Diagnostics) -> None:
        self._guide = guide
        self._diagnostics = diagnostics

    def condition(self, condition: Condition, *, sets: bool) -> None:
        for state in condition:
            field = self._guide.fields.get(str(state.field))
            if field is not None and not gaps.lacks(self._guide, field, "type", "options"):
                self._state(state, field, sets=sets)

    def question(self, tree: Tree, node: Question) -> None:
        field = self._guide.fields.get(str(node.asks)) if node.asks else None
        for answer in node.answers:
            self.answer(answer, field if node.asks else None, asks=bool(node.asks))
        if field is None or gaps.lacks(self._guide, field, "type", "options"):
            return
        assert node.asks is not None  # noqa: S101 - else there is no field
        if not field.options and not is_range(field):
            self._report("asks-text", node.asks.span, field=field.id, type=field.type)
        elif not gaps.lacks(self._guide, node, "answers"):
            given = (*tree.true_when, *node.true_when)
            if field.type == "choice":
                self._options(node, field, given)
            else:
                self._ranges(node, field, given)

    def answer(self, answer: Answer, field: Field | None, *, asks: bool = False) -> None:
        self.condition(answer.sets, sets=True)
        tells = answer.option or answer.upto is not None or answer.over is not None
        if tells and not asks:
            self._report("tells-nothing", answer.label.span, label=answer.label)
        elif tells and field is not None:
            self._named(field, answer.option, answer, answer.label.span, words=())

    def _state(self, state: FieldState, field: Field, *, sets: bool) -> None:
        words = (FORGET, *(DATE_WORDS if field.type in ("date", "datetime") else ()))
        self._named(field, state.options, state, state.field.span, words if sets else ())

    def _named(
        self,
        field: Field,
        options: Texts,
        bounds: Answer | FieldState,
        at: Span,
        words: tuple[str, ...],
    ) -> None:
        """Look at the options or bounds that are named of a field."""
        has_bounds = bounds.upto is not None or bounds.over is not None
        known = (*field.options, *words)
        if not field.options and not is_range(field):
            self._report("wrong-state", at, field=field.id, type=field.type)
            return
        if has_bounds and (options or not is_range(field)):
            self._report("wrong-state", at, field=field.id, type=field.type)
        elif bounds.upto is not None and bounds.over is not None and bounds.upto <= bounds.over:
            self._report("range-order", at, upto=bounds.upto, over=bounds.over)
        for option in options:
            if str(option) in known:
                continue
            if not known:
                self._report("wrong-state", option.span, field=field.id, type=field.type)
                return
            if (parts := _in_one(option, known)) is not None:
                comma = next(sign for sign in option if sign in _COMMAS)
                edits = ((option.span, ", ".join(parts)),)
                words_of = {"wrong": comma, "right": ","}
                self._report("fullwidth-punctuation", option.span, edits=edits, **words_of)
                continue
            self._report(
                "unknown-option",
                option.span,
                suggestion=nearest(str(option), known),
                lacks=(("options", str(field.id), str(option)),),
                value=option,
                options=" / ".join(known),
            )

    # --- What the answers cover ---

    def _options(self, node: Question, field: Field, given: Condition) -> None:
        possible = set(field.options)
        for state in given:
            if state.field == field.id and state.options:
                possible &= {*map(str, state.options)}
        seen: set[str] = set()
        for answer in node.answers:
            for option in answer.option:
                if str(option) in seen:
                    self._report("answer-overlap", option.span, value=option, field=field.id)
                seen.add(str(option))
        left = [name for name in field.options if name in possible - seen]
        if left and all(answer.option for answer in node.answers) and seen <= {*field.options}:
            self._report("answer-gap", node.question.span, field=field.id, values=" / ".join(left))

    def _ranges(self, node: Question, field: Field, given: Condition) -> None:
        """Look for numbers that no answer holds, or two."""
        told = [each for each in node.answers if each.upto is not None or each.over is not None]
        ranges = sorted((_range(each), str(each.label)) for each in told)
        reached = _lowest(field, given)
        highest = _highest(field, given)
        for (low, high), label in ranges:
            if low > reached:
                self._gap(node, field, f"{reached + 1}–{low}")
            elif low < reached and low >= 0:
                at = next(each.label.span for each in told if str(each.label) == label)
                self._report("answer-overlap", at, value=f"{low + 1}–{reached}", field=field.id)
            reached = max(reached, high)
        if ranges and reached < highest:
            self._gap(node, field, f"{reached + 1}–")

    def _gap(self, node: Question, field: Field, values: str) -> None:
        self._report("answer-gap", node.question.span, field=field.id, values=values)

    # --- Fields, clocks, doors ---

    def defaults(self) -> None:
        """A choice that answers set has no default, which would assert what nobody said."""
        for name, at in _read(self._guide).items():
            field = self._guide.fields.get(name)
            if field is not None and field.type == "choice" and isinstance(field.default, Text):
                self._report("choice-default", field.default.span, field=name, where=at)

    def clocks(self) -> None:
        for clock in self._guide.clocks.values():
            self.condition(clock.true_when, sets=False)
            field = self._guide.fields.get(str(clock.since))
            if field is not None and field.type not in ("date", "datetime"):
                self._report("clock-since", clock.since.span, field=field.id, type=field.type)
            if sum(map(bool, (clock.hours, clock.days, clock.business_days))) > 1:
                self._report("clock-length", clock.span, id=clock.id)
        for door in self._guide.doors.values():
            lost = gaps.lacks(self._guide, door, "address", "way")
            if not door.address and not door.way and not lost:
                self._report("door-empty", door.span, id=door.id)

    def since(self, since: Text) -> None:
        """A wait counts from the day of a field, or from one that is told in words."""
        if not _FIELD.fullmatch(since):
            return
        field = self._guide.fields.get(since)
        if field is None and not gaps.may_hide(self._guide, Field):
            near = (since, {*self._guide.fields})
            self._diagnostics.error("unknown-field", since.span, near=near, name=since)
        elif field is not None and field.type not in ("date", "datetime"):
            self._report("clock-since", since.span, field=field.id, type=field.type)

    def _report(self, code: str, at: Span, **params: Any) -> None:
        # What somebody is known to have said isn't known then, nor what is asked of them.
        loss = Loss(at, frozenset({gaps.STATES})) if code in _UNCLEAR else None
        self._diagnostics.error(code, at, loss=loss, **params)


def _in_one(option: Text, known: tuple[str, ...]) -> list[str] | None:
    """Return the options that are written as one, with commas that YAML doesn't know."""
    parts = [part.strip() for part in re.split(f"[{_COMMAS}]", option)]
    return parts if option.in_flow and len(parts) > 1 and set(parts) <= {*known} else None


def _range(answer: Answer) -> tuple[int, int]:
    """Return the numbers of an answer: above the first, up to the second."""
    low = -1 if answer.over is None else answer.over
    return low, MOST if answer.upto is None else answer.upto


def _lowest(field: Field, given: Condition) -> int:
    bounds = [each.over for each in given if each.field == field.id and each.over is not None]
    return max([-1, *bounds])


def _highest(field: Field, given: Condition) -> int:
    bounds = [each.upto for each in given if each.field == field.id and each.upto is not None]
    return min([MOST, *bounds])


def _read(guide: Guide) -> dict[str, str]:
    """Return the fields that questions, conditions or `sets` name, and where the first one does."""
    found: dict[str, str] = {}
    parts = (*guide.trees.values(), *guide.letters.values(), *guide.clocks.values())
    for part in _states(parts):
        found.setdefault(str(part), str(part.span))
    return found


def _states(parts: tuple[object, ...]) -> Iterator[Text]:
    for part in walk(parts):
        if isinstance(part, FieldState):
            yield part.field
        elif isinstance(part, Question) and part.asks:
            yield part.asks
