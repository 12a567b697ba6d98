"""Generates the manual page of all codes, `docs/diagnostics.md`.

    python -m michishirube.reports.manual

A test compares the file with the output.
"""

from __future__ import annotations

from pathlib import Path

from michishirube.i18n import messages
from michishirube.i18n.messages import Messages
from michishirube.reports import explanations
from michishirube.reports.explanations import Example
from michishirube.support import outputs

_MARK = b"python -m michishirube.reports.manual"
PAGE = Path("docs/diagnostics.md")
_HEAD = """\
# 検査の言葉

`guide check` が知らせることの一覧です。`guide explain コード` でも同じ説明が出ます。
このページは `generator/michishirube/i18n/locales/ja/` の言葉から
`python -m michishirube.reports.manual` で作ります。
"""


def page(language: str = "ja") -> str:
    """Return the page as Markdown."""
    said = messages.load(language, "diagnostics")
    parts = [_HEAD]
    for each in explanations.load(language).values():
        parts.append(f"## {each.code}\n\n{said.general(f'{each.code}.message')} — {each.text}\n")
        parts.append(_example(said["report.bad"], each.bad, said))
        parts.append(_example(said["report.good"], each.good, said))
        parts.append(f"{said['report.fix']}: {said.general(f'{each.code}.fix')}\n")
    return "\n".join(parts)


def _example(title: str, example: Example, said: Messages) -> str:
    kind = "markdown" if example.path.endswith(".md") else "yaml"
    text = example.text.strip("\n")
    return f"{title} `{example.path}`{example.note(said)}\n\n```{kind}\n{text}\n```\n"


if __name__ == "__main__":
    outputs.write_source(Path(), str(PAGE), page().encode(), lambda old: _MARK in old)
