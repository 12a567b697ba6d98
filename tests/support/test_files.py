"""Only plain files are read: whatever else stands in a project is told, and never waited for."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from michishirube import reports
from michishirube.cli import main
from michishirube.editing import autofix
from michishirube.i18n import messages
from michishirube.support import files
from michishirube.website.compile import PreviewState, compile_site
from tests.conftest import ROOT, Project

LIMIT = 128 * 1024


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def listener(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # The name of a socket is short.
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def gone(path: Path) -> None:
    path.symlink_to("nowhere.yml")


def outside(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def zeros(path: Path) -> None:
    path.write_bytes(b"a: \0\n")


def utf16(path: Path) -> None:
    path.write_bytes("title: x\n".encode("utf-16"))


def large(path: Path) -> None:
    path.write_bytes(b"#" * (LIMIT + 1))


KINDS: dict[Callable[[Path], None], str] = {
    pipe: "not-a-file",
    folder: "not-a-file",
    listener: "not-a-file",
    device: "outside-folder",
    circle: "outside-folder",
    gone: "unreadable-file",
    outside: "outside-folder",
    zeros: "bad-character",
    utf16: "not-utf8",
    large: "file-too-large",
}

NAMES = ("content/stages/new.yml", "content/fields.yml", "content/about.md", "site_config.yml")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_no_plain_file_is_told_at_its_name(
    houseplant: Project, kind: Callable[[Path], None], name: str
) -> None:
    target = houseplant.root / name
    target.unlink(missing_ok=True)
    kind(target)
    told = [item for item in houseplant.findings() if item.span.path == name]
    assert KINDS[kind] in {item.code for item in told}
    compiled = compile_site(houseplant.root, ROOT / "templates", PreviewState())
    assert compiled.site is None


@pytest.mark.parametrize("kind", [pipe, listener], ids=lambda kind: kind.__name__)
def test_what_nothing_reads_is_told_even_if_it_is_no_file(
    houseplant: Project, kind: Callable[[Path], None]
) -> None:
    kind(houseplant.root / "content" / "x.yml")
    assert houseplant.codes() == {"unread-file"}


def test_a_device_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(files.NotAFileError):
        files.read(Path("/dev/zero"), 10)


def test_a_file_that_grows_is_not_read_beyond_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert files.read(path, 5) == b"12345"
    with pytest.raises(files.FileTooLargeError):
        files.read(path, 4)


def test_a_file_that_goes_away_while_it_is_read_is_told(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = files.read

    def late(path: Path, most: int) -> bytes:
        if path.name == "dry.yml":
            path.unlink(missing_ok=True)
        return read(path, most)

    monkeypatch.setattr(files, "read", late)
    assert "unreadable-file" in houseplant.codes()


def test_a_template_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    pipe(tmp_path / "base.css")
    with pytest.raises(files.NotAFileError):
        files.read(tmp_path / "base.css", files.MOST_OF_A_TEMPLATE)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(files.MOST_OF_A_TEMPLATE + 1)


TEMPLATES = {
    "components/home/home.html": pipe,
    "moved/moved.html": device,
    "theme/404.html": huge,
    "worker/sw.js": folder,
}
"""Templates that are read at different times of a build; each is another thing than a file."""


@pytest.mark.parametrize(("name", "make"), TEMPLATES.items())
def test_a_build_ends_at_a_template_that_is_no_plain_file(
    houseplant: Project, name: str, make: Callable[[Path], None]
) -> None:
    shutil.copytree(ROOT / "templates", houseplant.root / "templates")
    path = houseplant.root / "templates" / name
    path.unlink()
    make(path)
    if name == "moved/moved.html":
        houseplant.replace(
            "content/letters/ask-friend.yml", "title: Ask", "was: [former]\ntitle: Ask"
        )
    done = CliRunner().invoke(main, ["build", "--root", str(houseplant.root)])
    assert done.exit_code == 3
    assert str(path) in done.output
    assert "Traceback" not in done.output
    assert not (houseplant.root / "site").exists()


ODD_NAMES = (b"letters/\xff\xfe.yml", b"\x96\xd8.md", b"\xe6.txt", b"stages/a\xed\xa0\x80.yml")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_name_that_is_no_text_is_told_in_every_form(houseplant: Project, name: bytes) -> None:
    path = os.fsencode(houseplant.root / "content") + b"/" + name
    Path(os.fsdecode(path)).write_bytes(b"a: b \n")
    (found,) = houseplant.findings()
    assert found.code == "name-not-unicode"
    assert found.span.path.isprintable()
    report = reports.CheckReport(findings=(found,), files={})
    for form in reports.FORMATS.values():
        form(report, messages.load("ja", "diagnostics")).encode()
    assert autofix.changes(houseplant.root) == ()
    assert compile_site(houseplant.root, ROOT / "templates", PreviewState()).site is None


@pytest.mark.parametrize("form", reports.FORMATS)
def test_command_copes_with_a_name_that_is_no_text(houseplant: Project, form: str) -> None:
    Path(os.fsdecode(os.fsencode(houseplant.root) + b"/content/\xff")).mkdir()
    Path(os.fsdecode(os.fsencode(houseplant.root) + b"/content/\xff/x.yml")).write_bytes(b"a: b")
    arguments = ["check", "--root", str(houseplant.root), "--format", form]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "name-not-unicode" in done.output
