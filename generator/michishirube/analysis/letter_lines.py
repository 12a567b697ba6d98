"""The distinct lines of all letters, for review by somebody who writes the language.

A letter has a form for each combination of its conditions, but a line depends on few of them: each
stretch of the template between two line ends that lie outside of conditions is rendered by itself,
for all values of the fields that its own conditions and placeholders ask. Blanks stay blank.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from michishirube.markup import letter_template
from michishirube.markup.letter_template import LiteralText, Placeholder, Segment
from michishirube.model import Field, Guide, Tone

MOST_FORMS = 4_096
"""Limit for the forms of one stretch; above it, fields are varied one at a time."""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A line, and the letters that have it, by id."""

    text: str
    letters: tuple[str, ...]


def letter_lines(guide: Guide) -> tuple[LetterLine, ...]:
    """Return every distinct line once, in the order of the ids of letters and of their text."""
    found: dict[str, dict[str, None]] = {}
    for name, letter in sorted(guide.letters.items()):
        for tone in letter.tones:
            for line in _lines(tone, guide.fields):
                found.setdefault(line, {})[name] = None
    return tuple(LetterLine(line, tuple(names)) for line, names in found.items())


def new_lines(before: Guide, after: Guide) -> tuple[LetterLine, ...]:
    """Return the lines that no letter had before."""
    known = {line.text for line in letter_lines(before)}
    return tuple(line for line in letter_lines(after) if line.text not in known)


def _lines(tone: Tone, fields: Mapping[str, Field]) -> Iterator[str]:
    parsed = letter_template.parse(tone.body.rstrip("\n"))
    if parsed.faults:
        return
    for stretch in _stretches(parsed.segments):
        for values in _combinations(stretch, fields):
            text = letter_template.fill(stretch, values, fields, _blank(fields))
            yield from (line.strip() for line in text.split("\n") if line.strip())


def _stretches(segments: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
    """Split a template at the line ends that no condition surrounds."""
    stretch: list[Segment] = []
    for segment in segments:
        if not isinstance(segment, LiteralText):
            stretch.append(segment)
            continue
        first, *rest = segment.text.split("\n")
        stretch.append(LiteralText(first))
        for line in rest:
            yield tuple(stretch)
            stretch = [LiteralText(line)]
    yield tuple(stretch)


def _combinations(
    stretch: tuple[Segment, ...], fields: Mapping[str, Field]
) -> Iterator[dict[str, str]]:
    """Yield values of the fields that lead into every form of a stretch."""
    asked = {
        name: _values(name, fields)
        for each in letter_template.named(stretch)
        if (name := each.field) in fields
        if fields[name].options or not isinstance(each, Placeholder)
    }
    count = 1
    for values in asked.values():
        count = min(count * len(values), MOST_FORMS + 1)
    if count <= MOST_FORMS:
        yield from (
            dict(zip(asked, each, strict=True)) for each in itertools.product(*asked.values())
        )
        return
    first = {name: values[0] for name, values in asked.items()}
    for name, values in asked.items():
        yield from ({**first, name: value} for value in values)


def _values(name: str, fields: Mapping[str, Field]) -> list[str]:
    """Return the options of a choice; of others, that they are filled in, and that they aren't."""
    return list(fields[name].options) or [_blank(fields)(name), ""]


def _blank(fields: Mapping[str, Field]) -> Callable[[str], str]:
    return lambda name: f"〔{fields[name].label if name in fields else name}〕"
