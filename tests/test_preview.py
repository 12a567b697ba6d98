"""The preview makes only what has changed, and what it shows is what a clean build would show."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.preview.__main__ import change, preview, wait_for
from generator import making
from generator.compile import Compiled, Preview, compile_site
from tests.conftest import HOUSEPLANT, ROOT, Project

TEMPLATES = ROOT / "templates"
FILES = sorted(
    path.relative_to(HOUSEPLANT).as_posix()
    for path in [HOUSEPLANT / "site_config.yml", *(HOUSEPLANT / "content").rglob("*.*")]
)
ADDRESS = "http://127.0.0.1:8000/"


def contents(compiled: Compiled) -> dict[str, Any]:
    """All that a run gives, in terms that can be compared."""
    site = compiled.site
    found: dict[str, Any] = {"findings": [str(each) for each in compiled.diagnostics]}
    if site is not None:
        found |= {document.path: document for document in site.documents}
        found |= {f"/{asset.path}": asset.content for asset in site.assets}
        found |= {"navigation": site.navigation, "theme": dict(site.theme_context)}
        found |= {"styles": site.stylesheets, "scripts": site.scripts}
    return found


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, int]:
    """A file, what is done to one of its lines, and which one."""
    ways = ["longer", "gone", "twice", "comment before", "empty before", "file gone", "back"]
    return draw(st.sampled_from(FILES)), draw(st.sampled_from(ways)), draw(st.integers(0, 200))


def edit(root: Path, file: str, way: str, place: int) -> None:
    """Do to a file what a contributor might, right or wrong."""
    path, original = root / file, (HOUSEPLANT / file).read_text(encoding="utf-8")
    lines = (path.read_text(encoding="utf-8") if path.exists() else original).split("\n")
    at = place % len(lines)
    changed = {
        "longer": [f"{lines[at]}x"],
        "gone": [],
        "twice": [lines[at], lines[at]],
        "comment before": ["# a remark", lines[at]],
        "empty before": ["", lines[at]],
    }
    if way == "file gone":
        path.unlink(missing_ok=True)
    elif way == "back":
        path.write_text(original, encoding="utf-8")
    else:
        path.write_text("\n".join([*lines[:at], *changed[way], *lines[at + 1 :]]), encoding="utf-8")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(edits(), min_size=1, max_size=4))
def test_after_any_edits_all_is_as_if_made_anew(steps: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "guide"
        shutil.copytree(HOUSEPLANT, root)
        kept = Preview()
        compile_site(root, TEMPLATES, kept)
        for step in steps:
            edit(root, *step)
            now = contents(compile_site(root, TEMPLATES, kept))
            assert now == contents(compile_site(root, TEMPLATES, Preview())), step


@pytest.fixture
def guide(tmp_path: Path) -> Project:
    """The guide that is published, to be changed."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site_config.yml", tmp_path)
    return Project(tmp_path)


def made(
    project: Project, kept: Preview, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], Compiled]:
    """The pages that a run made, not those that it remembered, and what it gave."""
    pages: list[str] = []
    make = making._make

    def noted(*args: Any) -> Any:
        pages.append(args[3].path)
        return make(*args)

    with monkeypatch.context() as patch:
        patch.setattr(making, "_make", noted)
        compiled = compile_site(project.root, TEMPLATES, kept)
    return pages, compiled


