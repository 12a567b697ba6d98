"""Breadth-first search of the state space: a node, and what is known of some fields.

The product of all fields would have too many states. A slice follows a few fields and
over-approximates the rest: an answer that depends on another field counts as possible. So a slice
contains every state that a reader can reach, and possibly more. What holds in all of them is
proved; a counterexample may be spurious and is replayed with all fields first (`replay`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from michishirube.analysis.case.effects import Case, CaseExit, Known
from michishirube.analysis.case.transitions import after, narrowed, open_exits
from michishirube.analysis.graph import Key

MOST_STEPS_BACK = 2_000
"""Budget of the backward search for seeds; beyond it, searching the whole guide is as fast."""

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


Route = tuple[Key, tuple[int, ...]]
"""A start, and the indices of the exits taken from there."""


@dataclass(slots=True)
class Slice:
    """The states reached when some fields are followed.

    Attributes:
        fields: Numbers of the fields, ascending.
        came: How each state was first reached, by a shortest path; None for where a search begins.
        unknown: What is known where nothing is.
        begun: How a reader comes to where the search begins with nothing known: a start, and the
            indices of exits.
        at: The states of each node, those with the shortest paths first.
    """

    fields: tuple[int, ...]
    unknown: Known | None = None
    came: dict[State, SearchStep | None] = field(default_factory=dict)
    at: dict[Key, list[Known]] = field(default_factory=dict)
    begun: dict[Key, Route] = field(default_factory=dict)

    def path(self, state: State) -> tuple[Key, list[int]]:
        """Return the start of a shortest path to a state, and the indices of its exits."""
        exits: list[int] = []
        step = self.came[state]
        while step is not None:
            exits.append(step.index)
            state = step.before
            step = self.came[state]
        unknown = self.unknown is None or state[1] == self.unknown
        start, before = self.begun.get(state[0], (state[0], ())) if unknown else (state[0], ())
        return start, [*before, *exits[::-1]]


class Searcher:
    """Searches slices of one guide, from all starts at once.

    Two things keep a field that only a few trees use as cheap as these trees:

    - Seeds: the slice of no fields is searched first. Another slice starts at the nodes that read
      or set its fields, if a shortest path of the first leads there without touching them.
    - Liveness: a field is forgotten after the last node that may read it.
    """

    def __init__(self, case: Case, starts: Iterable[Key], index: FieldIndex) -> None:
        self._case = case
        self._starts = tuple(starts)
        self._index = index
        self._told: dict[int, list[Key]] = {}
        """The starts of which something holds, by the number of the field that it is said of."""
        for key in self._starts:
            for number, _ in case.arrives(key):
                self._told.setdefault(number, []).append(key)
        self._base = self._search(Slice(()), [(0, key, ()) for key in self._starts], MOST_STATES)

    def search(self, fields: tuple[int, ...], most: int = MOST_STATES) -> Slice:
        """Search every state of a slice.

        Args:
            fields: Numbers of the fields to follow, ascending.
            most: Limit of states.

        Raises:
            TooManyStatesError: There are more than `most`.
        """
        if not fields:
            return self._base
        begins = []
        routes = self._untouched(fields)
        place = {number: index for index, number in enumerate(fields)}
        unknown = tuple(self._case.domains[number].full for number in fields)
        telling = {key for number in fields for key in self._told.get(number, ())}
        for key in self._starts if routes is None else telling:
            known = narrowed(unknown, self._case.arrives(key), place)
            if known is not None:
                begins.append((0, key, known))
        if routes is not None:
            begins += [(len(exits), key, unknown) for key, (_, exits) in routes.items()]
        return self._search(Slice(fields, unknown, begun=routes or {}), sorted(begins), most)

    def _untouched(self, fields: tuple[int, ...]) -> dict[Key, Route] | None:
        """Return the seeds of a slice: nodes that touch its fields, with a route that doesn't.

        Searches backwards from each node until it meets a clean shortest path of the slice without
        fields. Nodes without such a route are left out; the search reaches them otherwise.

        Returns:
            A route by node; None if finding them takes longer than searching the whole guide.
        """
        followed = {*fields}
        clean: dict[Key, Route | None] = {}
        touched: set[Key] = set().union(*(self._index.touched[number] for number in fields))
        found: dict[Key, Route] = {}
        left = MOST_STEPS_BACK
        for key in touched & self._base.at.keys():
            waiting: deque[tuple[Key, tuple[int, ...]]] = deque([(key, ())])
            seen = {key}
            while waiting and key not in found:
                left -= 1
                if not left:
                    return None
                here, rest = waiting.popleft()
                if here not in clean:
                    clean[here] = self._clean_route(here, followed)
                if (route := clean[here]) is not None:
                    found[key] = (route[0], (*route[1], *rest))
                for before, index in self._index.before[here]:
                    way = self._case.node(before).exits[index]
                    if before not in seen and not self._is_touched(before, way, followed):
                        seen.add(before)
                        waiting.append((before, (index, *rest)))
        return found

    def _clean_route(self, key: Key, fields: set[int]) -> Route | None:
        """Return a shortest path to a node if it says nothing of some fields."""
        if (key, ()) not in self._base.came:
            return None
        start, exits = self._base.path((key, ()))
        if any(number in fields for number, _ in self._case.arrives(start)):
            return None
        here = start
        for index in exits:
            way = self._case.node(here).exits[index]
            if self._is_touched(here, way, fields) or way.target is None:
                return None
            here = way.target
        return start, tuple(exits)

    def _is_touched(self, key: Key, way: CaseExit, fields: set[int]) -> bool:
        if way.tells is not None and self._case.node(key).asks in fields:
            return True
        masks = (*way.narrows, *way.replaces, *way.arrives)
        return any(number in fields for number, _ in masks)

    def _search(self, found: Slice, begins: list[tuple[int, Key, Known]], most: int) -> Slice:
        place = {number: index for index, number in enumerate(found.fields)}
        waiting = deque[tuple[int, State]]()
        later = deque(begins)

        def arrive(depth: int, state: State, step: SearchStep | None) -> None:
            if state not in found.came:
                found.came[state] = step
                found.at.setdefault(state[0], []).append(state[1])
                waiting.append((depth, state))

        while waiting or later:
            # Seeds enter at the depth of their routes, so that paths stay shortest.
            while later and (not waiting or later[0][0] <= waiting[0][0]):
                depth, key, known = later.popleft()
                arrive(depth, (key, known), None)
            if not waiting:
                continue
            if len(found.came) > most:
                fields = [self._case.domains[number].field for number in found.fields]
                raise TooManyStatesError(fields)
            depth, state = waiting.popleft()
            node = self._case.node(state[0])
            for index, way in open_exits(node, state[1], place):
                if way.target is None:
                    continue
                known = after(self._case, node, way, state[1], place)
                arrived = narrowed(known, way.arrives, place)
                if arrived is not None and (live := self._live(way.target, arrived, place)):
                    arrive(depth + 1, (way.target, live[0]), SearchStep(state, index))
        return found

    def _live(self, key: Key, known: Known, place: dict[int, int]) -> tuple[Known] | None:
        """Forget dead fields, those that nothing reads from here on; None if all are dead."""
        if not place:
            return (known,)
        live = self._index.live[key]
        left = [number for number in place if live >> number & 1]
        if not left:
            return None
        if len(left) == len(place):
            return (known,)
        kept = list(known)
        for number, index in place.items():
            if not live >> number & 1:
                kept[index] = self._case.domains[number].full
        return (tuple(kept),)


@dataclass(frozen=True, slots=True)
class FieldIndex:
    """Where fields are read and set.

    Attributes:
        touched: The nodes that read or set a field, by its number.
        live: For each node, the fields that it or any node after it reads, a bit each.
        before: The edges that lead to a node: their origin and the index of the exit.
    """

    touched: Mapping[int, frozenset[Key]]
    live: Mapping[Key, int]
    before: Mapping[Key, list[tuple[Key, int]]]


def index_fields(case: Case, reads: Mapping[Key, Iterable[int]]) -> FieldIndex:
    """Build the index.

    Args:
        case: The compiled trees.
        reads: Fields that nodes read besides those of their exits, such as those of letters.
    """
    touched: dict[int, set[Key]] = {number: set() for number in range(len(case.domains))}
    live: dict[Key, int] = {}
    nodes = list(case.nodes())
    before: dict[Key, list[tuple[Key, int]]] = {node.key: [] for node in nodes}
    for node in nodes:
        for index, way in enumerate(node.exits):
            if way.target is not None:
                before[way.target].append((node.key, index))
        read = {*reads.get(node.key, ())}
        if node.asks is not None:
            read.add(node.asks)
        sets: set[int] = set()
        for way in node.exits:
            read |= {number for number, _ in (*way.narrows, *way.arrives)}
            sets |= {number for number, _ in way.replaces}
        for number in read | sets:
            touched[number].add(node.key)
        live[node.key] = sum(1 << number for number in read)
    changed = True
    while changed:  # Liveness is a fixed point; most edges lead forwards, so few rounds suffice.
        changed = False
        for node in reversed(nodes):
            mask = live[node.key]
            for way in node.exits:
                if way.target is not None:
                    mask |= live[way.target]
            if mask != live[node.key]:
                live[node.key] = mask
                changed = True
    return FieldIndex({number: frozenset(keys) for number, keys in touched.items()}, live, before)
