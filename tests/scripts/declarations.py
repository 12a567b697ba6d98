"""Declares in TypeScript what the build hands to scripts: python -m tests.scripts.declarations.

From the types of the program (typed dictionaries and records) and the keys of the messages come
templates/scripts/data.d.ts and templates/search/data.d.ts. TypeScript holds the scripts to these.
"""

from __future__ import annotations

import inspect
import sys
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from michishirube.analysis.former_names import RenamedKind
from michishirube.flowchart.comb import Kind as NodeKind
from michishirube.i18n import messages
from michishirube.model import Point
from michishirube.website.case_data import CaseData, CaseField, CaseNode, ExitRow
from michishirube.website.letter_form import FieldForScript
from michishirube.website.links import TreeLinks
from michishirube.website.scripts import DATA, SEARCH_DATA, GuideData
from michishirube.website.search_index import Kind, SearchIndex
from tests.scripts.modules import TEMPLATES

HEAD = "// Made of the program's types by `make types`: what the build hands to scripts.\n"
PLAIN: Mapping[object, str] = {
    str: "string",
    int: "number",
    bool: "boolean",
    type(None): "null",
    object: "unknown",
}
LONGEST = 100


class Declarations:
    """Declarations of types, each before those that it's made of."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._names: dict[object, str] = {}

    def __str__(self) -> str:
        return "\n".join(self._texts.values())

    def record(self, kind: type) -> str:
        """Declare a typed dictionary or a dataclass; return its name."""
        name = kind.__name__.removesuffix("ForScript")
        if name not in self._texts:
            self._texts[name] = ""
            told = _attributes(kind)
            about, _, _ = (inspect.getdoc(kind) or "").partition("\n")
            lines = [f"/** {about} */", f"export interface {name} {{"]
            for key, annotation in typing.get_type_hints(kind, include_extras=True).items():
                is_total = getattr(kind, "__total__", True)
                optional = not is_total or typing.get_origin(annotation) is typing.NotRequired
                lines += [f"  /** {told[key]} */"] if key in told else []
                lines.append(f"  {key}{'?' if optional else ''}: {self.type(annotation)}")
            self._texts[name] = "\n".join([*lines, "}\n"])
        return name

    def alias(self, name: str, annotation: object, told: str) -> None:
        """Declare a name for a type."""
        self._texts[name] = f"/** {told} */\n{_wrapped(name, self.type(annotation))}\n"
        self._names[annotation] = name

    def constant(self, name: str, annotation: str) -> None:
        """Declare a value."""
        self._texts[f"{name}="] = f"export const {name}: {annotation}\n"

    def type(self, annotation: Any) -> str:
        """Return a type in TypeScript."""
        if annotation in PLAIN or annotation in self._names:
            return PLAIN.get(annotation) or self._names[annotation]
        origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
        if origin in (typing.NotRequired, typing.Required, typing.Annotated):
            return self.type(inside[0])
        if origin is Literal:
            return " | ".join(_literal(value) for value in inside)
        if origin in (typing.Union, types.UnionType):
            return " | ".join(map(self.type, inside))
        if origin is tuple and inside[-1] is not Ellipsis:
            return f"[{', '.join(map(self.type, inside))}]"
        if origin in (list, tuple, Sequence):
            item = self.type(inside[0])
            return f"({item})[]" if " | " in item else f"{item}[]"
        if origin in (dict, Mapping):
            key, value = map(self.type, inside)
            whole = f"Record<{key}, {value}>"
            return whole if key == "string" else f"Partial<{whole}>"
        if not isinstance(annotation, type):
            raise TypeError(annotation)
        return PLAIN[str] if issubclass(annotation, str) else self.record(annotation)


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def _wrapped(name: str, text: str) -> str:
    """Return the declaration of a type, with a line for each member of a long union."""
    line = f"export type {name} = {text}"
    if len(line) <= LONGEST:
        return line
    return f"export type {name} =\n  | " + text.replace(" | ", "\n  | ")


def _attributes(kind: type) -> dict[str, str]:
    """Return what a docstring says of each attribute."""
    found: dict[str, str] = {}
    _, _, part = (inspect.getdoc(kind) or "").partition("Attributes:\n")
    name = ""
    for line in part.splitlines():
        if not line.startswith("    "):
            break
        if line.startswith("     ") and name:
            found[name] += f" {line.strip()}"
        else:
            name, _, text = line.strip().partition(": ")
            found[name] = text
    return found


def of_guide() -> str:
    """Return the declarations of scripts/data.js, and of what pages hold in their attributes."""
    made = Declarations()
    hints = typing.get_type_hints(Point)
    made.alias("NodeKind", NodeKind, "What a step is.")
    made.alias("Severity", hints["severity"], "How much a point weighs.")
    made.alias("TreeLinks", TreeLinks, "Short titles of trees and links to their pages, by id.")
    made.alias("RenamedKind", RenamedKind, "A kind of name that addresses and browsers keep.")
    made.record(FieldForScript)
    made.alias("CaseField", CaseField, "A field: id, options, bounds, changes, ages.")
    made.alias("CaseExit", ExitRow, "An exit: name, target, tells, narrows, replaces, days.")
    made.alias("CaseNode", CaseNode, "A node: kind, asks, holds, exits.")
    made.record(CaseData)
    made.constant("DATA", made.record(GuideData))
    made.alias("Word", Literal[tuple(messages.load("en", "script"))], "What can be said.")
    made.constant("WORDS", "Record<Word, string>")
    return f"{HEAD}\n{made}"


def of_search() -> str:
    """Return the declarations of search/data.js."""
    made = Declarations()
    made.alias("Kind", Kind, "What is found.")
    made.constant("INDEX", made.record(SearchIndex))
    made.alias("Word", Literal[tuple(messages.load("en", "search"))], "What can be said.")
    made.constant("WORDS", "Record<Word, string>")
    return f"{HEAD}\n{made}"


def files() -> Iterator[tuple[str, str]]:
    """Yield each file of declarations, relative to the templates, and its text."""
    yield DATA.replace(".js", ".d.ts"), of_guide()
    yield SEARCH_DATA.replace(".js", ".d.ts"), of_search()


def main() -> int:
    """Write the files."""
    for name, text in files():
        (TEMPLATES / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
