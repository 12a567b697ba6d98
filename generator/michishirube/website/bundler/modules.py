"""Parses the module syntax of a script: imports, exports, top-level declarations, references.

The supported subset is `import { a, b as c } from "./x.js"`, `import "./x.js"`, and `export` before
a declaration; anything else is rejected with its line.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from michishirube.website.bundler.errors import ScriptError, line_of
from michishirube.website.bundler.names import Use, uses_of
from michishirube.website.bundler.tokens import Token, tokens_of

_DECLARING = frozenset(["function", "const", "let", "var"])
CONTEXTUAL = frozenset(["async", "await", "get", "let", "of", "set", "static", "arguments"])
"""Contextual keywords, which can't be declared at the top level: renaming would be ambiguous."""


@dataclass(frozen=True, slots=True)
class Import:
    """An import declaration.

    Attributes:
        path: Path of the imported module, as `Module.path`.
        names: Exported names by local name.
        line: Line of the declaration.
    """

    path: str
    names: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class Module:
    """A parsed module.

    Attributes:
        path: Path relative to the templates folder.
        source: Source text.
        imports: Import declarations, in order.
        declared: Names declared at the top level.
        exported: The exported ones of them.
        uses: References to variables, top-level or not.
        dropped: Ranges (start, end) of `source` that classic scripts don't have: import
            declarations and `export` keywords.
    """

    path: str
    source: str
    imports: tuple[Import, ...] = ()
    declared: frozenset[str] = frozenset()
    exported: frozenset[str] = frozenset()
    uses: tuple[Use, ...] = field(default=(), repr=False)
    dropped: tuple[tuple[int, int], ...] = ()

    def renamed(self, names: Mapping[str, str]) -> str:
        """Return the source with top-level names replaced and module syntax removed.

        Args:
            names: Replacements by name, for everything that it declares or imports.
        """
        return "".join(self._pieces(names)).strip() + "\n"

    def _pieces(self, names: Mapping[str, str]) -> Iterator[str]:
        edits = [(start, end, "") for start, end in self.dropped]
        for token, is_key in self.uses:
            if new := names.get(token.text):
                edits.append((token.start, token.end, f"{token.text}:{new}" if is_key else new))
        at = 0
        for start, end, new in sorted(edits):
            if start >= at:  # Otherwise inside a dropped range.
                yield self.source[at:start] + new
                at = end
        yield self.source[at:]


def read_module(path: str, source: str) -> Module:
    """Parse a module.

    Args:
        path: Path relative to the templates folder.
        source: Source text.

    Raises:
        ScriptError: It uses unsupported syntax.
    """
    return _ModuleReader(path, source).module()


class _ModuleReader:
    """A parser of top-level statements; everything in brackets is skipped."""

    def __init__(self, path: str, source: str) -> None:
        self._path, self._source = path, source
        self._tokens = tuple(tokens_of(path, source))
        self._imports: list[Import] = []
        self._declared: set[str] = set()
        self._exported: set[str] = set()
        self._dropped: list[tuple[int, int]] = []

    def module(self) -> Module:
        """Return the parsed module.

        Raises:
            ScriptError: It uses unsupported syntax.
        """
        uses = tuple(uses_of(self._tokens))
        for index, depth in enumerate(_depths(self._tokens)):
            self._statement(index, depth, uses)
        return Module(
            self._path,
            self._source,
            tuple(self._imports),
            frozenset(self._declared),
            frozenset(self._exported),
            uses,
            tuple(self._dropped),
        )

    def _statement(self, index: int, depth: int, uses: tuple[Use, ...]) -> None:
        token = self._tokens[index]
        is_key = self._text(index + 1) == ":" or self._text(index - 1) in (".", "?.")
        if token.kind not in ("keyword", "punctuator") or is_key:
            return
        if token.text == "class":
            raise self._refused(token, "bundles know functions, but no classes")
        if token.text == "import":
            if depth:
                raise self._refused(token, "only `import {…} from` at the beginning is known")
            self._import(index)
        elif token.text == "export":
            self._export(index, uses)
        elif not depth and token.text == ",":
            raise self._refused(token, "declare one thing in each statement")
        elif not depth:
            self._declared.update(self._names_declared(index, uses))

    def _import(self, index: int) -> None:
        first = self._tokens[index]
        names: dict[str, str] = {}
        at = index + 1
        if self._text(at) == "{":
            at, names = self._names_imported(at + 1)
            if self._text(at) != "from":
                raise self._refused(first, "import from where?")
            at += 1
        last = self._tokens[at] if at < len(self._tokens) else first
        if last.kind != "string" or not last.text[1:].startswith(("./", "../")):
            raise self._refused(first, 'only `import {…} from "./other.js"` is known')
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), last.text[1:-1]))
        self._imports.append(Import(path, names, line_of(self._source, first.start)))
        self._dropped.append((first.start, last.end))

    def _names_imported(self, at: int) -> tuple[int, dict[str, str]]:
        """Parse `a, b as c }`.

        Returns:
            The index of the token after it, and exported names by local name.
        """
        names: dict[str, str] = {}
        while self._text(at) != "}":
            name = self._text(at)
            at += 1
            own = name
            if self._text(at) == "as":
                own = self._text(at + 1)
                at += 2
            if self._text(at) == ",":
                at += 1
            elif self._text(at) != "}":
                raise self._refused(self._tokens[at - 1], "import which names?")
            names[own] = name
        return at + 1, names

    def _export(self, index: int, uses: tuple[Use, ...]) -> None:
        first = self._tokens[index]
        at = index + 1 + (self._text(index + 1) == "async")
        names = self._names_declared(at, uses)
        if not names:
            raise self._refused(first, "only declarations can be exported, where they stand")
        self._exported.update(names)
        self._dropped.append((first.start, self._tokens[index + 1].start))

    def _names_declared(self, index: int, uses: tuple[Use, ...]) -> list[str]:
        """Return the names declared by a statement; empty if it isn't a declaration."""
        if self._text(index) not in _DECLARING:
            return []
        at = index + 1 + (self._text(index + 1) == "*")
        if self._text(at) in ("{", "["):
            names = self._names_in_pattern(at, uses)
        else:
            names = [self._text(at)] if self._tokens[at].kind == "name" else []
        if odd := CONTEXTUAL.intersection(names):
            raise self._refused(self._tokens[at], f"{min(odd)} means something else as well")
        return names

    def _names_in_pattern(self, first: int, uses: tuple[Use, ...]) -> list[str]:
        depth, at = 1, first + 1
        while depth:
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(self._text(at), 0)
            if self._text(at) == "=":
                raise self._refused(self._tokens[at], "no defaults in patterns outside functions")
            at += 1
        start, end = self._tokens[first].start, self._tokens[at - 1].start
        return [use.token.text for use in uses if start < use.token.start < end]

    def _text(self, index: int) -> str:
        return self._tokens[index].text if 0 <= index < len(self._tokens) else ""

    def _refused(self, token: Token, reason: str) -> ScriptError:
        return ScriptError(self._path, line_of(self._source, token.start), reason)


def _depths(tokens: tuple[Token, ...]) -> Iterator[int]:
    """Yield the bracket depth of each token; a bracket has the depth of what surrounds it."""
    depth = 0
    for kind, text, _ in tokens:
        if (kind == "punctuator" and text in "([{") or (kind == "template" and text[-1] == "{"):
            yield depth
            depth += text[0] != "}"
        elif (kind == "punctuator" and text in ")]}") or (kind == "template" and text[0] == "}"):
            depth -= 1
            yield depth
        else:
            yield depth
