"""Addresses at which a guide's files are read and changed on the web, as GitHub forms them.

Everything follows the repository and the branch in the guide's settings. Paths
are relative to the project's root; a line is written as `path#L23`.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from michishirube.diagnostics import Span
from michishirube.model import Repository


def edit_path(span: Span) -> str:
    """Where a span is edited, with its line: `content/stages/x.yml#L23`."""
    return f"{span.path}#L{span.line}"


def link(repository: Repository, path: str) -> str:
    """The address that opens a path: a line's file in the editor, a folder as a list of files."""
    file, line_mark, line = path.partition("#")
    view = "edit" if line_mark else "tree"
    return f"{_base(repository, view)}/{quote(file)}{line_mark}{line}"


def new_file(repository: Repository, folder: str, filename: str, value: str) -> str:
    """The address that opens the editor with a new file, its name and text already filled in."""
    filled = urlencode({"filename": filename, "value": value}, quote_via=quote)
    return f"{_base(repository, 'new')}/{quote(folder)}?{filled}"


def read(repository: Repository, path: str) -> str:
    """The address at which a file is read, not changed."""
    return f"{_base(repository, 'blob')}/{quote(path)}"


def report(repository: Repository) -> str:
    """The address at which a mistake is reported without changing a file."""
    return f"{_root(repository)}/issues/new/choose"


def _base(repository: Repository, view: str) -> str:
    return f"{_root(repository)}/{view}/{quote(repository.branch)}"


def _root(repository: Repository) -> str:
    return str(repository.address).rstrip("/")
