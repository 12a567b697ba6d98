"""The report of changes: says the worst first, and content can forge no part of it."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from michishirube.changes.compare import compare
from michishirube.changes.findings import Changes, Side
from michishirube.changes.page import as_html
from michishirube.changes.report import as_markdown, document_of
from michishirube.changes.report.document import (
    Item,
    OwnText,
    Quote,
    ReportDocument,
    ReportSection,
    Style,
    line,
)
from michishirube.changes.reporting import report_of
from michishirube.checks.project import check_project
from michishirube.cli import main
from michishirube.i18n import messages
from tests.change_reports import ALPHABET, ATTACKS, Seen
from tests.conftest import Project
from tests.repositories import Repository, under_git

DRY, WET = "content/stages/dry.yml", "content/stages/wet.yml"


@pytest.fixture
def repository(houseplant: Project) -> Repository:
    return under_git(houseplant.root)


def diff(repository: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", "--root", str(repository.root), *arguments])


def said(repository: Project, *arguments: str) -> str:
    result = diff(repository, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


# --- The command --------------------------------------------------------------


def test_nothing_changed(repository: Repository) -> None:
    assert "Nothing changes for readers." in said(repository, "HEAD")


def test_work_tree_two_commits_and_languages(repository: Repository) -> None:
    repository.replace(WET, "to: dry/saved", "to: repotted")
    text = said(repository, "HEAD")
    assert text.splitlines()[2].startswith("<strong>1 error is new")
    assert "1 scenario ends elsewhere" in text
    assert "the files at hand" in text
    repository.commit()
    again = said(repository, "HEAD")
    assert "Nothing changes" in again
    assert "Errors on the new side: 1." in again
    assert "ends elsewhere" in said(repository, "HEAD~1", "HEAD")
    assert "着く先が変わる筋書き1本" in said(repository, "HEAD~1", "HEAD", "--lang", "ja")


def test_worst_comes_first(repository: Repository) -> None:
    repository.replace(WET, "to: dry/saved", "to: repotted")
    repository.replace(
        "content/scenarios/all.yml",
        "- wilted-still: It recovered\n    ends: dry/saved",
        "- wilted-still: It recovered\n    ends: wet/repotted\n    letters: []",
    )
    repository.replace("content/sources.yml", "2026-11-01", "2026-11-24")
    repository.replace("content/glossary.yml", "[dusty, thirsty]", "[dusty]")
    headline = said(repository, "HEAD").splitlines()[2]
    assert headline == (
        "<strong>1 scenario ends elsewhere</strong>. Besides: 1 answer leads elsewhere, "
        "1 term, field or the like reads otherwise, 1 source was looked at again."
    )


def test_every_sort_of_change_is_told(repository: Repository) -> None:
    repository.replace(
        WET, "label: It recovered\n        to: dry/saved", "label: It stands\n        to: repotted"
    )
    repository.replace(DRY, "hours: 24", "hours: 48")
    repository.replace(
        "content/letters/ask-friend.yml", "my plant needs new soil", "my fern needs new soil"
    )
    repository.replace("content/checklists/healthy-plant.yml", "brown or soft", "brown or wet")
    repository.replace("content/fields.yml", "label: Name", "label: Whom to ask")
    repository.replace("content/letters/ask-friend.yml", "facts: [A3]", "facts: [A2]")
    repository.write("content/more.md", "---\ntitle: More\ndescription: More.\n---\nMore. [@A1]\n")
    text = said(repository, "HEAD")
    for expected in (
        "### Scenarios",
        "ends at: <del>",
        "### Tree “`The soil is wet`”",
        "answer “`It recovered`” removed",
        "answer “`It stands`” added",
        "hours: <del>`24`</del> → <ins>`48`</ins>",
        "Ways through: ",
        "### Letters",
        "my `<del>`plant `</del><ins>`fern `</ins>`needs new soil",
        "### Points of checklists",
        "### Fields",
        "### Pages",
        "<strong>Added</strong> “`More`” `more`",
    ):
        assert expected in text, expected


def test_errors_on_either_side_are_told_and_the_rest_is_compared(repository: Repository) -> None:
    good = repository.git("rev-parse", "HEAD")
    repository.write(WET, "title: &a x")  # Refused as a whole.
    repository.replace("content/glossary.yml", "[dusty, thirsty]", "[dusty]")
    bad = repository.commit()
    text = said(repository, good, bad)
    assert "Errors on the new side: 1." in text
    assert "`content/stages/wet.yml:" in text
    assert "### Terms" in text
    assert "Removed" not in text
    assert "where the scenarios end wasn't compared" in text
    backwards = said(repository, bad, good)
    assert "Errors on the old side: 1." in backwards
    assert "Added" not in backwards
    assert "### Terms" in backwards


def test_side_without_a_guide_is_told(repository: Repository) -> None:
    empty = repository.git("commit-tree", repository.git("mktree"), "-m", "empty")
    assert "There is no readable guide on the old side" in said(repository, empty, "HEAD")


def test_merge_base(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "work")
    repository.replace("content/glossary.yml", "[dusty, thirsty]", "[dusty]")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.replace(DRY, "hours: 24", "hours: 48")
    repository.commit()
    assert "hours" in said(repository, "main", "work")
    only = said(repository, "main", "work", "--merge-base")
    assert "hours" not in only
    assert "### Terms" in only


@pytest.mark.parametrize("base", ["nothing", "--upload-pack=x", "HEAD:content"])
def test_what_is_no_commit_ends_with_a_sentence(repository: Repository, base: str) -> None:
    result = diff(repository, "--lang", "en", "--", base)
    assert result.exit_code == 3
    assert f"There is no commit or branch “{base}”." in result.output


def test_markdown_is_cut_between_items_to_fit_a_comment(repository: Repository) -> None:
    for number in range(60):
        repository.write(
            f"content/more-{number}.md", f"---\ntitle: More\ndescription: x\n---\n{'x ' * 200}\n"
        )
    whole = said(repository, "HEAD")
    text = said(repository, "HEAD", "--max-length", "5000")
    assert len(text) <= 5000 < len(whole)
    assert "Cut short here" in text
    assert whole.startswith(text[: text.index("\n\nCut short")])


def test_output_goes_to_a_file(repository: Repository, tmp_path: Path) -> None:
    result = diff(repository, "HEAD", "--format", "html", "--output", str(tmp_path / "x.html"))
    assert result.output == ""
    assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!doctype html>")


# --- Nothing in the content becomes a part of the report ------------------------


def document_with(text: str) -> ReportDocument:
    """A report with a text in every place and style, our own words and quotations."""
    styles: tuple[Style, ...] = ("plain", "strong", "removed", "added")
    runs = [sort(text, style) for style in styles for sort in (OwnText, Quote)]
    items = tuple(Item(line(run), (Item(line(run, " ", run)),)) for run in runs)
    section = ReportSection(line(Quote(text)), items)
    return ReportDocument(text, line(Quote(text)), line("a", Quote(text)), items, (section,))


def check_is_plain(text: str) -> None:
    """As GitHub's Markdown, the report holds our own elements and the text as it is."""
    seen = Seen(as_markdown(document_with(text), messages.load("en", "changes")))
    assert seen.tags <= {"h2", "h3", "p", "ul", "li", "blockquote"} | {
        "strong",
        "del",
        "ins",
        "code",
        "br",
    }
    assert not seen.attributes
    for pattern in (r"@\w", r"(?<!&)#\w", r"https?://", r"(?i)\bgh-\d", r"(?i)\bwww\."):
        assert not re.search(pattern, seen.outside), (pattern, seen.outside)
    for shown in (seen.inside, seen.outside):
        bare = re.sub(r"[\s\u200b]", "", shown)
        expected = re.sub(r"[\s\u200b]", "", "".join(char for char in text if char.isprintable()))
        assert bare.count(expected) >= 12


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_markdown_shows_content_as_it_is(text: str) -> None:
    if text.strip():
        check_is_plain(text)


