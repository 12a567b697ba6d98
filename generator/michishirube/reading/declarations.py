"""What the model's records declare: their keys, and what may stand under each.

The format is declared once, by the types of `model`; this module reads those
declarations, for `reading.structure`, which reads content by them.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from typing import Annotated, Any, Literal

from michishirube.diagnostics import Loss, Span
from michishirube.i18n.messages import Messages
from michishirube.model import FromKey, Prose, Record, Ref, Text


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """One key of a record as the format declares it."""

    name: str
    type: Any
    rules: tuple[object, ...]
    required: bool
    from_key: bool


def keys_of(record: type[Record]) -> tuple[Key, ...]:
    """The keys of a record in the order of its declaration, without `span`."""
    return _keys_of(record)  # type: ignore[arg-type]  # a type can be hashed


@functools.cache
def _keys_of(record: Any) -> tuple[Key, ...]:
    hints = typing.get_type_hints(record, include_extras=True)
    keys = []
    for each in dataclasses.fields(record):
        if each.name == "span":
            continue
        kind, rules = unwrap(hints[each.name])
        required = (
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        )
        from_key = any(isinstance(rule, FromKey) for rule in rules)
        keys.append(Key(each.name, kind, rules, required, from_key))
    return tuple(keys)


def unwrap(hint: Any) -> tuple[Any, tuple[object, ...]]:
    """A type without `Annotated` and `| None`, and the rules that were attached to it."""
    if typing.get_origin(hint) is Annotated:
        kind, *rules = typing.get_args(hint)
        return kind, tuple(rules)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        parts = [part for part in typing.get_args(hint) if part is not types.NoneType]
        if len(parts) == 1:
            return unwrap(parts[0])
    return hint, ()


def kinds_in(kind: Any) -> frozenset[str]:
    """The names of the records, references and Markdown texts that a value may hold."""
    return _kinds_in(kind)


@functools.cache
def _kinds_in(kind: Any) -> frozenset[str]:
    origin = typing.get_origin(kind)
    if origin is Annotated or origin in (tuple, MappingType, typing.Union, types.UnionType):
        parts = typing.get_args(kind)[:1] if origin is Annotated else typing.get_args(kind)
        return frozenset[str]().union(*map(kinds_in, parts))
    if not isinstance(kind, type) or not issubclass(kind, Record | Ref | Prose):
        return frozenset()
    own = frozenset({kind.__name__})
    if issubclass(kind, Record):
        own = own.union(*(kinds_in(key.type) for key in keys_of(kind)))
    return own


def loss_of(record: Span, keys: Iterable[Key]) -> Loss:
    """What is missing when the values of these keys of a record can't be read."""
    keys = list(keys)
    kinds = frozenset[str]().union(*(kinds_in(key.type) for key in keys))
    return Loss(record, frozenset(key.name for key in keys), kinds)


def is_record(kind: Any) -> bool:
    """Whether values of a type are records, of one kind or several."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return all(is_record(part) for part in typing.get_args(kind))
    return isinstance(kind, type) and issubclass(kind, Record)


def neutral(kind: Any, at: Span) -> Any:
    """A value that stands in for one that is missing, so that reading can go on."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        return ()
    if origin is MappingType:
        return {}
    if origin is Literal:
        return typing.get_args(kind)[0]
    if issubclass(kind, Record):
        return kind(
            span=at, **{key.name: neutral(key.type, at) for key in keys_of(kind) if key.required}
        )
    return kind("", at) if issubclass(kind, Text) else kind(1)


def word(words: Messages, record: type[Record], key: str, what: Literal["label", "doc"]) -> str:
    """What a key is called, or what to write there; `key` "about" is the record itself.

    Keys that all records of a kind share are described once, with that kind.
    """
    for owner in record.__mro__:
        found = words.get(f"{owner.__name__}.{key}.{what}")
        if found is not None:
            return found
    raise KeyError(f"{record.__name__}.{key}.{what}")
