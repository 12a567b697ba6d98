"""Breadth-first search over the states of a guide: a node, and what is known of some fields.

All fields at once would be too many states. A slice follows a few fields and takes any answer that
reads another one as possible, so it visits every state that a reader can reach, and possibly
others: what holds in all of them holds, and a path to one where something doesn't is played with
all fields before it is believed (`replay`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from michishirube.analysis.case.effects import Case, CaseExit, CaseNode, Known, Masks
from michishirube.analysis.graph import Key

MOST_STATES = 50_000
"""Limit of the states of one slice; the largest of this guide's has some three thousand."""


class TooManyStatesError(Exception):
    """A slice has more than `MOST_STATES` states; `fields` are the ids of its fields."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = tuple(fields)


State = tuple[Key, Known]
"""A node, and what is known of the fields of a slice in their order."""


@dataclass(frozen=True, slots=True)
class SearchStep:
    """The state a search came from, and the index of the exit that was taken."""

    before: State
    index: int


@dataclass(slots=True)
class Slice:
    """The states reached when some fields are followed.

    Attributes:
        fields: Numbers of the fields, ascending.
        came: How each state was first reached, by a shortest path; None for starts.
        at: The states of each node, those with the shortest paths first.
    """

    fields: tuple[int, ...]
    came: dict[State, SearchStep | None] = field(default_factory=dict)
    at: dict[Key, list[Known]] = field(default_factory=dict)

    def path(self, state: State) -> tuple[Key, list[int]]:
        """Return the start of a shortest path to a state, and the indices of its exits."""
        exits: list[int] = []
        step = self.came[state]
        while step is not None:
            exits.append(step.index)
            state = step.before
            step = self.came[state]
        return state[0], exits[::-1]


def search(
    case: Case, starts: Iterable[Key], fields: tuple[int, ...], most: int = MOST_STATES
) -> Slice:
    """Walk every state of a slice, from all starts at once.

    Raises:
        TooManyStatesError: There are more than `most`.
    """
    place = {number: index for index, number in enumerate(fields)}
    found = Slice(fields)
    unknown = case.start()
    waiting: deque[State] = deque()

    def arrive(state: State, step: SearchStep | None) -> None:
        if state not in found.came:
            found.came[state] = step
            found.at.setdefault(state[0], []).append(state[1])
            waiting.append(state)

    for key in starts:
        known = narrowed(tuple(unknown[number] for number in fields), case.arrives(key), place)
        if known is not None:
            arrive((key, known), None)
    while waiting:
        if len(found.came) > most:
            raise TooManyStatesError([case.domains[number].field for number in fields])
        state = waiting.popleft()
        node = case.node(state[0])
        for index, way in open_exits(node, state[1], place):
            if way.target is None:
                continue
            known = after(case, node, way, state[1], place)
            arrived = narrowed(known, way.arrives, place)
            if arrived is not None:
                arrive((way.target, arrived), SearchStep(state, index))
    return found


def passed(node: CaseNode, known: Known, place: dict[int, int]) -> int | None:
    """Return the index of the exit by which a question passes itself; None if it is asked.

    A question is passed where what is known leaves one answer only.
    """
    if node.asks is None or node.asks not in place:
        return None
    mask = known[place[node.asks]]
    for index, way in enumerate(node.exits):
        if way.tells is not None and not mask & ~way.tells:
            return index
    return None


def open_exits(
    node: CaseNode, known: Known, place: dict[int, int]
) -> Iterator[tuple[int, CaseExit]]:
    """Yield the exits that are offered, with their indices; one if a question passes itself."""
    alone = passed(node, known, place)
    asked = known[place[node.asks]] if node.asks is not None and node.asks in place else None
    for index, way in enumerate(node.exits):
        if alone is not None and index != alone:
            continue
        if asked is not None and way.tells is not None and not asked & way.tells:
            continue
        if alone is None and narrowed(known, way.narrows, place) is None:
            continue
        yield index, way


def after(case: Case, node: CaseNode, way: CaseExit, known: Known, place: dict[int, int]) -> Known:
    """Return what is known after an exit that is offered, before it arrives anywhere."""
    found = list(known)
    if node.asks is not None and node.asks in place and way.tells is not None:
        found[place[node.asks]] &= way.tells
    for number, mask in way.narrows:
        if number in place:
            found[place[number]] = found[place[number]] & mask or mask
    for number, mask in way.replaces:
        if number in place:
            found[place[number]] = mask
    if way.waits:
        for number, index in place.items():
            found[index] = case.domains[number].waited(found[index])
    return tuple(found)


def narrowed(known: Known, masks: Masks, place: dict[int, int]) -> Known | None:
    """Return what is known when these masks hold as well; None if that is a contradiction."""
    found = list(known)
    for number, mask in masks:
        if number in place:
            found[place[number]] &= mask
            if not found[place[number]]:
                return None
    return tuple(found)
