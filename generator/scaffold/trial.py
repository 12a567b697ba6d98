"""Tries a draft on a copy of the project, and writes it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from generator import outputs
from generator.checks import check_project
from generator.diagnostics import Diagnostic, Severity, flat
from generator.load import CONTENT, SETTINGS, Loaded
from generator.scaffold.draft import Draft


def new_errors(root: Path, before: Loaded, draft: Draft) -> tuple[list[Diagnostic], Loaded]:
    """The errors that the draft would add, and the project as it would be."""
    with tempfile.TemporaryDirectory(prefix="guide-new-") as folder:
        copy = Path(folder)
        shutil.copytree(root / CONTENT, copy / CONTENT, symlinks=True)
        if (root / SETTINGS).is_file():
            shutil.copy(root / SETTINGS, copy / SETTINGS)
        write(copy, draft)
        after = check_project(copy)
    known = {(item.code, item.span.path, str(item.params)) for item in flat(before.diagnostics)}
    found = [
        item
        for item in flat(after.diagnostics)
        if item.severity is Severity.ERROR
        and (item.code, item.span.path, str(item.params)) not in known
    ]
    return found, after


def write(root: Path, draft: Draft) -> None:
    """Write the draft's files."""
    for name, text in draft.files.items():
        outputs.write_source(root, name, text.encode())
