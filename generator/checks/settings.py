"""Every tree, checklist and Markdown page is named in the settings, which order the pages.

The settings' language is one that the generator speaks, the place of its days
off one that has a table. What isn't named would be published nowhere.
"""

from __future__ import annotations

from generator import days_off, gaps, words
from generator.diagnostics import Diagnostics, nearest
from generator.model import Guide

CODES = ("not-in-settings", "listed-twice", "unknown-language", "unknown-holidays")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the settings with what the content folder holds."""
    site = guide.site
    trees = (site.triage, *site.stages, *site.situations)
    for records, named, keys in (
        (guide.trees, trees, ("triage", "stages", "situations")),
        (guide.checklists, site.checklists, ("checklists",)),
        (guide.documents, site.pages, ("pages",)),
    ):
        misspelt = any(name not in records for name in named) or gaps.lacks(guide, site, *keys)
        for record in records.values():
            if record.id not in named and not misspelt:
                diagnostics.error("not-in-settings", record.span, name=record.id)
        for position, name in enumerate(named):
            if name in named[:position]:
                diagnostics.error("listed-twice", name.span, name=name)
    _check_language(guide, diagnostics)
    _check_holidays(guide, diagnostics)


def _check_language(guide: Guide, diagnostics: Diagnostics) -> None:
    site, known = guide.site, words.languages()
    if site.language and site.language not in known:
        diagnostics.error(
            "unknown-language",
            site.language.span,
            suggestion=nearest(site.language, known),
            value=site.language,
            options=" / ".join(known),
        )


def _check_holidays(guide: Guide, diagnostics: Diagnostics) -> None:
    place = guide.site.holidays
    if place and not days_off.is_known(place):
        capital = place.upper()
        suggestion = capital if days_off.is_known(capital) else None
        diagnostics.error("unknown-holidays", place.span, suggestion=suggestion, value=place)
