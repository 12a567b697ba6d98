"""Every address has one owner, and names that systems or hosts keep to themselves aren't used.

A page that took the place of another would hide it without a word: `content/index.md`
the first page, `content/letters/index.yml` the list of letters. Disks that don't tell `About.md`
from `about.md` hold only one of them. On Windows a file can't be called `con` or `aux`, whatever
follows the dot, so that nobody there could even fetch the guide.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from michishirube.analysis.address_owners import OwnedAddress, addresses, moved_pages
from michishirube.diagnostics import Diagnostic, Diagnostics, Severity, Span
from michishirube.model import Guide

CODES = ("address-taken", "unusable-name")

LONGEST = 200
"""Bytes of a name in UTF-8. File systems take 255, in which endings have to fit as well."""

_SHOWN = 60
"""Characters of such a name in a finding."""

_DEVICES = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|clock\$|conin\$|conout\$)(\..*)?", re.IGNORECASE
)
_OF_HOSTS = frozenset({"cname", "nojekyll", "well-known", "web.config"})
_UNSAFE = re.compile(r'[<>:"|?*#%&\\\x00-\x1f\x7f]')


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report addresses with two owners, and names that can't be files everywhere."""
    by_key: dict[str, list[OwnedAddress]] = {}
    for address in addresses(guide):
        by_key.setdefault(address.key, []).append(address)
    for owners in by_key.values():
        if len(owners) > 1:
            diagnostics.add(_taken(owners))
    for path in sorted({*_files(guide)}):
        name = posixpath.basename(path).rpartition(".")[0]
        if not is_usable(name):
            diagnostics.error("unusable-name", Span.of_file(path), name=name[:_SHOWN])
    for moved in moved_pages(guide):
        name = posixpath.basename(moved.path).removesuffix(".html")
        if not is_usable(name):
            diagnostics.error("unusable-name", moved.span, name=name[:_SHOWN])


def _taken(owners: list[OwnedAddress]) -> Diagnostic:
    """Create the diagnostic for an address with several owners, at the one to rename."""
    content = [each for each in owners if _is_content(each.span)]
    # What was named last gives way: a page of one's own to a list, a former name to a present one.
    cause = next((each for each in reversed(content) if each.named_by), content[-1])
    order = [cause, *(each for each in content if each is not cause)]
    first, *rest = (
        Diagnostic(
            "address-taken",
            Severity.ERROR,
            each.span,
            {
                "address": each.path,
                "other": next(other for other in owners if other is not each).span.path,
                "rename": cause.named_by,
            },
        )
        for each in order
    )
    return replace(first, related=tuple(rest))


def _is_content(span: Span) -> bool:
    return not span.path.startswith("templates/")


def _files(guide: Guide) -> Iterator[str]:
    """Yield the files whose names were chosen by somebody."""
    for records in (
        guide.trees,
        guide.letters,
        guide.checklists,
        guide.figures,
        guide.documents,
        guide.scenarios,
    ):
        yield from (record.span.path for record in records.values())


def is_usable(name: str) -> bool:
    """Return whether a name is a valid file name on every system, without any other meaning."""
    return not (
        _DEVICES.fullmatch(name)
        or _UNSAFE.search(name)
        or name.casefold().lstrip(".") in _OF_HOSTS
        or name.startswith((".", "_", "-", "~"))
        or name.endswith(".")
        or name != name.strip()
        or len(name.encode()) > LONGEST
    )
