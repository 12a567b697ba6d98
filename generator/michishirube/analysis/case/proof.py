"""Checks on every path what a guide assumes of a reader's case.

The method is counterexample-guided refinement. A claim is checked in the slice of the fields that
it reads. If a state violates it, a shortest path to that state is replayed with all fields; if the
path is spurious, the field that blocks it joins the slice, and the search is repeated:

    claim: the letter is offered only when `paid` is yes
    slice (paid)        counterexample: answer 3 at `ordered`   → blocked by `shop`
    slice (paid, shop)  counterexample: answer 2 at `ordered`   → can be walked: reported

So every reported path can be walked, and what isn't reported can't happen.
`tests/analysis/test_case.py` compares the result with an exhaustive player.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from michishirube.analysis.case.effects import Case, CaseNode, Known, Masks
from michishirube.analysis.case.examples import example
from michishirube.analysis.case.findings import CaseFinding, Path, Proof
from michishirube.analysis.case.replay import replay
from michishirube.analysis.case.search import Searcher, Slice, TooManyStatesError, index_fields
from michishirube.analysis.case.transitions import after, obstacle, open_exits, passed
from michishirube.analysis.citations import FactStatement, named_in
from michishirube.analysis.graph import Key
from michishirube.model import Fact, Guide, Letter, Outcome, Question, Ref, Text


def prove(guide: Guide, starts: Iterable[Key]) -> Proof:
    """Prove a guide whose every file could be read.

    Args:
        guide: The guide.
        starts: The nodes where readers begin.
    """
    case = Case(guide)
    return _Prover(guide, case, tuple(starts)).prove()


Holds = Callable[[Known, dict[int, int]], bool]
"""Whether something holds in a state of a slice, given the place of each field in it."""


class _Prover:
    def __init__(self, guide: Guide, case: Case, starts: tuple[Key, ...]) -> None:
        self._guide = guide
        self._case = case
        self._starts = starts
        self._slices: dict[tuple[int, ...], Slice] = {}
        index = index_fields(case, {node.key: self._reads(node) for node in case.nodes()})
        self._searcher = Searcher(case, starts, index)
        self._result = Proof()

    def prove(self) -> Proof:
        for node in self._case.nodes():
            for check in (
                self._question,
                self._arrivals,
                self._letters,
                self._facts,
                self._clocks,
            ):
                try:
                    check(node)
                except TooManyStatesError as error:
                    if error.fields not in self._result.too_many:
                        self._result.too_many.append(error.fields)
        self._result.states = sum(len(each.came) for each in self._slices.values())
        return self._result

    def _reads(self, node: CaseNode) -> set[int]:
        """Return the fields that a node's letters and facts need, at an outcome those of clocks."""
        conditions = [fact.true_when for fact, _ in self._stated(node)]
        conditions += [
            self._guide.letters[str(ref)].true_when
            for ref in getattr(node.node, "letters", ())
            if str(ref) in self._guide.letters
        ]
        if isinstance(node.node, Outcome):
            conditions += [clock.true_when for clock in self._guide.clocks.values()]
        return {number for each in conditions for number, _ in self._case.masks(each)}

    # --- Claims ---

    def _letters(self, node: CaseNode) -> None:
        """Each letter offered is true: before the action's own `sets`, or after them."""
        sets = node.exits[0].replaces if node.exits else ()
        for ref in getattr(node.node, "letters", ()):
            letter = self._guide.letters.get(str(ref))
            masks = self._case.masks(letter.true_when) if letter else ()
            if letter is None or not masks:
                continue
            self._result.offers += 1
            for number, mask in masks:
                self._letter(node, ref, letter, number, mask, dict(sets).get(number))

    def _letter(
        self, node: CaseNode, ref: Ref, letter: Letter, number: int, mask: int, then: int | None
    ) -> None:
        def untrue(known: Known, place: dict[int, int]) -> bool:
            return not (known[place[number]] & mask or (then is not None and then & mask))

        def unproven(known: Known, place: dict[int, int]) -> bool:
            return bool(known[place[number]] & ~mask and (then is None or then & ~mask))

        for code, breaks in (("letter-untrue", untrue), ("letter-unproven", unproven)):
            found = self._path(node.key, (number,), breaks)
            if found is not None:
                path, known = found
                self._add(code, ref, node, path, number, known[number], mask, str(letter.id))
                return

    def _stated(self, node: CaseNode) -> Iterator[tuple[Fact, FactStatement]]:
        """Yield the facts with a condition that a node states, with where."""
        named = named_in(node.node)
        for each in (*named.facts, *named.citations):
            fact = self._guide.facts.get(each.fact)
            if fact is not None and fact.true_when:
                yield fact, each

    def _facts(self, node: CaseNode) -> None:
        """A fact that holds of some only isn't stated to others."""
        then = dict(node.exits[0].replaces) if node.exits else {}
        for fact, stated in self._stated(node):
            for number, mask in self._case.masks(fact.true_when):
                if then.get(number, 0) & mask:
                    continue

                def untrue(
                    known: Known, place: dict[int, int], number: int = number, mask: int = mask
                ) -> bool:
                    return not known[place[number]] & mask

                found = self._path(node.key, (number,), untrue)
                if found is not None:
                    path, known = found
                    at = Text(stated.fact, stated.span)
                    self._add("fact-untrue", at, node, path, number, known[number], mask)
                    break

    def _arrivals(self, node: CaseNode) -> None:
        """No answer leads where what holds there is known to be otherwise."""
        for index, way in enumerate(node.exits):
            for number, mask in way.arrives:
                self._arrival(node, index, number, mask)

    def _arrival(self, node: CaseNode, index: int, number: int, mask: int) -> None:
        way = node.exits[index]

        def clashes(known: Known, place: dict[int, int]) -> bool:
            if index not in {each for each, _ in open_exits(node, known, place)}:
                return False
            return not after(self._case, node, way, known, place)[place[number]] & mask

        found = self._path(node.key, (number,), clashes, (node, index))
        if found is None:
            return
        path, known = found
        leads = getattr(node.node, "next", None) or getattr(node.node, "return_to", None)
        everywhere = {each: each for each in range(len(known))}
        then = after(self._case, node, way, known, everywhere)[number]
        at = way.label or leads or node.node.title
        self._add("contradiction", at, node, path, number, then, mask)

    def _question(self, node: CaseNode) -> None:
        """A question is asked of somebody, and each answer can be given."""
        if not isinstance(node.node, Question) or not self._is_reached(node.key):
            return
        reads = {each for way in node.exits for each, _ in way.narrows}
        fields = tuple(sorted(reads | ({node.asks} if node.asks is not None else set())))
        if not fields:
            return
        if not self._can(node, fields, lambda known, place: passed(node, known, place) is None):
            self._add("always-known", node.node.question, node, None, node.asks)
            return
        for index, answer in enumerate(node.node.answers):
            if not self._can(node, fields, _offers(node, index)):
                self._add("impossible-answer", answer.label, node, None, node.asks)
        found = self._path(
            node.key, fields, lambda known, place: not [*open_exits(node, known, place)]
        )
        if found is not None:
            path, known = found
            number = node.asks if node.asks is not None else fields[0]
            self._add("no-answer-fits", node.node.question, node, path, number, known[number])

    def _clocks(self, node: CaseNode) -> None:
        """No path ends while a deadline runs that its outcome doesn't name (`see`)."""
        if not isinstance(node.node, Outcome):
            return
        named = {str(each) for each in node.node.see}
        for clock in self._guide.clocks.values():
            masks = self._case.masks(clock.true_when)
            if not masks or f"clocks/{clock.id}" in named:
                continue

            def runs(known: Known, place: dict[int, int], masks: Masks = masks) -> bool:
                return all(not known[place[number]] & ~mask for number, mask in masks)

            found = self._path(node.key, tuple({number for number, _ in masks}), runs)
            if found is not None:
                at, path = node.node.outcome, found[0]
                self._add("clock-left-running", at, node, path, clock=str(clock.id))

    # --- Paths ---

    def _is_reached(self, key: Key) -> bool:
        return key in self._slice(()).at

    def _slice(self, fields: tuple[int, ...]) -> Slice:
        ordered = tuple(sorted(fields))
        if ordered not in self._slices:
            self._slices[ordered] = self._searcher.search(ordered)
        return self._slices[ordered]

    def _path(
        self,
        key: Key,
        fields: tuple[int, ...],
        breaks: Holds,
        last: tuple[CaseNode, int] | None = None,
    ) -> tuple[Path, Known] | None:
        """Return a path to a node at which the claim breaks, and what is known there.

        Args:
            key: The node.
            fields: The fields that `breaks` reads.
            breaks: Whether a state breaks the claim.
            last: An exit that must be open at the end.
        """
        followed = tuple(sorted(fields))
        while True:
            walked = self._slice(followed)
            place = {number: index for index, number in enumerate(followed)}
            states = walked.at.get(key, ())
            state = next((known for known in states if breaks(known, place)), None)
            if state is None:
                return None
            start, exits = walked.path((key, state))
            played = replay(self._case, start, exits)
            shut = played.obstacle
            if shut is None and last is not None:
                shut = obstacle(*last, played.known)
            if shut is None:
                return Path(start, tuple(exits), played.answers), played.known
            if shut in followed:  # Else the search would never end.
                raise AssertionError("a slice and a replay disagree")
            followed = tuple(sorted({*followed, shut}))

    def _can(self, node: CaseNode, fields: tuple[int, ...], holds: Holds) -> bool:
        """Return whether some path leads to a state of a node where something holds."""
        try:
            return self._path(node.key, fields, holds) is not None
        except TooManyStatesError:
            return True

    def _add(
        self,
        code: str,
        at: Text,
        node: CaseNode,
        path: Path | None,
        number: int | None = None,
        known: int = 0,
        needed: int = 0,
        letter: str = "",
        clock: str = "",
    ) -> None:
        domain = self._case.domains[number] if number is not None else None
        if path is not None and code != "letter-unproven":
            found = example(self._guide, self._case, path.start, path.exits)
            path = replace(path, example=found)
        self._result.findings.append(
            CaseFinding(
                code,
                at,
                node.key,
                path,
                domain.field if domain else "",
                tuple(domain.names(known)) if domain else (),
                tuple(domain.names(needed)) if domain else (),
                letter,
                clock,
            )
        )


def _offers(node: CaseNode, index: int) -> Holds:
    def holds(known: Known, place: dict[int, int]) -> bool:
        # A question that passes itself takes this answer for the reader.
        return index in {each for each, _ in open_exits(node, known, place)}

    return holds


def starts_of(guide: Guide, linked: Iterable[Key] = ()) -> Iterator[Key]:
    """Yield the nodes where readers begin: the start of each tree, and nodes linked from pages."""
    for tree in guide.trees.values():
        if tree.start in tree.nodes:
            yield str(tree.id), str(tree.start)
    yield from linked
