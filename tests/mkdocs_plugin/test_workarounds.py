"""What works around MkDocs or its theme is named, and turns red when an update breaks it.

Such a place has a comment: `Workaround (MkDocs 1.6.1): <why>. Tested by <name>.` With a newer
version, run the tests that are named, see whether the reason still holds, and write the version.
"""

from __future__ import annotations

import http.client
import logging
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import mkdocs.commands.build
import mkdocs.structure.pages
import mkdocs.utils
import pytest
from jinja2 import FileSystemLoader
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.theme import Theme

from michishirube.mkdocs_plugin import theme, watching, writing
from michishirube.mkdocs_plugin.dev_server import OnDemandFiles
from michishirube.mkdocs_plugin.page import GuidePage
from michishirube.publish.build import SILENT
from michishirube.website import csp
from tests.conftest import ROOT, Project
from tests.mkdocs_plugin.test_preview import serve_once

PROGRAM = ROOT / "generator/michishirube"
PACKAGES = {"MkDocs": "mkdocs", "Material": "mkdocs-material"}


@dataclass(frozen=True)
class Workaround:
    """A comment that names one: where it stands, of what it is, and the test that it names."""

    place: str
    package: str
    version: str
    reason: str
    test: str


def workarounds() -> list[Workaround]:
    found = []
    for path in sorted(PROGRAM.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"^ *# Workaround\b.*\n(?: *# .*\n)*", text, re.MULTILINE):
            words = " ".join(line.strip().removeprefix("# ") for line in match[0].splitlines())
            place = f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
            parts = re.fullmatch(
                r"Workaround \((\w+) ([\d.]+)\): (.{20,}) Tested by `(test_\w+)`\.", words
            )
            assert parts, f"{place}: {words}"
            found.append(Workaround(place, *parts.groups()))
    return found


def id_of(found: Workaround) -> str:
    return found.place.rpartition("/")[2]


@pytest.mark.parametrize("found", workarounds(), ids=id_of)
def test_a_workaround_was_seen_with_the_installed_version(found: Workaround) -> None:
    assert found.version == version(PACKAGES[found.package]), found.reason


@pytest.mark.parametrize("found", workarounds(), ids=id_of)
def test_a_workaround_names_the_test_that_an_update_would_turn_red(found: Workaround) -> None:
    files = (ROOT / "tests").rglob("test_*.py")
    named = re.compile(rf"^def {found.test}\(", re.MULTILINE)
    assert any(named.search(path.read_text(encoding="utf-8")) for path in files)


def test_the_room_has_workarounds_and_the_rest_of_the_program_almost_none() -> None:
    rooms = Counter(each.place.split("/")[2] for each in workarounds())
    assert rooms["mkdocs_plugin"] > 9
    assert set(rooms) <= {"mkdocs_plugin", "publish"}


# --- Builds -------------------------------------------------------------------------------------


@pytest.fixture
def served(houseplant: Project) -> Project:
    for name in ("mkdocs.yml", "templates"):
        (houseplant.root / name).symlink_to(ROOT / name)
    return houseplant


