"""Reports: the place, the caret and the mended line; and that content can forge nothing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from michishirube import reports
from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, Severity, Span
from michishirube.i18n import messages
from michishirube.reading.source_file import SourceFile
from michishirube.reports import CheckReport, github
from michishirube.support.terminal import columns
from tests.conftest import Project

SCHEMA = Path(__file__).parent / "sarif-schema-2.1.0.json"
JA, EN = messages.load("ja", "diagnostics"), messages.load("en", "diagnostics")

HOSTILE = [
    "::error file=x::forged",
    "\n::error::forged",
    "\r\n::set-output name=x::y",
    "%0A::error::forged",
    "##[error]forged",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe",
    "<img src=x onerror=alert(1)>",
    "`code` ``more`` @everyone #123 [x](https://evil.example) | cell",
    "* _b_ ~~c~~ http://evil.example www.evil.example a@evil.example",
    "{known} {key}",
]


def report(root: Path) -> CheckReport:
    loaded = check_project(root)
    return CheckReport(findings=tuple(loaded.diagnostics), files=loaded.files)


def hostile(text: str) -> CheckReport:
    """A report in which a text stands wherever content can put one."""
    line = text.replace("\n", " ").replace("\r", " ")
    name = f"content/{line}.yml"
    span = Span(name, 1, 1, 1, len(line) + 1)
    params = {"key": text, "known": text}
    item = Diagnostic("unknown-key", Severity.ERROR, span, params, text, line)
    return CheckReport(
        findings=(item,), apart=(item,), files={name: SourceFile(name, line)}, prefix="p/"
    )


def test_line_caret_and_mended_line(houseplant: Project) -> None:
    houseplant.replace("content/stages/dry.yml", "title: The soil is dry", "title：土が乾いている")
    assert reports.FORMATS["text"](report(houseplant.root), JA) == (
        "content/stages/dry.yml:1:6: エラー[fullwidth-punctuation]: "
        "全角の「：」があります。ここは半角の「:」です。\n"
        "  1 | title：土が乾いている\n"
        "    |      ^^\n"
        "  こう書きます:\n"
        "  1 + title: 土が乾いている\n"
        "  直し方: 半角に直し、必要なら後ろに半角の空白を入れてください。\n"
        "\n"
        "エラー 1件、注意 0件(14ファイルを検査)\n"
    )


def test_near_name_becomes_a_line_to_paste(houseplant: Project) -> None:
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    shown = reports.FORMATS["text"](report(houseplant.root), EN)
    assert '  14 |     next: rets\n     |           ^^^^ did you mean "rest"?\n' in shown
    assert "  14 +     next: rest\n" in shown


def test_caret_stands_below_wide_letters() -> None:
    assert columns("鉢a…○") == 5
    assert columns("か\u3099") == 2


def test_long_line_is_shown_around_its_finding() -> None:
    line = "x" * 5000 + "HERE" + "x" * 5000
    item = Diagnostic("empty-text", Severity.ERROR, Span("a.yml", 1, 5001, 1, 5005))
    shown = reports.FORMATS["text"](
        CheckReport(findings=(item,), files={"a.yml": SourceFile("a.yml", line)}), EN
    )
    assert max(map(len, shown.splitlines())) < 200
    excerpt, caret = shown.splitlines()[1:3]
    assert excerpt[caret.index("^") : caret.rindex("^") + 1] == "HERE"


def test_clean_guide_says_how_many_files_were_seen(houseplant: Project) -> None:
    assert reports.FORMATS["text"](report(houseplant.root), EN).startswith("no problems (14")


@pytest.mark.parametrize("text", HOSTILE)
def test_terminal_gets_no_orders(text: str) -> None:
    shown = reports.FORMATS["text"](hostile(text), EN)
    assert not set(shown) & {"\x1b", "\x07", "\r", "\u202e"}
    assert "##[" not in shown
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())


@pytest.mark.parametrize("text", HOSTILE)
def test_annotation_can_not_be_forged(text: str) -> None:
    lines = github.render(hostile(text), EN).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
    assert [line.split(" ")[0] for line in commands] == ["::error", "::notice"]
    for line in commands:
        properties = line.split(" ", 1)[1].split("::", 1)[0]
        names = [part.split("=", 1)[0] for part in properties.split(",")]
        assert names == ["file", "line", "endLine", "title", "col", "endColumn"]


def test_command_is_escaped_as_the_runner_reads_it() -> None:
    assert github.data("50% a,b:\r\n") == "50%25 a,b:%0A%0A"
    assert github.value("a:b,c%") == "a%3Ab%2Cc%25"


def test_ten_annotations_at_most_errors_first(houseplant: Project) -> None:
    span = Span("a.yml")
    items = [Diagnostic("folded-text", Severity.WARNING, span)] * 3
    items += [Diagnostic("empty-text", Severity.ERROR, span)] * 9
    lines = github.render(CheckReport(findings=tuple(items)), EN).splitlines()
    kinds = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert kinds == ["::error"] * 9 + ["::warning"]
    assert lines[10].startswith("2 more")


@pytest.mark.parametrize("text", HOSTILE)
def test_summary_shows_content_as_code_only(text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(
        github.step_summary(hostile(text), EN)
    )
    outside = _outside_code(rendered)
    for harm in ("forged", "evil.example", "<img", "@everyone", "#123", "alert(1)", "<a "):
        assert harm not in outside


def test_indentation_is_shown_as_it_has_to_be_typed(houseplant: Project) -> None:
    """A line that lacks or has too many spaces is right only with those that belong there."""
    houseplant.replace("content/stages/dry.yml", "    next: rest\n", "\tnext: rest\n")
    found = report(houseplant.root)
    fixes = [found.fix(item) for item in found.findings]
    lines = [fix.text for fix in fixes if fix]
    assert lines
    assert all(line.startswith("  ") for line in lines)
    told = github.render(found, EN)
    assert f"%0A{lines[0]}%0A" in told
    assert f"the first line begins with {len(lines[0]) - len(lines[0].lstrip())} spaces" in told
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(github.step_summary(found, EN))
    assert f"<pre><code>{lines[0]}\n</code></pre>" in rendered


def _outside_code(html: str) -> str:
    parts = html.split("<code>")
    return parts[0] + "".join(part.split("</code>", 1)[1] for part in parts[1:])


def test_json_is_ascii_and_complete(houseplant: Project) -> None:
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    text = reports.FORMATS["json"](report(houseplant.root), JA)
    assert text.isascii()
    found = json.loads(text)
    assert (found["errors"], found["warnings"], found["files"]) == (1, 0, 14)
    first = found["findings"][0]
    assert (first["path"], first["line"], first["column"]) == ("content/stages/dry.yml", 14, 11)
    assert (first["suggestion"], first["correctedLine"]) == ("rest", "    next: rest")


@pytest.mark.parametrize("text", HOSTILE)
def test_sarif_keeps_its_schema(text: str) -> None:
    shown = reports.FORMATS["sarif"](hostile(text), JA)
    assert shown.isascii()
    log = json.loads(shown)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(log)
    states = [result["baselineState"] for result in log["runs"][0]["results"]]
    assert set(states) <= {"new", "unchanged"}


def test_sarif_offers_the_mended_line(houseplant: Project) -> None:
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    log = json.loads(reports.FORMATS["sarif"](report(houseplant.root), EN))
    change = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == "    next: rest"
    assert change["deletedRegion"]["endColumn"] == len("    next: rets") + 1
