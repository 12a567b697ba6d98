"""The script stays small: readers load it over the phone, in a bad moment."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import rjsmin

from michishirube.i18n import notation
from michishirube.website.bundler.modules import read_module
from tests.conftest import ROOT

TEMPLATES = ROOT / "templates"
LETTERS_AND_CHECKLIST = [
    *(TEMPLATES / "scripts" / f"{name}.js" for name in ("dates", "copy", "letters")),
    *sorted((TEMPLATES / "components" / "letter").glob("*.js")),
    *sorted((TEMPLATES / "components" / "point").glob("*.js")),
]


READERS = [
    TEMPLATES / "scripts" / f"{name}.js"
    for name in ("plain", "reading", "entries", "amounts", "names", "sentences", "days")
]


def packed(paths: list[Path]) -> int:
    modules = [read_module(path.name, path.read_text(encoding="utf-8")) for path in paths]
    whole = "\n".join(module.renamed({}) for module in modules)
    return len(gzip.compress(rjsmin.jsmin(whole).encode(), 9))


def test_letters_checklists_and_dates_take_less_than_eight_kilobytes() -> None:
    assert len(LETTERS_AND_CHECKLIST) >= 8
    assert packed(LETTERS_AND_CHECKLIST) <= 8_000


def test_readers_of_entries_take_less_than_five_kilobytes() -> None:
    assert packed(READERS) <= 5_000


def test_scripts_count_in_the_years_in_which_days_may_lie() -> None:
    dates = (TEMPLATES / "scripts" / "dates.js").read_text(encoding="utf-8")
    bounds = re.findall(r'^export const (?:FIRST|LAST)_DAY = "(.+)"$', dates, re.MULTILINE)
    assert bounds == [f"{notation.FIRST_YEAR}-01-01", f"{notation.LAST_YEAR}-12-31"]


def test_the_walks_share_of_it_is_small() -> None:
    names = ("route", "record", "kinds", "site", "storage", "calendar")
    paths = [TEMPLATES / "scripts" / f"{name}.js" for name in names]
    assert packed([*paths, *sorted((TEMPLATES / "components" / "walk").glob("*.js"))]) <= 10 * 1024
