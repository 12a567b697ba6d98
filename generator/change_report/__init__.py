"""Reports of changes: typed data, its JSON, its words, and Markdown for GitHub.

Needs the standard library and the locales alone: .github/scripts/comment.py runs it from the
main branch beside a token that may write, with nothing installed.
"""

from generator.change_report.codec import UnreadableError, as_json, from_json
from generator.change_report.data import Report
from generator.change_report.markdown import as_markdown
from generator.change_report.marks import is_marked, marked
from generator.change_report.sections import document_of

__all__ = [
    "Report",
    "UnreadableError",
    "as_json",
    "as_markdown",
    "document_of",
    "from_json",
    "is_marked",
    "marked",
]
