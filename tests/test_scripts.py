"""The script stays small: readers load it over the phone, in a bad moment."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

import rjsmin

from michishirube.i18n import notation
from tests.conftest import ROOT

TEMPLATES = ROOT / "templates"
LETTERS_AND_CHECKLIST = [
    *(TEMPLATES / "scripts" / f"{name}.js" for name in ("dates", "copy", "letters")),
    *sorted((TEMPLATES / "components" / "letter").glob("*.js")),
    *sorted((TEMPLATES / "components" / "point").glob("*.js")),
]


READERS = [
    TEMPLATES / "scripts" / f"{name}.js"
    for name in ("entries", "amounts", "names", "sentences", "days")
]


def packed(paths: list[Path]) -> int:
    whole = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return len(gzip.compress(rjsmin.jsmin(whole).encode(), 9))


def test_letters_checklists_and_dates_take_less_than_eight_kilobytes() -> None:
    assert len(LETTERS_AND_CHECKLIST) >= 8
    assert packed(LETTERS_AND_CHECKLIST) <= 8_000


def test_readers_of_entries_take_less_than_five_kilobytes() -> None:
    assert packed(READERS) <= 5_000


def test_scripts_count_in_the_years_in_which_days_may_lie() -> None:
    dates = (TEMPLATES / "scripts" / "dates.js").read_text(encoding="utf-8")
    bounds = re.findall(r'^const (?:FIRST|LAST)_DAY = "(.+)"$', dates, re.MULTILINE)
    assert bounds == [f"{notation.FIRST_YEAR}-01-01", f"{notation.LAST_YEAR}-12-31"]


def test_no_two_scripts_give_something_the_same_name() -> None:
    # All are parts of one function, in which a second one takes the place of the first.
    scripts = [*TEMPLATES.glob("scripts/*.js"), *TEMPLATES.glob("components/*/*.js")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", code, re.MULTILINE)
    assert len(names) > 50
    assert [name for name, count in Counter(names).items() if count > 1] == []
