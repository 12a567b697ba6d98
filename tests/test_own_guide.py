"""The guide in content/: whoever changes it has `guide check` to please, and no test besides.

No other test reads content/ (tests/conftest.py sees to that), and these judge nothing that stands
in it: what the checks accept is built, and what they refuse is not.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from michishirube.checks.project import check_project
from tests import conftest
from tests.conftest import ROOT, Project
from tests.publish.test_build import add_theme, run

pytestmark = pytest.mark.own_content


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A copy of this project, as far as its site is made of it."""
    root = tmp_path / "own"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "site_config.yml", root)
    add_theme(root)
    return Project(root)


def test_what_the_checks_accept_is_built_and_what_they_refuse_is_not(own: Project) -> None:
    loaded = check_project(own.root)
    done = run("build", cwd=own.root)
    assert done.returncode == int(loaded.diagnostics.has_errors), done.stdout + done.stderr
    assert (own.root / "site/index.html").exists() == (done.returncode == 0)


@pytest.mark.parametrize("name", ["content", "content/about.md", "site_config.yml"])
def test_no_other_test_may_read_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "_may_read_own_content", False)
    path = ROOT / name
    with pytest.raises(conftest.OwnContentError, match="tests/guides"):
        os.listdir(path) if path.is_dir() else path.read_bytes()  # noqa: PTH208 - no iterator is left
