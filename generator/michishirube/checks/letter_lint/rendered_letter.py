"""Letters as they are sent: each tone, rendered for every combination of its conditions.

Fields have their example values. Each character of the text can be mapped back to the template: a
hit in literal text gets the span of that text, a hit in a field's value the span of the
placeholder. For example, in "山田様" rendered from "{{client_name}}様", offset 0 maps to the
placeholder and offset 2 to 様.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from michishirube.diagnostics import Span
from michishirube.i18n import entries
from michishirube.i18n.notation import Notation
from michishirube.markup import letter_template
from michishirube.model import Field, Letter, LetterRules, Tone

MOST_CHARACTERS = 50_000
"""Limit for the text of all renderings of a tone; above it, conditions are varied singly."""

_BULLET = re.compile(r"\s*(?:[・•●■◆※*-]|[0-9０-９]{1,2}[.．)、 　])")
_SENTENCE = re.compile(r"[^。]+。?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text and its offset."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class RenderedLetter:
    """A letter rendered in one tone.

    Attributes:
        letter: The letter.
        tone: The tone.
        fields: The fields that occur, by id.
        rules: Rules for letters from the settings.
        parts: Pieces of the text with their origin in the template.
        choices: Values of the fields that conditions depend on: pairs of field id and option, or ""
            for an empty field.
        notation: Notation of amounts and dates, None for an unsupported language.
    """

    letter: Letter
    tone: Tone
    fields: Mapping[str, Field]
    rules: LetterRules | None
    parts: tuple[letter_template.RenderedPart, ...]
    choices: tuple[tuple[str, str], ...] = ()
    notation: Notation | None = None

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "".join(part.text for part in self.parts)

    @cached_property
    def lines(self) -> tuple[Stretch, ...]:
        """All lines, including empty ones."""
        starts = itertools.accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0)
        return tuple(map(Stretch, starts, self.text.split("\n")))

    @cached_property
    def paragraphs(self) -> tuple[tuple[Stretch, ...], ...]:
        """Groups of lines that are separated by empty lines."""
        groups = itertools.groupby(self.lines, key=lambda line: bool(line.text.strip()))
        return tuple(tuple(lines) for filled, lines in groups if filled)

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """All sentences except those in list items."""
        return tuple(
            Stretch(line.start + match.start(), match[0])
            for line in self.lines
            if not is_bullet(line.text)
            for match in _SENTENCE.finditer(line.text)
            if match[0].strip()
        )

    @cached_property
    def _starts(self) -> list[int]:
        return list(itertools.accumulate((len(part.text) for part in self.parts), initial=0))

    def filled_stretches(self) -> Iterator[tuple[Field, Stretch]]:
        """Yield the field values in the text, line by line."""
        for start, part in zip(self._starts, self.parts, strict=False):
            field = self.fields.get(part.field or "")
            if field is not None and part.text != "\n":
                yield field, Stretch(start, part.text)

    def field_at(self, index: int) -> Field | None:
        """Return the field whose value is at an offset, None in literal text."""
        name = self._part(index).field
        return self.fields.get(name) if name else None

    def place(self, start: int, end: int) -> Span:
        """Return the span in the file for a range of the rendered text, limited to one line."""
        body = self.tone.body
        first, last = self._origin(start)[0], self._origin(max(start, end - 1))[1]
        written = body[first : max(last, first + 1)].split("\n")[0]
        return body.at(first, max(len(written), 1))

    def _origin(self, index: int) -> tuple[int, int]:
        """Return the range in the template from which a character comes."""
        part = self._part(index)
        if part.field is not None:
            return part.offset, self.tone.body.index("}}", part.offset) + 2
        offset = part.offset + index - self._starts[self._index(index)]
        return offset, offset + 1

    def _part(self, index: int) -> letter_template.RenderedPart:
        return self.parts[self._index(index)] if self.parts else letter_template.RenderedPart("", 0)

    def _index(self, index: int) -> int:
        return max(0, min(bisect.bisect_right(self._starts, index) - 1, len(self.parts) - 1))


def is_bullet(line: str) -> bool:
    """Return whether a line is a list item."""
    return _BULLET.match(line) is not None


def rendered_letters(
    letter: Letter,
    tone: Tone,
    fields: Mapping[str, Field],
    rules: LetterRules | None,
    notation: Notation | None = None,
) -> Iterator[RenderedLetter]:
    """Yield the distinct renderings of a tone.

    A template with syntax errors has none; the errors are reported by another rule.

    Args:
        letter: The letter.
        tone: One of its tones.
        fields: All fields of the guide by id.
        rules: Rules for letters from the settings.
        notation: Notation of the guide's language, None if unsupported.
    """
    parsed = letter_template.parse(tone.body.rstrip("\n"))
    if parsed.faults:
        return
    known = {
        name: fields[name]
        for name, _ in letter_template.fields_in(parsed.segments)
        if name in fields
    }
    examples = {name: example_of(field) for name, field in known.items()}
    seen = set()
    for choices in _combinations(parsed.segments, known, len(tone.body)):
        values = examples | choices
        parts = tuple(letter_template.fill_parts(parsed.segments, values, known, blank=str))
        if notation is not None:
            parts = _as_shown(parts, known, notation)
        sent = RenderedLetter(
            letter, tone, known, rules, parts, tuple(sorted(choices.items())), notation
        )
        if sent.text not in seen:
            seen.add(sent.text)
            yield sent


def _as_shown(
    parts: tuple[letter_template.RenderedPart, ...], fields: Mapping[str, Field], notation: Notation
) -> tuple[letter_template.RenderedPart, ...]:
    """Format amounts and names as in a real letter: 33,000円 becomes 33,000 if 円 follows."""
    found = list(parts)
    for index, part in enumerate(parts):
        field = fields.get(part.field or "")
        if field is None or part.text == "\n":
            continue
        if field.type != "amount" and not (field.type == "text" and field.honorific):
            continue
        before = parts[index - 1].text if index else ""
        after = parts[index + 1].text if index + 1 < len(parts) else ""
        reading = entries.read(
            field, part.text, notation, today=dt.date.min, before=before, after=after
        )
        found[index] = replace(part, text=reading.shown or part.text)
    return tuple(found)


def example_of(field: Field) -> str:
    """Return a field's example value; of a choice, the id of the option selected first."""
    if field.type == "choice":
        return letter_template.start_of(field)
    return str(field.example or field.label)


