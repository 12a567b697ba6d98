"""Disabled rules: those that a guide's settings turn off or down, with a reason (`checks`).

Only rules about completeness can be switched. What would be wrong for readers, such as an answer
that leads nowhere, stays an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from michishirube.checks import letter_lint
from michishirube.diagnostics import Diagnostic, Diagnostics, Severity
from michishirube.model import Guide, Switch
from michishirube.reading import gaps

CODES = ("unknown-switch", "unused-switch")

SWITCHABLE = frozenset(
    {
        "claim-without-source",
        "draft-left",
        "fact-unplaced",
        "fact-without-source",
        "source-unchecked",
        "unused-field",
        "unused-letter",
        "unused-source",
        "unwalked-answer",
        *letter_lint.CODES,
    }
)
"""Codes that a guide may do without, or have as warnings."""

WHOLE: Mapping[str, str] = {"no-scenarios": "unwalked-answer"}
"""Codes that say at once what another says of each tree; they are switched with it."""


def apply(guide: Guide, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is reported of a guide's findings, and what is wrong with its switches."""
    checks = guide.site.checks
    if checks is None:
        yield from found
        return
    skipped = SWITCHABLE.intersection(each.rule for each in checks.skip)
    warn = SWITCHABLE.intersection(each.rule for each in checks.warn)
    met = set()
    for item in found:
        code = WHOLE.get(item.code, item.code)
        met.add(code)
        if code in skipped:
            continue
        yield _milder(item) if code in warn else item
    yield from _of_switches(guide, (*checks.skip, *checks.warn), met)


def _milder(item: Diagnostic) -> Diagnostic:
    """Return a diagnostic as a warning, with what is grouped under it."""
    return replace(item, severity=Severity.WARNING, related=tuple(map(_milder, item.related)))


def _of_switches(guide: Guide, switches: tuple[Switch, ...], met: set[str]) -> Diagnostics:
    """Return what is wrong with the switches: a rule that isn't one, or one that nothing breaks.

    While something couldn't be read, it may be what breaks the rule.
    """
    diagnostics = Diagnostics()
    known = " / ".join(sorted(SWITCHABLE - letter_lint.CODES.keys()))
    for each in switches:
        name = each.rule
        if name not in SWITCHABLE:
            # A rule that nothing breaks isn't offered: its switch would be one too many.
            near = (name, SWITCHABLE if gaps.may_hide(guide) else met & SWITCHABLE)
            diagnostics.error("unknown-switch", name.span, near=near, name=name, known=known)
        elif name not in met and not gaps.may_hide(guide):
            diagnostics.warning("unused-switch", name.span, name=name)
    return diagnostics
