"""Flattens records to comparable texts, according to their declared types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from michishirube.changes.findings import TextChange, TextKey
from michishirube.model import Answer, Node, NodeRef, Point, Record, Ref
from michishirube.reading.declarations import keys_of

ELSEWHERE = (Node.__args__, (Answer,), (Point,))
"""Classes of inner records that are compared individually, with findings of their own."""

WAYS = ("to", "next", "return_to")
"""Keys of edges, compared by their target instead of their spelling."""


def texts_of(record: Record) -> dict[TextKey, str]:
    """Return all texts of a record and its inner records, except nodes, answers and points."""
    return dict(_texts(record, ""))


def text_changes(
    before: Record | None, after: Record | None, *, whole: bool = True, renamed: bool = False
) -> tuple[TextChange, ...]:
    """Return the differing texts of two versions of a record, in order of the keys.

    Args:
        before: The old version.
        after: The new version.
        whole: Whether both could be read completely; otherwise a missing text isn't reported.
        renamed: Whether the record was renamed, so that its `was` is reported as an
            `AddressChange`.
    """
    old = texts_of(before) if before else {}
    new = texts_of(after) if after else {}
    return tuple(
        TextChange(part, old.get(part, ""), new.get(part, ""))
        for part in _merged(new, old)
        if old.get(part, "") != new.get(part, "")
        and (whole or (old.get(part) and new.get(part)))
        and not (renamed and part.key == "was" and not part.inner)
    )


def _merged(first: Iterable[TextKey], second: Iterable[TextKey]) -> list[TextKey]:
    return list(dict.fromkeys([*first, *second]))


def _texts(record: Record, within: str, path: str = "") -> Iterator[tuple[TextKey, str]]:
    kind = type(record)
    # What a record rests on comes after what it says.
    for key in sorted(keys_of(kind), key=lambda key: key.name in ("facts", "sources")):
        value = getattr(record, key.name)
        if key.from_key or key.name == "id" or value is None or value in ((), {}):
            continue
        if _is_elsewhere(value) or (isinstance(value, NodeRef) and key.name in WAYS):
            continue
        inner = [value] if isinstance(value, Record) else _named(value)
        if inner:
            for number, each in enumerate(inner):
                name = str(getattr(each, "label", "")) or key.name
                known = f"{path}/{key.name}/{getattr(each, 'id', number)}"
                yield from _texts(each, f"{within} › {name}" if within else name, known)
        else:
            yield TextKey(kind, key.name, within, path), plain(value)


def _is_elsewhere(value: object) -> bool:
    items = tuple(value.values()) if isinstance(value, Mapping) else value
    first = items[0] if isinstance(items, tuple) and items else None
    return any(isinstance(first, kinds) for kinds in ELSEWHERE)


def _named(value: object) -> list[Record]:
    """Return the items of a list that have ids."""
    items = value if isinstance(value, tuple) else ()
    return [each for each in items if isinstance(each, Record) and hasattr(each, "id")]


def title_of(record: Record) -> str:
    """Return the title of a record in lists."""
    for key in ("title", "term", "label", "statement"):
        if text := getattr(record, key, ""):
            return str(text)
    return ""


def plain(value: object) -> str:
    """Return a value as text: a line per item of a list, references on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {plain(each)}" for name, each in value.items())
    if isinstance(value, tuple):
        if all(isinstance(each, Ref) for each in value):
            return ", ".join(value)
        return "\n".join(f"- {plain(each)}" for each in value)
    if isinstance(value, Record):
        parts = (getattr(value, key.name) for key in keys_of(type(value)))
        between = ": " if getattr(value, "pair", None) else " / "
        return between.join(plain(part) for part in parts if part not in (None, ()))
    return str(value)
