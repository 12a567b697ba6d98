"""A guide without templates and settings of its own is built with those that the program brings."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from michishirube.reading import project
from tests.conftest import HOUSEPLANT, PROGRAM, ROOT, Project
from tests.publish.test_build import add_theme, contents, run


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the small guide with the templates beside it."""
    root = tmp_path_factory.mktemp("usual") / "project"
    shutil.copytree(HOUSEPLANT, root)
    add_theme(root)
    assert run("build", cwd=root).returncode == 0
    return contents(root / "site")


def test_content_and_settings_are_enough(houseplant: Project, usual: dict[str, bytes]) -> None:
    done = run("build", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(houseplant.root / "site") == usual
    done = run("offline", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("export", "out", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert (houseplant.root / "out" / "mkdocs.yml").is_file()


def test_settings_without_templates_and_templates_without_settings(
    houseplant: Project, usual: dict[str, bytes]
) -> None:
    shutil.copy(ROOT / "mkdocs.yml", houseplant.root)
    assert run("build", cwd=houseplant.root).returncode == 0
    assert contents(houseplant.root / "site") == usual
    (houseplant.root / "mkdocs.yml").unlink()
    shutil.copytree(ROOT / "templates", houseplant.root / "templates")
    assert run("build", cwd=houseplant.root).returncode == 0
    assert contents(houseplant.root / "site") == usual


def test_a_file_of_a_projects_own_takes_the_place_of_the_bundled_one(
    houseplant: Project, usual: dict[str, bytes]
) -> None:
    """One template, one style, one script and one part of the theme; the rest stays."""
    houseplant.write(
        "templates/components/lead/lead.html", "{% macro lead(view, text) %}mine{% endmacro %}"
    )
    houseplant.write("templates/components/own/own.css", ".own { order: 7 }")
    houseplant.write("templates/worker/sw.js", "const MINE = 7\n")
    houseplant.write("templates/theme/partials/copyright.html", "the footer of my own")
    done = run("build", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    site = contents(houseplant.root / "site")
    assert b"mine" in site["letters/index.html"]
    assert b"the footer of my own" in site["index.html"]
    assert b"const MINE=7" in site["sw.js"]
    (styles,) = (name for name in site if re.fullmatch(r"assets/guide\.\w+\.css", name))
    assert b".own{order:7}" in site[styles]
    hashed = re.compile(r"\.[0-9a-f]{10}\.")
    assert {hashed.sub(".", name) for name in site} == {hashed.sub(".", name) for name in usual}


def test_settings_of_a_projects_own_are_laid_over_the_bundled_ones(houseplant: Project) -> None:
    houseplant.write("hook.py", "def on_page_content(html, **_): return html + 'hooked'\n")
    houseplant.write(
        "mkdocs.yml", "hooks: [hook.py]\ntheme:\n  favicon: assets/own.svg\nextra: {x: !ENV X}\n"
    )
    done = run("build", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    page = (houseplant.root / "site/index.html").read_text(encoding="utf-8")
    assert "assets/own.svg" in page
    assert "My plant is wilting" in page


def test_keys_of_mkdocs_without_effect_are_told(houseplant: Project) -> None:
    shutil.copy(ROOT / "mkdocs.yml", houseplant.root)
    assert houseplant.findings() == []
    houseplant.write("mkdocs.yml", "site_name: X\ntheme: {language: fr}\nplugins: [tags]\n")
    found = [(item.code, item.span.line, item.params.get("key")) for item in houseplant.findings()]
    assert found == [
        ("mkdocs-key", 1, "site_name"),
        ("mkdocs-key", 2, "theme.language"),
        ("mkdocs-plugin", 3, None),
    ]


@pytest.mark.parametrize("text", ["", "- a", "a: [", "plugins: [{guide: {}}, tags]", "x: &a [*a]"])
def test_odd_settings_of_mkdocs_are_left_to_it(houseplant: Project, text: str) -> None:
    houseplant.write("mkdocs.yml", text)
    assert houseplant.findings() == []


def test_files_to_publish_need_no_templates(houseplant: Project, usual: dict[str, bytes]) -> None:
    """A file such as CNAME, which a build refuses to lose, can be kept beside the content."""
    houseplant.write("templates/theme/CNAME", "plants.example")
    done = run("build", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    site = contents(houseplant.root / "site")
    assert site.pop("CNAME") == b"plants.example"
    assert site.keys() == usual.keys()
    assert run("build", cwd=houseplant.root).returncode == 0


def test_a_checkout_has_no_copies(tmp_path: Path) -> None:
    assert project.shipped("templates") == ROOT / "templates"
    assert project.shipped("mkdocs.yml") == ROOT / "mkdocs.yml"


def test_the_preview_needs_no_more_and_leaves_nothing(houseplant: Project, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from michishirube.cli import main; main(prog_name='guide')"
    with subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--address", f"127.0.0.1:{port}"],
        cwd=houseplant.root,
        env=os.environ | PROGRAM | {"TMPDIR": str(tmp_path / "tmp")},
        stderr=subprocess.PIPE,
        text=True,
    ) as preview:
        assert preview.stderr
        for line in preview.stderr:
            if "Serving on" in line:
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/about.html") as page:
            assert re.search("<h1[^>]*>About", page.read().decode())
        preview.terminate()
        preview.stderr.read()
        preview.wait()
    assert list((tmp_path / "tmp").iterdir()) == []
