"""Letters keep the rules of their language, and those of the guide's settings.

The rules are in `generator.lint`, and listed for contributors in
docs/letter-rules.md. One letter may break a rule that its `allow` names, with
the reason; a permission that nothing needs any more has to go.
"""

from __future__ import annotations

from generator import lint
from generator.diagnostics import Diagnostics, nearest
from generator.model import Guide, Letter

CODES = (*lint.CODES, "unknown-rule", "unused-allowance")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Lint every letter that could be read whole."""
    for letter in guide.letters.values():
        if letter.span.path not in guide.broken:
            _check_letter(guide, letter, diagnostics)


def _check_letter(guide: Guide, letter: Letter, diagnostics: Diagnostics) -> None:
    found = lint.lint_letter(guide, letter)
    allowed = {str(each.rule) for each in letter.allow}
    diagnostics.extend(item for item in found if item.code not in allowed)
    codes = {item.code for item in found}
    for each in letter.allow:
        if each.rule not in lint.CODES:
            near = nearest(each.rule, lint.CODES)
            diagnostics.error("unknown-rule", each.rule.span, suggestion=near, name=each.rule)
        elif each.rule not in codes:
            diagnostics.warning("unused-allowance", each.rule.span, name=each.rule)
