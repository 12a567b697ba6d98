"""Every fact that isn't withheld is stated on some page, and none that is withheld."""

from __future__ import annotations

from michishirube.analysis.citations import placements
from michishirube.checks import remembered
from michishirube.diagnostics import Diagnostics
from michishirube.model import FactRef, Guide, Prose
from michishirube.reading import gaps
from michishirube.support.memo import Memory

CODES = ("fact-unplaced", "withheld-fact-stated")


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Compare the list of facts with where they are stated."""
    hidden = gaps.may_hide(guide, FactRef, Prose)
    for name, spans in placements(guide, remembered.named(memory)).items():
        fact = guide.facts[name]
        if fact.withheld is None and not spans and not hidden:
            diagnostics.error("fact-unplaced", fact.span, name=name, statement=fact.statement)
        elif fact.withheld is not None:
            for span in spans:
                diagnostics.error("withheld-fact-stated", span, name=name, reason=fact.withheld)
