"""Splits JavaScript into tokens, as far as renaming variables needs it.

Comments and blanks are left out. Of punctuators only those are kept together that would otherwise
be taken for others (`=>`, `...`, `?.`, `++`); all other operators are single characters.
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
"""Words that are no names anywhere."""

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
"""From the beginning of a template's text, or from where an expression in it ends."""
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_ENDS_A_VALUE = frozenset([")", "]", "}"])
_VALUES = frozenset(["this", "super", "null", "true", "false"])


class Token(NamedTuple):
    """A token and where it begins.

    A template is a token from one expression in it to the next: "`a${", "}b${", "}c`".
    """

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)


def tokens_of(path: str, source: str) -> Iterator[Token]:
    """Yield the tokens of a script.

    Args:
        path: What an error calls the script.
        source: Its text.

    Raises:
        ScriptError: A string, template or regular expression has no end.
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
    """Return the token at a place; `closes` says whether "}" goes on with a template."""
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
    """Whether what stands before "/" is divided by it; else a regular expression begins."""
    if last is None:
        return False
    if last.kind == "keyword":
        return last.text in _VALUES
    if last.kind == "template":
        return last.text.endswith("`")
    return last.kind != "punctuator" or last.text in _ENDS_A_VALUE or last.text in ("++", "--")
