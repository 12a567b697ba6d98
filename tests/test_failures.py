"""Whatever the world does to a command, it ends with a line and a status, never a traceback."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from michishirube.cli import COMMANDS, failures, listening, main
from michishirube.cli.listening import BindAddress, ListeningError
from michishirube.i18n import messages
from tests.conftest import HOUSEPLANT, Project

CALLS: dict[str, list[str]] = {
    "init": ["init", "new", "--title=x", "--language=en", "--question=y"],
    "check": ["check"],
    "explain": ["explain", "no-kind"],
    "build": ["build"],
    "serve": ["serve", "--address", "127.0.0.1:8741"],
    "new": ["new", "term", "--id", "x"],
    "rename": ["rename", "letter", "ask-friend", "ask-a-friend"],
    "migrate": ["migrate"],
    "show": ["show", "dry"],
    "paths": ["paths", "dry"],
    "diff": ["diff", "HEAD"],
    "facts": ["facts"],
    "letters": ["letters", "--lines"],
    "stories": ["stories"],
    "schema": ["schema"],
    "words": ["words"],
    "stale": ["stale"],
    "links": ["links"],
    "export": ["export", "out"],
    "offline": ["offline"],
    "verify": ["verify", "site"],
}
"""A call of each command, in a project's folder."""


def test_every_command_is_tried() -> None:
    assert set(CALLS) == set(COMMANDS)


def said(arguments: list[str], **environment: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, arguments, env=dict(environment))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    return done.exit_code, done.output


@pytest.mark.parametrize("command", CALLS)
@pytest.mark.parametrize("value", ["abc", "-1", "1e9", "9" * 30, "１２"])
def test_a_wrong_epoch_is_told(command: str, value: str) -> None:
    status, output = said(CALLS[command], SOURCE_DATE_EPOCH=value)
    assert status == 2
    assert "SOURCE_DATE_EPOCH" in output
    assert len(output.splitlines()) == 1


