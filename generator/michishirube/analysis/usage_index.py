"""The usage index: which nodes use which letters, built once per guide and used by every page.

Searching all trees for each letter would take a thousand times as long in a guide with a thousand
letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from michishirube.analysis.case.effects import Case
from michishirube.analysis.graph import Key, graph_of
from michishirube.model import Guide


@dataclass(frozen=True, slots=True)
class UsageIndex:
    """A reverse index of a guide.

    Attributes:
        steps: Nodes that offer a letter, by letter.
        trees: For each tree, all trees connected with it (directly or through others), itself
            included.
        numbers: Numbers of the sources, as shown in citations.
        case: The compiled trees.
    """

    steps: Mapping[str, tuple[Key, ...]]
    trees: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    case: Case


def index_uses(guide: Guide) -> UsageIndex:
    """Build the index of a guide without broken references."""
    steps: dict[str, list[Key]] = defaultdict(list)
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            for letter in dict.fromkeys(getattr(node, "letters", ())):
                steps[str(letter)].append((str(tree.id), str(node.id)))
    return UsageIndex(
        steps={name: tuple(found) for name, found in steps.items()},
        trees=_connected(guide),
        numbers={name: number for number, name in enumerate(guide.sources, 1)},
        case=Case(guide),
    )


def _connected(guide: Guide) -> dict[str, tuple[str, ...]]:
    groups = {name: [name] for name in guide.trees}
    for edge in graph_of(guide).all_edges():
        if edge.target is None:
            continue
        one, other = groups[edge.origin[0]], groups[edge.target[0]]
        if one is other:
            continue
        one.extend(other)
        groups.update(dict.fromkeys(other, one))
    places = {name: place for place, name in enumerate(guide.trees)}
    ordered = {id(group): tuple(sorted(group, key=places.__getitem__)) for group in groups.values()}
    return {name: ordered[id(group)] for name, group in groups.items()}
