"""Addresses in what machines read: absolute where the site's own address is known."""

from __future__ import annotations

from collections.abc import Callable

from michishirube.analysis import addresses
from michishirube.markup import prose
from michishirube.model import Guide, Tree
from michishirube.support.escaping import visible


def absolute(guide: Guide, path: str) -> str:
    """The full address of a path from the site's root; the path alone if the site has none."""
    base = str(guide.site.address or "").rstrip("/")
    return f"{base}/{path}" if base else path


def node_id(guide: Guide, reference: str, tree: Tree | None) -> str:
    """A node's name anywhere in the guide, `tree/node`, for a reference as it is written."""
    found = addresses.find_node(guide, reference, tree)
    return f"{found[0].id}/{found[1].id}" if found else str(reference)


def markdown(
    guide: Guide, text: str, tree: Tree | None, shown: Callable[[Guide, str], str] | None = None
) -> str:
    """A text in the small Markdown, its references turned into addresses.

    `shown` turns a path from the site's root into the address that is written;
    without, the path itself is.
    """

    def link(reference: str) -> str | None:
        place = addresses.find(guide, reference, tree)
        if place is None:
            return None
        return shown(guide, place.path) if shown else place.path

    return visible(prose.with_addresses(text, link)).strip("\n")
