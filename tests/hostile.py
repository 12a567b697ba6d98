"""A guide in whose every text stands something that would like to be more than text.

The records are walked by their types, so that a new text field is hostile by itself.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from michishirube.diagnostics import Span
from michishirube.model import FromKey, Guide, Pattern, Prose, Record, Ref, Text

LOOKED_UP = {
    "Site.language": "the name of a folder of words",
    "Site.time_zone": "a name of the time zones",
    "Site.holidays": "a name of the calendar of holidays",
    "Step.at": "names a node, though it isn't of a type of its own",
    "Document.id": "the name of a file",
    "Fact.withheld": "takes a fact out of all that is published",
    "Field.default": "the name of an option, or what is typed for the reader",
}
"""Texts by which the program finds something; they stay as they are."""

SAME = {"Step.answer": "Answer.label"}
"""A story gives an answer in its very words."""

MARKER = "zq"


def canary(name: str, number: int, *, lines: bool) -> str:
    """What a text says: every kind of mark; with `lines`, controls and lines of its own too."""
    own = f"{MARKER}{number}{MARKER}"
    marks = (
        f"<A社>&amp; {own} <x-{own} on{own}=1> <!-- {own} <![CDATA[ ]]> ?> &lt;x-{own}&gt; "
        f"&#60;x-{own}&#62; </title></script></style></textarea></noscript></pre></svg>"
        f"<script>{own}()</script> \" on{own}=\" ' on{own}=' {{{{7*7}}}} {{% raw %}} {{# {own} #}} "
        f"${{{own}}} }} {{#{own} .{own} on{own}=1}} {{: on{own}=1 }} [{own}](javascript:{own}) "
        f"![{own}](https://evil.example/) `{own} [{own}](http://a.example@evil.example/) <x-{own}> "
        f"\\` <!-- {own} --> [{own}](http://a.example`@`evil.example/) ` "
        f"**{own}** __{own}__ ~~{own}~~ | {own} | \\ "
        f"javascript:{own} %0A::error::{own} ##[error]{own} @{own} #1 https://evil.example/{own}"
    )
    if name == "Tone.body":  # What stands in a letter's double brackets is looked up.
        marks = marks.replace("{{", "{ {")
    if not lines:
        return f"{marks} end-{own}"
    more = f"\n\n# {own}\r\n\r\n<x-{own}>\r\r## {own}\n---\n- {own}: 1\n::error::{own}\n</x-{own}>"
    return f"{marks}{more}\x1b[31m\x9b31m\u202e\u2028\u2066\x00\x07 end-{own}"


@dataclass
class Hostile:
    """Makes a guide hostile, and knows what it has put where, by record and field."""

    lines: bool
    texts: dict[str, str] = field(default_factory=dict)
    prose: set[str] = field(default_factory=set)

    def guide(self, guide: Guide) -> Guide:
        """The same guide with a canary in each text."""
        parts: dict[str, Any] = {}
        for each in dataclasses.fields(guide):
            value = getattr(guide, each.name)
            if isinstance(value, Mapping):
                parts[each.name] = {name: self.record(record) for name, record in value.items()}
            elif isinstance(value, Record):
                parts[each.name] = self.record(value)
        return dataclasses.replace(guide, **parts)

    def record(self, record: Any) -> Any:
        """A record with a canary in each text, those that it lacks among them."""
        hints = get_type_hints(type(record), include_extras=True)
        changed = {}
        for each in dataclasses.fields(record):
            name = f"{_home(type(record), each.name)}.{each.name}"
            value = getattr(record, each.name)
            changed[each.name] = self._value(value, hints[each.name], name)
        return dataclasses.replace(record, **changed)

    def _value(self, value: Any, hint: Any, name: str) -> Any:
        if name in LOOKED_UP or _is_fixed(hint):
            return value
        if isinstance(value, Record):
            return self.record(value)
        if isinstance(value, Mapping):
            inner = get_args(_bare(hint))[-1]
            return {key: self._value(item, inner, name) for key, item in value.items()}
        kinds = _kinds(hint)
        if get_origin(_bare(hint)) is tuple:
            item = get_args(_bare(hint))[0]
            if not value:
                return self._made(item, name)
            return tuple(self._value(each, item, name) for each in value)
        if Text in kinds or Prose in kinds:
            return self._text(value, Prose if Prose in kinds else Text, name)
        if value is None:
            records = [
                kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Record)
            ]
            return self._new(records[0]) if records and _is_free(records[0]) else value
        return value

    def _made(self, item: Any, name: str) -> tuple[Any, ...]:
        """A list of one canary, where a list is empty and nothing is referred to."""
        kinds = _kinds(item)
        if Text in kinds or Prose in kinds:
            return (self._value(None, item, name),)
        records = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Record)]
        return tuple(self._new(kind) for kind in records if _is_free(kind))

    def _new(self, kind: type[Record]) -> Any:
        """A record of nothing but canaries."""
        hints = get_type_hints(kind, include_extras=True)
        values: dict[str, Any] = {"span": Span("content/new.yml", 1, 1, 1, 1)}
        for each in dataclasses.fields(kind):
            if each.name != "span" and Text in _kinds(hints[each.name]):
                values[each.name] = None
        made = kind(**values)
        return self.record(made)

    def _text(self, value: Any, kind: type[Text], name: str) -> Text:
        key = SAME.get(name, name)
        said = self.texts.setdefault(key, canary(key, len(self.texts), lines=self.lines))
        if kind is Prose:
            self.prose.add(key)
        begin = f"{value} " if value and name == "Tone.body" else f"{value} {key} " if value else ""
        span = getattr(value, "span", Span("content/new.yml", 1, 1, 1, 1))
        return kind(f"{begin}{said}", span)


def _home(record: type[Any], name: str) -> str:
    """The class in which a field is declared first: a claim's facts are the same everywhere."""
    return next(
        kind.__name__
        for kind in record.__mro__[::-1]
        if name in vars(kind).get("__annotations__", {})
    )


def _bare(hint: Any) -> Any:
    """A type without its annotations and without None."""
    while get_origin(hint) is typing.Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, types.UnionType):
        rest = [each for each in get_args(hint) if each is not type(None)]
        return _bare(rest[0]) if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007
    return hint


def _kinds(hint: Any) -> tuple[Any, ...]:
    bare = _bare(hint)
    return (
        tuple(map(_bare, get_args(bare)))
        if get_origin(bare) in (Union, types.UnionType)
        else (bare,)
    )


def _is_fixed(hint: Any) -> bool:
    """Whether only certain texts may stand there: names by a pattern, choices, references."""
    annotations: list[Any] = []
    waiting = [hint]
    while waiting:
        each = waiting.pop()
        if get_origin(each) is typing.Annotated:
            annotations += get_args(each)[1:]
            waiting.append(get_args(each)[0])
        elif get_origin(each) in (Union, types.UnionType):
            waiting += get_args(each)
        elif get_origin(each) is Literal or (isinstance(each, type) and issubclass(each, Ref)):
            return True
    return any(isinstance(each, Pattern | FromKey) for each in annotations)


def _is_free(kind: type[Record]) -> bool:
    """Whether a record consists of texts alone, so that one can be made from nothing."""
    hints = get_type_hints(kind, include_extras=True)
    needed = [
        each
        for each in dataclasses.fields(kind)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    ]
    return all(each.name == "span" or Text in _kinds(hints[each.name]) for each in needed)
