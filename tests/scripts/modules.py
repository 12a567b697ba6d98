"""Functions of the guide's scripts, joined with all that they import, to be asked one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from michishirube.i18n import messages, notation
from michishirube.website.bundler import bundle
from michishirube.website.scripts import DATA, GIVEN, SEARCH_DATA

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PLAIN = {"timeZone": "Asia/Tokyo", "daysOff": {"weekend": [0, 6]}}

Asked = Mapping[str, Sequence[str]]
"""The names to be asked, by the path of the module that exports them."""


def read(path: str) -> str:
    """The text of a module below templates/."""
    return (TEMPLATES / path).read_text(encoding="utf-8")


def exposing(asked: Asked, *, data: Mapping[str, Any], language: str = "ja") -> str:
    """A body of a function that makes these names global; `data` takes the place of the usual."""
    lines = [f'import {{ {", ".join(names)} }} from "./{path}"' for path, names in asked.items()]
    everything = ", ".join(name for names in asked.values() for name in names)
    main = "\n".join([*lines, f"Object.assign(globalThis, {{ {everything} }})\n"])
    own = {"language": language, "notation": notation.load(language)} | PLAIN | dict(data)
    values: dict[str, dict[str, Any]] = {
        DATA: {"DATA": own, "WORDS": dict(messages.load(language, "script"))},
        SEARCH_DATA: {"INDEX": {}, "WORDS": dict(messages.load(language, "search"))},
    }
    whole = bundle("asked.js", main, read, GIVEN)
    return '"use strict"\n' + whole.with_values({path: _texts(values[path]) for path in values})


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: json.dumps(value, default=asdict) for name, value in values.items()}
