"""Finds every mention of a name in a guide's files, for renaming.

References, links, citations, placeholders and steps of scenarios: everything that must change with
a name. They are resolved by the same functions as elsewhere (`addresses.find`, `scenarios.play`),
so renaming and checks agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from michishirube.analysis.case.effects import Case
from michishirube.analysis.scenarios import play
from michishirube.diagnostics import Name, Span
from michishirube.markup import letter_template, prose
from michishirube.model import (
    Guide,
    NodeRef,
    PlaceRef,
    Prose,
    Record,
    Ref,
    Scenario,
    Text,
    Tone,
    Tree,
    tables,
    walk,
)
from michishirube.model.kinds import OF_PREFIX, TABLE_OF_REF


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the content that names something.

    Attributes:
        name: What is named.
        text: The text that contains the mention.
        start: Offset of the reference in it.
        reference: The reference, such as `dry/rest`.
        offset: Offset of the name within the reference.
        others: What else an unresolved reference may have meant.
    """

    name: Name
    text: Text
    start: int
    reference: str
    offset: int = 0
    others: tuple[Name, ...] = ()

    @property
    def span(self) -> Span:
        """Span of the whole reference."""
        return self.text.at(self.start, len(self.reference))

    def renamed(self, new: str) -> str:
        """Return the reference with another name."""
        end = self.offset + len(self.name[-1])
        return self.reference[: self.offset] + new + self.reference[end:]


def exists(guide: Guide, name: Name) -> bool:
    """Return whether the guide contains what is named."""
    kind, *path = name
    if kind == "nodes":
        return path[0] in guide.trees and path[1] in guide.trees[path[0]].nodes
    return kind == "answers" or path[0] in getattr(guide, kind)


def named_by(guide: Guide, ref: str, tree: Tree | None, *, is_node: bool = False) -> list[Mention]:
    """Return what a reference names; `tree/node` mentions two names.

    Args:
        guide: The guide to resolve it in.
        ref: The reference; the mentions returned have it as their text.
        tree: The tree whose file contains it.
        is_node: Whether only nodes and trees are allowed, as in `to:`.
    """
    text = ref if isinstance(ref, Text) else Text(ref, Span(""))
    prefix, slash, name = ref.partition("/")
    if tree is not None and ref in tree.nodes:
        return [Mention(("nodes", str(tree.id), str(ref)), text, 0, ref)]
    if not is_node and slash and prefix in OF_PREFIX:
        kind = OF_PREFIX[prefix].table
        if name in getattr(guide, kind) or prefix not in guide.trees:
            return [Mention((kind, name), text, 0, ref, len(prefix) + 1)]
    if not slash:
        others = (("nodes", str(tree.id), str(ref)),) if tree and ref not in guide.trees else ()
        return [Mention(("trees", str(ref)), text, 0, ref, 0, others)]
    found = [Mention(("trees", prefix), text, 0, ref)]
    if prefix in guide.trees:
        found.append(Mention(("nodes", prefix, name), text, 0, ref, len(prefix) + 1))
    return found


def mentions(guide: Guide) -> Iterator[Mention]:
    """Yield every mention in a guide, in order of its records."""
    for tree in guide.trees.values():
        yield from _within(guide, tree, tree)
    yield from _within(guide, guide.site, None)
    if guide.promises is not None:
        yield from _within(guide, guide.promises, None)
    case = Case(guide)
    for table in tables(guide):
        for record in table.values():
            if not isinstance(record, Tree):
                yield from _within(guide, record, None)
            if isinstance(record, Scenario):
                yield from _steps(guide, record, case)


def _within(guide: Guide, record: Record, tree: Tree | None) -> Iterator[Mention]:
    for part in walk(record):
        if isinstance(part, NodeRef | PlaceRef) and part:
            yield from named_by(guide, part, tree, is_node=isinstance(part, NodeRef))
        elif isinstance(part, Ref) and part:
            yield Mention((TABLE_OF_REF[type(part)], str(part)), part, 0, part)
        elif isinstance(part, Prose):
            yield from _in_prose(guide, part, tree)
        elif isinstance(part, Tone):
            yield from _in_letter(part.body)


def _in_prose(guide: Guide, text: Prose, tree: Tree | None) -> Iterator[Mention]:
    for target, offset in prose.links(text):
        for each in named_by(guide, target, tree):
            yield replace(each, text=text, start=offset)
    for name, offset in prose.citations(text):
        kind = "sources" if name in guide.sources else "facts"
        others = (("sources", name),) if name not in guide.facts and kind == "facts" else ()
        yield Mention((kind, name), text, offset, name, 0, others)


def _in_letter(body: Text) -> Iterator[Mention]:
    for each in letter_template.named(letter_template.parse(body).segments):
        begin = body.index(each.field, each.offset + 2)
        if isinstance(each, letter_template.Conditional):
            # After the "if": a field named "f" or "if" would otherwise be found in it.
            begin = body.index(each.field, body.index("if", each.offset) + 2)
        yield Mention(("fields", each.field), body, begin, each.field)


def _steps(guide: Guide, scenario: Scenario, case: Case) -> Iterator[Mention]:
    """Yield questions and answers in a scenario; after its first error, unambiguous ones only."""
    answered = play(guide, scenario, case=case).answers
    for index, step in enumerate(scenario.answers):
        at = str(step.at)
        key = answered[index][0] if index < len(answered) else _only_node(guide, at)
        if key is None:
            if "/" not in at:
                yield Mention(("nodes", "", at), step.at, 0, at)
                continue
            key = (at.partition("/")[0], at.partition("/")[2])
        if "/" in at:
            yield Mention(("trees", key[0]), step.at, 0, at)
        yield Mention(("nodes", *key), step.at, 0, at, at.find("/") + 1)
        label = str(step.answer)
        yield Mention(("answers", *key, label), step.answer, 0, label)


def _only_node(guide: Guide, at: str) -> tuple[str, str] | None:
    """Return the only node that a step can refer to, wherever the scenario is."""
    owner, slash, name = at.rpartition("/")
    trees = [owner] if slash else [*guide.trees]
    found = [each for each in trees if each in guide.trees and name in guide.trees[each].nodes]
    return (found[0], name) if len(found) == 1 else None
