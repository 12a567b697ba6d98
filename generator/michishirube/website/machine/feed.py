"""The Atom feed of content changes from the git history: an entry per page and day.

It requires the site's address and dates from git; without them there is no feed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from michishirube.analysis import addresses
from michishirube.git.log import Commit, History, changes_of
from michishirube.i18n import guide_words
from michishirube.model import Guide
from michishirube.website.machine.urls import absolute
from michishirube.website.pages import Page

PATH = "feed.xml"
LONGEST = 50
"""Maximum number of entries: enough for readers who poll once a month."""

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_NEWS = {"home", "steps", "letters", "contribute"}
"""Pages that only repeat content of others, or aren't about the subject."""
# Characters that are invalid in XML 1.0; commit subjects may contain any.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _PageUpdate:
    """The commits of a day that changed a page, newest first."""

    page: Page
    changes: tuple[Commit, ...]

    @property
    def time(self) -> dt.datetime:
        return self.changes[0].time


def files_behind(guide: Guide, page: Page) -> frozenset[str]:
    """Return the content files that a page is derived from."""
    lists = {"letters": guide.letters, "scenarios": guide.scenarios}
    records = lists.get(page.kind)
    if records is None:
        return frozenset({page.span.path})
    return frozenset(record.span.path for record in records.values())


def atom(guide: Guide, pages: Sequence[Page], history: History) -> str:
    """Render the feed as XML; "" if there is none."""
    news = sorted(_news(guide, pages, history), key=lambda each: each.time, reverse=True)
    if not guide.site.address or not news:
        return ""
    feed = _head(guide, news[0].time)
    for each in news[:LONGEST]:
        _entry(feed, guide, each)
    indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, "unicode") + "\n"


def title(guide: Guide) -> str:
    """Return the title of the feed."""
    return guide_words.load(guide, "machine")("feed.title", title=guide.site.title)


def _news(guide: Guide, pages: Sequence[Page], history: History) -> Iterator[_PageUpdate]:
    for page in pages:
        if page.kind in _NO_NEWS:
            continue
        days: dict[dt.date, list[Commit]] = {}
        for change in changes_of(history, files_behind(guide, page)):
            days.setdefault(change.time.date(), []).append(change)
        for changes in days.values():
            yield _PageUpdate(page, tuple(changes))


def _head(guide: Guide, updated: dt.datetime) -> Element:
    site, said = guide.site, guide_words.load(guide, "machine")
    feed = Element("feed", {"xmlns": _ATOM, _LANGUAGE: str(site.language)})
    _text(feed, "id", absolute(guide, ""))
    _text(feed, "title", title(guide))
    _text(feed, "subtitle", said["feed.subtitle"])
    _text(feed, "updated", _time(updated))
    _text(SubElement(feed, "author"), "name", str(site.author or site.title))
    if site.licence:
        _text(feed, "rights", f"{site.licence.name} {site.licence.address}")
    SubElement(feed, "link", {"rel": "self", "href": absolute(guide, PATH)})
    SubElement(feed, "link", {"rel": "alternate", "href": absolute(guide, addresses.HOME)})
    return feed


def _entry(feed: Element, guide: Guide, news: _PageUpdate) -> None:
    entry, page = SubElement(feed, "entry"), news.page
    host = urlsplit(str(guide.site.address)).hostname or ""
    # A permanent tag URI (RFC 4151): all changes of one day are one entry.
    _text(entry, "id", f"tag:{host},{news.time.date().isoformat()}:{page.path}")
    _text(entry, "title", page.title)
    _text(entry, "updated", _time(news.time))
    SubElement(entry, "link", {"rel": "alternate", "href": absolute(guide, page.path)})
    for change in news.changes:
        _commit(entry, guide, change)
    SubElement(entry, "category", {"term": page.kind})
    _text(entry, "summary", page.description)


def _commit(entry: Element, guide: Guide, change: Commit) -> None:
    """Link to the commit in the repository."""
    if repository := guide.site.repository:
        address = f"{str(repository.address).rstrip('/')}/commit/{change.commit}"
        title = _FORBIDDEN.sub("", change.subject)
        SubElement(entry, "link", {"rel": "related", "title": title, "href": address})


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _FORBIDDEN.sub("", text)


def _time(time: dt.datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
