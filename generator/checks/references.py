"""Whatever a text refers to exists: nodes, trees, letters, fields, facts, sources, pages.

A reference into a tree whose file couldn't be read isn't reported: the file's
own error is.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator import places
from generator.diagnostics import Diagnostics, Name
from generator.mentions import KINDS, exists, named_by
from generator.model import (
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


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look up every reference of the guide."""
    for tree in guide.trees.values():
        _check_all(guide, tree, references(tree), diagnostics)
    rest = (
        guide.site,
        *guide.letters.values(),
        *guide.checklists.values(),
        *guide.terms.values(),
        *guide.figures.values(),
        *guide.scenarios.values(),
        *guide.facts.values(),
        *((guide.promises,) if guide.promises else ()),
    )
    for record in rest:
        _check_all(guide, None, references(record), diagnostics)


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
    found = places.find_node(guide, ref, tree) if is_node else places.find(guide, ref, tree)
    if found is not None or _leads_into_broken(guide, tree, ref):
        return

    def known() -> list[str]:
        names = places.known_places(guide, tree)
        return [name for name in names if not is_node or places.find_node(guide, name, tree)]

    code = "unknown-node" if is_node else "unknown-place"
    lacks = lacking(guide, ref, tree, is_node=is_node)
    diagnostics.error(code, ref.span, near=(ref, known), lacks=lacks, name=ref)


def lacking(
    guide: Guide, ref: str, tree: Tree | None, *, is_node: bool = False
) -> tuple[Name, ...]:
    """What isn't there of what a reference names, the likeliest first."""
    named = named_by(guide, ref, tree, is_node=is_node)
    return tuple(
        name for each in named for name in (each.name, *each.others) if not exists(guide, name)
    )


def _leads_into_broken(guide: Guide, tree: Tree | None, ref: str) -> bool:
    owner = guide.trees.get(ref.partition("/")[0])
    if owner is not None and ref == owner.id and owner.start not in owner.nodes:
        return True  # Its start is reported.
    touched = [each for each in (tree, owner) if each is not None]
    # Of a tree that was read in part the names of its nodes are known.
    files = {each.span.path for each in touched if not each.nodes}
    # A term or page of a file that couldn't be read at all has no record.
    lost = {"glossary": "content/glossary.yml", "pages": f"content/{ref.partition('/')[2]}.md"}
    return bool(files & guide.broken) or lost.get(ref.partition("/")[0]) in guide.broken


def _check_name(guide: Guide, ref: Ref, diagnostics: Diagnostics) -> None:
    tables: dict[type[Ref], tuple[str, Iterable[str], str]] = {
        TreeRef: ("unknown-tree", guide.trees, ""),
        LetterRef: ("unknown-letter", guide.letters, ""),
        FieldRef: ("unknown-field", guide.fields, "content/fields.yml"),
        FactRef: ("unknown-fact", guide.facts, "content/facts.yml"),
        SourceRef: ("unknown-source", guide.sources, "content/sources.yml"),
        ChecklistRef: ("unknown-checklist", guide.checklists, ""),
        FigureRef: ("unknown-figure", guide.figures, ""),
        DocumentRef: ("unknown-page", guide.documents, f"content/{ref}.md"),
    }
    code, known, file = tables[type(ref)]
    if ref not in known and file not in guide.broken:
        lacks = ((KINDS[type(ref)], str(ref)),)
        diagnostics.error(code, ref.span, near=(ref, known), lacks=lacks, name=ref)
