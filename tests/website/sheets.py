"""Style sheets, taken apart far enough for the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
TOKENS = TEMPLATES / "styles" / "tokens.css"
REPORT = ROOT / "generator" / "michishirube" / "changes" / "page" / "report.css"
"""Of a page by itself, with colours of its own."""
SHEETS = [*sorted(TEMPLATES.rglob("*.css")), REPORT]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_CONDITION = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;{}]+?)\s*(?=[;}])")


def written(sheet: Path) -> str:
    """What a sheet says, without its comments."""
    return _COMMENT.sub("", sheet.read_text(encoding="utf-8"))


def rules(text: str) -> Iterator[tuple[str, str]]:
    """Each rule's selector and block, whatever it is nested in."""
    for found in _RULE.finditer(text):
        yield " ".join(found[1].split()), found[2]


def top_level(text: str) -> Iterator[tuple[str, str]]:
    """Each rule that no condition surrounds."""
    return rules(_CONDITION.sub("", text))


def declarations(text: str) -> list[tuple[str, str]]:
    """Each declaration's name and value."""
    return [(found[1], " ".join(found[2].split())) for found in _DECLARATION.finditer(text)]


def values(text: str) -> list[str]:
    """The parts of a value; spaces inside brackets divide nothing."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", text)
