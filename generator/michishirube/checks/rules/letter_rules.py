"""Letters keep the rules of their language, and those of the guide's settings.

The rules are in `checks.letter_lint`, and listed for contributors in
docs/letter-rules.md. One letter may break a rule that its `allow` names, with
the reason; a permission that nothing needs any more has to go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from michishirube.checks import letter_lint, lookalikes
from michishirube.diagnostics import Diagnostic, Diagnostics, Span
from michishirube.model import Guide, Letter
from michishirube.reading import gaps
from michishirube.support.memo import Memory

CODES = (*letter_lint.CODES, "unknown-rule", "unused-allowance")


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Lint every letter that could be read whole."""
    letters = [each for each in guide.letters.values() if _is_whole(guide, each)]
    linted = letter_lint.lint_letters(guide, letters, memory)
    for letter, found in zip(letters, linted, strict=True):
        _check_letter(letter, _without_marks(guide, letter, found), diagnostics)


_OF_MARKS = frozenset(
    {"ja-no-address", "ja-honorific-missing", "ja-honorific-doubled", "ja-no-signature"}
)
"""What is found on a line because a placeholder in it isn't one."""


def _without_marks(
    guide: Guide, letter: Letter, found: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Yield the diagnostics that don't follow from a lookalike of a placeholder."""
    asked = tuple(map(str, letter.fields))
    spans = [
        tone.body.at(each.offset, len(each.text))
        for tone in letter.tones
        for each in lookalikes.find(tone.body, guide.fields, asked)
    ]
    lines: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        lines[span.line].append(span)
    return tuple(
        item for item in found if not any(_follows(item, span) for span in lines[item.span.line])
    )


def _follows(item: Diagnostic, mark: Span) -> bool:
    touches = item.span.column < mark.end_column and mark.column < item.span.end_column
    return touches or item.code in _OF_MARKS


def _is_whole(guide: Guide, letter: Letter) -> bool:
    """Return whether the letter's texts and fields could be read, so that it can be rendered."""
    fields = [guide.fields.get(name) for name in letter.fields]
    return not gaps.lacks(guide, letter, "fields", "tones", "allow", "max_length") and all(
        field is not None and not gaps.lacks(guide, field) for field in fields
    )


def _check_letter(letter: Letter, found: Iterable[Diagnostic], diagnostics: Diagnostics) -> None:
    allowed = {str(each.rule) for each in letter.allow}
    diagnostics.extend(item for item in found if item.code not in allowed)
    codes = {item.code for item in found}
    for each in letter.allow:
        if each.rule not in letter_lint.CODES:
            near = (each.rule, codes)  # One that the letter keeps needs no permission.
            diagnostics.error("unknown-rule", each.rule.span, near=near, name=each.rule)
        elif each.rule not in codes:
            diagnostics.warning("unused-allowance", each.rule.span, name=each.rule)
