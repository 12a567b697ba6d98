"""The tutorial works: its commands are run, its files are written, and they print what it shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from michishirube.cli import COMMANDS, main
from tests.conftest import ROOT, Project

TUTORIAL = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TREE = "content/stages/my-bike-was-stolen.yml"

ELSEWHERE = {
    "python": "needs a network",
    ".": "an environment of its own: tests/test_package.py",
    "serve": "doesn't end: tests/reading/test_project.py",
}
"""Commands that aren't run here, and why."""


@dataclass(frozen=True)
class Command:
    """A command of the tutorial, and the lines that are shown below it."""

    words: list[str]
    shown: list[str]


def commands(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *shown = part.splitlines()
        yield Command(shlex.split(line), shown)


def blocks(heading: str) -> list[tuple[str, str]]:
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", TUTORIAL, re.MULTILINE | re.DOTALL)
    assert section, heading
    return [(kind, text) for kind, text in BLOCK.findall(section[1])]


class Reader:
    """Somebody who does what the tutorial says."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = Project(folder / "bike")
        self._monkeypatch = monkeypatch
        monkeypatch.chdir(folder)
        monkeypatch.setenv("LANG", "en_US.UTF-8")

    def do(self, block: str, status: int = 0) -> None:
        """Carry out the commands of a block."""
        for command in commands(block):
            program, *arguments = command.words
            if program == "cd":
                self._monkeypatch.chdir(arguments[0])
                continue
            if program in ELSEWHERE or arguments[0] in ELSEWHERE:
                continue
            assert program == "michishirube"
            done = CliRunner().invoke(main, arguments)
            assert done.exit_code == status, done.output
            for line in command.shown:
                assert line in done.output


def test_the_tutorial_works_from_beginning_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(tmp_path, monkeypatch)
    for _, block in blocks("1. Install") + blocks("2. Begin"):
        reader.do(block)
    ((_, tree),) = blocks("3. Write the tree")
    reader.project.write(TREE, tree)
    (_, clean), (_, slip) = blocks("4. Check")
    reader.do(clean)
    assert tree.count("next: report\n") == 1
    reader.project.replace(TREE, "next: report\n", "next: raport\n")
    reader.do(slip, status=1)
    reader.project.replace(TREE, "next: raport\n", "next: report\n")
    for heading in ("5. A letter", "6. Stories and sources"):
        for _, block in blocks(heading):
            reader.do(block)
    (_, settings), *rest = [*blocks("7. Looks and words"), *blocks("8. Publish")]
    text = (reader.project.root / "site_config.yml").read_text(encoding="utf-8")
    reader.project.write("site_config.yml", text + settings)
    assert reader.project.findings() == []
    for _, block in rest:
        reader.do(block)
    assert (reader.project.root / "site/index.html").is_file()


def test_every_block_of_the_tutorial_is_carried_out() -> None:
    tried = re.findall(r"^## (\d.*)$", TUTORIAL, re.MULTILINE)
    assert sum(len(blocks(heading)) for heading in tried) == len(BLOCK.findall(TUTORIAL))


def test_commands_named_in_the_text_exist() -> None:
    named = {*re.findall(r"`michishirube (\w+)", TUTORIAL)}
    assert named
    assert named <= {*COMMANDS}
