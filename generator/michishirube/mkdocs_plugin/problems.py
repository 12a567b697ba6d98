"""Errors of the content: they end a build, and are shown on each page of a preview."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube import reports
from michishirube.diagnostics import Span
from michishirube.i18n import messages
from michishirube.model.kinds import SETTINGS
from michishirube.reports.report import summary
from michishirube.support import escaping
from michishirube.website.blocks import Heading
from michishirube.website.compile import CompiledDocument, CompileResult
from michishirube.website.page_html import RenderedBlock


@dataclass(frozen=True, slots=True)
class Problems:
    """Errors for display.

    Attributes:
        title: A summary.
        remark: A note on the page below.
        text: The report.
    """

    title: str
    remark: str
    text: str


def problems_of(compiled: CompileResult) -> Problems:
    """Return the errors, in the guide's language if that is known."""
    guide = compiled.loaded.guide
    language = str(guide.site.language) if guide else ""
    said = messages.load(messages.spoken(None, language), "diagnostics")
    report = reports.CheckReport(findings=tuple(compiled.diagnostics), files=compiled.loaded.files)
    text = reports.FORMATS["text"](report, said)
    return Problems(summary(report, said), said["report.preview"], text)


def page_for(problems: Problems) -> CompiledDocument:
    """Return the home page to show while there is no valid guide."""
    heading = Heading(Span.of_file(SETTINGS), 1, "_top", problems.title)
    blocks = (RenderedBlock(heading, escaping.inert(problems.title)),)
    front = {"title": problems.title, "hide": ["navigation", "toc"]}
    return CompiledDocument("index.md", problems.title, front, None, lambda: blocks)
