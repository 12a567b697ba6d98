"""The address of every object in a guide, and the resolution of references.

An address is a page's path relative to the root of the site and an anchor. Paths end in `.html`, so
that links work on every host and from the file system.
"""

from __future__ import annotations

import functools
import posixpath
from dataclasses import dataclass

from michishirube.model import Guide, Node, Ref, Tree
from michishirube.model.kinds import OF_PREFIX, records_of

HOME = "index.html"
MISSING = "404.html"


@dataclass(frozen=True, slots=True)
class Address:
    """The address and title of an object.

    Attributes:
        kind: "tree", "node", "letter", "checklist", "term", "clock", "door", "referral" or
            "document".
        page: Path of the page relative to the root of the site.
        anchor: Anchor on the page, "" for the page itself.
        title: Title for links.
    """

    kind: str
    page: str
    anchor: str
    title: str

    @property
    def path(self) -> str:
        """Path with anchor, relative to the root of the site."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page

    def seen_from(self, page: str) -> str:
        """Return the link from another page; `#anchor` from the same page."""
        if page == self.page:
            return f"#{self.anchor}" if self.anchor else posixpath.basename(page)
        path = _relative(self.page, posixpath.dirname(page) or ".")
        return f"{path}#{self.anchor}" if self.anchor else path


@functools.lru_cache(maxsize=65_536)
def _relative(page: str, folder: str) -> str:
    return posixpath.relpath(page, folder)


def tree_page(tree: str) -> str:
    """Return the path of a tree's page."""
    return f"stages/{tree}.html"


def steps_page(tree: str) -> str:
    """Return the path of the page with all steps of a tree in full.

    It lies beside the tree's page, so that a chart's links hold on both; no id has a full stop.
    """
    return f"stages/{tree}.steps.html"


CHART_MARKS = "assets/marks.css"
"""The stylesheet that marks the node in the fragment of a steps page."""


def chart_file(tree: str) -> str:
    """Return the path of a tree's flowchart as a file."""
    return f"stages/{tree}.svg"


def letter_page(letter: str) -> str:
    """Return the path of a letter's page."""
    return f"letters/{letter}.html"


def checklist_page(checklist: str) -> str:
    """Return the path of a checklist's page."""
    return f"checklists/{checklist}.html"


def document_page(document: str) -> str:
    """Return the path of a Markdown page."""
    return f"{document}.html"


LETTERS = "letters/index.html"
DEADLINES = "deadlines.html"
PLACES = "places.html"
REFERRALS = "referrals.html"
GLOSSARY = "glossary.html"
SOURCES = "sources.html"
SCENARIOS = "scenarios.html"


def find_node(guide: Guide, ref: str, tree: Tree | None) -> tuple[Tree, Node] | None:
    """Resolve a reference to a node: `node` (of this tree), `tree` (its start) or `tree/node`."""
    if tree is not None and ref in tree.nodes:
        return tree, tree.nodes[ref]
    tree_id, slash, node_id = ref.partition("/")
    target = guide.trees.get(tree_id)
    if target is None or (slash and not node_id):
        return None
    node = target.nodes.get(node_id or str(target.start))
    return None if node is None else (target, node)


def find(guide: Guide, ref: Ref | str, tree: Tree | None = None) -> Address | None:
    """Resolve a reference of any kind; None if the target doesn't exist.

    Args:
        guide: The guide.
        ref: The reference.
        tree: The tree that contains it; its nodes take precedence over trees of the same name.
    """
    prefix, _, name = ref.partition("/")
    if prefix == "letters" and name in guide.letters:
        return Address("letter", letter_page(name), "", guide.letters[name].title)
    if prefix == "checklists" and name in guide.checklists:
        return Address("checklist", checklist_page(name), "", guide.checklists[name].title)
    if prefix == "glossary" and name in guide.terms:
        return Address("term", GLOSSARY, name, guide.terms[name].term)
    if prefix == "clocks" and name in guide.clocks:
        return Address("clock", DEADLINES, name, guide.clocks[name].label)
    if prefix == "doors" and name in guide.doors:
        return Address("door", PLACES, name, guide.doors[name].label)
    if prefix == "referrals" and name in guide.referrals:
        return Address("referral", REFERRALS, name, guide.referrals[name].title)
    if prefix == "pages" and name in guide.documents:
        return Address("document", document_page(name), "", guide.documents[name].title)
    if ref in guide.trees and not (tree and ref in tree.nodes):
        return Address("tree", tree_page(ref), "", guide.trees[ref].title)
    found = find_node(guide, ref, tree)
    if found is None:
        return None
    owner, node = found
    return Address("node", tree_page(owner.id), node.id, node.title)


def known_references(guide: Guide, tree: Tree | None = None) -> list[str]:
    """Return every valid reference, for "did you mean"."""
    names = [*guide.trees]
    names += [f"{tree_id}/{node}" for tree_id, each in guide.trees.items() for node in each.nodes]
    names += [*tree.nodes] if tree else []
    for prefix, kind in OF_PREFIX.items():
        names += [f"{prefix}/{name}" for name in records_of(guide, kind)]
    return names
