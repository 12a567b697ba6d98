"""The list of all rules for contributors, made from their words, examples and tables.

It stands in docs/letter-rules.md between two marks; everything else in that
file is written by hand. To make it anew:

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
"""The tables of phrases by code."""


def examples() -> Mapping[str, Mapping[str, Any]]:
    """For each code a bad example and a good one, and what they need around them."""
    path = Path(__file__).parent / "examples.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rule(code: str, language: str) -> str:
    """One rule as Markdown, in a language of the reports."""
    return "\n".join(_rule(code, messages.load(language, "diagnostics"))).strip()


def list_of_rules(language: str) -> str:
    """All rules as Markdown, in a language of the reports."""
    said = messages.load(language, "diagnostics")
    return "\n".join(line for code in letter_lint.CODES for line in _rule(code, said))


def renewed(text: str, language: str) -> str:
    """The document's text with the list made anew."""
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
    """The sentence, with brackets around what is found in it."""
    start, end = search(example).span()
    return f"{example[:start]}[{example[start:end]}]{example[end:]}"


def _visible(text: str) -> str:
    """A text whose space at the end can be seen."""
    return text[:-1] + "␣" if text.endswith(" ") else text


def main() -> None:
    """Renew the list in the document that is named."""
    path = Path(sys.argv[1])
    text = renewed(path.read_text(encoding="utf-8"), "ja")
    outputs.write_source(Path(), str(path), text.encode(), lambda old: BEGIN.encode() in old)


if __name__ == "__main__":
    main()