@pytest.mark.parametrize("command", CALLS)
def test_a_folder_that_is_gone_is_told(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "gone"
    here.mkdir()
    monkeypatch.chdir(here)
    here.rmdir()
    status, output = said(CALLS[command])
    if command != "explain":  # Which needs no folder.
        assert status in (1, 2, 3)
        assert output


@pytest.mark.parametrize("command", [name for name in CALLS if name != "explain"])
@pytest.mark.parametrize(
    ("problem", "status", "word"),
    [
        (PermissionError(13, "Permission denied", "site_config.yml"), 3, "no permission"),
        (OSError(28, "No space left on device"), 3, "no space left"),
        (OSError(24, "Too many open files"), 3, "too many open files"),
        (KeyboardInterrupt(), 3, "Stopped"),
        (RuntimeError("what we\ndidn't expect"), 3, "RuntimeError: what we didn't expect"),
        (RecursionError("too deep"), 3, "GUIDE_TRACEBACK"),
        (MemoryError(), 3, "GUIDE_TRACEBACK"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_what_goes_wrong_within_a_command_is_one_word_of_it(
    command: str,
    problem: BaseException,
    status: int,
    word: str,
    houseplant: Project,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(houseplant.root)

    def fail(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(main.get_command(None, command), "invoke", fail)  # type: ignore[arg-type]
    found, output = said(CALLS[command])
    assert found == status
    assert word in output
    assert len(output.splitlines()) <= 2


def test_a_mistake_of_ours_can_be_looked_at(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr(main.get_command(None, "facts"), "invoke", fail)  # type: ignore[arg-type]
    monkeypatch.setenv("GUIDE_TRACEBACK", "1")
    done = CliRunner().invoke(main, ["facts", "--root", str(houseplant.root)])
    assert done.exit_code == 3
    assert "https://github.com/example/plants/issues" in done.output


def guide(
    arguments: list[str], folder: Path, output: Any = subprocess.PIPE, size: int = -1
) -> tuple[int, str]:
    """The command in a process of its own; `size` limits the files that it may write."""

    def limit() -> None:
        if size >= 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    code = "from michishirube.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


BEFORE = """
import sys

class Stop:
    def find_spec(self, name, *_):
        if name == sys.argv[1]:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stop())
from michishirube.cli import main
main(["check"])
"""


@pytest.mark.parametrize(
    "module", ["click", "michishirube.reading.loader", "michishirube.cli.check"]
)
def test_ctrl_c_while_the_program_is_loaded_ends_it(houseplant: Project, module: str) -> None:
    command = [sys.executable, "-c", BEFORE, module]
    done = subprocess.run(command, cwd=houseplant.root, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["build", "schema", "export", "offline"])
def test_a_full_disk_is_told(houseplant: Project, command: str) -> None:
    status, output = guide(CALLS[command], houseplant.root, size=4096)
    assert status == 3
    assert len(output.splitlines()) == 1


def test_a_terminal_without_the_letters_shows_their_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    code = "from michishirube.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *CALLS["explain"], "--lang", "ja"],
        cwd=HOUSEPLANT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u" in done.stdout


@pytest.mark.parametrize("command", ["check", "explain", "paths", "facts", "show"])
def test_output_that_nobody_can_take_is_told(houseplant: Project, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        status, output = guide(CALLS[command], houseplant.root, full)
    assert (status, len(output.splitlines())) == (3, 1)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert guide(CALLS[command], houseplant.root, writing) == (3, "")
    finally:
        os.close(writing)


def test_without_git_and_home_all_goes_on(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(houseplant.root)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    for command in ("check", "show", "facts", "paths"):
        assert said(CALLS[command])[0] == 0
    assert said(["diff", "HEAD"])[0] == 3
    assert said(["check", "--changed-from", "HEAD"])[0] == 2


# --- The preview's address ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("localhost:81", "localhost:81"),
        ("8741", "127.0.0.1:8741"),
        (":8741", "127.0.0.1:8741"),
        ("localhost", "localhost:8000"),
        ("[::1]:8000", "[::1]:8000"),
        ("0.0.0.0:80", "0.0.0.0:80"),
    ],
)
def test_an_address_may_be_short(typed: str, meant: str) -> None:
    assert str(listening.parse(typed)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "localhost:99999", "localhost:0", "99999", "x:y", "127.0.0.1:-1", "a b:1"),
        *("http://localhost:8000", "localhost:８０", "[::1", "1.2.3.4:5:6", "localhost:", "@:1"),
    ],
)
def test_an_address_that_is_none_is_a_line(typed: str) -> None:
    status, output = said(["serve", "--root", str(HOUSEPLANT), "--lang", "en", "--address", typed])
    assert status == 2
    assert "127.0.0.1:8000" in output.splitlines()[-1]


def test_an_unknown_host_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ListeningError, match="host"):
        listening.parse("nohost.invalid:80")


def test_a_taken_port_is_told_or_the_next_one_is_used() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert listening.free(BindAddress("127.0.0.1", port), 20).port > port
        status, output = said(
            ["serve", "--root", str(HOUSEPLANT), "--address", f"127.0.0.1:{port}"]
        )
        assert status == 3
        assert len(output.splitlines()) == 1


# --- Languages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.eucJP"}, "ja"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LC_ALL": "POSIX"}, ""),
        ({}, ""),
    ],
)
def test_the_system_names_its_language(environment: dict[str, str], language: str) -> None:
    assert messages.system_language(environment) == language


def test_who_asks_comes_before_the_guide_and_the_guide_before_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert messages.spoken("en", "ja") == "en"
    assert messages.spoken(None, "en") == "en"
    assert messages.spoken(None, "en-GB") == "en"
    assert messages.spoken(None, "xx") == "ja"
    monkeypatch.setenv("LC_ALL", "C")
    assert messages.spoken(None, "xx") == "en"
    assert messages.spoken(None) == messages.FALLBACK
    assert "has no title" in said(["explain", "no-kind", "--root", str(HOUSEPLANT)])[1]
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "error" in said(["check", "--root", str(tmp_path)])[1]


def test_of_a_traceback_only_what_happened_is_shown() -> None:
    text = "Traceback (most recent call last):\n  File x\nOSError: [Errno 28] No space\n"
    assert failures.in_short(text) == "[Errno 28] No space"
    assert failures.in_short("all of it\nas it is") == "all of it\nas it is"
