"""Changing the guide from its own pages: every way in opens the right file, line and form.

The reader of these addresses is GitHub's web editor: /edit/ opens a line, /new/ a filled-in form.
"""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from michishirube.diagnostics import Span
from michishirube.git.forge_links import link, new_file
from michishirube.i18n import messages
from michishirube.model import Repository, Text
from michishirube.website.blocks import Heading
from michishirube.website.compile import CompiledSite, compile_site
from michishirube.website.starters import Starter, starters, text
from tests.conftest import FREELANCE, HOUSEPLANT, ROOT, Project

TEMPLATES = ROOT / "templates"
EDITOR = "https://github.com/example/plants/edit/main/"
PAGE = "---\ntitle: Helping\ndescription: How to help.\n---\nAnyone can help.\n"
LIMIT = 6000
"""Servers take addresses of about 8,000 characters; the rest is for the sign-in in between."""


@pytest.fixture
def project(houseplant: Project) -> Project:
    """The small guide with a page on helping."""
    houseplant.write("content/help.md", PAGE)
    houseplant.replace(
        "site_config.yml", "pages: [about]", "pages: [about, help]\ncontribute: help"
    )
    return houseplant


def compiled(root: Path) -> CompiledSite:
    outcome = compile_site(root, TEMPLATES)
    assert outcome.site is not None, list(outcome.diagnostics)
    return outcome.site


