"""Content files without content, as an editor leaves them: what belongs in each kind of file."""

from __future__ import annotations

from michishirube.diagnostics import Diagnostic, Severity, Span
from michishirube.model import Pattern
from michishirube.model.kinds import SETTINGS, FileKind, kind_of
from michishirube.reading.declarations import keys_of

_MARK = "---"


def is_empty_yaml(text: str) -> bool:
    """Return whether a YAML file has only comments and spaces, of any width, which YAML refuses."""
    lines = (line.strip() for line in text.split("\n"))
    return all(line in ("", _MARK) or line.startswith("#") for line in lines)


def is_empty_page(text: str) -> bool:
    """Return whether a Markdown page has no more than the marks of its front matter."""
    return not text.replace(_MARK, "").strip()


def diagnostic(path: str) -> Diagnostic:
    """Return the error for the empty file at a path relative to the project root.

    The settings can't be deleted as other files can: the error is that there are none.
    """
    code = "no-settings" if path == SETTINGS else "empty-file"
    kind = kind_of(path)
    params = {"keys": " / ".join(_keys(kind)) if kind else ""}
    return Diagnostic(code, Severity.ERROR, Span.of_file(path), params)


def _keys(kind: FileKind) -> list[str]:
    """Return what a file of this kind has to say, as it is written at the start of a line."""
    if kind.shape == "list":
        return [f"{kind.key}:"]
    if kind.shape == "page":
        return ["title:", "description:"]
    declared = [key for key in keys_of(kind.record) if not key.from_key]
    names = [f"{key.name}:" for key in declared if key.required] or [
        f"{key.name}:" for key in declared
    ]
    return [f"{_example_of_id(kind)}:", *names] if kind.shape == "table" else names


def _example_of_id(kind: FileKind) -> str:
    """Return an id as the records of a table may have it."""
    rules = (rule for key in keys_of(kind.record) if key.from_key for rule in key.rules)
    return next((rule.example for rule in rules if isinstance(rule, Pattern)), "id")
