"""Concatenates ES modules in dependency order into one classic script.

Classic scripts load from the file system, which modules don't. All modules share one scope, so
every top-level name is replaced by a unique one, which also shadows no global of the browser:

    // days.js                            // bundle
    export const today = () => …          const a = () => …
    // main.js
    import { today as now } from "./days.js"
    show(now())                           show(a())
"""

from __future__ import annotations

import itertools
import string
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from michishirube.website.bundler.errors import ScriptError
from michishirube.website.bundler.modules import Module, read_module
from michishirube.website.bundler.tokens import KEYWORDS

Symbol = tuple[str, str]
"""A top-level declaration: path of the module, name."""


@dataclass(frozen=True)
class Bundle:
    """The concatenated modules, without the values of `given` modules.

    Attributes:
        parts: Code by module path, in dependency order.
        names: The replaced names of the exports of `given` modules.
    """

    parts: Mapping[str, str]
    names: Mapping[Symbol, str]

    @property
    def code(self) -> str:
        """The code, without the values of `given` modules."""
        return "".join(self.parts.values())

    def with_values(self, values: Mapping[str, Mapping[str, str]]) -> str:
        """Return the code preceded by constants for the values of `given` modules.

        Args:
            values: JavaScript expressions by module path and exported name. Those that no module
                imports are left out.

        Returns:
            A script, not minified.
        """
        constants = [
            f"const {self.names[path, name]} = {value}\n"
            for path, module in values.items()
            for name, value in module.items()
            if (path, name) in self.names
        ]
        return "".join(constants) + self.code


def bundle(
    path: str,
    source: str,
    read: Callable[[str], str],
    given: Mapping[str, Sequence[str]] | None = None,
) -> Bundle:
    """Bundle an entry module with everything that it imports.

    Args:
        path: Path of the entry module, relative to the templates folder.
        source: Its source text.
        read: Returns the source text of another module by path.
        given: Virtual modules whose values are only known later: exported names by path.

    Returns:
        The bundle; pass the values of `given` to its `with_values`.

    Raises:
        ScriptError: An import is unresolved or circular, or a module uses unsupported syntax.
        OSError: A module can't be read.
    """
    values = [Module(name, "", exported=frozenset(names)) for name, names in (given or {}).items()]
    modules = {module.path: module for module in values}
    order = list(_in_order(read_module(path, source), modules, read))
    symbols = {each.path: dict(_symbols(each, modules)) for each in order}
    short = _short_names(order, symbols)
    parts = {
        module.path: module.renamed({name: short[each] for name, each in own.items()})
        for module in order
        for own in [symbols[module.path]]
    }
    given_names = {symbol: name for symbol, name in short.items() if symbol[0] in (given or {})}
    return Bundle(parts, given_names)


def _in_order(
    first: Module, known: dict[str, Module], read: Callable[[str], str]
) -> Iterator[Module]:
    """Yield modules in post-order, so that each follows its imports; adds them to `known`."""
    seen: set[str] = set(known)

    def visit(module: Module, before: tuple[str, ...]) -> Iterator[Module]:
        seen.add(module.path)
        known[module.path] = module
        here = (*before, module.path)
        for each in module.imports:
            if each.path in here:
                circle = " → ".join([*here[here.index(each.path) :], each.path])
                raise ScriptError(module.path, each.line, f"imports go in a circle: {circle}")
            if each.path not in seen:
                try:
                    source = read(each.path)
                except FileNotFoundError:
                    raise ScriptError(module.path, each.line, f"no {each.path}") from None
                yield from visit(read_module(each.path, source), here)
        yield module

    yield from visit(first, ())


def _symbols(module: Module, modules: Mapping[str, Module]) -> Iterator[tuple[str, Symbol]]:
    """Yield the top-level names of a module, each with the symbol it resolves to."""
    for name in sorted(module.declared):
        yield name, (module.path, name)
    for each in module.imports:
        for own, name in each.names.items():
            if name not in modules[each.path].exported:
                raise ScriptError(module.path, each.line, f"{each.path} exports no {name}")
            if own in module.declared:
                raise ScriptError(module.path, each.line, f"{own} is declared here too")
            yield own, (each.path, name)


def _short_names(
    modules: Sequence[Module], symbols: Mapping[str, Mapping[str, Symbol]]
) -> dict[Symbol, str]:
    """Return a unique name for each symbol; frequent ones get the shortest.

    Names that any module uses without declaring them (globals, locals) are not reused.
    """
    counts: Counter[Symbol] = Counter()
    taken = set(KEYWORDS)
    for module in modules:
        own = symbols[module.path]
        counts.update(own.values())  # Unused symbols need a name too.
        for use in module.uses:
            if use.token.text in own:
                counts[own[use.token.text]] += 1
            else:
                taken.add(use.token.text)
    free = (name for name in short_names() if name not in taken)
    return {symbol: next(free) for symbol, _ in counts.most_common()}


def short_names() -> Iterator[str]:
    """Yield all names made of letters, the shortest first."""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_letters, repeat=length))
