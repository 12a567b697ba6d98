"""The script stays small: readers load it over the phone, in a bad moment."""

from __future__ import annotations

import gzip
import re

import rjsmin

from michishirube.i18n import notation
from michishirube.website.render import Renderer
from tests.conftest import ROOT

TEMPLATES = ROOT / "templates"


def packed(*names: str) -> int:
    """What modules weigh in the script: named ones, and all of the folders that are named."""
    parts = Renderer(TEMPLATES).scripts.components
    assert parts
    wanted = [path for path in parts.parts if path.startswith(names)]
    assert len(wanted) >= len(names)
    whole = "".join(parts.parts[path] for path in wanted)
    return len(gzip.compress(rjsmin.jsmin(whole).encode(), 9))


def scripts(*names: str) -> list[str]:
    return [f"scripts/{name}.js" for name in names]


def test_letters_checklists_and_dates_take_some_eight_kilobytes() -> None:
    own = scripts("dates", "copy", "letters")
    assert packed(*own, "components/letter/", "components/point/") <= 8_200


def test_readers_of_entries_take_less_than_five_kilobytes() -> None:
    own = scripts("plain", "reading", "entries", "amounts", "names", "sentences", "days")
    assert packed(*own) <= 5_000


def test_the_walks_share_of_it_is_small() -> None:
    own = scripts("route", "case", "record", "kinds", "site", "storage", "calendar")
    assert packed(*own, "components/walk/", "components/map/") <= 15 * 1024


def test_scripts_count_in_the_years_in_which_days_may_lie() -> None:
    dates = (TEMPLATES / "scripts" / "dates.js").read_text(encoding="utf-8")
    bounds = re.findall(r'^export const (?:FIRST|LAST)_DAY = "(.+)"$', dates, re.MULTILINE)
    assert bounds == [f"{notation.FIRST_YEAR}-01-01", f"{notation.LAST_YEAR}-12-31"]
