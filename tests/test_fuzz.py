"""Whatever stands in the files, the check answers: in time, with places that exist."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube import reports
from michishirube.checks.project import check_project
from michishirube.editing import autofix, write_all
from michishirube.i18n import messages
from michishirube.website.compile import compile_site
from tests import mutations
from tests.conftest import ROOT, tries

SECONDS = 2.0


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@tries(30)
@given(st.randoms(use_true_random=False))
def test_changed_guide_gets_an_answer(root: Path, draw: random.Random) -> None:
    mutations.write(root, mutations.mutated(draw))
    began = time.process_time()
    loaded = check_project(root)
    assert time.process_time() - began < SECONDS
    report = reports.CheckReport(findings=tuple(loaded.diagnostics), files=loaded.files)
    for form in reports.FORMATS.values():
        form(report, messages.load("ja", "diagnostics"))
    for item in report.findings:
        file = loaded.files.get(item.span.path)
        assert item.span.column >= 1
        assert item.span.line >= 1
        # Of bytes that aren't UTF-8 no line can be shown.
        assert file is None or not file.text or item.span.line <= len(file.lines)
    if not loaded.diagnostics.has_errors:
        assert compile_site(root, ROOT / "templates").site is not None


@tries(10)
@given(st.randoms(use_true_random=False))
def test_mending_twice_changes_nothing_more(root: Path, draw: random.Random) -> None:
    mutations.write(root, mutations.mutated(draw))
    write_all(root, autofix.changes(root))
    assert autofix.changes(root) == ()
