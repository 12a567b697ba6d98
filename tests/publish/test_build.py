"""Building for real: exit statuses, the last good site, identical builds, another guide.

The small English guide is built with the project's own mkdocs.yml and templates: another team
changes nothing but content/ and site_config.yml.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import get_files

from benchmarks.build import synthetic
from michishirube.analysis.address_owners import owners
from michishirube.mkdocs_plugin.page import GuidePage
from michishirube.mkdocs_plugin.theme import CachedParts
from michishirube.support.outputs import inventory
from michishirube.website.pages import pages_of
from tests.conftest import HOUSEPLANT, PROGRAM, ROOT, Project
from tests.snippets import add_snippets


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The `guide` command as people start it."""
    code = "from michishirube.cli import main; main(prog_name='guide')"
    environment = os.environ | PROGRAM
    environment.pop("SOURCE_DATE_EPOCH", None)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def make_project(root: Path) -> Project:
    shutil.copytree(HOUSEPLANT, root)
    add_snippets(root)
    add_theme(root)
    return Project(root)


def add_theme(root: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "templates", root / "templates")


def contents(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small guide's site."""
    project = make_project(tmp_path_factory.mktemp("built") / "project")
    done = run("build", cwd=project.root)
    assert done.returncode == 0, done.stderr
    return contents(project.root / "site")


@pytest.fixture(scope="module")
def pages(built: dict[str, bytes]) -> dict[str, str]:
    return {name: data.decode() for name, data in built.items() if name.endswith(".html")}


def test_check_says_by_its_status_how_things_are(project: Project) -> None:
    assert run("check", cwd=project.root).returncode == 0
    project.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    broken = run("check", cwd=project.root)
    assert broken.returncode == 1
    assert 'content/stages/dry.yml:14:11: error[unknown-node]: There is no node "rets".' in (
        broken.stdout
    )
    assert run("check", "--nonsense", cwd=project.root).returncode == 2


@pytest.mark.parametrize("slip", ["", "title: 'x", "title: A\n"])
def test_a_broken_file_leaves_the_last_good_site(project: Project, slip: str) -> None:
    """An empty file, one that is no YAML, a tree without its parts."""
    good = project.write("site/index.html", "the last good site")
    project.write("content/stages/dry.yml", slip)
    done = run("build", cwd=project.root)
    assert done.returncode == 1
    assert "content/stages/dry.yml:1:1" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert contents(good.parent) == {"index.html": b"the last good site"}


def test_a_folder_without_content_leaves_the_last_good_site(project: Project) -> None:
    good = project.write("site/index.html", "the last good site")
    shutil.rmtree(project.root / "content")
    done = run("build", cwd=project.root)
    assert done.returncode == 1
    assert "no-content" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert contents(good.parent) == {"index.html": b"the last good site"}


def test_a_build_that_fails_leaves_the_last_good_site(project: Project) -> None:
    good = project.write("site/index.html", "the last good site")
    project.write("templates/theme/main.html", "{% extends 'base.html' %}{{ nothing.at.all }}")
    done = run("build", cwd=project.root)
    assert done.returncode == 3
    assert contents(good.parent) == {"index.html": b"the last good site"}
    assert not list(project.root.glob(".site-*")), "the staging folder is left behind"


def test_two_builds_in_different_folders_are_the_same(
    built: dict[str, bytes], project: Project
) -> None:
    done = run("build", "--output", "elsewhere/public", cwd=project.root)
    assert done.returncode == 0, done.stderr
    again = contents(project.root / "elsewhere" / "public")
    assert sorted(again) == sorted(built)
    assert [name for name in built if built[name] != again[name]] == []


def test_a_site_lists_its_files_and_where_they_are_from(built: dict[str, bytes]) -> None:
    listed = {each.path: each for each in inventory.parse(built["inventory.json"]).entries}
    assert listed.keys() == built.keys() - {"inventory.json"}
    for name, each in listed.items():
        assert each.sha256 == hashlib.sha256(built[name]).hexdigest()
        assert re.fullmatch(r"\S+:\d+", each.owner), name
    for name, owner in {
        "stages/wet.svg": "content/stages/wet.yml:1",
        "about.html": "content/about.md:1",
        "index.html": "site_config.yml:1",
        "assets/icon.png": "templates/theme/assets/icon.png:1",
    }.items():
        assert listed[name].owner == owner


def test_the_inventory_is_for_machines_alone(built: dict[str, bytes]) -> None:
    """No page loads it, no device keeps it, no search engine is led to it."""
    named = [name for name, data in built.items() if b"inventory.json" in data]
    assert named == []


def test_every_page_has_an_owner(project: Project) -> None:
    guide = project.guide()
    assert {page.path for page in pages_of(guide)} <= owners(guide).keys()


def test_sources_are_not_published(built: dict[str, bytes]) -> None:
    assert [name for name in built if name.endswith((".yml", ".md", ".jinja"))] == []


def test_another_guide_has_nothing_of_this_one(pages: dict[str, str]) -> None:
    """No word of Japanese, and no word of the subject, stands outside content/."""
    assert len(pages) == 15
    for name, page in pages.items():
        assert '<html lang="en"' in page, name
        assert re.findall("[\u3040-\u30ff\u4e00-\u9fff]+", page) == [], name


def test_pages_name_themselves(pages: dict[str, str]) -> None:
    titles = [re.search("<title>(.*?)</title>", page) for page in pages.values()]
    assert len({title[1] for title in titles if title}) == len(pages)
    for name, page in pages.items():
        if name != "404.html":
            address = "https://plants.example/" + name
            assert f'<link rel="canonical" href="{address}">' in page, name
            assert re.search('<meta name="description" content="[^"]+">', page), name
            assert '<meta property="og:title" content="' in page, name


@pytest.mark.parametrize(
    ("name", "title", "heading"),
    [
        ("index.html", "Why houseplants wilt, and what to do", "How does the soil feel?"),
        ("letters/ask-friend.html", "Asking a friend to repot a plant", "Ask a friend for help"),
    ],
)
def test_titles_for_search_engines_stand_apart_from_headings(
    pages: dict[str, str], name: str, title: str, heading: str
) -> None:
    page = pages[name]
    assert f"<title>{title} - My plant is wilting</title>" in page
    assert f'<meta property="og:title" content="{title}">' in page
    assert f'"name":"{title}"' in page or name == "index.html"
    first = re.search("<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert first
    assert heading in re.sub("<[^>]*>", "", first[1])


def test_no_page_asks_another_host_for_anything(pages: dict[str, str]) -> None:
    kinds = "stylesheet|preconnect|icon|preload"
    loads = (
        rf'(<(script|img|iframe)[^>]*\ssrc|<link[^>]*rel="({kinds})"[^>]*\shref)=["\']?(https?:)?//'
    )
    for name, page in pages.items():
        assert not re.search(loads, page), name


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("index.html", "site_config.yml#L1"),
        ("stages/wet.html", "content/stages/wet.yml#L1"),
        ("letters/ask-friend.html", "content/letters/ask-friend.yml#L1"),
        ("glossary.html", "content/glossary.yml#L1"),
        ("about.html", "content/about.md#L1"),
    ],
)
def test_each_page_leads_to_the_file_it_was_made_from(
    pages: dict[str, str], page: str, source: str
) -> None:
    assert f'href="https://github.com/example/plants/edit/main/{source}"' in pages[page]


