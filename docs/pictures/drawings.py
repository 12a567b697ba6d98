"""Screens of a web editor, drawn as plain HTML: what to press is numbered, what changes is marked.

They aren't copies of any real page, and say so (画面の例): a real one moves its buttons,
the order of the steps stays.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 760

STYLE = """
* { box-sizing: border-box; margin: 0; }
body { background: #fff; color: #1f2328; padding: 14px; width: 760px;
  font: 15px/1.6 "Noto Sans CJK JP", "Noto Sans JP", sans-serif; }
.screen { border: 1px solid #afb8c1; border-radius: 10px; overflow: hidden; }
.bar { align-items: center; background: #f6f8fa; border-bottom: 1px solid #d0d7de; display: flex;
  gap: 10px; min-height: 48px; padding: 8px 14px; }
.bar .name { flex: 1; font-weight: 600; overflow-wrap: anywhere; }
.example { background: #fff8c5; border: 1px solid #d4a72c; border-radius: 12px; font-size: 12px;
  padding: 1px 10px; white-space: nowrap; }
.button { background: #1f883d; border-radius: 6px; color: #fff; display: inline-block;
  font-size: 14px; font-weight: 600; padding: 5px 14px; white-space: nowrap; }
.quiet { background: #f6f8fa; box-shadow: inset 0 0 0 1px #afb8c1; color: #24292f; }
.number { background: #cf222e; border-radius: 50%; color: #fff; display: inline-block;
  font: 700 14px/24px sans-serif; height: 24px; margin-right: 6px; text-align: center;
  width: 24px; }
.code { font: 14px/1.55 "Noto Sans Mono CJK JP", monospace; padding: 8px 0; }
.line { display: flex; }
.line i { color: #6e7781; flex: none; font-style: normal; padding-right: 12px; text-align: right;
  user-select: none; width: 56px; }
.line span { flex: 1; overflow-wrap: anywhere; padding-right: 12px; white-space: pre-wrap; }
.is-new { background: #dafbe1; }
.is-old { background: #ffebe9; }
.is-wrong { background: #fff1e5; }
.is-wrong span { text-decoration: underline wavy #cf222e; text-underline-offset: 4px; }
.gap i { letter-spacing: 2px; }
.note { border: 1px solid #cf222e; border-left-width: 4px; border-radius: 6px;
  margin: 6px 14px 10px 56px; padding: 8px 12px; }
.note b { color: #cf222e; display: block; }
.form { display: grid; gap: 12px; padding: 16px; }
.field { border: 1px solid #afb8c1; border-radius: 6px; min-height: 36px; padding: 5px 10px; }
.label { font-size: 13px; font-weight: 600; }
.right { text-align: right; }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a drawn file: its number (0 for lines left out), text and mark."""

    number: int
    text: str
    mark: str = ""


def page(body: str) -> str:
    """A whole document around a screen."""
    head = f'<meta charset="utf-8"><title>画面の例</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="ja"><head>{head}</head><body>{body}</body></html>'


def editor(path: str, lines: Iterable[Line], *, button: str, step: int, file_step: int = 0) -> str:
    """The editor with a file; `step` numbers its button, `file_step` the file's name."""
    name = f"{_number(file_step)}{html.escape(path)}"
    top = _bar(name, f"{_number(step)}{_button(button)}")
    return _screen(top + _code(lines))


def annotated(path: str, lines: Iterable[Line], title: str, text: str) -> str:
    """The list of changed files, with the checks' answer below the last line."""
    note = f'<div class="note"><b>{html.escape(title)}</b>{html.escape(text)}</div>'
    return _screen(_bar(html.escape(path), "") + _code(lines) + note)


def dialog(
    title: str, fields: Iterable[tuple[str, str]], button: str, steps: tuple[int, int]
) -> str:
    """A form with filled-in fields and one button."""
    rows = "".join(
        f'<div><p class="label">{_number(steps[0] if not at else 0)}{html.escape(label)}</p>'
        f'<p class="field">{html.escape(value)}</p></div>'
        for at, (label, value) in enumerate(fields)
    )
    last = f'<p class="right">{_number(steps[1])}{_button(button)}</p>'
    return _screen(_bar(html.escape(title), "") + f'<div class="form">{rows}{last}</div>')


def message(title: str, text: str, button: str, step: int) -> str:
    """A page that says one thing and has one button."""
    inside = f"<p>{html.escape(text)}</p><p>{_number(step)}{_button(button)}</p>"
    return _screen(_bar(html.escape(title), "") + f'<div class="form">{inside}</div>')


def _screen(inside: str) -> str:
    return page(f'<div class="screen">{inside}</div>')


def _bar(name: str, right: str) -> str:
    example = '<span class="example">画面の例</span>'
    return f'<div class="bar"><span class="name">{name}</span>{right}{example}</div>'


def _button(words: str) -> str:
    return f'<span class="button">{html.escape(words)}</span>'


def _number(step: int) -> str:
    return f'<span class="number">{step}</span>' if step else ""


def _code(lines: Iterable[Line]) -> str:
    rows = []
    for line in lines:
        number = str(line.number) if line.number else "…"
        kind = f" is-{line.mark}" if line.mark else "" if line.number else " gap"
        text = html.escape(line.text) or " "
        rows.append(f'<div class="line{kind}"><i>{number}</i><span>{text}</span></div>')
    return f'<div class="code">{"".join(rows)}</div>'
