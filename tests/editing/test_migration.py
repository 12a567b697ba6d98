"""`guide migrate`: older content in the present format, with nothing else of it changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from michishirube.cli import main
from michishirube.editing import migration
from michishirube.editing.migration import Migration, migrated
from michishirube.model.kinds import SETTINGS
from michishirube.model.site import FORMAT
from tests.conftest import GUIDES, Project


def migrate(project: Project, *options: str) -> Result:
    return CliRunner().invoke(main, ["migrate", "--lang=en", "--root", str(project.root), *options])


def contents(project: Project) -> dict[str, bytes]:
    files = (path for path in project.root.rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", ["houseplant", "houseplant-ja", "expenses"])
def test_a_guide_of_before_formats_had_numbers_gets_one_and_keeps_the_rest(
    tmp_path: Path, name: str
) -> None:
    shutil.copytree(GUIDES / name, tmp_path / "guide")
    project = Project(tmp_path / "guide")
    project.write(SETTINGS, b"# mine\r\n\r\n" + (project.root / SETTINGS).read_bytes())
    before, findings = contents(project), project.findings()
    done = migrate(project)
    assert done.exit_code == 0, done.output
    after = contents(project)
    assert {name for name in after if after[name] != before[name]} == {SETTINGS}
    assert after[SETTINGS].replace(f"format: {FORMAT}\n".encode(), b"") == before[SETTINGS]
    assert after[SETTINGS].startswith(b"# mine\r\n")
    assert [item.code for item in project.findings()] == [item.code for item in findings]
    assert "already" in migrate(project).output
    assert contents(project) == after


def test_the_change_can_be_looked_at_first(houseplant: Project) -> None:
    before = contents(houseplant)
    done = migrate(houseplant, "--diff")
    assert f"+format: {FORMAT}" in done.output
    assert contents(houseplant) == before


def test_steps_are_taken_from_the_version_that_the_guide_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Played with steps of a later program."""

    def adding(word: str) -> migration.Files | object:
        return lambda files: {"a": files["a"] + word.encode()}

    steps = tuple(Migration(to, adding(f" {to}")) for to in (1, 2, 3))  # type: ignore[arg-type]
    monkeypatch.setattr(migration, "STEPS", steps)
    monkeypatch.setattr(migration, "FORMAT", 3)
    for version, expected in ((0, b"x 1 2 3"), (1, b"x 2 3"), (2, b"x 3")):
        settings = f"format: {version} # old\ntitle: y\n" if version else "title: y\n"
        changes = migrated({"a": b"x", SETTINGS: settings.encode()}, version)
        assert {change.path: change.after for change in changes} == {
            "a": expected,
            SETTINGS: b"format: 3\ntitle: y\n",
        }
    assert migrated({"a": b"x", SETTINGS: b"format: 3\n"}, 3) == ()


def test_a_guide_of_a_newer_format_is_one_finding(houseplant: Project) -> None:
    text = (houseplant.root / SETTINGS).read_text(encoding="utf-8")
    houseplant.write(SETTINGS, f"format: {FORMAT + 1}\nkey_of_tomorrow: x\n{text}")
    houseplant.write("content/stages/dry.yml", "key_of_tomorrow: x\n")
    (found,) = houseplant.findings()
    assert found.code == "newer-format"
    assert migrate(houseplant).exit_code == 1


def test_broken_content_is_not_rewritten(houseplant: Project) -> None:
    houseplant.write("content/stages/dry.yml", "title: 'x\n")
    before = contents(houseplant)
    assert migrate(houseplant).exit_code == 1
    assert contents(houseplant) == before


def test_every_version_has_its_step() -> None:
    assert [step.to for step in migration.STEPS] == [*range(1, FORMAT + 1)]
