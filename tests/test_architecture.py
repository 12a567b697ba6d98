"""The shape of the program: its layers, and that it knows nothing of what the guide is about."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from michishirube import model

PROJECT = Path(__file__).resolve().parents[1]

# The words of this guide's subject. They belong in content/: with another content/, the same
# program makes another guide.
SUBJECT = re.compile("クラウドワークス|crowdworks|連絡催促|契約途中終了|仮払い|検収", re.IGNORECASE)


def test_modules_import_only_what_is_below_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("folder", ["generator", "templates"])
def test_program_has_no_word_of_the_subject(folder: str) -> None:
    found = []
    assert (PROJECT / folder).is_dir()
    for path in sorted((PROJECT / folder).rglob("*")):
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        text = path.read_bytes().decode(errors="replace")
        found += [
            f"{path.relative_to(PROJECT)}:{number}: {line.strip()}"
            for number, line in enumerate(text.splitlines(), 1)
            if SUBJECT.search(line) or SUBJECT.search(path.name)
        ]
    assert not found, "\n".join(found)


def test_one_module_switches_the_garbage_collector() -> None:
    program = PROJECT / "generator/michishirube"
    uses = re.compile(r"^\s*(import gc\b|from gc import)|\bgc\.\w+\(", re.MULTILINE)
    found = [path for path in sorted(program.rglob("*.py")) if uses.search(path.read_text("utf-8"))]
    assert [path.relative_to(program).as_posix() for path in found] == ["support/garbage.py"]


def test_no_module_remembers_anything_of_a_guide() -> None:
    """What the process remembers (functools) is of texts and languages; a guide's has an owner.

    Such an owner is made by whoever needs it, and handed down (`support.memo.Memory`).
    """
    program = PROJECT / "generator/michishirube"
    records = {each.__name__ for each in vars(model).values() if is_record(each)} | {"Guide"}
    found, looked_at = [], 0
    for path in sorted(program.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and is_cached(function):
                looked_at += 1
                names = {each.id for each in ast.walk(function.args) if isinstance(each, ast.Name)}
                found += [f"{path}: {function.name}" for _ in names & records]
    assert looked_at > 10
    assert not found


def test_every_class_has_a_name_of_its_own() -> None:
    """One name has one meaning wherever it is read; an underscore doesn't set it apart."""
    program = PROJECT / "generator/michishirube"
    owners: dict[str, list[str]] = {}
    for path in sorted(program.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                place = f"{path.relative_to(program)}:{node.lineno}"
                owners.setdefault(node.name.lstrip("_"), []).append(place)
    assert len(owners) > 250
    assert {name: places for name, places in owners.items() if len(places) > 1} == {}


def is_record(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, model.Record)


def is_cached(function: ast.FunctionDef) -> bool:
    return any(
        re.search(r"functools\.(lru_)?cache\b|by_identity", ast.unparse(each))
        for each in function.decorator_list
    )
