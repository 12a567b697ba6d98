"""The preview makes what is asked for, and what it shows is what a new preview would show."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.preview.__main__ import change, preview, wait_for
from michishirube.publish import markdown_document
from michishirube.website import page_factory
from michishirube.website.compile import CompileResult, PreviewState, compile_site
from michishirube.website.page_factory import make_page
from tests.conftest import FREELANCE, HOUSEPLANT, PROGRAM, ROOT, Project, tries

TEMPLATES = ROOT / "templates"
FILES = sorted(
    path.relative_to(HOUSEPLANT).as_posix()
    for path in [HOUSEPLANT / "site_config.yml", *(HOUSEPLANT / "content").rglob("*.*")]
)
ADDRESS = "http://127.0.0.1:8000/"


def contents(compiled: CompileResult) -> dict[str, Any]:
    """All that a run gives, in terms that can be compared."""
    site = compiled.site
    found: dict[str, Any] = {"findings": [str(each) for each in compiled.diagnostics]}
    if site is not None:
        found |= {document.path: (document, document.html) for document in site.documents}
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


@tries(12)
@given(st.lists(edits(), min_size=1, max_size=4))
def test_after_any_edits_all_is_as_if_made_anew(steps: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "guide"
        shutil.copytree(HOUSEPLANT, root)
        kept = PreviewState()
        compile_site(root, TEMPLATES, kept)
        for step in steps:
            edit(root, *step)
            now = contents(compile_site(root, TEMPLATES, kept))
            assert now == contents(compile_site(root, TEMPLATES, PreviewState())), step


@pytest.fixture
def guide(tmp_path: Path) -> Project:
    """A large guide, to be changed."""
    shutil.copytree(FREELANCE, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


def test_a_page_is_made_when_it_is_asked_for_and_once(
    guide: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []

    def noted(*args: Any) -> Any:
        pages.append(args[3].path)
        return make_page(*args)

    monkeypatch.setattr(page_factory, "make_page", noted)
    site = compile_site(guide.root, TEMPLATES, PreviewState()).site
    assert site is not None
    assert pages == []
    documents = {document.path: document for document in site.documents}
    assert "<h1 " in documents["stages/after-contract.steps.md"].html
    assert pages == ["stages/after-contract.steps.html"]
    assert "# " in markdown_document.write(documents["stages/after-contract.steps.md"])
    drawing = next(each for each in site.assets if each.path == "stages/after-contract.svg")
    assert drawing.content.startswith(b"<svg")
    assert pages == ["stages/after-contract.steps.html"]


def test_a_file_that_is_the_same_is_read_once(guide: Project) -> None:
    kept = PreviewState()
    before = compile_site(guide.root, TEMPLATES, kept).loaded.guide
    letter = next((guide.root / "content" / "letters").glob("*.yml"))
    text = letter.read_text(encoding="utf-8")
    guide.write(
        f"content/letters/{letter.name}", re.sub("(?m)^(title: .*)$", r"\1X", text, count=1)
    )
    after = compile_site(guide.root, TEMPLATES, kept).loaded.guide
    assert before is not None
    assert after is not None
    changed = {name for name, each in after.letters.items() if each is not before.letters[name]}
    assert changed == {letter.stem}
    assert all(after.trees[name] is tree for name, tree in before.trees.items())


def test_what_many_pages_read_changes_them_all_rightly(guide: Project) -> None:
    kept = PreviewState()
    compile_site(guide.root, TEMPLATES, kept)
    for name in ("fields", "glossary", "sources", "facts"):
        path = guide.root / "content" / f"{name}.yml"
        # Every record moves down a line, and with it the links that open its line.
        guide.write(f"content/{name}.yml", "# a remark\n" + path.read_text(encoding="utf-8"))
    now = contents(compile_site(guide.root, TEMPLATES, kept))
    assert now == contents(compile_site(guide.root, TEMPLATES, PreviewState()))


def test_another_template_makes_everything_anew(houseplant: Project, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    kept = PreviewState()
    before = compile_site(houseplant.root, templates, kept).site
    page = templates / "components" / "letter" / "letter.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace('<div class="letter-text"', '<p>new</p><div class="letter-text"'),
        encoding="utf-8",
    )
    after = compile_site(houseplant.root, templates, kept).site
    assert before is not None
    assert after is not None
    letters = [document for document in after.documents if document.front["kind"] == "letter"]
    assert letters
    assert all("<p>new</p>" in document.html for document in letters)


def serve_once(root: Path, site: Path, *, first: bool, dirty: bool = True) -> dict[str, bytes]:
    """Build as `guide serve` does, at its start or after a change; gives the site's files."""
    config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(site))
    if first:
        config.plugins.on_startup(command="serve", dirty=dirty)
    build(config, serve_url=ADDRESS, dirty=dirty)
    requests = getattr(config.plugins["guide"], "_on_request")  # noqa: B009 - our plugin's own
    for path in requests._makers if requests else ():
        requests.write(path)
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
    pages = {name for name in good if name.endswith(".html") and b"<main" in good[name]}
    for name in pages:
        assert b"unknown-node" in wrong[name], name
        assert b"14 |     next: rets" in wrong[name], name
        body = good[name].split(b"<h1", 1)[1]
        assert wrong[name].endswith(body), name
    assert len(pages) > 8
    served.replace("content/stages/dry.yml", "next: rets\n", "next: rest\n")
    assert serve_once(served.root, site, first=False) == good


