"""Runs single scripts of the guide in a blank page, to ask their functions directly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from michishirube.i18n import messages, notation

SCRIPTS = Path(__file__).resolve().parents[2] / "templates"
TABLES = {"weekend": [0, 6]}


def script_page(
    browser: Browser,
    names: Sequence[str],
    ask: Sequence[str],
    *,
    data: Mapping[str, Any],
    language: str = "ja",
    now: str = "2026-11-25T12:00+09:00",
    device_zone: str = "Asia/Tokyo",
) -> Page:
    """A blank page in which the functions named in `ask` can be called by `call`.

    `names` are files below templates/; base.js stands before them, as in the finished script.
    """
    context = browser.new_context(timezone_id=device_zone)
    page = context.new_page()
    page.clock.set_fixed_time(now)
    constants = {
        "DATA": {
            "language": language,
            "timeZone": "Asia/Tokyo",
            "daysOff": TABLES,
            "notation": notation.for_script(language),
        }
        | dict(data),
        "WORDS": dict(messages.load(language, "script")),
    }
    parts = [f"const {name} = {json.dumps(value)}" for name, value in constants.items()]
    parts += [(SCRIPTS / name).read_text("utf-8") for name in ("scripts/base.js", *names)]
    inside = "\n".join([*parts, f"Object.assign(globalThis, {{ {', '.join(ask)} }})"])
    page.evaluate(f'() => {{ "use strict"\n{inside}\n}}')
    return page


def call(page: Page, function: str, *arguments: object) -> Any:
    """What a function of the page answers."""
    return page.evaluate(f"given => {function}(...given)", list(arguments))
