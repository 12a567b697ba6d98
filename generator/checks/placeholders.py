"""A letter's text and its fields agree: each placeholder is asked for, each field is placed.

A condition counts as a place. What it compares with is one of the field's
options, and every mark is one that the format knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator import gaps, letters
from generator.diagnostics import Diagnostics, nearest
from generator.model import Field, Guide, Letter, Tone

_WIDE_MARK = re.compile(
    r"(?:｛[｛{]|\{｛)\s*(?P<blank>[A-Za-z0-9_]+)\s*[｝}]{1,2}"
    r"|(?:［[［\[]|\[［)\s*(?P<mark>(?:if|else|end)\b[^\n\]］]*)[\]］]{1,2}"
)

CODES = (
    "fullwidth-punctuation",
    "placeholder-without-field",
    "field-without-placeholder",
    "template-fault",
    "unknown-option",
)

_MARK = {letters.Blank: "{{", letters.Conditional: "[[if "}
"""What stands before a field's name."""


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the fields of each letter with its wordings."""
    for letter in guide.letters.values():
        placed: set[str] = set()
        before = len(diagnostics)
        for tone in letter.tones:
            parsed = letters.parse(tone.body)
            placed |= {name for name, _ in letters.fields_in(parsed.segments)}
            for fault in parsed.faults:
                span = tone.body.at(fault.offset, len(fault.text))
                diagnostics.error("template-fault", span, what=fault.text)
            _check_width(tone, diagnostics)
            if not gaps.lacks(guide, letter, "fields"):
                _check_names(letter, tone, parsed.segments, diagnostics)
            _check_options(guide.fields, tone, parsed.segments, diagnostics)
        # A field may be the one that a faulty mark was meant for.
        is_whole = len(diagnostics) == before
        for ref in letter.fields:
            if (
                is_whole
                and ref in guide.fields
                and ref not in placed
                and not gaps.lacks(guide, letter, "tones", "fields")
            ):
                diagnostics.error("field-without-placeholder", ref.span, name=ref)


def _check_width(tone: Tone, diagnostics: Diagnostics) -> None:
    """Marks in full-width brackets, which would stand in the letter as they are."""
    for match in _WIDE_MARK.finditer(tone.body):
        right = f"{{{{{match['blank']}}}}}" if match["blank"] else f"[[{match['mark'].strip()}]]"
        diagnostics.error(
            "fullwidth-punctuation",
            tone.body.at(match.start(), len(match[0])),
            suggestion=right,
            wrong=match[0],
            right=right,
        )


def _check_names(
    letter: Letter,
    tone: Tone,
    segments: tuple[letters.Segment, ...],
    diagnostics: Diagnostics,
) -> None:
    asked = [str(ref) for ref in letter.fields]
    for segment in letters.named(segments):
        if segment.field not in asked:
            begin = segment.offset + len(_MARK[type(segment)])
            diagnostics.error(
                "placeholder-without-field",
                tone.body.at(begin, len(segment.field)),
                near=(segment.field, asked),
                name=segment.field,
            )


def _check_options(
    fields: Mapping[str, Field],
    tone: Tone,
    segments: tuple[letters.Segment, ...],
    diagnostics: Diagnostics,
) -> None:
    for each in letters.conditionals(segments):
        field = fields.get(each.field)
        if field is None or each.option is None or each.option in field.options:
            continue
        begin = each.offset + len(f"{_MARK[type(each)]}{each.field}=")
        diagnostics.error(
            "unknown-option",
            tone.body.at(begin, len(each.option)),
            suggestion=nearest(each.option, field.options),
            value=each.option,
            options=" / ".join(field.options),
        )