class Links(HTMLParser):
    """The addresses of a page's links of one class."""

    def __init__(self, markup: str, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.found: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and self.wanted in values.get("class", "").split():
            self.found.append(values["href"])


@pytest.mark.parametrize("root", [FREELANCE, HOUSEPLANT])
def test_every_page_is_changed_in_a_file_or_folder_that_is_there(root: Path) -> None:
    for document in compiled(root).documents:
        assert document.edit_path is not None
        name, mark, line = document.edit_path.partition("#L")
        if mark:
            lines = (root / name).read_text(encoding="utf-8").splitlines()
            assert 1 <= int(line) <= len(lines), document.path
        else:
            assert (root / name).is_dir(), document.path


PAGES = {
    "index.md": "site_config.yml#L1",
    "stages/dry.md": "content/stages/dry.yml#L1",
    "letters/index.md": "content/letters",
    "letters/ask-friend.md": "content/letters/ask-friend.yml#L1",
    "checklists/healthy-plant.md": "content/checklists/healthy-plant.yml#L1",
    "scenarios.md": "content/scenarios",
    "glossary.md": "content/glossary.yml#L1",
    "sources.md": "content/sources.yml#L1",
    "about.md": "content/about.md#L1",
    "help.md": "content/help.md#L1",
}


def test_each_kind_of_page_is_changed_where_it_is_written(project: Project) -> None:
    found = {each.path: each.edit_path for each in compiled(project.root).documents}
    assert {path: found[path] for path in PAGES} == PAGES


def test_a_folder_is_shown_as_a_list_and_a_line_in_the_editor() -> None:
    span = Span.of_file("site_config.yml")
    address, branch = Text("https://f.example/o/r/", span), Text("a b/#", span)
    where = Repository(span=span, address=address, branch=branch)
    assert (
        link(where, "content/x.yml#L3") == "https://f.example/o/r/edit/a%20b/%23/content/x.yml#L3"
    )
    assert link(where, "content/言葉.md#L1").endswith("/content/%E8%A8%80%E8%91%89.md#L1")
    assert link(where, "content/letters") == "https://f.example/o/r/tree/a%20b/%23/content/letters"
    assert new_file(where, "content", "a.yml", "b: c&d\n") == (
        "https://f.example/o/r/new/a%20b/%23/content?filename=a.yml&value=b%3A%20c%26d%0A"
    )


@pytest.mark.parametrize(
    ("page", "pattern"),
    [
        ("stages/dry.steps.md", r"^  {name}:$"),
        ("stages/wet.steps.md", r"^  {name}:$"),
        ("glossary.md", r"^ *- id: {name}$"),
        ("scenarios.md", r"^ *- id: {name}$"),
        ("checklists/healthy-plant.md", r"^ *- id: {name}$"),
        ("sources.md", r"^{name}:$"),
    ],
)
def test_each_step_and_entry_leads_to_its_own_line(
    project: Project, page: str, pattern: str
) -> None:
    """The menu at the end of a page names each of its sections."""
    document = next(each for each in compiled(project.root).documents if each.path == page)
    ids = [each.block.id for each in document.blocks if isinstance(each.block, Heading)]
    lines = set()
    for address in Links(document.html, "edit-link").found:
        if not address.startswith(EDITOR):  # A folder, for a page of several files.
            continue
        path, _, line = address.removeprefix(EDITOR).partition("#L")
        lines.add((project.root / path).read_text(encoding="utf-8").split("\n")[int(line) - 1])
    for name in ids:
        has_line = any(re.match(pattern.format(name=name), line) for line in lines)
        assert has_line or name.startswith("_") or name in project.guide().trees, name


def test_every_node_of_a_tree_has_its_link() -> None:
    site = compiled(FREELANCE)
    for name, tree in site.guide.trees.items():
        document = next(each for each in site.documents if each.path == f"stages/{name}.steps.md")
        places = {(node.span.path, node.span.line) for node in tree.nodes.values()}
        linked = {*Links(document.html, "edit-link").found}
        assert places
        assert all(any(each.endswith(f"/{p}#L{line}") for each in linked) for p, line in places)


def test_the_page_of_a_tree_leads_to_the_menu_of_its_steps() -> None:
    site = compiled(HOUSEPLANT)
    document = next(each for each in site.documents if each.path == "stages/dry.md")
    assert 'href="dry.steps.html#_edit"' in document.html
    steps = next(each for each in site.documents if each.path == "stages/dry.steps.md")
    assert 'id="_edit"' in steps.html


def test_without_a_repository_nothing_can_be_changed(project: Project) -> None:
    project.replace(
        "site_config.yml",
        "repository:\n  address: https://github.com/example/plants\n  branch: main\n",
        "",
    )
    for document in compiled(project.root).documents:
        assert "edit-link" not in document.html
        assert "github.com" not in document.html


def begun(project: Project) -> dict[str, Starter]:
    guide = project.guide()
    assert guide.site.repository is not None
    return {draft.kind: draft for draft in starters(guide, guide.site.repository)}


def test_the_page_on_helping_offers_everything_that_can_be_begun(project: Project) -> None:
    page = next(each for each in compiled(project.root).documents if each.path == "help.md")
    offered = {*Links(page.html, "button").found}
    assert {draft.address for draft in begun(project).values()} <= offered
    root = "https://github.com/example/plants"
    assert {f"{root}/issues/new/choose", f"{root}/blob/main/CONTRIBUTING.md"} <= offered
    for other in compiled(project.root).documents:
        if other.path in PAGES and other.path != "letters/ask-friend.md":
            assert PAGES[other.path].partition("#")[0] in page.html, other.path


def test_another_page_is_plain_without_the_setting(project: Project) -> None:
    project.replace("site_config.yml", "\ncontribute: help", "")
    page = next(each for each in compiled(project.root).documents if each.path == "help.md")
    assert "/new/main/" not in page.html


@pytest.mark.parametrize("kind", ["letter", "scenario"])
def test_a_new_file_is_filled_in(project: Project, kind: str) -> None:
    draft = begun(project)[kind]
    parts = urlsplit(draft.address)
    filled = parse_qs(parts.query)
    assert f"{parts.path}/{filled['filename'][0]}" == f"/example/plants/new/main/{draft.path}"
    assert filled["value"] == [draft.text]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", ["letter", "scenario", "term", "source"])
def test_what_is_begun_passes_the_checks(project: Project, language: str, kind: str) -> None:
    """Only what a beginning can't know is left to do: who uses the new letter or source."""
    said = messages.load(language, "drafts")
    form = text(project.guide(), kind, said)
    draft = begun(project)[kind]
    if draft.in_new_file:
        project.write(draft.path, form)
    else:
        before = (project.root / draft.path).read_text(encoding="utf-8")
        project.write(draft.path, before + form)
    left = {"letter": {"unused-letter"}, "source": {"unused-source"}}
    assert project.codes() == {"draft-left", *left.get(kind, ())}


def test_a_large_guides_beginnings_pass_and_fit_into_an_address(tmp_path: Path) -> None:
    shutil.copytree(FREELANCE, tmp_path, dirs_exist_ok=True)
    project = Project(tmp_path)
    before = project.codes()
    guide = project.parts()
    assert guide.site.repository is not None
    for draft in starters(guide, guide.site.repository):
        assert len(draft.address) < LIMIT, draft.kind
        file = tmp_path / draft.path
        file.write_text((file.read_text() if file.exists() else "") + draft.text)
    assert project.codes() - before == {"unused-letter", "unused-source", "draft-left"}
    letter = text(guide, "letter", messages.load("ja", "drafts"))
    assert "      {{client_name}}様\n" in letter
    assert "いたします。\n\n      {{sender_name}}\nafter" in letter, "it ends as the others do"
