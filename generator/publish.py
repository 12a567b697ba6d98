"""Builds the site beside the published one and swaps them, so that a failure changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SILENT = {"NO_MKDOCS_2_WARNING": "1"}
"""Spares people Material's own notice on MkDocs 2, which pyproject.toml already rules out."""


class PublishError(Exception):
    """The site could not be built; the published one is as it was. Carries the builder's words."""


def publish(root: Path, output: Path) -> None:
    """Build the project at `root` into `output`, replacing what was there as a whole.

    Raises `PublishError` when the site generator fails.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        fresh = workshop / "new"
        _run_mkdocs(root, fresh)
        swap(fresh, output, workshop / "old")
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _run_mkdocs(root: Path, site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(site)]
    environment = os.environ | SILENT
    environment |= {
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or _last_change(root),
        "PYTHONHASHSEED": "0",
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter, no shell
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise PublishError((done.stderr or done.stdout).strip())
    if not (site / "index.html").is_file():
        raise PublishError(f"no home page was built\n{done.stderr}".strip())


def _last_change(root: Path) -> str:
    """Seconds since 1970 of the last commit, so that one commit gives one site; 0 without git."""
    git = shutil.which("git")
    if git is None:
        return "0"
    done = subprocess.run(  # noqa: S603 - a fixed command
        [git, "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "0"


def swap(fresh: Path, output: Path, old: Path) -> None:
    """Put `fresh` in the place of `output`; on failure put the old one back."""
    if output.exists():
        output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
