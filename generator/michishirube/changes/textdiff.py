"""Compares two texts phrase by phrase.

Japanese has no spaces between words, so BudouX phrases are compared; words in other languages.
Lines are matched first. The time is bounded, see `support.sequence_matching`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from michishirube.i18n.line_breaks import phrases
from michishirube.support.sequence_matching import Matcher

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; removed text precedes the text that replaces it."""

    kind: Kind
    text: str


def difference(
    before: str, after: str, language: str, keep_together: Iterable[str] = ()
) -> tuple[Piece, ...]:
    """Return the pieces of both texts.

    Pieces that aren't "added" form `before`, those that aren't "removed" form `after`. For example,
    "a b" and "a c" give `same "a "`, `removed "b"`, `added "c"`.
    """
    keep = tuple(keep_together)
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, first, second in _matched(old, new):
        if tag == "equal":
            pieces.append(Piece("same", "".join(first)))
        else:
            pieces += _phrases(_cut(first, language, keep), _cut(second, language, keep))
    return tuple(_joined(pieces))


def _phrases(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, first, second in _matched(old, new):
        if tag == "equal":
            yield Piece("same", "".join(first))
        else:
            yield Piece("removed", "".join(first))
            yield Piece("added", "".join(second))


def _matched(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for tag, i1, i2, j1, j2 in Matcher(old, new).get_opcodes():
        yield tag, old[i1:i2], new[j1:j2]


def _cut(lines: Sequence[str], language: str, keep: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for line in lines:
        text = line.rstrip("\n")
        found += phrases(text, language, keep)
        found += ["\n"] * (len(line) - len(text))
    return found


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours of the same kind, drop empty ones, and put removed before added ones."""
    waiting: dict[Kind, str] = {}
    same = ""
    for piece in (*pieces, Piece("same", "")):
        if piece.kind != "same":
            if same:
                yield Piece("same", same)
                same = ""
            waiting[piece.kind] = waiting.get(piece.kind, "") + piece.text
        elif piece.text:
            yield from _pair(waiting)
            same += piece.text
    if same:
        yield Piece("same", same)
    yield from _pair(waiting)


def _pair(waiting: dict[Kind, str]) -> Iterator[Piece]:
    kinds: tuple[Kind, ...] = ("removed", "added")
    for kind in kinds:
        if text := waiting.pop(kind, ""):
            yield Piece(kind, text)
