"""Runs all rules on a project and folds the diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

from michishirube.checks import switches
from michishirube.checks.causes import under_names
from michishirube.checks.folding import fold
from michishirube.checks.repeats import merged
from michishirube.checks.rules import REMEMBERING, RULES, answers, exits, field_states
from michishirube.diagnostics import Diagnostic, Diagnostics
from michishirube.model import Guide
from michishirube.reading import gaps
from michishirube.reading.cache import FileCache
from michishirube.reading.loader import LoadResult, load_guide
from michishirube.reading.single_values import together
from michishirube.support import garbage
from michishirube.support.memo import Memory
from michishirube.support.workers import map_parallel

FIRST = (exits, answers, field_states)
"""Rules that report something missing or unclear, of which later rules draw no conclusions."""

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
"""Keys whose absence causes a diagnostic, by code.

If such a key was lost to an error, the diagnostic is dropped.
"""


def check_guide(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Run all rules on a guide.

    Args:
        guide: The guide.
        diagnostics: Collects the results.
        memory: Caches results per record for the next check, which then runs in this process; None
            in a build, which uses all cores.
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
    founded = (
        item
        for found in (*told.values(), *others)
        for item in found
        if item.code not in FROM_ABSENCE
        or not gaps.is_from_a_gap(known, item, FROM_ABSENCE[item.code])
    )
    diagnostics.extend(switches.apply(guide, founded))


def _findings(guide: Guide, memory: Memory | None, rule: ModuleType) -> tuple[Diagnostic, ...]:
    found = Diagnostics()
    if rule in REMEMBERING:
        rule.check(guide, found, memory)
    else:
        rule.check(guide, found)
    return tuple(found)


def check_project(root: Path, files: FileCache | None = None) -> LoadResult:
    """Load a project, run all rules, and fold consequences under their causes.

    Args:
        root: The project root.
        files: Parsed files of a preview, see `load_guide`.
    """
    with garbage.paused():
        loaded = load_guide(root, files)
        if loaded.guide is not None:
            check_guide(loaded.guide, loaded.diagnostics, files.memory if files else None)
            found = merged(together(under_names(loaded.diagnostics)))
            loaded = replace(loaded, diagnostics=fold(loaded.guide, found, loaded.files))
    return loaded
