"""A cache of the HTML of texts, shared by all pages of a renderer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from michishirube.markup.inline import TEXTS
from michishirube.markup.markdown_dialect import Resolver


class RecordingResolver:
    """Wraps a resolver and records its answers."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self.links: dict[str, str | None] = {}
        self.citations: dict[str, list[tuple[str, str]]] = {}
        self.addresses: set[str] = set()

    def link(self, reference: str) -> str | None:
        """Resolve a reference."""
        self.links[reference] = found = self._resolver.link(reference)
        if found is not None:
            self.addresses.add(found)
        return found

    def cite(self, name: str) -> list[tuple[str, str]]:
        """Resolve a citation."""
        self.citations[name] = found = self._resolver.cite(name)
        self.addresses.update(address for _, address in found)
        return found


@dataclass(frozen=True, slots=True)
class CachedHtml:
    """The HTML of a text, valid as long as the resolver gives the recorded answers."""

    html: Markup
    links: Mapping[str, str | None]
    citations: Mapping[str, list[tuple[str, str]]]

    def holds(self, resolver: Resolver) -> bool:
        """Return whether a resolver gives the same answers."""
        return all(resolver.link(name) == found for name, found in self.links.items()) and all(
            resolver.cite(name) == found for name, found in self.citations.items()
        )


class HtmlCache:
    """The last HTML of each text: when a page is rendered again, most texts are unchanged.

    Example: `[rent](letters/rent)` leads to `../letters/rent.html` from one page, `rent.html` from
    another, so an entry is valid only for pages that resolve the reference to the same address.
    """

    def __init__(self) -> None:
        self._known: dict[str, CachedHtml] = {}

    def get(self, text: str, resolver: Resolver) -> Markup | None:
        """Return the HTML of a text, None if it is unknown or its references lead elsewhere."""
        known = self._known.get(text)
        return known.html if known is not None and known.holds(resolver) else None

    def put(self, text: str, html: Markup, recorded: RecordingResolver) -> None:
        """Keep the HTML of a text with what its references led to."""
        if len(self._known) >= TEXTS:
            self._known.clear()
        self._known[str(text)] = CachedHtml(html, recorded.links, recorded.citations)
