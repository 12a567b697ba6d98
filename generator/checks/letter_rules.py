"""Letters keep the rules of their language, and those of the guide's settings.

The rules are in `generator.lint`, and listed for contributors in
docs/letter-rules.md. One letter may break a rule that its `allow` names, with
the reason; a permission that nothing needs any more has to go.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator import gaps, lint
from generator.diagnostics import Diagnostic, Diagnostics
from generator.model import Guide, Letter

CODES = (*lint.CODES, "unknown-rule", "unused-allowance")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Lint every letter that could be read whole."""
    letters = [each for each in guide.letters.values() if _is_whole(guide, each)]
    for letter, found in zip(letters, lint.lint_letters(guide, letters), strict=True):
        _check_letter(letter, found, diagnostics)


def _is_whole(guide: Guide, letter: Letter) -> bool:
    """Whether the letter can be filled in: its texts and its fields are there."""
    fields = [guide.fields.get(name) for name in letter.fields]
    return not gaps.lacks(guide, letter, "fields", "tones", "allow", "max_length") and all(
        field is not None and not gaps.lacks(guide, field) for field in fields
    )


def _check_letter(letter: Letter, found: Iterable[Diagnostic], diagnostics: Diagnostics) -> None:
    allowed = {str(each.rule) for each in letter.allow}
    diagnostics.extend(item for item in found if item.code not in allowed)
    codes = {item.code for item in found}
    for each in letter.allow:
        if each.rule not in lint.CODES:
            near = (each.rule, lint.CODES)
            diagnostics.error("unknown-rule", each.rule.span, near=near, name=each.rule)
        elif each.rule not in codes:
            diagnostics.warning("unused-allowance", each.rule.span, name=each.rule)
