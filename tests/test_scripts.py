"""The script stays small: readers load it over the phone, in a bad moment."""

from __future__ import annotations

import gzip

import rjsmin

from tests.conftest import ROOT

TEMPLATES = ROOT / "templates"
LETTERS_AND_CHECKLIST = [
    *(TEMPLATES / "scripts" / f"{name}.js" for name in ("dates", "copy", "letters")),
    *sorted((TEMPLATES / "components" / "letter").glob("*.js")),
    *sorted((TEMPLATES / "components" / "point").glob("*.js")),
]


def test_letters_checklists_and_dates_take_less_than_seven_kilobytes() -> None:
    assert len(LETTERS_AND_CHECKLIST) >= 8
    whole = "\n".join(path.read_text(encoding="utf-8") for path in LETTERS_AND_CHECKLIST)
    assert len(gzip.compress(rjsmin.jsmin(whole).encode(), 9)) <= 7_000