@example("a\\")
@example("\\@a")
@example("1.")
@example("[a]: b")
@example("``` `")
@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=25))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    if text.strip():
        check_is_plain(text)


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_html_shows_content_as_it_is(text: str) -> None:
    nothing = Changes(Side("a", None), Side("b", None))
    page = as_html(document_with(text), nothing, "en")
    body = page[page.index("<body>") :]
    names = "body|main|h1|h2|p|ul|li|div|section|bdi|strong|del|ins|code|html"
    ours = rf"</?(?:{names})(?: (?:class|id)=\"[a-z0-9]*\")?>"
    assert "<" not in re.sub(ours, "", body)
    shown = re.sub(r"[\s\ufffd]", "", html.unescape(body))
    assert re.sub(r"\s", "", "".join(char for char in text if char.isprintable())) in shown


def test_hostile_content_in_a_whole_report(repository: Repository) -> None:
    evil = '"</style></svg><script>alert(1)</script> @octocat #1 https://evil.example"'
    repository.replace(DRY, "question: Do the leaves stand up again?", f"question: {evil}")
    repository.replace(DRY, "title: The soil is dry", f"title: {evil}")
    repository.replace("content/letters/ask-friend.yml", "label: Kind", f"label: {evil}")
    repository.write("content/stages/x];}*{}.yml", "title: x")
    seen = Seen(said(repository, "HEAD"))
    for forged in ("<script", "@octocat", "#1 ", "https://evil"):
        assert forged in seen.inside
        assert forged not in seen.outside
    assert "script" not in seen.tags
    page = said(repository, "HEAD", "--format", "html")
    assert "<script" not in page
    assert page.count("</style>") == 1 + page.count("<svg xmlns")
    assert "default-src 'none'" in html.unescape(page)


