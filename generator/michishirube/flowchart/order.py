"""Decides which nodes form the spine of a chart, and their order from top to bottom.

All questions are on the spine, and so are actions and waits with more than one incoming edge. Other
actions and waits are drawn inside the branch that leads to them. Works on ids only.

Unfinished trees must be drawn too: targets may be missing, and cycles may lack `return_to`, in
which case an edge is drawn as a return.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from michishirube.model import Action, Node, Outcome, Tree, Wait, edges

Resolve = Callable[[str], str | None]
"""Returns the id of a reference's node if it is in this tree, else None."""


@dataclass(frozen=True, slots=True)
class Arc:
    """An edge of the spine, with the nodes passed on it.

    Attributes:
        label: The answer's label, None after actions and waits.
        chain: Ids of the nodes on it, in order.
        end: Id of the node at its end (on the spine, or an outcome); None outside the tree.
        reference: If `end` is None, the reference as written; "" if the last node has no exit.
        returns: Whether it leads back.
    """

    label: str | None
    chain: tuple[str, ...]
    end: str | None
    reference: str
    returns: bool


@dataclass(frozen=True, slots=True)
class Spine:
    """The order of the spine.

    Attributes:
        order: Ids from top to bottom.
        arcs: The outgoing arcs of each.
    """

    order: tuple[str, ...]
    arcs: Mapping[str, tuple[Arc, ...]]


def spine(tree: Tree, resolve: Resolve) -> Spine:
    """Arrange the nodes of a tree.

    Args:
        tree: The tree.
        resolve: Resolves its references.
    """
    arcs = _arcs(tree, resolve, _members(tree, resolve))
    arcs = _without_cycles(arcs, str(tree.start))
    return Spine(_order(arcs, str(tree.start)), arcs)


def _members(tree: Tree, resolve: Resolve) -> set[str]:
    """Return the nodes on the spine."""
    uses = Counter(resolve(edge.target) for node in tree.nodes.values() for edge in edges(node))
    members = {
        key
        for key, node in tree.nodes.items()
        if key == tree.start or not (isinstance(node, Outcome) or _hangs(node, uses[key]))
    }
    members |= {key for key in tree.nodes if uses[key] == 0}
    # What still is out of reach (a ring of actions that nothing leads to) joins, too.
    while left := _first_left(tree, _arcs(tree, resolve, members), members):
        members.add(left)
    return members


def _hangs(node: Node, uses: int) -> bool:
    return isinstance(node, Action | Wait) and uses == 1 and len(edges(node)) < 2


def _first_left(
    tree: Tree, arcs: Mapping[str, Sequence[Arc]], members: Iterable[str]
) -> str | None:
    """Return the first node that isn't drawn yet."""
    drawn = set(members)
    for exits in arcs.values():
        for arc in exits:
            drawn.update(arc.chain)
            if arc.end:
                drawn.add(arc.end)
    return next((key for key in tree.nodes if key not in drawn), None)


def _arcs(tree: Tree, resolve: Resolve, members: set[str]) -> dict[str, tuple[Arc, ...]]:
    return {
        key: tuple(
            _follow(tree, resolve, members, edge.label, edge.target, returns=edge.returns)
            for edge in edges(node)
        )
        for key, node in tree.nodes.items()
        if key in members
    }


def _follow(
    tree: Tree,
    resolve: Resolve,
    members: set[str],
    label: str | None,
    target: str,
    *,
    returns: bool,
) -> Arc:
    """Follow an edge through nodes with one exit, to the spine, an outcome or another tree."""
    chain: list[str] = []
    while True:
        here = resolve(target)
        if here is None or here in members or isinstance(tree.nodes[here], Outcome):
            return Arc(label, tuple(chain), here, "" if here else target, returns)
        chain.append(here)
        exits = edges(tree.nodes[here])
        if not exits:
            return Arc(label, tuple(chain), None, "", returns=False)
        target, returns = exits[0].target, exits[0].returns


def _without_cycles(arcs: Mapping[str, tuple[Arc, ...]], start: str) -> dict[str, tuple[Arc, ...]]:
    """Mark arcs that close a cycle or lead to the start as returns (depth-first search)."""
    done: set[str] = set()
    closing: set[tuple[str, int]] = set()
    for root in (start, *arcs):
        if root not in arcs or root in done:
            continue
        path = {root}
        stack = [(root, iter(enumerate(arcs[root])))]
        while stack:
            here, exits = stack[-1]
            for index, arc in exits:
                if arc.end is None or arc.end not in arcs or arc.returns:
                    continue
                if arc.end in path or arc.end == start:
                    closing.add((here, index))
                    continue
                if arc.end in done:
                    continue
                path.add(arc.end)
                stack.append((arc.end, iter(enumerate(arcs[arc.end]))))
                break
            else:
                stack.pop()
                path.discard(here)
                done.add(here)
    return {
        key: tuple(
            replace(arc, returns=True) if (key, index) in closing else arc
            for index, arc in enumerate(exits)
        )
        for key, exits in arcs.items()
    }


def _order(arcs: Mapping[str, tuple[Arc, ...]], start: str) -> tuple[str, ...]:
    """Return a topological order: depth first, the smallest subtree first.

    A short side branch ends before the main branch continues, which keeps jumps short. At 500 nodes
    the rails then need 8 lanes; in the order of the answers they need 39.
    """
    following = {
        key: tuple(dict.fromkeys(filter(None, (_onward(arc, arcs) for arc in exits))))
        for key, exits in arcs.items()
    }
    waiting = Counter(end for ends in following.values() for end in ends)
    roots = [key for key in arcs if not waiting[key] and key != start]
    ready = [*reversed(roots), *([start] if start in arcs else [])]
    sizes = _sizes(following)
    order: list[str] = []
    while ready:
        here = ready.pop()
        order.append(here)
        free = []
        for end in following[here]:
            waiting[end] -= 1
            if not waiting[end]:
                free.append(end)
        # The last is taken first: the smallest, and of equals the first.
        ready.extend(sorted(free, key=lambda key: sizes[key])[::-1])
    return tuple(order)


def _onward(arc: Arc, arcs: Mapping[str, Sequence[Arc]]) -> str | None:
    return arc.end if arc.end in arcs and not arc.returns else None


def _sizes(following: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the number of spine nodes reachable from each, itself included.

    Sets of reachable nodes are bit masks, so that their union is one operation.
    """
    bits = {key: 1 << index for index, key in enumerate(following)}
    reached: dict[str, int] = {}
    for root in following:
        stack = [root]
        while stack:
            here = stack[-1]
            missing = [end for end in following[here] if end not in reached]
            if here not in reached and missing:
                stack.extend(missing)
                continue
            stack.pop()
            if here not in reached:
                reached[here] = bits[here]
                for end in following[here]:
                    reached[here] |= reached[end]
    return {key: value.bit_count() for key, value in reached.items()}
