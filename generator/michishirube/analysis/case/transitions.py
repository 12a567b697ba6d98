"""What following an edge makes known: which exits of a node are open, and what holds after one."""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.analysis.case.effects import Case, CaseExit, CaseNode, Known, Masks


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


def obstacle(node: CaseNode, index: int, known: Known) -> int | None:
    """Return the number of a field for which an exit isn't open; None if it is.

    Args:
        node: The node.
        index: Index of the exit.
        known: What is known of all fields.
    """
    everywhere = {number: number for number in range(len(known))}
    way = node.exits[index]
    alone = passed(node, known, everywhere)
    told = way.tells is not None and node.asks is not None and not known[node.asks] & way.tells
    if (alone is not None and alone != index) or told:
        return node.asks
    return None if alone == index else clash(known, way.narrows)


def clash(known: Known, masks: Masks) -> int | None:
    """Return the first field of which these masks contradict what is known; None if none does."""
    left = list(known)
    for number, mask in masks:
        left[number] &= mask
        if not left[number]:
            return number
    return None


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