@pytest.fixture
def config(served: Project, tmp_path: Path) -> MkDocsConfig:
    site = str(tmp_path / "site")
    found = load_config(config_file=str(served.root / "mkdocs.yml"), site_dir=site)
    found.plugins.on_startup(command="build", dirty=False)
    return found


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_mkdocs_writes_no_page_of_ours(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    really = mkdocs.utils.write_file

    def write(content: bytes, path: str) -> None:
        written.append(Path(path).relative_to(config.site_dir).as_posix())
        really(content, path)

    monkeypatch.setattr(mkdocs.utils, "write_file", write)
    mkdocs.commands.build.build(config)
    assert "404.html" in written  # What the theme itself has goes the same way.
    pages = {name for name in files_of(Path(config.site_dir)) if name.endswith(".html")}
    assert pages & {*written} == {"404.html"}
    assert b"<h1" in (Path(config.site_dir) / "index.html").read_bytes()


def test_mkdocs_runs_no_markdown_over_our_pages(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mkdocs.structure.pages, "markdown", None)
    mkdocs.commands.build.build(config)
    page = (Path(config.site_dir) / "stages/dry.steps.html").read_text(encoding="utf-8")
    assert page.count(' id="rest"') == 1
    assert 'href="#rest" class="md-nav__link"' in page  # Headings are in the table of contents.


def test_of_the_theme_only_what_pages_load_is_in_the_site(config: MkDocsConfig) -> None:
    brought = {
        path.relative_to(folder).as_posix()
        for folder in map(Path, config.theme.dirs)
        if "material" in folder.parts
        for path in (folder / "assets").rglob("*")
        if path.is_file()
    }
    assert any(name.endswith(".js") for name in brought)  # Else there is nothing to leave out.
    mkdocs.commands.build.build(config)
    kinds = {Path(name).suffix for name in files_of(Path(config.site_dir)) & brought}
    assert kinds == {".css"}


def test_the_theme_has_no_script_that_is_not_known(config: MkDocsConfig) -> None:
    env = config.theme.get_env()
    csp.check_theme(theme._sources(env), theme.SCRIPTS_IN_PAGE)
    (material,) = (Path(each) for each in config.theme.dirs if "material" in Path(each).parts)
    for name in theme.SCRIPTS_IN_PAGE:  # Each is still there for a reason.
        assert "<script" in (material / name).read_text(encoding="utf-8"), name


def test_templates_get_what_mkdocs_gives_them(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs tells plugins of what it gives to a page; the same goes to those that we write."""
    given: list[set[str]] = []

    def remember(context: dict[str, Any], **_: object) -> dict[str, Any]:
        given.append({*context})
        return context

    ours: list[set[str]] = []
    really = mkdocs.commands.build.get_context

    def get_context(*arguments: Any) -> Any:
        found = really(*arguments)
        ours.append({*found})
        return found

    config.plugins.events["page_context"].append(remember)
    monkeypatch.setattr(writing, "get_context", get_context)
    # In this process, where the calls are noticed.
    monkeypatch.setattr(writing, "map_parallel", map)
    mkdocs.commands.build.build(config)
    assert given
    assert ours
    assert all(each == ours[0] for each in [*ours, *given])


# --- Previews -----------------------------------------------------------------------------------


def counted(owner: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls of a method from now on."""
    calls: list[str] = []
    really = getattr(owner, name)

    def call(*arguments: Any, **named: Any) -> Any:
        calls.append(name)
        return really(*arguments, **named)

    monkeypatch.setattr(owner, name, call)
    return calls


def test_a_preview_has_mkdocs_go_through_no_page(
    served: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = counted(GuidePage, "read_source", monkeypatch)
    serve_once(served.root, tmp_path / "site", first=True)
    assert reads == []
    serve_once(served.root, tmp_path / "other", first=True, dirty=False)
    assert reads  # Without "dirty" it does.


def test_a_preview_reads_the_theme_once(
    served: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(Theme, "get_env", monkeypatch)
    looked = counted(FileSystemLoader, "list_templates", monkeypatch)
    serve_once(served.root, tmp_path / "site", first=True)
    assert made
    assert looked
    made.clear()
    looked.clear()
    served.replace("content/stages/dry.yml", "short_title: ", "short_title: Very ")
    serve_once(served.root, tmp_path / "site", first=False)
    assert made == []
    assert looked == []


@pytest.fixture
def build_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[logging.Logger]:
    """The log of MkDocs' builds, as nobody has changed it."""
    # Its command line, where a test has run it in this process, keeps its log to itself.
    monkeypatch.setattr(logging.getLogger("mkdocs"), "propagate", True)
    log = logging.getLogger("mkdocs.commands.build")
    before = [*log.filters]
    log.filters.clear()
    yield log
    log.filters[:] = before


def test_a_preview_is_warned_of_no_old_pages(
    served: Project,
    tmp_path: Path,
    build_log: logging.Logger,
    caplog: pytest.LogCaptureFixture,
) -> None:
    serve_once(served.root, tmp_path / "site", first=True)
    assert caplog.messages == []
    build_log.filters.clear()
    serve_once(served.root, tmp_path / "site", first=False)
    # The reason is still there: MkDocs says it in these words.
    assert [each for each in caplog.messages if each.startswith("A 'dirty' build")]


def test_a_real_server_takes_our_build_and_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<body>home</body>", encoding="utf-8")
    built = threading.Event()
    server = LiveReloadServer(builder=built.set, host="127.0.0.1", port=0, root=str(tmp_path))
    requests = OnDemandFiles()
    requests.offer(tmp_path, {"index.html": lambda: b"<body>made</body>"})
    server.watch(str(tmp_path))
    watching.watch(server, [tmp_path], [])
    requests.join(server, "127.0.0.1")
    listens = threading.Event()
    start = server.serve_thread.start

    def listen() -> None:
        start()
        listens.set()

    monkeypatch.setattr(server.serve_thread, "start", listen)
    serving = threading.Thread(target=server.serve)
    serving.start()
    assert listens.wait(60)
    try:
        ask = asker(server)
        assert ask("127.0.0.1") == (200, b"made")
        assert ask("stranger.example") == (403, b"")
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()
        assert built.wait(60)
    finally:
        server.shutdown(wait=True)
        serving.join(60)
    assert not serving.is_alive()


def asker(server: LiveReloadServer) -> Callable[[str], tuple[int, bytes]]:
    def ask(host: str) -> tuple[int, bytes]:
        port = server.server_port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
        with connection.getresponse() as answer:
            body = re.search(rb"<body>(\w+)", answer.read())
            return answer.status, body[1] if body else b""

    return ask


def test_material_says_nothing_of_its_own(served: Project, tmp_path: Path) -> None:
    def said(silent: dict[str, str]) -> str:
        environment = {key: each for key, each in os.environ.items() if key not in SILENT}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
        done = subprocess.run(
            [*command, str(tmp_path / "site")],
            cwd=served.root,
            env=environment | silent,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout + done.stderr

    assert said(SILENT) == ""
    assert "NO_MKDOCS_2_WARNING" in said({})  # Else the setting isn't needed any more.
