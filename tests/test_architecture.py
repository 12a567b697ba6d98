"""The shape of the program: its layers, and that it knows nothing of what the guide is about."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from michishirube import model

PROJECT = Path(__file__).resolve().parents[1]

# The words of this guide's subject. They belong in content/: with another content/, the same
# program makes another guide.
SUBJECT = re.compile("クラウドワークス|crowdworks|連絡催促|契約途中終了|仮払い|検収", re.IGNORECASE)


LONGEST_MODULE = 350
"""Lines; a longer module has more than one subject."""


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


def test_the_map_names_the_rooms_floor_by_floor() -> None:
    """HACKING's, in one screen: floors of several rooms stand between empty lines."""
    contract = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]
    layers = next(each["layers"] for each in contract["contracts"] if each["id"] == "rooms")
    floors = [room for layer in layers for room in layer.split(" | ") if room != "__main__"]
    text = (PROJECT / "HACKING.md").read_text("utf-8").split("## How it is built")[1]
    drawn = text.split("```")[1].strip("\n").split("\n")
    assert [line.split()[0] for line in drawn if line] == floors
    apart = "\n".join(line.split()[0] if line else "" for line in drawn).split("\n\n")
    for layer in layers:
        rooms = layer.split(" | ")
        assert len(rooms) == 1 or "\n".join(rooms) in apart, layer
    assert len(drawn) <= 30
    assert max(map(len, drawn)) <= 110


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


def test_no_module_has_anything_to_fill() -> None:
    """An empty dictionary or list of a module is filled by somebody, and emptied by nobody."""
    program = PROJECT / "generator/michishirube"
    found = [
        f"{path.relative_to(program).as_posix()}:{statement.lineno}"
        for path in sorted(program.rglob("*.py"))
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and is_to_fill(statement.value)
    ]
    assert found == []


def is_to_fill(value: ast.expr | None) -> bool:
    """Whether an expression makes something empty that can be added to."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name | ast.Attribute):
        name = value.func.id if isinstance(value.func, ast.Name) else value.func.attr
        made = {"dict", "list", "set", "deque", "Counter", "OrderedDict", "WeakKeyDictionary"}
        return (name in made and not value.args) or name == "defaultdict"
    is_list = isinstance(value, ast.List | ast.Set) and not value.elts
    return is_list or (isinstance(value, ast.Dict) and not value.keys)


def test_every_class_has_a_name_of_its_own() -> None:
    """One name has one meaning wherever it is read; an underscore doesn't set it apart."""
    owners: dict[str, list[str]] = {}
    for name, place, kind in names_of_the_program():
        if kind is ast.ClassDef:
            owners.setdefault(name.lstrip("_"), []).append(place)
    assert len(owners) > 250
    assert {name: places for name, places in owners.items() if len(places) > 1} == {}


def test_modules_stay_short_enough_to_read() -> None:
    program = PROJECT / "generator/michishirube"
    lengths = {
        path.relative_to(program).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in program.rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_names_keep_to_the_vocabulary() -> None:
    """HACKING's table is held both ways: its words are in use, those given up are not."""
    words, given_up = vocabulary()
    names = {
        (place, name): re.findall(r"[A-Z]?[a-z]+", name)
        for name, place, _ in names_of_the_program()
    }
    spoken = {" ".join(parts).lower() for parts in names.values()}
    assert len(words) > 20
    assert [word for word in words if not any(says(name, word) for name in spoken)] == []
    found = [
        (*where, word)
        for where, parts in names.items()
        for word in given_up
        if says(" ".join(parts).lower(), word)
    ]
    assert found == []


def names_of_the_program() -> Iterator[tuple[str, str, type]]:
    """Modules, classes and functions: each with where it stands and what it is."""
    program = PROJECT / "generator/michishirube"
    for path in sorted(program.rglob("*.py")):
        module = path.parent.name if path.stem == "__init__" else path.stem
        yield module, str(path.relative_to(program)), ast.Module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name, f"{path.relative_to(program)}:{node.lineno}", type(node)


def vocabulary() -> tuple[list[str], list[str]]:
    """The words of HACKING's table, and those that were given up for them."""
    text = (PROJECT / "HACKING.md").read_text(encoding="utf-8")
    section = text.partition("## Vocabulary\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    words, _, given_up = (
        [part.strip() for cell in column for part in cell.split(",") if part.strip()]
        for column in zip(*rows[1:], strict=True)
    )
    return words, given_up


def says(name: str, word: str) -> bool:
    """Whether a name, in separate words, has this one or its plural."""
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return re.search(rf"\b({word}|{plural})\b", name) is not None


def is_record(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, model.Record)


def is_cached(function: ast.FunctionDef) -> bool:
    return any(
        re.search(r"functools\.(lru_)?cache\b|by_identity", ast.unparse(each))
        for each in function.decorator_list
    )
