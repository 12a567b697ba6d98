"""Every tree, checklist and Markdown page is named in the settings, which order the pages.

The settings' language is one that the generator speaks. What isn't named would
be published nowhere.
"""

from __future__ import annotations

from generator import words
from generator.diagnostics import Diagnostics
from generator.model import Guide

CODES = ("not-in-settings", "listed-twice", "unknown-language")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the settings with what the content folder holds."""
    site = guide.site
    trees = (site.triage, *site.stages, *site.situations)
    for records, named in (
        (guide.trees, trees),
        (guide.checklists, site.checklists),
        (guide.documents, site.pages),
    ):
        misspelt = any(name not in records for name in named)
        for record in records.values():
            if record.id not in named and not misspelt:
                diagnostics.error("not-in-settings", record.span, name=record.id)
        for position, name in enumerate(named):
            if name in named[:position]:
                diagnostics.error("listed-twice", name.span, name=name)
    known = words.languages()
    if site.language and site.language not in known:
        diagnostics.error(
            "unknown-language",
            site.language.span,
            near=(site.language, known),
            value=site.language,
            options=" / ".join(known),
        )
