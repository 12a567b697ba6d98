"""The script stays small (readers load it over the phone, in a bad moment) and is one scope."""

from __future__ import annotations

import gzip
import re
from collections import Counter

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


def test_no_name_is_declared_twice() -> None:
    # All files become one function, in which a second function of a name silently wins.
    declared = re.compile(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.js")]
    names = Counter(name for text in texts for name in declared.findall(text))
    assert len(names) > 30
    assert [name for name, count in names.items() if count > 1] == []
