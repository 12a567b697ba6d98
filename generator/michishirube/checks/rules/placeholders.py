"""A letter's text and its fields agree: each placeholder is asked for, each field is placed.

A condition counts as a place. What it compares with is one of the field's
options, and every mark is one that the format knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from michishirube.checks import lookalikes, other_names
from michishirube.diagnostics import Diagnostics, nearest
from michishirube.markup import letter_template
from michishirube.model import Field, Guide, Letter, Text, Tone
from michishirube.reading import gaps

CODES = (
    "fullwidth-punctuation",
    "lookalike-placeholder",
    "placeholder-without-field",
    "field-without-placeholder",
    "template-fault",
    "unknown-option",
)

_MOST = 50
"""Look-alikes of one text that are reported: whoever has more will run the check again."""

_OF_CONDITIONS = frozenset({"stray-else", "stray-end", "open-if"})

_MARK = {letter_template.Placeholder: "{{", letter_template.Conditional: "[[if "}
"""What stands before a field's name."""


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the fields of each letter with its wordings."""
    for letter in guide.letters.values():
        placed: set[str] = set()
        before = len(diagnostics)
        for tone in letter.tones:
            parsed = letter_template.parse(tone.body)
            placed |= {name for name, _ in letter_template.fields_in(parsed.segments)}
            is_cut = _check_lookalikes(guide, letter, tone, diagnostics)
            is_cut |= any(
                (_intended(guide, each) or "").startswith("[[if") for each in parsed.faults
            )
            for fault in parsed.faults:
                if not (is_cut and fault.code in _OF_CONDITIONS):
                    _report_fault(guide, letter, tone, fault, diagnostics)
            if not gaps.lacks(guide, letter, "fields"):
                _check_names(guide, letter, tone, parsed.segments, diagnostics)
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


def _report_fault(
    guide: Guide,
    letter: Letter,
    tone: Tone,
    fault: letter_template.TemplateFault,
    diagnostics: Diagnostics,
) -> None:
    """Report invalid markup with the markup that was meant."""
    right = _intended(guide, fault)
    name = re.sub(r"^(\[\[if |\{\{)|(=.*)?(\]\]|\}\})$", "", right or "")
    is_asked = right in ("[[else]]", "[[end]]") or name in letter.fields
    diagnostics.error(
        "template-fault",
        tone.body.at(fault.offset, len(fault.text)),
        suggestion=right if is_asked else None,
        what=fault.text,
    )


def _intended(guide: Guide, fault: letter_template.TemplateFault) -> str | None:
    """Return the markup that was meant by invalid markup, None if it is unknown."""
    if fault.code not in ("bad-blank", "bad-mark"):
        return None
    return lookalikes.resolved(fault.text[2:-2], guide.fields)


def _check_lookalikes(guide: Guide, letter: Letter, tone: Tone, diagnostics: Diagnostics) -> bool:
    """Report markup of another form, which would be sent literally.

    A condition is reported and fixed as a whole, from its first mark to its last.

    Returns:
        Whether a condition has such a mark; its valid marks then lack a beginning or end.
    """
    body, asked = tone.body, tuple(map(str, letter.fields))
    found = lookalikes.find(body, guide.fields, asked)[:_MOST]
    is_cut = any((each.right or "").startswith("[[") for each in found)
    rows = {each: body.count("\n", 0, each.offset) for each in found}
    while found:
        group = found[: _length(found)]
        found = found[len(group) :]
        first, last_row = group[0], rows[group[-1]]
        around = [*group, *(each for each in found if rows[each] == last_row)]
        is_whole = all(each.right and each.field in ("", *asked) for each in group)
        edits = tuple(
            (body.at(each.offset, len(each.text)), each.right)
            for each in around
            if each.right and each.field in ("", *asked)
        )
        right = first.right or ""
        code = "fullwidth-punctuation" if first.is_only_wide else "lookalike-placeholder"
        diagnostics.error(
            code,
            body.at(first.offset, len(first.text)),
            edits=edits if is_whole and is_placed(body) else (),
            what=first.text,
            wrong=first.text,
            right=right,
        )
    return is_cut


def _length(found: Sequence[lookalikes.Lookalike]) -> int:
    """Return how many lookalikes form one: all of a condition, else a single one."""
    length = 1
    if not (found[0].right or "").startswith(("[[if", "[[else")):
        return length
    for number, each in enumerate(found[1:], start=2):
        if (each.right or "").startswith("[[if"):
            break
        if each.right in ("[[else]]", "[[end]]"):
            length = number
        if each.right == "[[end]]":
            break
    return length


def is_placed(text: Text) -> bool:
    """Return whether each character of a text has a position in the file."""
    return text.indent >= 0 or text.first > 0


def _check_names(
    guide: Guide,
    letter: Letter,
    tone: Tone,
    segments: tuple[letter_template.Segment, ...],
    diagnostics: Diagnostics,
) -> None:
    asked = other_names.fields(guide, letter)
    for segment in letter_template.named(segments):
        if segment.field not in asked:
            begin = segment.offset + len(_MARK[type(segment)])
            diagnostics.error(
                "placeholder-without-field",
                tone.body.at(begin, len(segment.field)),
                near=(segment.field, asked),
                lacks=(("placeholders", str(letter.id), segment.field),),
                name=segment.field,
            )


def _check_options(
    fields: Mapping[str, Field],
    tone: Tone,
    segments: tuple[letter_template.Segment, ...],
    diagnostics: Diagnostics,
) -> None:
    for each in letter_template.conditionals(segments):
        field = fields.get(each.field)
        if field is None or each.option is None or each.option in field.options:
            continue
        begin = each.offset + len(f"{_MARK[type(each)]}{each.field}=")
        diagnostics.error(
            "unknown-option",
            tone.body.at(begin, len(each.option)),
            suggestion=nearest(each.option, field.options),
            lacks=(("options", each.field, each.option),),
            value=each.option,
            options=" / ".join(field.options),
        )