def test_page_loads_nothing_and_marks_what_differs(repository: Repository) -> None:
    repository.replace(WET, "to: dry/saved", "to: repotted")
    repository.replace(DRY, "hours: 24", "hours: 48")
    page = said(repository, "HEAD", "--format", "html")
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert "url(" not in page
    assert page.count("<svg xmlns") == 4
    number = re.search(
        r'<section id="s(\d+)"><h2><bdi>Tree “</bdi><bdi>The soil is dry</bdi>', page
    )
    assert number
    for name in ("before", "after"):
        assert f'id="{name}{number[1]}"' in page
        assert f'#{name}{number[1]} [data-node="rest"] .fc-shape{{' in page


@pytest.mark.parametrize("name", [WET, "content/letters/ask-friend.yml", "site_config.yml"])
def test_report_survives_the_loss_of_any_line(houseplant: Project, name: str) -> None:
    """Whatever half-written file stands on one side, there is a report."""
    whole = Side("whole", check_project(houseplant.root).guide)
    lines = (houseplant.root / name).read_text(encoding="utf-8").splitlines(keepends=True)
    for number in range(len(lines)):
        houseplant.write(name, "".join(lines[:number] + lines[number + 1 :]))
        loaded = check_project(houseplant.root)
        changes = compare(whole, Side("torn", loaded.guide, tuple(loaded.diagnostics)))
        document = document_of(report_of(changes), "en")
        assert as_markdown(document, messages.load("en", "changes"))
        assert as_html(document, changes, "en")


def test_ids_that_are_no_ids_get_into_no_style(repository: Repository) -> None:
    repository.replace(DRY, "  rest:\n", "  'x\"]{}*{color:red}':\n")
    repository.commit()
    repository.replace(DRY, "wait: Let it drink", "wait: Let it rest")
    page = said(repository, "HEAD", "--format", "html")
    assert "Let it rest" in page
    assert "*{color:red}" not in page[: page.index("</head>")]


# --- Files outside the content ----------------------------------------------------------


def outside(repository: Project, *arguments: str) -> dict[str, list[str]]:
    report = json.loads(said(repository, *(arguments or ("HEAD",)), "--format", "json"))
    return {each["kind"]: each["files"] for each in report["outside"]}


