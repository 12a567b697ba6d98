"""What is wrong with the content: it ends a build, and stands on every page of a preview."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from michishirube import reports
from michishirube.i18n import messages
from michishirube.reports.report import summary
from michishirube.support import escaping
from michishirube.website.compile import CompiledDocument, CompileResult


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong with the content, as every page of a preview says it.

    `text` is the report with its lines; `remark` says what stands below it.
    """

    title: str
    remark: str
    text: str


def problems_of(compiled: CompileResult) -> Problems:
    """The findings of a run, in the guide's language as far as that is known."""
    guide = compiled.loaded.guide
    language = str(guide.site.language) if guide else ""
    said = messages.load(messages.spoken(None, language), "diagnostics")
    report = reports.CheckReport(findings=tuple(compiled.diagnostics), files=compiled.loaded.files)
    text = reports.FORMATS["text"](report, said)
    return Problems(summary(report, said), said["report.preview"], text)


def page_for(problems: Problems) -> CompiledDocument:
    """A home page where there is no site yet."""
    body = Markup("# {} {{#_top}}\n").format(escaping.inert(problems.title))
    front = {"title": problems.title, "hide": ["navigation", "toc"]}
    return CompiledDocument("index.md", problems.title, front, None, lambda: body)
