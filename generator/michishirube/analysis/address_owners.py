"""The files of a guide's site and their sources, known before anything is rendered.

Two records that would be published at the same address are reported (`checks/rules/addresses.py`),
and the inventory of a finished site lists the source of each file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from michishirube.analysis import addresses as places
from michishirube.analysis import former_names
from michishirube.diagnostics import Span
from michishirube.model import Guide, Record, published_scenarios
from michishirube.model.kinds import SETTINGS

THEME = "templates/theme"


@dataclass(frozen=True, slots=True)
class OwnedAddress:
    """A file of the site and the position at which it is edited.

    Attributes:
        path: Path relative to the root of the site.
        span: Position in the content.
        named_by: The content file whose name determines the path, "" if the path is fixed.
    """

    path: str
    span: Span
    named_by: str = ""

    @property
    def owner(self) -> str:
        """The position as `file:line`."""
        return f"{self.span.path}:{self.span.line}"

    @property
    def key(self) -> str:
        """See `key_of`."""
        return key_of(self.path)


def key_of(path: str) -> str:
    """Normalise a path, so that paths which collide on some systems are equal.

    File systems may ignore case; hosts may serve both `a.html` and `a/index.html` as `/a`.
    """
    path = unicodedata.normalize("NFKC", path).casefold()
    return re.sub(r"(^|/)index\.html$|\.html$", "", path)


def addresses(guide: Guide) -> tuple[OwnedAddress, ...]:
    """Return all files of the site that are derived from content."""
    return tuple(_addresses(guide))


def owners(guide: Guide) -> Mapping[str, str]:
    """Return the source (`file:line`) of each path."""
    return {each.path: each.owner for each in addresses(guide)}


def moved_pages(guide: Guide) -> Iterator[former_names.MovedPage]:
    """Yield former addresses that need a redirect page.

    If only the case of a name has changed, case-insensitive file systems have a single file for
    both names, which must be the current page.
    """
    for moved in former_names.moved_pages(guide):
        if key_of(moved.path) != key_of(moved.now):
            yield moved


def _addresses(guide: Guide) -> Iterator[OwnedAddress]:
    yield OwnedAddress(places.HOME, guide.site.span)
    yield OwnedAddress(places.MISSING, Span.of_file(f"{THEME}/{places.MISSING}"))
    for name, tree in guide.trees.items():
        yield OwnedAddress(places.tree_page(name), tree.span, tree.span.path)
        yield OwnedAddress(places.steps_page(name), tree.span, tree.span.path)
        yield OwnedAddress(places.chart_file(name), tree.span, tree.span.path)
    for path, records in (
        (places.SCENARIOS, published_scenarios(guide)),
        (places.LETTERS, guide.letters),
        (places.DEADLINES, guide.clocks),
        (places.PLACES, guide.doors),
        (places.REFERRALS, guide.referrals),
        (places.GLOSSARY, guide.terms),
        (places.SOURCES, guide.sources),
    ):
        if records:
            yield OwnedAddress(path, _first(records))
    for name, letter in guide.letters.items():
        yield OwnedAddress(places.letter_page(name), letter.span, letter.span.path)
    for name, checklist in guide.checklists.items():
        yield OwnedAddress(places.checklist_page(name), checklist.span, checklist.span.path)
    for name, document in guide.documents.items():
        yield OwnedAddress(places.document_page(name), document.span, document.span.path)
    for moved in moved_pages(guide):
        yield OwnedAddress(moved.path, moved.span, f"was ({moved.span.path}:{moved.span.line})")


def _first(records: Mapping[str, Record]) -> Span:
    """Return the position for a list page: the first file of the records listed."""
    # A record named "index" collides with the list page itself, so it can't be its source as well.
    others = (record.span.path for name, record in records.items() if name != "index")
    return Span.of_file(min(others, default=SETTINGS))