FILES = {
    "templates/components/letter/letter.css": "styles",
    "templates/styles/print.css": "styles",
    "generator/templates/base.css": "styles",
    "templates/components/letter/letter.html": "templates",
    "templates/theme/main.html": "templates",
    "templates/components/letter/letter.js": "scripts",
    "templates/worker/sw.js": "scripts",
    "generator/michishirube/i18n/locales/ja/ui.toml": "words",
    "generator/michishirube/website/render.py": "program",
    "requirements/run.txt": "program",
    "requirements.txt": "program",
    "pyproject.toml": "program",
    "mkdocs.yml": "program",
    "Makefile": "other",
    "fonts/a.woff2": "other",
    "content/picture.png": "other",
}


@pytest.mark.parametrize("name", FILES)
def test_file_that_may_change_pages_is_named_and_nothing_is_promised(
    repository: Repository, name: str
) -> None:
    repository.write(name, ".letter { display: none }\n")
    assert outside(repository) == {FILES[name]: [name]}  # Not yet under git.
    repository.commit()
    assert outside(repository, "HEAD~1", "HEAD") == {FILES[name]: [name]}
    text = said(repository, "HEAD~1")
    assert "Nothing changes for readers" not in text
    assert "pages were not compared" in text


@pytest.mark.parametrize(
    "name",
    ["README.md", "docs/a.css", "tests/x.py", ".github/workflows/x.yml", "LICENSE", ".gitignore"],
)
def test_file_that_gets_to_no_reader_changes_nothing(repository: Repository, name: str) -> None:
    repository.write(name, "x\n")
    repository.commit()
    assert "Nothing changes for readers." in said(repository, "HEAD~1", "HEAD")


def test_files_are_counted_and_the_first_are_named(repository: Repository) -> None:
    for number in range(30):
        repository.write(f"templates/styles/{number:02}.css", "x")
    text = said(repository, "HEAD")
    assert "styles (30): `templates/styles/00.css`" in text
    assert "10 more" in text


def test_project_in_a_folder_of_its_repository(houseplant: Project, tmp_path: Path) -> None:
    shutil.copytree(houseplant.root, tmp_path / "whole" / "guide")
    whole = under_git(tmp_path / "whole")
    inner = Project(tmp_path / "whole" / "guide")
    whole.write("guide/templates/a.css", "x")
    whole.write("generator/michishirube/website/render.py", "x")
    whole.write("shop/notes.txt", "x")
    whole.write("guide/docs/x.md", "x")
    expected = {
        "styles": ["guide/templates/a.css"],
        "program": ["generator/michishirube/website/render.py"],
    }
    assert outside(inner) == expected
    whole.commit()
    assert outside(inner, "HEAD~1", "HEAD") == expected


ODD = ("a\nb.css", "\x1b[31m.css", "`.css", "<b>.css", "あ.css", '".css', "@octocat.css")


def test_odd_names_links_and_bytes_in_a_commit_are_shown_and_not_followed(
    repository: Repository,
) -> None:
    blob = repository.git("hash-object", "-w", "--stdin", asked=b"../../../etc/passwd")
    names = [(f"templates-{name}", "100644") for name in ODD]
    names += [("link.css", "120000"), ("x\udcff.css", "100644")]
    rows = "".join(f"{mode} blob {blob}\t{name}\x00" for name, mode in names)
    tree = repository.git("mktree", "-z", asked=rows.encode("utf-8", "surrogateescape"))
    commit = repository.git("commit-tree", tree, "-m", "odd")
    found = outside(repository, "HEAD", commit)
    assert len(found["styles"]) == len(ODD) + 2
    seen = Seen(said(repository, "HEAD", commit))
    assert seen.tags <= {"h2", "p", "blockquote", "ul", "li", "strong", "code", "br"}
    assert "@octocat" not in seen.outside


def test_what_could_not_be_read_is_not_called_unchanged(repository: Repository) -> None:
    good = repository.git("rev-parse", "HEAD")
    (repository.root / "content/more.md").symlink_to("about.md")
    repository.commit()
    text = said(repository, good, "HEAD")
    assert "Nothing changes for readers." not in text
    assert "`content/more.md`" in text
