"""A fork of MkDocs 1 builds the same site: where the theme goes on, the builder can be exchanged.

Skipped where the fork isn't installed; `make properdocs`, which CI runs, installs it.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from michishirube.publish.build import SILENT
from tests.conftest import ROOT, Project

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("properdocs") is None and "PROPERDOCS" not in os.environ,
    reason="ProperDocs isn't installed; make properdocs does that",
)

GENERATOR = re.compile(rb'(<meta name="generator" content=")[^"]+')
DIGESTS = {"inventory.json", "sw.js", "sitemap.xml.gz"}
"""Files that hold digests of pages, in which the builder's name stands, or the time."""


def build(builder: str, project: Project, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", builder, "build", "--strict", "--quiet"]
    return subprocess.run(
        [*command, "--config-file", str(project.root / "mkdocs.yml"), "--site-dir", str(site)],
        cwd=project.root,
        env=os.environ | SILENT | {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(site: Path) -> dict[str, bytes]:
    """The files of a site, without the builder's name."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): GENERATOR.sub(rb"\1", path.read_bytes())
        for path in files
    }


@pytest.fixture
def project(houseplant: Project) -> Project:
    for name in ("mkdocs.yml", "templates"):
        (houseplant.root / name).symlink_to(ROOT / name)
    return houseplant


def test_a_fork_of_mkdocs_builds_the_same_site(project: Project, tmp_path: Path) -> None:
    for builder in ("mkdocs", "properdocs"):
        done = build(builder, project, tmp_path / builder)
        assert (done.returncode, done.stderr) == (0, "")
    ours, theirs = contents(tmp_path / "mkdocs"), contents(tmp_path / "properdocs")
    assert sorted(theirs) == sorted(ours)
    assert [name for name in ours if ours[name] != theirs[name] and name not in DIGESTS] == []
    assert b"<h1" in theirs["index.html"]


def test_a_fork_of_mkdocs_refuses_errors_before_it_touches_the_site(
    project: Project, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    assert build("properdocs", project, site).returncode == 0
    before = contents(site)
    project.write("content/stages/dry.yml", "title: A\n")
    done = build("properdocs", project, site)
    assert done.returncode == 1
    assert "missing-key" in done.stderr
    assert contents(site) == before
