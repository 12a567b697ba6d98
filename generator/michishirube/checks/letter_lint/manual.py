"""Generates the list of letter rules in the manual from messages, examples and phrase tables.

The list is inserted in docs/letter-rules.md between two markers. To update it:

    python -m michishirube.checks.letter_lint.manual docs/letter-rules.md
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from michishirube.checks import letter_lint
from michishirube.checks.letter_lint import ja
from michishirube.i18n import messages
from michishirube.support import outputs

BEGIN = "<!-- rules: python -m michishirube.checks.letter_lint.manual -->"
END = "<!-- /rules -->"

TABLES = {**ja.HONORIFICS, **ja.THREATS, **ja.WORDING}
"""Phrase tables by code."""


def examples() -> Mapping[str, Mapping[str, Any]]:
    """Return a bad and a good example for each code, with their options."""
    path = Path(__file__).parent / "examples.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rule(code: str, language: str) -> str:
    """Return the manual entry of a code as Markdown."""
    return "\n".join(_rule(code, messages.load(language, "diagnostics"))).strip()


def list_of_rules(language: str) -> str:
    """Return the manual entries of all codes as Markdown."""
    said = messages.load(language, "diagnostics")
    return "\n".join(line for code in letter_lint.CODES for line in _rule(code, said))


def renewed(text: str, language: str) -> str:
    """Return a document with an updated list."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{list_of_rules(language)}{END}{after}"


def _rule(code: str, said: messages.Messages) -> Iterator[str]:
    weight = said[f"report.{letter_lint.CODES[code]}"]
    yield f"\n### `{code}` {said[f'{code}.title']} — {weight}\n"
    yield f"{said(f'{code}.fix', hosts='…')}\n"
    example = examples()[code]
    yield "```text"
    for mark, text in (("×", example["bad"]), ("○", example["good"])):
        yield f"{mark}\n{text.strip()}" if "\n" in text else f"{mark} {_visible(text)}"
    yield "```"
    if code in TABLES:
        yield f"\n{said['report.examples']}\n"
        yield "```text"
        yield from (_phrase(phrase.example, phrase.find.search) for phrase in TABLES[code])
        yield "```"


def _phrase(example: str, search: Any) -> str:
    """Return an example with brackets around the match."""
    start, end = search(example).span()
    return f"{example[:start]}[{example[start:end]}]{example[end:]}"


def _visible(text: str) -> str:
    """Make a trailing space visible."""
    return text[:-1] + "␣" if text.endswith(" ") else text


def main() -> None:
    """Update the list in the document given as the first argument."""
    path = Path(sys.argv[1])
    text = renewed(path.read_text(encoding="utf-8"), "ja")
    outputs.write_source(Path(), str(path), text.encode(), lambda old: BEGIN.encode() in old)


if __name__ == "__main__":
    main()
