"""Measures a build, and sees whether it built what it was given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("child.py")
SURROUNDINGS = {
    "NO_MKDOCS_2_WARNING": "1",
    "ASTRO_TELEMETRY_DISABLED": "1",
    # At 2,004 pages VitePress needs more than Node allows by itself.
    "NODE_OPTIONS": "--max-old-space-size=12288",
}


class BuildError(Exception):
    """A build that failed or left something out, with what is to be said of it."""


@dataclass(frozen=True)
class Measured:
    """One build: seconds on the clock, seconds of work, and its largest process in MiB."""

    wall: float
    work: float
    memory: float


def measure(command: list[str], place: Path) -> Measured:
    """Run a command and all that it starts; fails with its output when it fails."""
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "used.json"
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(CHILD), str(report), *command],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | SURROUNDINGS,
        )
        if done.returncode != 0:
            raise BuildError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return Measured(*json.loads(report.read_text(encoding="utf-8")))


def check_complete(documents: Path, site: Path) -> None:
    """Every document needs a page with something in it: a build that skips work is fast."""
    pages = {_name(path, site) for path in site.rglob("*.html") if path.stat().st_size}
    missing = {_name(path, documents) for path in documents.rglob("*.md")} - pages
    if missing:
        raise BuildError(f"no page for {len(missing)} documents: {', '.join(sorted(missing)[:5])}")


def _name(path: Path, folder: Path) -> str:
    """The same name for `a/b.md`, `a/b.html`, `a/b/index.html` and `pages/a-b.html`."""
    name = path.relative_to(folder).with_suffix("").as_posix()
    return name.removeprefix("pages/").replace("/", "-").removesuffix("-index")
