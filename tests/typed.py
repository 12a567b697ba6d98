"""The table of what people type into fields (tests/data/typed.toml), and fields made for it."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from typing import Any

from michishirube.diagnostics import Span
from michishirube.model import Field, Text
from tests.conftest import ROOT

HERE = Span.of_file("content/fields.yml")
TODAY = dt.date(2026, 11, 25)
NOW = "2026-11-25T12:00+09:00"


@dataclass(frozen=True)
class Typed:
    """One row: what is typed into which field and where, and what comes of it."""

    language: str
    field: dict[str, Any]
    around: tuple[str, str]
    typed: str
    value: str
    shown: str
    warning: str

    def __str__(self) -> str:
        return f"{self.language}-{self.field['type']}-{self.typed!r}"


def _rows() -> list[Typed]:
    table = tomllib.loads((ROOT / "tests" / "data" / "typed.toml").read_text(encoding="utf-8"))
    found = []
    for group in table["group"]:
        language, around = group.pop("language"), tuple(group.pop("around", ("", "")))
        cases = group.pop("cases")
        found += [Typed(language, group, around, *case) for case in cases]
    return found


ROWS = _rows()


def field(**keys: Any) -> Field:
    return Field(span=HERE, id=Text("x", HERE), label=Text("X", HERE), **keys)