def _combinations(
    segments: tuple[letter_template.Segment, ...], fields: Mapping[str, Field], length: int
) -> Iterator[dict[str, str]]:
    """Yield the values for all combinations of conditions, then for each option that is only shown.

    If there are too many, the conditions are varied one at a time, which still renders each branch.
    """
    asked = _answers(segments, fields)
    most = max(1, MOST_CHARACTERS // max(length, 1))
    count = 1
    for answers in asked.values():
        count = min(count * len(answers), most + 1)
    whole = [
        dict(zip(asked, each, strict=True))
        for each in itertools.islice(
            itertools.product(*asked.values()), 1 if count > most else None
        )
    ]
    yield from whole
    shown = {name: list(field.options) for name, field in fields.items() if field.options}
    for name, answers in {**shown, **(asked if count > most else {})}.items():
        yield from ({**whole[0], name: answer} for answer in [*answers, *asked.get(name, ())])


def _answers(
    segments: tuple[letter_template.Segment, ...], fields: Mapping[str, Field]
) -> dict[str, list[str]]:
    """Return for each field that a condition depends on values that lead into every branch."""
    asked: dict[str, list[str]] = {}
    for each in letter_template.conditionals(segments):
        field = fields.get(each.field)
        if field is None:
            continue
        answers = asked.setdefault(each.field, [example_of(field)])
        if field.type != "choice":
            answers.append("")
        elif each.option:
            answers.append(str(each.option))
            answers += [name for name in field.options if name != each.option][:1]
    return {name: list(dict.fromkeys(answers)) for name, answers in asked.items()}
