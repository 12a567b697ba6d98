"""Who owns which address of a guide's site: every file that is published, and where it is from.

Known before anything is made: two owners of one address are found by the check
(`checks/addresses.py`), and the inventory of a finished site names the owner of each file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from michishirube.analysis import addresses as places
from michishirube.analysis import former_names
from michishirube.diagnostics import Span
from michishirube.model import Guide, Record
from michishirube.model.kinds import SETTINGS
from michishirube.support.memo import by_identity

THEME = "templates/theme"


@dataclass(frozen=True, slots=True)
class Address:
    """A file of the site by its path, and the place in the content that it is changed at.

    `named_by` is the file whose name makes the address, "" where it is always the same.
    """

    path: str
    span: Span
    named_by: str = ""

    @property
    def owner(self) -> str:
        """The place as `file:line`."""
        return f"{self.span.path}:{self.span.line}"

    @property
    def key(self) -> str:
        """See `key_of`."""
        return key_of(self.path)


def key_of(path: str) -> str:
    """Equal for addresses that are one on some systems or hosts.

    Disks may not tell cases apart; hosts may serve `a.html` and `a/index.html` both as `/a`.
    """
    path = unicodedata.normalize("NFKC", path).casefold()
    return re.sub(r"(^|/)index\.html$|\.html$", "", path)


@by_identity(2)
def addresses(guide: Guide) -> tuple[Address, ...]:
    """Every address that follows from the guide's content, in the order of its kinds."""
    return tuple(_addresses(guide))


@by_identity(2)
def owners(guide: Guide) -> Mapping[str, str]:
    """The owner of each address, as `file:line`."""
    return {each.path: each.owner for each in addresses(guide)}


def moved_pages(guide: Guide) -> Iterator[former_names.Moved]:
    """Former addresses that need a page to lead on from.

    Where only the case of a name has changed, systems that don't tell cases apart have one file
    for both, which is the present page's.
    """
    for moved in former_names.moved_pages(guide):
        if key_of(moved.path) != key_of(moved.now):
            yield moved


def _addresses(guide: Guide) -> Iterator[Address]:
    yield Address(places.HOME, guide.site.span)
    yield Address(places.MISSING, Span.of_file(f"{THEME}/{places.MISSING}"))
    for name, tree in guide.trees.items():
        yield Address(places.tree_page(name), tree.span, tree.span.path)
        yield Address(places.chart_file(name), tree.span, tree.span.path)
    for path, records in (
        (places.SCENARIOS, guide.scenarios),
        (places.LETTERS, guide.letters),
        (places.GLOSSARY, guide.terms),
        (places.SOURCES, guide.sources),
    ):
        if records:
            yield Address(path, _first(records))
    for name, letter in guide.letters.items():
        yield Address(places.letter_page(name), letter.span, letter.span.path)
    for name, checklist in guide.checklists.items():
        yield Address(places.checklist_page(name), checklist.span, checklist.span.path)
    for name, document in guide.documents.items():
        yield Address(places.document_page(name), document.span, document.span.path)
    for moved in moved_pages(guide):
        yield Address(moved.path, moved.span, f"was ({moved.span.path}:{moved.span.line})")


def _first(records: Mapping[str, Record]) -> Span:
    """The place of a list: the first file of what it lists."""
    # A file of this name would take the list's own address; it can't stand for the list as well.
    others = (record.span.path for name, record in records.items() if name != "index")
    return Span.of_file(min(others, default=SETTINGS))
