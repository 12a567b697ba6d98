"""URLs in machine-readable files: absolute if the site's address is known."""

from __future__ import annotations

from collections.abc import Callable

from michishirube.analysis import addresses
from michishirube.markup import prose
from michishirube.model import Guide, Tree
from michishirube.support.escaping import visible


def absolute(guide: Guide, path: str) -> str:
    """Return the URL of a path relative to the root; the path itself if the site has no address."""
    base = str(guide.site.address or "").rstrip("/")
    return f"{base}/{path}" if base else path


def node_id(guide: Guide, reference: str, tree: Tree | None) -> str:
    """Resolve a reference to a node to `tree/node`."""
    found = addresses.find_node(guide, reference, tree)
    return f"{found[0].id}/{found[1].id}" if found else str(reference)


def markdown(
    guide: Guide, text: str, tree: Tree | None, shown: Callable[[Guide, str], str] | None = None
) -> str:
    """Rewrite Markdown with references resolved.

    Args:
        guide: The guide.
        text: The text.
        tree: The tree that contains it.
        shown: Converts a path relative to the root to the URL to write; by default the path is.
    """

    def link(reference: str) -> str | None:
        place = addresses.find(guide, reference, tree)
        if place is None:
            return None
        return shown(guide, place.path) if shown else place.path

    return visible(prose.with_addresses(text, link)).strip("\n")