def test_one_letter_is_made_with_the_pages_that_name_it(
    guide: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Preview()
    pages, _ = made(guide, kept, monkeypatch)
    assert len(pages) == len(set(pages)) > 30
    assert made(guide, kept, monkeypatch)[0] == []

    letter = next((guide.root / "content" / "letters").glob("*.yml"))
    name = letter.relative_to(guide.root).as_posix()
    text = letter.read_text(encoding="utf-8")
    guide.write(name, re.sub("(?m)^(title: .*)$", r"\1X", text, count=1))
    pages, compiled = made(guide, kept, monkeypatch)
    letters = {page for page in pages if page.startswith("letters/")}
    assert letters == {f"letters/{letter.stem}.html", "letters/index.html"}
    assert contents(compiled) == contents(compile_site(guide.root, TEMPLATES, Preview()))


def test_what_many_pages_read_changes_them_all_rightly(guide: Project) -> None:
    kept = Preview()
    compile_site(guide.root, TEMPLATES, kept)
    for name in ("fields", "glossary", "sources", "facts"):
        path = guide.root / "content" / f"{name}.yml"
        # Every record moves down a line, and with it the links that open its line.
        guide.write(f"content/{name}.yml", "# a remark\n" + path.read_text(encoding="utf-8"))
    now = contents(compile_site(guide.root, TEMPLATES, kept))
    assert now == contents(compile_site(guide.root, TEMPLATES, Preview()))


def test_another_template_makes_everything_anew(houseplant: Project, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    kept = Preview()
    before = compile_site(houseplant.root, templates, kept).site
    page = templates / "pages" / "letter.md.jinja"
    page.write_text(page.read_text(encoding="utf-8") + "\n<p>new</p>\n", encoding="utf-8")
    after = compile_site(houseplant.root, templates, kept).site
    assert before is not None
    assert after is not None
    letters = [document for document in after.documents if document.front["kind"] == "letter"]
    assert letters
    assert all("<p>new</p>" in document.body for document in letters)


def serve_once(root: Path, site: Path, *, first: bool) -> dict[str, bytes]:
    """Build as `guide serve` does, at its start or after a change; gives the site's files."""
    config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(site))
    if first:
        config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url=ADDRESS)
    files = (path for path in site.rglob("*") if path.is_file())
    # The archives hold the time at which they were written.
    names = {path.relative_to(site).as_posix(): path for path in files if path.suffix != ".gz"}
    return {name: path.read_bytes() for name, path in names.items()}


@pytest.fixture
def served(houseplant: Project) -> Project:
    """The small guide, ready to be served."""
    for name in ("mkdocs.yml", "templates"):
        (houseplant.root / name).symlink_to(ROOT / name)
    return houseplant


def test_what_is_served_after_changes_is_what_a_new_preview_serves(
    served: Project, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    first = serve_once(served.root, site, first=True)
    served.replace("content/stages/dry.yml", "short_title: ", "short_title: Very ")
    serve_once(served.root, site, first=False)
    letter = served.root / "content/letters/ask-friend.yml"
    text = letter.read_text(encoding="utf-8")
    letter.write_text(text.replace("title: ", "title: Please ", 1), encoding="utf-8")
    after = serve_once(served.root, site, first=False)
    assert b"Very " in after["index.html"]
    assert b"Please " in after["letters/ask-friend.html"]
    assert after != first
    assert after == serve_once(served.root, tmp_path / "anew", first=True)


def test_pages_come_back_when_a_mistake_is_mended(served: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    good = serve_once(served.root, site, first=True)
    served.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    wrong = serve_once(served.root, site, first=False)
    assert b"unknown-node" in wrong["index.html"]
    assert wrong["stages/wet.html"] == good["stages/wet.html"]
    served.replace("content/stages/dry.yml", "next: rets\n", "next: rest\n")
    assert serve_once(served.root, site, first=False) == good


def test_a_setting_of_the_frame_changes_every_page(served: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    serve_once(served.root, site, first=True)
    settings_file = served.root / "site_config.yml"
    text = settings_file.read_text(encoding="utf-8")
    settings_file.write_text(re.sub("(?m)^author: .*$", "author: Somebody", text), encoding="utf-8")
    pages = serve_once(served.root, site, first=False)
    shown = {name for name, data in pages.items() if name.endswith(".html") and b"Somebody" in data}
    assert shown == {name for name in pages if name.endswith(".html")}


def test_a_saved_file_shows_in_the_running_preview(served: Project) -> None:
    letter = served.root / "content/letters/ask-friend.yml"
    original = letter.read_text(encoding="utf-8")
    with preview(served.root) as address:
        wait_for(address, "<title>")
        change(letter, original, " First change.")
        wait_for(f"{address}letters/ask-friend.html", "First change.")
        letter.write_text(f"{original}nonsense: 1\n", encoding="utf-8")
        wait_for(address, "unknown-key")
        change(letter, original, " Second change.")
        wait_for(f"{address}letters/ask-friend.html", "Second change.")
