"""What is used where, of a whole guide: looked up once, asked by every page.

To search all trees for each letter would take a thousand times longer for a guide of
a thousand letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from michishirube.analysis.graph import Key, graph_of
from michishirube.model import Guide


@dataclass(frozen=True, slots=True)
class UsageIndex:
    """For each letter the steps that offer it; for each tree those connected with it, itself too.

    `numbers` are those of the sources, by which texts name them. Trees are connected when ways
    lead from one to the other, or both to a third. Everything is in the order of the guide.
    """

    steps: Mapping[str, tuple[Key, ...]]
    trees: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]


def index_uses(guide: Guide) -> UsageIndex:
    """Look through a guide without unknown references."""
    steps: dict[str, list[Key]] = defaultdict(list)
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            for letter in dict.fromkeys(getattr(node, "letters", ())):
                steps[str(letter)].append((str(tree.id), str(node.id)))
    return UsageIndex(
        steps={name: tuple(found) for name, found in steps.items()},
        trees=_connected(guide),
        numbers={name: number for number, name in enumerate(guide.sources, 1)},
    )


def _connected(guide: Guide) -> dict[str, tuple[str, ...]]:
    groups = {name: [name] for name in guide.trees}
    for way in graph_of(guide).all_ways():
        if way.target is None:
            continue
        one, other = groups[way.origin[0]], groups[way.target[0]]
        if one is other:
            continue
        one.extend(other)
        groups.update(dict.fromkeys(other, one))
    places = {name: place for place, name in enumerate(guide.trees)}
    ordered = {id(group): tuple(sorted(group, key=places.__getitem__)) for group in groups.values()}
    return {name: ordered[id(group)] for name, group in groups.items()}
