"""Introspects the model's record classes: their keys and the types of their values.

The format is declared once, by the annotations in `model`. `reading.structure` reads content
according to them, and `reading.json_schema` writes them as JSON Schema.
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
from michishirube.model import Else, FromKey, Prose, Record, Ref, Text


@dataclasses.dataclass(frozen=True, slots=True)
class DeclaredKey:
    """A key of a record, as declared.

    Attributes:
        name: The key, which is the name of the field.
        type: Type of the value, without `Annotated` and `| None`.
        rules: Constraints from `Annotated`, such as `Pattern` or `AtLeast`.
        required: Whether the key must be written.
        otherwise: The key that has its value where it isn't written, "" if there is none.
        from_key: Whether the value is the key or file name under which the record stands.
    """

    name: str
    type: Any
    rules: tuple[object, ...]
    required: bool
    from_key: bool
    otherwise: str = ""


def keys_of(record: type[Record]) -> tuple[DeclaredKey, ...]:
    """Return the keys of a record class in order of declaration, without `span`."""
    return _keys_of(record)  # type: ignore[arg-type]  # a type can be hashed


@functools.cache
def _keys_of(record: Any) -> tuple[DeclaredKey, ...]:
    hints = typing.get_type_hints(record, include_extras=True)
    keys = []
    for each in dataclasses.fields(record):
        if each.name == "span":
            continue
        kind, rules = unwrap(hints[each.name])
        has_default = (
            each.default is not dataclasses.MISSING
            or each.default_factory is not dataclasses.MISSING
        )
        otherwise = next((rule.key for rule in rules if isinstance(rule, Else)), "")
        from_key = any(isinstance(rule, FromKey) for rule in rules)
        required = not has_default and not otherwise
        keys.append(DeclaredKey(each.name, kind, rules, required, from_key, otherwise))
    return tuple(keys)


def unwrap(hint: Any) -> tuple[Any, tuple[object, ...]]:
    """Strip `Annotated` and `| None` from a type hint; return the type and the constraints."""
    if typing.get_origin(hint) is Annotated:
        kind, *rules = typing.get_args(hint)
        return kind, tuple(rules)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        parts = [part for part in typing.get_args(hint) if part is not types.NoneType]
        if len(parts) == 1:
            return unwrap(parts[0])
    return hint, ()


def unwrap_items(kind: Any) -> tuple[tuple[Any, ...], tuple[object, ...]]:
    """Return the types that a value or its items may have, and the items' constraints."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple or origin is MappingType:
        item, rules = unwrap(args[0] if origin is tuple else args[1])
        return unwrap_items(item)[0], rules
    return (args if origin in (typing.Union, types.UnionType) else (kind,)), ()


def kinds_in(kind: Any) -> frozenset[str]:
    """Return the class names of all records, references and Markdown texts within a type."""
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


def loss_of(record: Span, keys: Iterable[DeclaredKey]) -> Loss:
    """Return the loss of the values of these keys."""
    keys = list(keys)
    kinds = frozenset[str]().union(*(kinds_in(key.type) for key in keys))
    return Loss(record, frozenset(key.name for key in keys), kinds)


def is_record(kind: Any) -> bool:
    """Return whether a type is a record class or a union of them."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return all(is_record(part) for part in typing.get_args(kind))
    return isinstance(kind, type) and issubclass(kind, Record)


def neutral(kind: Any, at: Span) -> Any:
    """Return a placeholder for a missing value, so that reading can continue."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        return ()
    if origin is MappingType:
        return {}
    if origin is Literal:
        return typing.get_args(kind)[0]
    if issubclass(kind, Record):
        return kind(
            span=at,
            **{
                key.name: neutral(key.type, at)
                for key in keys_of(kind)
                if key.required or key.otherwise
            },
        )
    return kind("", at) if issubclass(kind, Text) else kind(1)


def word(words: Messages, record: type[Record], key: str, what: Literal["label", "doc"]) -> str:
    """Return the label or description of a key; the key "about" stands for the record itself.

    Keys inherited from a base class are described once, with that class.

    Raises:
        KeyError: The locales have no such text.
    """
    for owner in record.__mro__:
        found = words.get(f"{owner.__name__}.{key}.{what}")
        if found is not None:
            return found
    raise KeyError(f"{record.__name__}.{key}.{what}")
