"""JSON encoding of reports, within the bounds declared in `data`.

Decoding doesn't trust its input: size, depth, encoding, duplicate, missing and unknown keys, types
and bounds are checked before a record is created.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import re
import types
import typing
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NoReturn

from michishirube.changes.report.bounds import Matches, Maximum, MaxLength
from michishirube.changes.report.data import ChangeReport

MOST_BYTES = 1024 * 1024
"""Maximum size of a report."""

MOST_DEPTH = 16
"""Maximum nesting depth; the format itself needs ten."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?')
# What would steer a terminal, or turn a line round, when the report is shown there.
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableError(Exception):
    """The input isn't a valid report; the message gives reason and position without quoting it."""


# --- Types -----------------------------------------------------------------------


def hints(record: type) -> Mapping[str, Any]:
    """Return the declared types of a record, with their bounds."""
    return _hints(record)


@functools.cache
def _hints(record: type) -> Mapping[str, Any]:
    return typing.get_type_hints(record, include_extras=True)


def bounds_of(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Split an annotated type into type and bounds."""
    marks: tuple[Any, ...] = ()
    while typing.get_origin(hint) is Annotated:
        hint, *more = typing.get_args(hint)
        marks += tuple(more)
    return hint, marks


def alternative(hint: Any) -> Any | None:
    """Return X for the type `X | None`, else None."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (other,) = (each for each in typing.get_args(hint) if each is not types.NoneType)
        return other
    return None


def most(marks: tuple[Any, ...]) -> int:
    """Return the maximum length among bounds."""
    return next(mark.count for mark in marks if isinstance(mark, MaxLength))


# --- Writing ----------------------------------------------------------------------


def as_json(report: ChangeReport) -> str:
    """Encode a report within all bounds.

    Lists that are too long lose their last items, counted in `left_out`; texts end in "…". If the
    whole is too large, lists are halved until it fits.
    """
    for halvings in range(16):
        writer = _ReportWriter(halvings)
        try:
            written = writer.value(report, ChangeReport)
        except _FullError:
            continue
        written["left_out"] += writer.lost
        text = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
        text = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        if len(text.encode("utf-8", "replace")) <= MOST_BYTES:
            return text
    raise AssertionError  # With every list empty, a few texts of bounded length remain.


class _FullError(Exception):
    """The size limit is exceeded, so that going on is pointless."""


class _ReportWriter:
    """Converts records to plain values; list bounds are halved `halvings` times."""

    def __init__(self, halvings: int) -> None:
        self._halvings = halvings
        self._written = 0
        self.lost = 0

    def value(self, value: Any, hint: Any) -> Any:
        kind, marks = bounds_of(hint)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(value, marks) if marks else value
        if isinstance(value, int):
            limits = [mark.limit for mark in marks if isinstance(mark, Maximum)]
            return max(0, min(value, *limits)) if limits else value
        if isinstance(value, tuple):
            limit = most(marks) >> self._halvings
            self.lost += max(0, len(value) - limit)
            item = typing.get_args(kind)[0]
            return [self.value(each, item) for each in value[:limit]]
        named = hints(type(value))
        return {name: self.value(getattr(value, name), named[name]) for name in named}

    def _text(self, text: str, marks: tuple[Any, ...]) -> str:
        limit = most(marks)
        shown = text if len(text) <= limit else text[: limit - 1] + "…"
        self._written += len(shown)
        if self._written > MOST_BYTES:
            raise _FullError
        return _SURROGATE.sub("\ufffd", shown)


# --- Reading ----------------------------------------------------------------------


def from_json(data: bytes) -> ChangeReport:
    """Decode a report.

    Raises:
        UnreadableError: The input isn't a valid report within the bounds.
    """
    if len(data) > MOST_BYTES:
        _refuse("too large")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse("not UTF-8")
    if _depth(text) > MOST_DEPTH:
        _refuse("too deep")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=lambda name: _refuse(f"{name} is no number"),
            parse_float=lambda _: _refuse("not a whole number"),
            parse_int=_whole,
        )
    except (ValueError, RecursionError):
        _refuse("not JSON")
    report = _read(value, ChangeReport, "report")
    if not isinstance(report, ChangeReport):
        _refuse("not a report")
    return report


def _refuse(why: str) -> NoReturn:
    raise UnreadableError(why)


def _depth(text: str) -> int:
    """Return the nesting depth of brackets, without recursion."""
    depth = deepest = 0
    for char in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if char in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse("a key is given twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) > 12:
        _refuse("a number is too large")
    return int(digits)


def _read(value: Any, hint: Any, where: str) -> Any:
    kind, marks = bounds_of(hint)
    other = alternative(kind)
    if other is not None:
        return None if value is None else _read(value, other, where)
    if typing.get_origin(kind) is Literal:
        allowed = typing.get_args(kind)
        if not any(type(value) is type(each) and value == each for each in allowed):
            _refuse(f"{where}: not one of those that may stand here")
        return value
    if typing.get_origin(kind) is tuple:
        return _list(value, typing.get_args(kind)[0], most(marks), where)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(value, kind, where)
    if type(value) is not kind:
        _refuse(f"{where}: not of the type {kind.__name__}")
    for mark in marks:
        _bound(value, mark, where)
    return value


def _list(value: Any, item: Any, limit: int, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        _refuse(f"{where}: not a list")
    if len(value) > limit:
        _refuse(f"{where}: more than {limit} items")
    return tuple(_read(each, item, f"{where}[{number}]") for number, each in enumerate(value))


def _record(value: Any, kind: type, where: str) -> Any:
    named = hints(kind)
    if not isinstance(value, dict) or value.keys() != named.keys():
        _refuse(f"{where}: not an object with the keys of {kind.__name__}")
    return kind(**{name: _read(value[name], named[name], f"{where}.{name}") for name in named})


def _bound(value: Any, mark: Any, where: str) -> None:
    if isinstance(mark, MaxLength) and len(value) > mark.count:
        _refuse(f"{where}: more than {mark.count} characters")
    if isinstance(mark, Matches) and not re.fullmatch(mark.regex, value, re.ASCII):
        _refuse(f"{where}: not of the form that it must have")
    if isinstance(mark, Maximum) and not 0 <= value <= mark.limit:
        _refuse(f"{where}: not a number from 0 to {mark.limit}")
    if isinstance(value, str) and _SURROGATE.search(value):
        _refuse(f"{where}: not a text")