def test_what_is_gone_from_the_content_is_gone_from_the_site(
    served: Project, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    serve_once(served.root, site, first=True)
    served.write("content/extra.md", "---\ntitle: Extra\ndescription: More.\n---\nText.\n")
    served.replace("site_config.yml", "pages: [about]", "pages: [about, extra]")
    assert b"Text." in serve_once(served.root, site, first=False)["extra.html"]
    served.replace("site_config.yml", "pages: [about, extra]", "pages: [about]")
    (served.root / "content/extra.md").unlink()
    assert "extra.html" not in serve_once(served.root, site, first=False)


def test_mkdocs_alone_serves_the_same_words(served: Project, tmp_path: Path) -> None:
    """Without `--dirty` every page is made with each build."""
    site = tmp_path / "site"
    serve_once(served.root, site, first=True, dirty=False)
    served.replace("content/stages/dry.yml", "short_title: ", "short_title: Very ")
    plain = serve_once(served.root, site, first=False, dirty=False)
    asked = serve_once(served.root, tmp_path / "asked", first=True)
    name = re.compile(rb"(/|\.\./|\b)assets/(\w+)(\.[0-9a-f]{10})?\.(js|css)")
    pages = {path for path in asked if path.endswith(".html")}
    assert b"Very " in plain["index.html"]
    for path in pages:
        assert name.sub(b"", plain[path]) == name.sub(b"", asked[path]), path


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


def test_a_preview_may_start_with_a_mistake(served: Project, tmp_path: Path) -> None:
    served.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    site = tmp_path / "site"
    wrong = serve_once(served.root, site, first=True)
    assert b"unknown-node" in wrong["index.html"]
    assert "stages/dry.html" not in wrong
    served.replace("content/stages/dry.yml", "next: rets\n", "next: rest\n")
    right = serve_once(served.root, site, first=False)
    assert right == serve_once(served.root, tmp_path / "anew", first=True)


# --- The running preview -----------------------------------------------------------------------


@contextlib.contextmanager
def running(root: Path, temporary: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`guide serve` in a session of its own, once it serves; gives its process and its address."""
    temporary.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "from michishirube.cli import main; main(prog_name='guide')"
    arguments = ["serve", "--root", str(root), "--address", f"127.0.0.1:{port}"]
    environment = os.environ | PROGRAM | {"TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process, f"http://127.0.0.1:{port}/"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def until(process: subprocess.Popen[str], words: str) -> list[str]:
    """Read what a process says until it says certain words."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if words in line:
            return said
    raise AssertionError("".join(said))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGTERM, "Serving on"),
        (signal.SIGHUP, "Serving on"),
        (signal.SIGINT, "Building documentation"),
        (signal.SIGTERM, "Building documentation"),
    ],
)
def test_a_preview_that_is_ended_leaves_nothing_behind(
    served: Project, tmp_path: Path, number: signal.Signals, words: str
) -> None:
    """No process, no folder, and no traceback. Only the command itself gets the signal."""
    temporary = tmp_path / "temporary"
    with running(served.root, temporary) as (process, _):
        until(process, words)
        assert [*temporary.iterdir()] != []
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Traceback" not in said
        assert [*temporary.iterdir()] == []
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


def test_findings_stand_on_a_page_that_does_not_exist_too(served: Project) -> None:
    served.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    with preview(served.root) as address:
        wait_for(address, "unknown-node")
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{address}nowhere.html")  # noqa: S310 - our own
        assert caught.value.code == 404
        assert b"unknown-node" in caught.value.read()
