"""A preview looks anew only at records that have changed, and a build remembers nothing."""

from __future__ import annotations

import pytest

from michishirube.checks import remembered
from michishirube.checks.project import check_guide, check_project
from michishirube.checks.rules import (
    REMEMBERING,
    RULES,
    cases,
    confidence,
    promises,
    unsourced_claims,
)
from michishirube.diagnostics import Diagnostics
from michishirube.model import Record
from michishirube.reading.cache import FileCache
from michishirube.support.memo import Memory
from tests.conftest import HOUSEPLANT, Project


def test_a_rule_that_is_handed_a_memory_asks_it() -> None:
    guide = check_project(HOUSEPLANT).guide
    assert guide is not None
    for rule in RULES:
        if rule in REMEMBERING:
            memory, found = Memory(), Diagnostics()
            rule.check(guide, found, memory)
            # This guide makes no promises, follows no case, and only states what it knows.
            assert memory._now or rule in (promises, cases, confidence), rule.__name__
    memory = Memory()
    check_guide(guide, Diagnostics(), memory)
    known = {key[0] for key in memory._now}
    assert unsourced_claims._bare_claims in known
    assert remembered._references in known


def test_of_a_changed_file_only_its_records_are_looked_at(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    really = unsourced_claims._bare_claims

    def bare_claims(record: Record) -> object:
        looked_at.append(record.span.path)
        return really(record)

    monkeypatch.setattr(unsourced_claims, "_bare_claims", bare_claims)
    files = FileCache()
    check_project(houseplant.root, files)
    assert len(looked_at) > 10
    looked_at.clear()
    check_project(houseplant.root, files)
    assert looked_at == []
    houseplant.replace("content/stages/dry.yml", "short_title: ", "short_title: Very ")
    check_project(houseplant.root, files)
    assert looked_at == ["content/stages/dry.yml"]
    looked_at.clear()
    check_project(houseplant.root)
    check_project(houseplant.root, FileCache())
    assert len(looked_at) > 10  # Another preview knows nothing of it.
