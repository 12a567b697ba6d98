"""Shows what changes between two versions: as Markdown for GitHub, as one page of HTML."""

from generator.change_report.html import as_html
from generator.change_report.markdown import as_markdown
from generator.change_report.marks import is_marked, marked
from generator.change_report.sections import report_of

__all__ = ["as_html", "as_markdown", "is_marked", "marked", "report_of"]
