"""Reports of changes: typed data, JSON, wording, and Markdown for GitHub.

Needs nothing but the standard library and the locales: .github/scripts/comment.py runs it from the
main branch, with write permission and without installed packages.
"""

from michishirube.changes.report.codec import UnreadableError, as_json, from_json
from michishirube.changes.report.data import ChangeReport
from michishirube.changes.report.markdown import as_markdown
from michishirube.changes.report.marks import is_marked, marked
from michishirube.changes.report.sections import document_of

__all__ = [
    "ChangeReport",
    "UnreadableError",
    "as_json",
    "as_markdown",
    "document_of",
    "from_json",
    "is_marked",
    "marked",
]
