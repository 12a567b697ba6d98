"""Distinguishes references to variables from property names and keys.

Consistently renaming a name throughout a module preserves its meaning whatever the scopes, as long
as the new name occurs nowhere else. So scopes needn't be resolved; it is enough to know which
identifiers are variables, and which are shorthand keys at the same time:

    const day = entry.day         # a variable, then a property
    return { day, at: day }       # a shorthand (becomes `day:a`), a key, a variable
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from michishirube.website.bundler.tokens import Token

Level = Literal["(", "[", "block", "object", "template"]

_BEFORE_A_BLOCK = frozenset([")", ";", "{", "}", "=>", "else", "do", "try", "finally", "catch"])
_OPENING = frozenset(["(", "[", "{"])
_CLOSING = frozenset([")", "]", "}"])
_BEFORE_A_METHOD = frozenset(["get", "set", "async", "*"])


class Use(NamedTuple):
    """A reference to a variable.

    Attributes:
        token: The identifier.
        is_key: Whether it is a shorthand property, so that renaming must keep the key.
    """

    token: Token
    is_key: bool


def uses_of(tokens: Sequence[Token]) -> Iterator[Use]:
    """Yield the references to variables, in order."""
    levels: list[Level] = ["block"]
    for index, token in enumerate(tokens):
        text = token.text
        if token.kind == "name":
            if use := _use(tokens, index, levels[-1]):
                yield use
        elif token.kind == "template":
            if text.startswith("}"):
                levels.pop()
            if text.endswith("${"):
                levels.append("template")
        elif token.kind == "punctuator":
            if text == "{":
                levels.append(_brace(tokens, index, levels[-1]))
            elif text == "(":
                levels.append("(")
            elif text == "[":
                levels.append("[")
            elif text in _CLOSING:
                levels.pop()


def _use(tokens: Sequence[Token], index: int, level: Level) -> Use | None:
    """Return the reference; None if the identifier is a property, a key or a method name."""
    token, last, following = tokens[index], _text(tokens, index - 1), _text(tokens, index + 1)
    if last in (".", "?."):
        return None
    if level != "object":
        return Use(token, is_key=False)
    if last in ("{", ","):
        if following in (",", "}", "="):
            return Use(token, is_key=True)
        return None
    is_method = last in _BEFORE_A_METHOD and _text(tokens, index - 2) in ("{", ",")
    return None if is_method and following == "(" else Use(token, is_key=False)


def _brace(tokens: Sequence[Token], index: int, level: Level) -> Level:
    """Return whether `{` opens a block, or an object literal or pattern."""
    last = tokens[index - 1] if index else None
    if last is None or last.text in _BEFORE_A_BLOCK:
        return "block"
    if last.text == ":" and level == "block":
        return _after_colon(tokens, index - 1)
    is_value = last.kind in ("name", "number", "string", "regex") or last.text in ("]", "this")
    return "block" if is_value and last.text != "of" else "object"


def _after_colon(tokens: Sequence[Token], index: int) -> Level:
    """Return what `{` opens after a colon: a block in `case 1: {`, an object in `a ? b : {`."""
    depth = 0
    for before in reversed(tokens[:index]):
        if before.kind == "punctuator" and before.text in _CLOSING:
            depth += 1
        elif before.kind == "punctuator" and before.text in _OPENING:
            depth -= 1
        if depth < 0 or (not depth and before.text in ("case", "default", ";")):
            return "block"
        if not depth and before.text == "?":
            return "object"
    return "block"


def _text(tokens: Sequence[Token], index: int) -> str:
    """Return the text of a token, "" if out of range."""
    return tokens[index].text if 0 <= index < len(tokens) else ""
