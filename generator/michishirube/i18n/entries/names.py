"""Parses names to which the letter adds a title: 山田様 becomes 山田, 山田部長 gets a warning."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from michishirube.i18n.entries.plain import any_of, lowered
from michishirube.i18n.entries.reading import ParsedEntry, refused
from michishirube.i18n.notation import NameTitles, Notation, load

LONGEST = 200
"""Length limit in characters."""


@dataclass(frozen=True, slots=True)
class _NamePatterns:
    """The regular expressions of a language."""

    titled: re.Pattern[str]
    only: re.Pattern[str]
    opened: re.Pattern[str]
    doubtful: re.Pattern[str]


def read(name: str, notation: Notation) -> ParsedEntry:
    """Parse a one-line name, stripping titles at its end."""
    shape = _shape(notation.language)
    if not name or shape is None:
        return ParsedEntry(name, name)
    if len(name) > LONGEST:
        return refused("too-long", over=str(len(name) - LONGEST))
    if shape.only.fullmatch(name):
        return refused("no-name", found=name)
    bare = name
    while found := shape.titled.fullmatch(bare):
        bare = found[found.lastindex or 0]
    if bare != name and (found := shape.opened.fullmatch(bare)):
        bare = found[1]
    doubt = shape.doubtful.search(lowered(bare))
    reading = ParsedEntry(bare, bare)
    if not doubt:
        return reading
    # The last group that matched is the suspicious part; what is before it is context.
    start, end = doubt.span(doubt.lastindex or 0)
    return reading.with_warning("title", found=bare[start:end].strip(" "))


@functools.cache
def _shape(language: str) -> _NamePatterns | None:
    """Return the patterns of a language, None if it has no titles."""
    names = load(language).names
    if not names.titles:
        return None
    end = f"(?:{any_of(names.followers)})?(?: ?[{names.close}{names.ornaments}])*"
    title, after_two = any_of(names.titles), any_of(names.after_two)
    alone = any_of((*names.titles, *names.after_two))
    return _NamePatterns(
        re.compile(
            f"(.+?) ?(?:[{names.open}] ?)?(?:{title}){end}"
            f"|(.+?)(?: (?:[{names.open}] ?)?|[{names.open}] ?)(?:{after_two}){end}"
            f"|(.*[^ ]{{2}})(?:{after_two}){end}"
        ),
        re.compile(f"(?=.*(?:{alone}))(?:{alone}|[ {names.open}{names.close}{names.ornaments}])+"),
        # 「山田様」 would otherwise become 「山田.
        re.compile(f"[{names.open}] ?([^{names.close}]+)"),
        re.compile(_doubt(names)),
    )


def _doubt(names: NameTitles) -> str:
    """Return a pattern for what may remain of a title in a name."""
    return (
        f"^({any_of(names.starts)})"
        f"|.({any_of(names.anywhere)})"
        f"|.({any_of(names.words)})(?=$|[ {names.open}{names.close}{names.breaks}])"
        f"|({any_of(names.ends)})$"
    )
