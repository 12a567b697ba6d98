"""The rules that a guide must keep, one module a rule.

A rule is a function `check(guide, diagnostics)`; its module's docstring is its
page in the manual and `CODES` names what it can report. Rules never raise and
draw no conclusions from files that couldn't be read (`Guide.broken`). They know
nothing of each other: those of a large guide are applied on all cores.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

from generator.checks import (
    addresses,
    answers,
    claims,
    coverage,
    cycles,
    dates,
    endings,
    facts,
    fields,
    figures,
    former_names,
    letter_rules,
    letters_used,
    markup,
    placeholders,
    promises,
    reachability,
    references,
    settings,
    stories,
    ways,
)
from generator.diagnostics import Diagnostic, Diagnostics
from generator.folding import fold
from generator.load import Loaded, load_guide
from generator.model import Guide
from generator.parallel import nothing_to_collect, spread
from generator.reading import Files

RULES: tuple[ModuleType, ...] = (
    letter_rules,  # First, since it takes as long as all others together.
    settings,
    addresses,
    references,
    former_names,
    ways,
    answers,
    reachability,
    endings,
    cycles,
    letters_used,
    placeholders,
    fields,
    figures,
    claims,
    dates,
    facts,
    markup,
    stories,
    coverage,
    promises,
)


FROM_ABSENCE = frozenset(
    {
        "claim-without-source",
        "fact-without-source",
        "field-default",
        "field-options",
        "figure-share",
        "no-way",
        "source-unchecked",
        "wait-length",
    }
)
"""What is concluded from something that isn't there: it may be what couldn't be read."""


def check_guide(guide: Guide, diagnostics: Diagnostics, *, remember: bool = False) -> None:
    """Apply every rule to a guide.

    With `remember` that is done in this process, so that what was found of a record is known
    when a guide with the same record is checked (`generator.identity`).
    """
    apply, work = partial(_findings, guide), len(guide.trees) + len(guide.letters)
    for found in map(apply, RULES) if remember else spread(apply, RULES, work):
        diagnostics.extend(
            item
            for item in found
            if item.code not in FROM_ABSENCE or item.span.path not in guide.broken
        )


def _findings(guide: Guide, rule: ModuleType) -> tuple[Diagnostic, ...]:
    found = Diagnostics()
    rule.check(guide, found)
    return tuple(found)


def check_project(root: Path, files: Files | None = None) -> Loaded:
    """Read a project folder, apply every rule to it, and fold what follows from one slip.

    See `load_guide` for `files`.
    """
    with nothing_to_collect():
        loaded = load_guide(root, files)
        if loaded.guide is not None:
            check_guide(loaded.guide, loaded.diagnostics, remember=files is not None)
            loaded = replace(
                loaded, diagnostics=fold(loaded.guide, loaded.diagnostics, loaded.files)
            )
    return loaded
