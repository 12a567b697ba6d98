"""The export: whole, and built by two site generators that know nothing of this program."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from michishirube.publish import markdown_document
from michishirube.publish.export import export, files
from michishirube.support.outputs import OutputError
from michishirube.website.compile import CompiledSite, compile_site
from tests.conftest import FREELANCE, HOUSEPLANT, ROOT, Project
from tests.publish.test_build import contents, run

BUILDERS = {
    # A large Japanese guide, built by Zensical; a small English one, by MkDocs alone.
    "zensical": (FREELANCE, ["-m", "zensical", "build", "--strict"]),
    "mkdocs": (HOUSEPLANT, ["-m", "mkdocs", "build", "--strict", "--quiet"]),
}


def compiled(root: Path) -> CompiledSite:
    site = compile_site(root, ROOT / "templates").site
    assert site
    return site


class Built:
    """An export, and the site that another generator made of it."""

    def __init__(self, folder: Path, name: str) -> None:
        root, command = BUILDERS[name]
        self.site = compiled(root)
        export(self.site, folder, root)
        # Without this project's plugin on the path, as on somebody else's machine.
        done = subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.files = contents(folder / "site")
        self.settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))

    def page(self, source: str) -> str:
        return self.files[source.removesuffix(".md") + ".html"].decode()


@pytest.fixture(scope="module", params=list(BUILDERS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("export") / "guide", request.param)


def test_settings_name_no_plugin_and_no_template_of_ours(built: Built) -> None:
    assert built.settings["plugins"] == ["search"]
    assert "custom_dir" not in built.settings["theme"]
    assert built.settings["site_name"] == built.site.guide.site.title


def test_every_page_is_built_with_its_whole_body(built: Built) -> None:
    """Charts, letters, steps and data among it: the same bytes as Markdown makes of it."""
    for document in built.site.documents:
        made = Markdown(extensions=["attr_list", "tables", "toc"], output_format="html")
        body = made.convert(markdown_document.write(document).split("\n---\n", 1)[1])
        assert without_search_marks(body) in without_search_marks(built.page(document.path))


def test_documents_know_no_theme(built: Built) -> None:
    """What only one theme understands stays in its templates and styles."""
    for document in built.site.documents:
        assert not re.search(r'[" ]md-|data-md-', document.html), document.path


def without_search_marks(page: str) -> str:
    """Zensical obeys these marks and takes them off; Material leaves them in the page."""
    return re.sub(r' data-search-exclude(="")?', "", page)


def test_every_chart_is_drawn_in_its_page_and_as_a_file(built: Built) -> None:
    for name, tree in built.site.guide.trees.items():
        page = built.page(f"stages/{name}.steps.md")
        assert f'data-tree="{name}"' in page
        for node in tree.nodes:
            assert f'href="#{node}"' in page
            assert f'id="{node}"' in page
        assert built.files[f"stages/{name}.svg"].startswith(b"<svg")


def test_every_letter_can_be_copied(built: Built) -> None:
    for name, letter in built.site.guide.letters.items():
        page = built.page(f"letters/{name}.md")
        for tone in letter.tones:
            assert f'data-letter="{name}" data-tone="{tone.id}"' in page
        for field in letter.fields:
            assert f'data-field="{field}"' in page


def test_every_page_is_in_the_menu(built: Built) -> None:
    home = built.page("index.md")
    links = {posixpath.normpath(path) for path in re.findall(r'href="([^"#]+)', home)}
    for path in sources(built.settings["nav"]):
        letter = path.startswith("letters/") and path != "letters/index.md"
        assert letter or path.removesuffix(".md") + ".html" in links, path
    # The steps of a tree in full are linked on its page.
    assert sorted(sources(built.settings["nav"])) == sorted(
        document.path
        for document in built.site.documents
        if not document.path.endswith(".steps.md")
    )


def sources(nav: object) -> Iterator[str]:
    """The documents of a menu."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for item in nav:
            yield from sources(item)
    elif isinstance(nav, dict):
        for item in nav.values():
            yield from sources(item)


def test_files_for_machines_and_styles_come_along(built: Built) -> None:
    for asset in built.site.assets:
        if asset.path not in built.site.stylesheets:
            assert built.files[asset.path] == asset.content
    page = built.page(built.site.documents[1].path)
    for name in (*built.settings["extra_css"], *built.site.scripts):
        assert f"../{name}" in page


def test_styles_hang_on_the_root_that_the_theme_gives_the_text(built: Built) -> None:
    """The site's own templates have the class `guide` there, which no other theme has."""
    (name,) = built.settings["extra_css"]
    styles = built.files[name].decode()
    assert not re.search(r"\.guide(?![\w-])", styles)
    assert ":root [dir] .md-typeset .card{" in styles
    assert re.search(r'<article class="[^"]*\bmd-typeset\b', built.page("index.md"))
    assert re.search(r'<body dir="', built.page("index.md"))
    assert re.fullmatch(
        rf"assets/guide\.{hashlib.sha256(built.files[name]).hexdigest()[:10]}\.css", name
    )


class Loads(HTMLParser):
    """What a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"script", "img", "iframe"}:
            self.found.append(values.get("src") or "")
        if tag == "link" and "stylesheet" in (values.get("rel") or ""):
            self.found.append(values.get("href") or "")


def test_no_page_asks_another_host_for_anything(built: Built) -> None:
    for name, content in built.files.items():
        if name.endswith(".html"):
            loads = Loads()
            loads.feed(content.decode())
            assert [each for each in loads.found if re.match(r"(https?:)?//", each)] == [], name


# --- The command ------------------------------------------------------------------------------


@pytest.fixture
def project(houseplant: Project) -> Project:
    shutil.copytree(ROOT / "templates", houseplant.root / "templates")
    return houseplant


def test_the_command_writes_the_folder_and_says_so(project: Project, tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "out"), cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wrote 14 pages" in done.stdout
    written = contents(tmp_path / "out")
    del written["inventory.json"]
    assert written == dict(files(compiled(project.root)))


def test_an_export_replaces_an_earlier_one_as_a_whole(project: Project, tmp_path: Path) -> None:
    site = compiled(project.root)
    export(site, tmp_path / "out", project.root)
    (project.root / "content/about.md").rename(project.root / "content/made-by.md")
    project.replace("site_config.yml", "pages: [about]", "pages: [made-by]")
    site = compiled(project.root)
    export(site, tmp_path / "out", project.root)
    assert contents(tmp_path / "out").keys() == dict(files(site)).keys() | {"inventory.json"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("made", ["folder/notes.txt", "folder/mkdocs.yml", "folder"])
def test_what_is_no_export_is_never_touched(project: Project, tmp_path: Path, made: str) -> None:
    mine = tmp_path / "elsewhere" / made
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(OutputError):
        export(compiled(project.root), tmp_path / "elsewhere" / "folder", project.root)
    assert mine.read_text() == "mine"
    done = run("export", str(tmp_path / "elsewhere" / "folder"), cwd=project.root)
    assert done.returncode == 3
    assert "Not written: " in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_with_errors_nothing_is_written(project: Project, tmp_path: Path) -> None:
    project.write("content/stages/dry.yml", "title: A\n")
    done = run("export", str(tmp_path / "out"), cwd=project.root)
    assert done.returncode == 1
    assert "content/stages/dry.yml:1:1" in done.stdout
    assert not (tmp_path / "out").exists()
