"""Every source says on which day a person last checked it, and is used by something."""

from __future__ import annotations

from michishirube.analysis.citations import used_sources
from michishirube.checks import remembered
from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide, Prose, SourceRef
from michishirube.reading import gaps
from michishirube.support.memo import Memory

CODES = ("source-unchecked", "unused-source")


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report sources without a date, and sources that nothing rests on."""
    used = used_sources(guide, remembered.named(memory))
    hidden = gaps.may_hide(guide, SourceRef, Prose)
    for name, source in guide.sources.items():
        if source.checked is None and source.kind != "editorial":
            diagnostics.error("source-unchecked", source.span, name=name, title=source.title)
        if name not in used and not hidden:
            diagnostics.warning("unused-source", source.span, name=name)
