"""Every tree, checklist and Markdown page is named in the settings, which order the pages.

The settings' language is one that the generator speaks, the time zone one that
there is, the place of its days off one that has a table, and closing days leave
days on which work goes on. What isn't named would be published nowhere.
"""

from __future__ import annotations

import datetime as dt

from michishirube.diagnostics import Diagnostics, nearest
from michishirube.i18n import closing_days, messages, public_holidays, time_zones
from michishirube.model import Guide, Text
from michishirube.reading import gaps

CODES = (
    "not-in-settings",
    "listed-twice",
    "unknown-language",
    "unknown-time-zone",
    "unknown-holidays",
    "bad-closing",
    "closed-too-long",
)

_TREES = ("triage", "stages", "topics", "situations")
"""Keys of the settings that name trees."""


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the settings with what the content folder holds."""
    site = guide.site
    for records, named, keys in (
        # Where none is named, all are published.
        (guide.trees if site.trees else {}, site.trees, _TREES),
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
    _check_time_zone(guide, diagnostics)
    _check_holidays(guide, diagnostics)
    _check_closed(guide, diagnostics)


def _check_language(guide: Guide, diagnostics: Diagnostics) -> None:
    site, known = guide.site, messages.languages()
    is_own = any(each.part == "ui" for each in guide.locale)
    if site.language and not is_own and messages.bundled(site.language) is None:
        diagnostics.error(
            "unknown-language",
            site.language.span,
            suggestion=nearest(site.language, known),
            value=site.language,
            options=" / ".join(known),
        )


def _check_holidays(guide: Guide, diagnostics: Diagnostics) -> None:
    place = guide.site.holidays
    if place and not public_holidays.is_known(place):
        suggestion = public_holidays.suggest_place(place)
        diagnostics.error("unknown-holidays", place.span, suggestion=suggestion, value=place)


def _check_time_zone(guide: Guide, diagnostics: Diagnostics) -> None:
    zone = guide.site.time_zone
    if zone and not time_zones.is_known(zone):
        meant = time_zones.suggest(zone)
        diagnostics.error("unknown-time-zone", zone.span, suggestion=meant, value=zone)


def _check_closed(guide: Guide, diagnostics: Diagnostics) -> None:
    read: list[tuple[Text, closing_days.Closing]] = []
    for text in guide.site.closed:
        try:
            read.append((text, closing_days.read(text)))
        except closing_days.BadClosingError as error:
            diagnostics.error("bad-closing", text.span, suggestion=error.suggestion, value=text)
    place = guide.site.holidays
    known = place if place and public_holidays.is_known(place) else None
    days = public_holidays.BusinessDays(known, tuple(closing for _, closing in read))
    years = public_holidays.table_years(public_holidays.build_year())
    for text, closing in read:
        if any(_is_endless(days, start) for start in closing.starts(years)):
            right = closing_days.turned(closing.first, closing.last)
            diagnostics.error(
                "closed-too-long",
                text.span,
                suggestion=right if right != text else None,
                value=text,
                most=closing_days.LONGEST,
            )


def _is_endless(days: public_holidays.BusinessDays, start: dt.date) -> bool:
    """Return whether no business day follows a closure for a long time."""
    try:
        days.after(start, 1, most=closing_days.LONGEST)
    except public_holidays.NoBusinessDayError:
        return True
    return False
