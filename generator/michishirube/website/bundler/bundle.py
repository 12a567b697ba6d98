"""Joins ES modules to one classic script, which works from the file system as well.

Modules come in the order in which they import each other, in one scope. So that no name is taken
twice, and none hides what browsers call so, each gets a short one of its own.
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
"""The path of a module, and a name that it declares."""


@dataclass(frozen=True)
class Bundle:
    """Modules as one piece of code.

    Attributes:
        parts: The code of each module by its path, in order.
        names: What the code calls the values that it is given.
    """

    parts: Mapping[str, str]
    names: Mapping[Symbol, str]

    @property
    def code(self) -> str:
        """The code, without the values that it is given."""
        return "".join(self.parts.values())

    def with_values(self, values: Mapping[str, Mapping[str, str]]) -> str:
        """Return the code with the values before it.

        Args:
            values: Expressions of JavaScript, by the path and the exported name of the modules
                that `bundle` was told of as `given`.
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
    """Join a module and all that it imports.

    Args:
        path: Where the module lies, relative to the folder of templates.
        source: Its text.
        read: Returns the text of another module by its path.
        given: Modules of values that come later: the names that they export, by path.

    Raises:
        ScriptError: An import leads nowhere or in a circle, or a module has unknown forms.
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
    """Yield modules so that each comes after those that it imports; adds them to `known`."""
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
    """Yield the names of a module, each with the module that declares it."""
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
    """Return a name of its own for each symbol; those used most have the shortest."""
    counts: Counter[Symbol] = Counter()
    taken = set(KEYWORDS)
    for module in modules:
        own = symbols[module.path]
        counts.update(own.values())  # What is never used has a name too.
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
