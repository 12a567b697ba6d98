"""URLs of files on GitHub: view, edit, create, report.

All are derived from the repository and branch in the settings. Paths are relative to the project
root; a line is written as `path#L23`.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from michishirube.diagnostics import Span
from michishirube.model import Repository


def edit_path(span: Span) -> str:
    """Return a span as path with line: `content/stages/x.yml#L23`."""
    return f"{span.path}#L{span.line}"


def link(repository: Repository, path: str) -> str:
    """Return the URL of a path: the editor for a file with a line, the listing for a folder."""
    file, line_mark, line = path.partition("#")
    view = "edit" if line_mark else "tree"
    return f"{_base(repository, view)}/{quote(file)}{line_mark}{line}"


def new_file(repository: Repository, folder: str, filename: str, value: str) -> str:
    """Return the URL of the editor for a new file.

    Args:
        repository: The repository.
        folder: Folder of the file.
        filename: Suggested name.
        value: Suggested content.
    """
    filled = urlencode({"filename": filename, "value": value}, quote_via=quote)
    return f"{_base(repository, 'new')}/{quote(folder)}?{filled}"


def read(repository: Repository, path: str) -> str:
    """Return the URL of a file for reading."""
    return f"{_base(repository, 'blob')}/{quote(path)}"


def report(repository: Repository) -> str:
    """Return the URL for reporting a mistake."""
    return f"{_root(repository)}/issues/new/choose"


def _base(repository: Repository, view: str) -> str:
    return f"{_root(repository)}/{view}/{quote(repository.branch)}"


def _root(repository: Repository) -> str:
    return str(repository.address).rstrip("/")