def load_site(project: Project, command: Literal["build", "serve"]) -> Preview:
    """Let MkDocs itself configure the plugin and ask it for its files."""
    return Preview(project, load_config(str(project.root / "mkdocs.yml")), command)


class Preview:
    """MkDocs with the plugin, as far as its files: reads the project at every call."""

    def __init__(self, project: Project, config: MkDocsConfig, command: str) -> None:
        self._project = project
        self._config = config
        config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]

    def documents(self) -> dict[str, str]:
        config = self._config.plugins.on_config(self._config)
        files = config.plugins.on_files(get_files(config), config=config)
        pages = [file.page for file in files.documentation_pages()]
        documents = [page.document for page in pages if isinstance(page, GuidePage)]
        return {document.path: document.html for document in documents}

    @property
    def problems(self) -> str:
        """What every page says of the files' mistakes, after `documents`."""
        said = self._config.extra["guide"]["problems"]
        return said.text if said else ""


def test_mkdocs_alone_refuses_errors_before_it_touches_the_site(project: Project) -> None:
    project.write("content/stages/dry.yml", "title: A\n")
    with pytest.raises(PluginError, match="missing-key"):
        load_site(project, "build").documents()


@pytest.mark.parametrize("name", ["CNAME", "index.html"])
def test_mkdocs_alone_empties_no_folder_of_somebody_else_s(project: Project, name: str) -> None:
    mine = project.write(f"site/{name}", "mine")
    config = load_config(str(project.root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises(Abort):
        build(config)
    assert contents(project.root / "site") == {name: b"mine"}
    mine.unlink()
    for _ in range(2):  # What it has made itself, it replaces.
        config = load_config(str(project.root / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    assert (project.root / "site" / "inventory.json").is_file()


def test_a_preview_without_a_good_site_has_a_page_that_shows_errors(project: Project) -> None:
    project.write("content/stages/dry.yml", "title: A\n")
    preview = load_site(project, "serve")
    assert [*preview.documents()] == ["index.md"]
    assert "content/stages/dry.yml:1:1: error[missing-key]" in preview.problems


def test_the_preview_keeps_the_last_good_pages(project: Project) -> None:
    preview = load_site(project, "serve")
    good = preview.documents()
    project.write("content/stages/dry.yml", "title: A\n")
    assert preview.problems == ""
    assert preview.documents() == good
    assert "missing-key" in preview.problems


def test_what_pages_share_is_what_each_would_have_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The theme keeps header, menu and footer from page to page (`CachedParts`)."""
    # Of so many pages the menu holds none but their lists: they share what is around them.
    monkeypatch.setattr("michishirube.website.pages.LONG_GROUP", 3)
    synthetic.write(tmp_path, 6)
    add_theme(tmp_path)

    def pages_in(site: Path) -> dict[str, bytes]:
        config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        return {name: page for name, page in contents(site).items() if name.endswith(".html")}

    shared = pages_in(tmp_path / "shared")
    monkeypatch.setattr(CachedParts, "around", lambda _kept, _page: lambda _name, caller: caller())
    assert shared == pages_in(tmp_path / "alone")
