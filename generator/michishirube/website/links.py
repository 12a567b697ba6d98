"""Data of links: to nodes and trees, to sources, to the editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from michishirube.model import Source

TreeLinks = Mapping[str, tuple[str, str]]
"""The trees that a way through a page can touch, by id: short titles and links to their pages."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link.

    Attributes:
        href: The address relative to the page.
        title: Its text.
        kind: The kind of its target.
        tree: Short title of the target's tree, "" within the page's own.
        id: Id of the target, if it is a node.
        returns: Whether it leads back.
    """

    href: str
    title: str
    kind: str
    tree: str = ""
    id: str = ""
    returns: bool = False


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A reference mark beside a claim: number, source, and link to the source's entry."""

    number: int
    source: Source
    href: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link to the editor: URL, title of the page, and path of the file."""

    href: str
    title: str
    path: str
