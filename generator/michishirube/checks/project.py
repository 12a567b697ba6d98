"""Reads a project, applies every rule to its guide, and folds what follows from one slip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

from michishirube.checks.causes import under_names
from michishirube.checks.folding import fold
from michishirube.checks.rules import REMEMBERING, RULES, answers, exits
from michishirube.diagnostics import Diagnostic, Diagnostics
from michishirube.model import Guide
from michishirube.reading import gaps
from michishirube.reading.cache import FileCache
from michishirube.reading.loader import LoadResult, load_guide
from michishirube.reading.single_values import together
from michishirube.support import garbage
from michishirube.support.memo import Memory
from michishirube.support.workers import map_parallel

FIRST = (exits, answers)
"""Rules that find something missing of which the others then conclude nothing."""

FROM_ABSENCE: Mapping[str, frozenset[str]] = {
    "claim-without-source": frozenset({"facts", "sources", "text", "caption", "first"}),
    "fact-without-source": frozenset({"sources", "withheld"}),
    "field-default": frozenset({"type", "default"}),
    "field-options": frozenset({"type", "options"}),
    "field-record": frozenset({"type"}),
    "figure-share": frozenset({"marked", "total"}),
    "no-way": frozenset({"to", "next", "return_to"}),
    "source-unchecked": frozenset({"checked", "kind"}),
    "wait-length": frozenset({"hours", "days", "business_days", "until"}),
}
"""What is concluded of a record because these keys aren't there: they may be what was lost."""


def check_guide(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Apply every rule to a guide.

    With a memory that is done in this process, so that what was found of a record is known
    when a guide with the same record is checked.
    """
    if memory is not None:
        memory.begin()
    told = {rule: _findings(guide, memory, rule) for rule in FIRST}
    lost = gaps.losses(item for found in told.values() for item in found if item.loss)
    known = guide
    if lost:
        guide = replace(guide, gaps=(*guide.gaps, *lost))
    rest = [rule for rule in RULES if rule not in told]
    apply, work = partial(_findings, guide, memory), len(guide.trees) + len(guide.letters)
    others = map(apply, rest) if memory is not None else map_parallel(apply, rest, work)
    for found in (*told.values(), *others):
        diagnostics.extend(
            item
            for item in found
            if item.code not in FROM_ABSENCE
            or not gaps.is_from_a_gap(known, item, FROM_ABSENCE[item.code])
        )


def _findings(guide: Guide, memory: Memory | None, rule: ModuleType) -> tuple[Diagnostic, ...]:
    found = Diagnostics()
    if rule in REMEMBERING:
        rule.check(guide, found, memory)
    else:
        rule.check(guide, found)
    return tuple(found)


def check_project(root: Path, files: FileCache | None = None) -> LoadResult:
    """Read a project folder, apply every rule to it, and fold what follows from one slip.

    See `load_guide` for `files`.
    """
    with garbage.paused():
        loaded = load_guide(root, files)
        if loaded.guide is not None:
            check_guide(loaded.guide, loaded.diagnostics, files.memory if files else None)
            found = together(under_names(loaded.diagnostics))
            loaded = replace(loaded, diagnostics=fold(loaded.guide, found, loaded.files))
    return loaded
