"""Builds the scripts that pages load: the bundled modules of the templates, with the guide's data.

Each is a classic script wrapped in a function, so that it works from the file system and shares no
globals. Bundles depend on the templates alone and are cached.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cached_property
from typing import NotRequired, TypedDict

import rjsmin

from michishirube.analysis import former_names
from michishirube.i18n import guide_words, notation, public_holidays
from michishirube.model import Guide, Site
from michishirube.website.bundler import Bundle, bundle, short_names
from michishirube.website.search_index import index_of

DATA = "scripts/data.js"
"""The module that holds the guide's data and words. Only its types lie in the templates."""
SEARCH_DATA = "search/data.js"
"""The same for the search."""

GIVEN = {DATA: ("DATA", "WORDS"), SEARCH_DATA: ("INDEX", "WORDS")}
"""The names that these modules export."""

_ELEMENT = re.compile(r"\$[A-Za-z]\w*")


class GuideData(TypedDict):
    """What scripts know of the guide.

    Attributes:
        language: Its language.
        timeZone: Its time zone.
        notation: How its language writes amounts, days and names.
        daysOff: The days that are no business days.
        was: Former names and the present ones, by kind, if there are any.
    """

    language: str
    timeZone: str
    notation: notation.Notation
    daysOff: public_holidays.DaysOff
    was: NotRequired[Mapping[former_names.RenamedKind, Mapping[str, str]]]


class Scripts:
    """The scripts among the templates."""

    def __init__(self, names: Callable[[str], list[str]], read: Callable[[str], str]) -> None:
        """Keep where the modules lie.

        Args:
            names: Returns the sorted names of templates that match a glob.
            read: Returns the text of one of them.
        """
        self._names = names
        self._read = read

    def of_guide(self, guide: Guide) -> str:
        """Return the script of all components, which starts them; "" if there are none."""
        said = dict(guide_words.load(guide, "script"))
        values = {DATA: {"DATA": _json(guide_data(guide)), "WORDS": _json(said)}}
        return _finished(self.components, values) if self.components else ""

    def of_search(self, guide: Guide) -> str:
        """Return the search with its index: a separate script, loaded on first use."""
        said = dict(guide_words.load(guide, "search"))
        data = {"INDEX": _json(index_of(guide)), "WORDS": _json(said)}
        return _finished(self._search, {SEARCH_DATA: data})

    @cached_property
    def of_frame(self) -> str:
        """The scripts for what stands around the content; "" if there are none.

        Each is a function of its own, so that an error in one doesn't stop the rest.
        """
        names = self._names("frame/*.js")
        return "".join(_finished(self._bundled(name), {}) for name in names)

    @cached_property
    def of_moved_pages(self) -> str:
        """The script of redirect pages."""
        return _finished(self._bundled("moved/moved.js"), {})

    @cached_property
    def components(self) -> Bundle | None:
        """The modules of all components and what they import; None if there are none."""
        names = self._names("components/*/*.js")
        if not names:
            return None
        lines = [
            *(f'import "./{name}"' for name in names),
            'import { createAll } from "./scripts/components.js"',
            "createAll()",
        ]
        return _shortened(bundle("main.js", "\n".join(lines), self._read, GIVEN))

    @cached_property
    def _search(self) -> Bundle:
        return self._bundled("search/dialog.js")

    def _bundled(self, name: str) -> Bundle:
        return _shortened(bundle(name, self._read(name), self._read, GIVEN))


def _finished(code: Bundle, values: Mapping[str, Mapping[str, str]]) -> str:
    """Return a bundle as a script, minified."""
    whole = '(() => {\n"use strict"\n' + code.with_values(values) + "\n})();\n"
    return str(rjsmin.jsmin(whole)) + "\n"


def _shortened(whole: Bundle) -> Bundle:
    """Shorten the names of variables for elements: by convention only these start with `$`."""
    names = Counter(_ELEMENT.findall(whole.code))
    short = {
        name: f"${each}"
        for (name, _), each in zip(names.most_common(), short_names(), strict=False)
    }
    parts = {
        path: _ELEMENT.sub(lambda match: short[match[0]], code)
        for path, code in whole.parts.items()
    }
    return Bundle(parts, whole.names)


def guide_data(guide: Guide) -> GuideData:
    """Return what scripts know of a guide."""
    site = guide.site
    data: GuideData = {
        "language": str(site.language),
        "timeZone": str(site.time_zone),
        "notation": notation.load(str(site.language)),
        "daysOff": _days_off(site),
    }
    if names := former_names.kept_names(guide):
        data["was"] = names
    return data


def _days_off(site: Site) -> public_holidays.DaysOff:
    closed = public_holidays.closings(site.closed)
    return public_holidays.for_script(site.holidays, public_holidays.build_year(), closed)


def _json(value: object) -> str:
    return json.dumps(value, default=asdict, ensure_ascii=False, separators=(",", ":"))
