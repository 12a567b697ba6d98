"""What machines read: the guide as data, feed, texts for language models, structured data.

Made of the guide alone, beside the pages and from the same records. Nothing here
is loaded by a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.machine import data, feed, llms
from generator.model import Guide
from generator.pages import pages_of
from generator.revisions import History

SCHEMA = Path(__file__).parent / "guide.schema.json"
"""The shape of guide.json: beside the program, so that every installation can publish it."""


def files(guide: Guide, history: History) -> Mapping[str, str]:
    """Every such file by its path in the site; the feed only where there is something to tell."""
    return dict(_files(guide, history))


def _files(guide: Guide, history: History) -> Iterator[tuple[str, str]]:
    pages = pages_of(guide)
    yield data.PATH, data.as_json(guide)
    yield data.SCHEMA_PATH, SCHEMA.read_text(encoding="utf-8")
    yield llms.PATH, llms.index(guide, pages)
    yield llms.FULL_PATH, llms.full(guide, pages)
    if atom := feed.atom(guide, pages, history):
        yield feed.PATH, atom
    if guide.site.address:
        sitemap = f"{str(guide.site.address).rstrip('/')}/sitemap.xml"
        yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"
