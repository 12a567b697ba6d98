"""Whatever a text refers to exists: nodes, trees, letters, fields, facts, sources, pages.

A reference into a tree whose file couldn't be read isn't reported: the file's
own error is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from michishirube.analysis import addresses
from michishirube.analysis.mentions import exists, named_by
from michishirube.checks import other_names, remembered
from michishirube.diagnostics import Diagnostics, Edit, Name
from michishirube.model import (
    ChecklistRef,
    DocumentRef,
    FactRef,
    FieldRef,
    FigureRef,
    Guide,
    LetterRef,
    NodeRef,
    PlaceRef,
    Ref,
    SourceRef,
    Tree,
    TreeRef,
    references,
)
from michishirube.model.kinds import OF_PREFIX, OF_TABLE, TABLE_OF_REF, records_of
from michishirube.reading import gaps
from michishirube.support.memo import Memory

CODES = (
    "unknown-node",
    "unknown-tree",
    "unknown-letter",
    "unknown-field",
    "unknown-fact",
    "unknown-source",
    "unknown-checklist",
    "unknown-figure",
    "unknown-page",
    "unknown-place",
)


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Look up every reference of the guide."""
    for tree in guide.trees.values():
        _check_all(guide, tree, remembered.references((tree,), memory), diagnostics)
    rest = (
        guide.site,
        *guide.letters.values(),
        *guide.checklists.values(),
        *guide.terms.values(),
        *guide.figures.values(),
        *guide.clocks.values(),
        *guide.doors.values(),
        *guide.referrals.values(),
        *guide.scenarios.values(),
        *guide.facts.values(),
        *((guide.promises,) if guide.promises else ()),
    )
    for record in rest:
        _check_all(guide, None, remembered.references((record,), memory), diagnostics)


def _check_all(
    guide: Guide, tree: Tree | None, refs: Iterable[Ref], diagnostics: Diagnostics
) -> None:
    for ref in refs:
        if not ref:
            continue
        if isinstance(ref, NodeRef | PlaceRef):
            _check_place(guide, tree, ref, diagnostics)
        else:
            _check_name(guide, ref, diagnostics)


def _check_place(
    guide: Guide, tree: Tree | None, ref: NodeRef | PlaceRef, diagnostics: Diagnostics
) -> None:
    is_node = isinstance(ref, NodeRef)
    found = addresses.find_node(guide, ref, tree) if is_node else addresses.find(guide, ref, tree)
    if found is not None or may_be_lost(guide, ref, tree):
        return

    def known() -> list[str]:
        names = addresses.known_references(guide, tree)
        return [name for name in names if not is_node or addresses.find_node(guide, name, tree)]

    code = "unknown-node" if is_node else "unknown-place"
    lacks = lacking(guide, ref, tree, is_node=is_node)
    right = other_names.respelt(guide, ref, tree, is_node=is_node)
    right = right or other_names.place(guide, ref, tree, is_node=is_node)
    near = None if right else (ref, known)
    diagnostics.error(code, ref.span, suggestion=right, near=near, lacks=lacks, name=ref)


def lacking(
    guide: Guide, ref: str, tree: Tree | None, *, is_node: bool = False
) -> tuple[Name, ...]:
    """Return what a reference may lack, the most likely first."""
    named = named_by(guide, ref, tree, is_node=is_node)
    return tuple(
        name
        for each in named
        for name in (each.name, *each.others)
        if name[-1] and not exists(guide, name)
    )


def may_be_lost(guide: Guide, ref: str, tree: Tree | None) -> bool:
    """Return whether the target of a reference may be in content that couldn't be read."""
    prefix, _, name = ref.partition("/")
    kind = OF_PREFIX.get(prefix)
    if kind is not None and kind.shape in ("list", "table"):
        return gaps.may_hide(guide, kind.record)
    if kind is not None and kind.shape == "page":
        return not gaps.is_readable(guide, kind.path(name))
    owner = guide.trees.get(prefix)
    if owner is not None and ref == owner.id and owner.start not in owner.nodes:
        return True  # Its start is reported, or lost.
    touched = [each for each in (tree, owner) if each is not None]
    # Of nodes that were read in part the names are known; of two with one name only one is.
    return any(
        not gaps.is_readable(guide, each.span.path)
        or (not each.nodes and gaps.lacks(guide, each, "nodes"))
        for each in touched
    )


_UNKNOWN: Mapping[type[Ref], str] = {
    TreeRef: "unknown-tree",
    LetterRef: "unknown-letter",
    FieldRef: "unknown-field",
    FactRef: "unknown-fact",
    SourceRef: "unknown-source",
    ChecklistRef: "unknown-checklist",
    FigureRef: "unknown-figure",
    DocumentRef: "unknown-page",
}


def _check_name(guide: Guide, ref: Ref, diagnostics: Diagnostics) -> None:
    kind = OF_TABLE[TABLE_OF_REF[type(ref)]]
    code, table = _UNKNOWN[type(ref)], records_of(guide, kind)
    # A file that couldn't be read leaves a record of its name behind; a page doesn't.
    file = "" if kind.folder else kind.path(ref)
    known = set(table)
    if ref not in known and gaps.is_readable(guide, file):
        if isinstance(ref, TreeRef | ChecklistRef | DocumentRef):
            # The settings list each once: one that is there already isn't meant.
            known -= {str(each) for each in references(guide.site)}
        lacks: tuple[Name, ...] = ((kind.table, str(ref)),)
        right = other_names.record(ref, {name: table[name] for name in table if name in known})
        parts = ref.split()
        edits: tuple[Edit, ...] = ()
        if len(parts) > 1 and ref.in_flow and {*parts} <= {*table}:
            edits, lacks = ((ref.span, ", ".join(parts)),), ()
        near = None if right or edits else (ref, known)
        diagnostics.error(
            code, ref.span, suggestion=right, near=near, lacks=lacks, edits=edits, name=ref
        )
