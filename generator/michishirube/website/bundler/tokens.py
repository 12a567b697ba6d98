"""A JavaScript tokenizer, as precise as renaming variables requires.

Comments and whitespace are skipped. Punctuators are single characters, except those whose parts
would be misread (`=>`, `...`, `?.`, `++`, `--`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from michishirube.website.bundler.errors import ScriptError, line_of

Kind = Literal["name", "keyword", "number", "string", "regex", "template", "punctuator"]

KEYWORDS = frozenset(
    "break case catch class const continue debugger default delete do else enum export extends"
    " false finally for function if import in instanceof let new null return super switch this"
    " throw true try typeof var void while with yield".split()
)
"""Reserved words, which are never identifiers."""

_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_TOKEN = re.compile(
    r"""
    (?P<name>    (?:[^\W\d]|\$)[\w$]* )
  | (?P<number>  \.?\d(?:[eE][+-]|[\w.])* )
  | (?P<string>  "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
  | (?P<template>` )
  | (?P<punctuator> => | \.\.\. | \?\.(?!\d) | \+\+ | -- | [^\w\s"'`] )
    """,
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
"""Template text up to the next `${` or the closing backtick."""
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_ENDS_A_VALUE = frozenset([")", "]", "}"])
_VALUES = frozenset(["this", "super", "null", "true", "false"])


class Token(NamedTuple):
    """A token with its offset.

    A template literal is split at its expressions: `a${x}b` has the tokens "`a${", "x" and "}b`".
    """

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after it."""
        return self.start + len(self.text)


def tokens_of(path: str, source: str) -> Iterator[Token]:
    """Tokenize a script.

    Args:
        path: Path for error messages.
        source: Source text.

    Raises:
        ScriptError: A string, template or regular expression is unterminated.
    """
    at = 0
    last: Token | None = None
    braces: list[str] = []
    while at < len(source):
        if found := _SPACE.match(source, at):
            at = found.end()
            continue
        token = _token(source, at, last, closes=bool(braces) and braces[-1] == "${")
        if token is None:
            raise ScriptError(path, line_of(source, at), "what begins here has no end")
        at = token.end
        if token.text == "{":
            braces.append("{")
        elif token.text.startswith("}") and braces:
            braces.pop()
        if token.kind == "template" and token.text.endswith("${"):
            braces.append("${")
        last = token
        yield token


def _token(source: str, at: int, last: Token | None, *, closes: bool) -> Token | None:
    """Return the token at an offset; None if unterminated.

    Args:
        source: Source text.
        at: The offset.
        last: The token before, which decides whether `/` divides or starts a regular expression.
        closes: Whether `}` ends an expression in a template literal.
    """
    if source[at] == "}" and closes:
        return _matched("template", _TEMPLATE.match(source, at + 1), source, at)
    found = _TOKEN.match(source, at)
    if not found:
        return None
    kind, text = found.lastgroup, found[0]
    if kind == "template":
        return _matched("template", _TEMPLATE.match(source, at + 1), source, at)
    if text == "/" and not _is_value(last):
        return _matched("regex", _REGEX.match(source, at), source, at)
    if kind == "name":
        return Token("keyword" if text in KEYWORDS else "name", text, at)
    if kind in ("number", "string"):
        return Token("number" if kind == "number" else "string", text, at)
    return Token("punctuator", text, at)


def _matched(kind: Kind, found: re.Match[str] | None, source: str, at: int) -> Token | None:
    return Token(kind, source[at : found.end()], at) if found else None


def _is_value(last: Token | None) -> bool:
    """Return whether a token ends an operand, so that a `/` after it is a division."""
    if last is None:
        return False
    if last.kind == "keyword":
        return last.text in _VALUES
    if last.kind == "template":
        return last.text.endswith("`")
    return last.kind != "punctuator" or last.text in _ENDS_A_VALUE or last.text in ("++", "--")
