"""The transition relation: which exits of a node are open, and what is known after one.

Functions work on all fields or on a slice of them. `place` maps the number of each field that is
followed to its index in `known`; fields that aren't in it are ignored:

    fields 0…4 of the guide, a slice of 1 and 3:    place = {1: 0, 3: 1}    known = (0b01, 0b110)
"""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.analysis.case.effects import Case, CaseExit, CaseNode, Known, Masks


def passed(node: CaseNode, known: Known, place: dict[int, int]) -> int | None:
    """Return the index of the exit that a question takes by itself; None if it is asked.

    A question is skipped if what is known leaves one answer only.
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
    """Yield the exits that are offered, with their indices; a skipped question has only one."""
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
    """Return the number of the first field for which masks contradict what is known, or None."""
    left = list(known)
    for number, mask in masks:
        left[number] &= mask
        if not left[number]:
            return number
    return None


def after(case: Case, node: CaseNode, way: CaseExit, known: Known, place: dict[int, int]) -> Known:
    """Return what is known after an exit is taken, before the conditions of its target apply.

    Args:
        case: The compiled trees.
        node: The node.
        way: An exit that is open.
        known: What is known at the node, a mask for each field in `place`.
        place: Index in `known` by the field's number.

    Returns:
        A mask for each field in `place`. An answer that contradicts what is known replaces it:
        readers may correct themselves.
    """
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
    """Return the intersection of what is known with masks; None if it is a contradiction."""
    found = list(known)
    for number, mask in masks:
        if number in place:
            found[place[number]] &= mask
            if not found[place[number]]:
                return None
    return tuple(found)
