"""A letter as it would be sent: every tone, with every combination of its conditions filled in.

The fields stand at their examples. Each character knows where in the template
it comes from, so that a finding in the finished text points into the file;
what was filled in points at its placeholder.
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
"""How much text one tone may make; with more, conditions are varied one at a time."""

_BULLET = re.compile(r"\s*(?:[・•●■◆※*-]|[0-9０-９]{1,2}[.．)、 　])")
_SENTENCE = re.compile(r"[^。]+。?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a text and where it begins there."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class RenderedLetter:
    """One letter in one tone, filled in."""

    letter: Letter
    tone: Tone
    fields: Mapping[str, Field]
    rules: LetterRules | None
    parts: tuple[letter_template.RenderedPart, ...]
    choices: tuple[tuple[str, str], ...] = ()
    """What the conditions stood at: field and option, or field and "" for an empty one."""
    notation: Notation | None = None
    """How the guide's language writes amounts; None for a language nobody knows."""

    @cached_property
    def text(self) -> str:
        """The letter from the first character to the last."""
        return "".join(part.text for part in self.parts)

    @cached_property
    def lines(self) -> tuple[Stretch, ...]:
        """The lines, empty ones too."""
        starts = itertools.accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0)
        return tuple(map(Stretch, starts, self.text.split("\n")))

    @cached_property
    def paragraphs(self) -> tuple[tuple[Stretch, ...], ...]:
        """The lines that stand together without an empty line between them."""
        groups = itertools.groupby(self.lines, key=lambda line: bool(line.text.strip()))
        return tuple(tuple(lines) for filled, lines in groups if filled)

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """The sentences of all lines that aren't points of a list."""
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
        """What was filled in, line by line, with its field."""
        for start, part in zip(self._starts, self.parts, strict=False):
            field = self.fields.get(part.field or "")
            if field is not None and part.text != "\n":
                yield field, Stretch(start, part.text)

    def field_at(self, index: int) -> Field | None:
        """The field that filled in the character at `index`; None for the template's own."""
        name = self._part(index).field
        return self.fields.get(name) if name else None

    def place(self, start: int, end: int) -> Span:
        """Where in the file the text from `start` to `end` comes from; on one line."""
        body = self.tone.body
        first, last = self._origin(start)[0], self._origin(max(start, end - 1))[1]
        written = body[first : max(last, first + 1)].split("\n")[0]
        return body.at(first, max(len(written), 1))

    def _origin(self, index: int) -> tuple[int, int]:
        """From where to where in the template one character comes from."""
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
    """Whether a line is a point of a list."""
    return _BULLET.match(line) is not None


def rendered_letters(
    letter: Letter,
    tone: Tone,
    fields: Mapping[str, Field],
    rules: LetterRules | None,
    notation: Notation | None = None,
) -> Iterator[RenderedLetter]:
    """One tone as it would be sent, for each combination of what its conditions ask for.

    `notation` is how the guide's language writes amounts, None for a language nobody knows.
    Nothing comes of a tone with marks that can't be read: they are reported elsewhere.
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
            parts = _with_amounts(parts, known, notation)
        sent = RenderedLetter(
            letter, tone, known, rules, parts, tuple(sorted(choices.items())), notation
        )
        if sent.text not in seen:
            seen.add(sent.text)
            yield sent


def _with_amounts(
    parts: tuple[letter_template.RenderedPart, ...], fields: Mapping[str, Field], notation: Notation
) -> tuple[letter_template.RenderedPart, ...]:
    """The parts with amounts as a letter shows them: 33,000円 before a 円 is 33,000."""
    found = list(parts)
    for index, part in enumerate(parts):
        field = fields.get(part.field or "")
        if field is None or field.type != "amount" or part.text == "\n":
            continue
        before = parts[index - 1].text if index else ""
        after = parts[index + 1].text if index + 1 < len(parts) else ""
        reading = entries.read(
            field, part.text, notation, today=dt.date.min, before=before, after=after
        )
        found[index] = replace(part, text=reading.shown or part.text)
    return tuple(found)


def example_of(field: Field) -> str:
    """What a field is filled with when nobody fills it in: of a choice, an option's id."""
    if field.type == "choice":
        return letter_template.start_of(field)
    return str(field.example or field.label)


def _combinations(
    segments: tuple[letter_template.Segment, ...], fields: Mapping[str, Field], length: int
) -> Iterator[dict[str, str]]:
    """Every combination of the conditions' answers, then each option that only a blank shows.

    With too many, the conditions are varied one at a time, which still walks each branch.
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
    """For each field that a condition asks about, answers that lead into every branch."""
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
