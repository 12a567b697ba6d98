"""One table says where content lies: what is added to it is read, and nothing else says it too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from michishirube.model import Figure, Guide
from michishirube.model.kinds import CONTENT, KINDS, SETTINGS, FileKind, kind_of
from michishirube.reading import loader
from michishirube.reading.loader import load_guide
from tests.conftest import ROOT, Project

PROGRAM = ROOT / "generator" / "michishirube"
MAY_SAY_IT = {"model/kinds.py", "support/outputs/protected.py"}
"""The table; and what knows nothing of guides, but must not write over theirs."""


@dataclass(frozen=True)
class WithDrawings(Guide):
    drawings: Mapping[str, Figure] = field(default_factory=dict)


def test_a_kind_that_is_added_to_the_table_is_read(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = FileKind("drawings", "content/drawings/*.yml", "drawings", Figure)
    monkeypatch.setattr(loader, "KINDS", (*KINDS, kind))
    monkeypatch.setattr(loader, "Guide", WithDrawings)
    (figure,) = (houseplant.root / "content/figures").glob("*.yml")
    houseplant.write("content/drawings/leaf.yml", figure.read_text(encoding="utf-8"))
    guide = load_guide(houseplant.root).guide
    assert isinstance(guide, WithDrawings)
    assert [str(each.title) for each in guide.drawings.values()] == [
        str(each.title) for each in guide.figures.values()
    ]


def test_every_file_of_a_guide_is_of_the_kind_whose_pattern_it_has(houseplant: Project) -> None:
    for kind in KINDS:
        for path in houseplant.root.glob(kind.pattern):
            name = path.relative_to(houseplant.root).as_posix()
            assert kind_of(name) is kind
            assert kind.path(path.stem) == name


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that aren't docstrings, by their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.lineno, node.value


def test_nothing_but_the_table_says_where_content_lies() -> None:
    said = [
        f"{name}:{line}: {text}"
        for path in sorted(PROGRAM.rglob("*.py"))
        if (name := path.relative_to(PROGRAM).as_posix()) not in MAY_SAY_IT
        for line, text in _texts(path)
        if text.startswith(f"{CONTENT}/") or text == SETTINGS
    ]
    assert said == []
