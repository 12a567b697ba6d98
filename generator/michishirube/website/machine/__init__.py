"""Machine-readable files: JSON, feed, texts for language models, structured data.

They are derived from the guide, independently of the pages, and no page loads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from michishirube.git.log import History
from michishirube.model import Guide
from michishirube.website.machine import data, feed, llms
from michishirube.website.pages import pages_of

SCHEMA = Path(__file__).parent / "guide.schema.json"
"""JSON Schema of guide.json; part of the package, so that every installation can publish it."""


def files(guide: Guide, history: History) -> Mapping[str, Callable[[], str]]:
    """Return functions that render the files, by path; the feed is missing if it has no entries."""
    return dict(_files(guide, history))


def _files(guide: Guide, history: History) -> Iterator[tuple[str, Callable[[], str]]]:
    pages = pages_of(guide)
    yield data.PATH, lambda: data.as_json(guide)
    yield data.SCHEMA_PATH, lambda: SCHEMA.read_text(encoding="utf-8")
    yield llms.PATH, lambda: llms.index(guide, pages)
    yield llms.FULL_PATH, lambda: llms.full(guide, pages)
    if atom := feed.atom(guide, pages, history):
        yield feed.PATH, lambda: atom
    if guide.site.address:
        sitemap = f"{str(guide.site.address).rstrip('/')}/sitemap.xml"
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"
        yield "robots.txt", lambda: robots
