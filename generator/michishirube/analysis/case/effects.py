"""Compiles trees to operations on masks, a `CaseNode` for each node.

Fields are numbered, and what is known of a case is a tuple of masks in that order. The condition of
a node or page (`true_when`) becomes an operation of every edge that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.domains import Domain, domains_of
from michishirube.analysis.graph import Key
from michishirube.model import (
    ASK,
    FORGET,
    TODAY,
    Action,
    Answer,
    Condition,
    Guide,
    Node,
    NodeRef,
    Question,
    Text,
    Tree,
    Wait,
)

Known = tuple[int, ...]
"""What is known of each field, as a mask of `Domain`."""

Masks = tuple[tuple[int, int], ...]
"""Pairs of a field's number and a mask, as in `((0, 0b01), (2, 0b110))`."""


@dataclass(frozen=True, slots=True)
class CaseExit:
    """An edge, with what following it makes known.

    Attributes:
        label: Label of the answer; None after actions and waits.
        target: The node it leads to; None if that doesn't exist.
        tells: States of the field asked for; None if the answer tells nothing of it.
        narrows: What else the answer tells.
        replaces: What completing the action sets.
        arrives: What holds where it leads.
        waits: Whether the reader has waited.
    """

    label: Text | None
    target: Key | None
    tells: int | None = None
    narrows: Masks = ()
    replaces: Masks = ()
    arrives: Masks = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class CaseNode:
    """A node, with the field that it asks for and its exits."""

    key: Key
    node: Node
    asks: int | None
    exits: tuple[CaseExit, ...]


class Case:
    """The trees of a guide, compiled node by node as they are asked for.

    Attributes:
        domains: The fields, in order of their numbers.
        number: Number of a field by its id.
    """

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._compiled: dict[Key, CaseNode] = {}
        self.domains: tuple[Domain, ...] = tuple(domains_of(guide).values())
        self._start: Known = tuple(each.full for each in self.domains)
        self.number = {domain.field: index for index, domain in enumerate(self.domains)}

    def node(self, key: Key) -> CaseNode:
        """Return a node. References that lead nowhere become edges without target."""
        found = self._compiled.get(key)
        if found is None:
            compiler = _Compiler(self._guide, self, self._guide.trees[key[0]])
            found = self._compiled[key] = compiler.node(key)
        return found

    def nodes(self) -> Iterator[CaseNode]:
        """Yield every node in order of the files."""
        for tree in self._guide.trees.values():
            for name in tree.nodes:
                yield self.node((str(tree.id), str(name)))

    def arrives(self, key: Key) -> Masks:
        """Return what holds for whoever comes to a node from another page."""
        tree = self._guide.trees[key[0]]
        return (*self.masks(tree.true_when), *self.masks(tree.nodes[key[1]].true_when))

    def masks(self, condition: Condition) -> Masks:
        """Compile a condition; fields and options that don't exist are left out."""
        found = []
        for state in condition:
            number = self.number.get(str(state.field))
            mask = self.domains[number].of_state(state) if number is not None else 0
            if number is not None and mask:
                found.append((number, mask))
        return tuple(found)

    def start(self) -> Known:
        """Return what is known of a case of which nothing is known."""
        return self._start


@dataclass(frozen=True, slots=True)
class _Compiler:
    guide: Guide
    case: Case
    tree: Tree

    def node(self, key: Key) -> CaseNode:
        node = self.tree.nodes[key[1]]
        asks = self.case.number.get(str(node.asks)) if isinstance(node, Question) else None
        return CaseNode(key, node, asks, tuple(self._exits(node, asks)))

    def _exits(self, node: Node, asks: int | None) -> Iterator[CaseExit]:
        if isinstance(node, Question):
            yield from (self._answer(answer, asks) for answer in node.answers)
        elif isinstance(node, Action):
            yield self._exit(None, node.next or node.return_to, replaces=self.case.masks(node.sets))
            if node.otherwise is not None:
                yield self._answer(node.otherwise, None)
        elif isinstance(node, Wait):
            yield self._exit(None, node.next or node.return_to, waits=True)

    def _answer(self, answer: Answer, asks: int | None) -> CaseExit:
        tells = None if asks is None else self.case.domains[asks].of_answer(answer)
        told = [
            (bool({*state.options} & {TODAY, ASK, FORGET}), self.case.masks((state,)))
            for state in answer.sets
        ]
        return self._exit(
            answer.label,
            answer.to or answer.return_to,
            tells=tells,
            # A day that is asked for, and what is forgotten, replace what was known.
            narrows=tuple(each for replaces, masks in told if not replaces for each in masks),
            replaces=tuple(each for replaces, masks in told if replaces for each in masks),
        )

    def _exit(
        self,
        label: Text | None,
        target: NodeRef | None,
        *,
        tells: int | None = None,
        narrows: Masks = (),
        replaces: Masks = (),
        waits: bool = False,
    ) -> CaseExit:
        found = find_node(self.guide, target, self.tree) if target else None
        key = (str(found[0].id), str(found[1].id)) if found else None
        arrives: Masks = ()
        if found and key:
            # What holds on a page is looked at where a reader comes to it, not after each step.
            is_here = found[0].id == self.tree.id
            arrives = self.case.masks(found[1].true_when) if is_here else self.case.arrives(key)
        return CaseExit(label, key, tells, narrows, replaces, arrives, waits)
