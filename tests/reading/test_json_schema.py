"""Editors' help: the schemas are fresh, worded throughout, and judge content as the check does."""

from __future__ import annotations

import json
import re
import typing
from pathlib import Path

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from michishirube import model
from michishirube.cli import main
from michishirube.i18n import messages
from michishirube.model import Record
from michishirube.model.kinds import KINDS, WITH_SCHEMA, FileKind, kind_of
from michishirube.reading.declarations import keys_of, word
from michishirube.reading.json_schema import as_file, schema_of, schemas
from michishirube.reading.loader import load_guide
from tests.conftest import FREELANCE, HOUSEPLANT, PARCEL, ROOT, Project

RECORDS = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind not in (Record, model.Claim)
]


def judge(*arguments: object) -> tuple[int, str]:
    """What check-jsonschema, which knows nothing of this project, says."""
    result = CliRunner().invoke(check_jsonschema, [str(each) for each in arguments])
    return result.exit_code, result.output


def own_schema(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.json"
    found = next(each for each in WITH_SCHEMA if each.name == kind)
    path.write_text(as_file(schema_of(found, messages.load("en", "format"))), encoding="utf-8")
    return path


def test_committed_schemas_are_those_of_the_format() -> None:
    """Out of date? `guide schema` writes them anew."""
    fresh = schemas(messages.load("ja", "format"))
    found = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("schemas/*"))
    assert found == sorted(fresh)
    for name, text in fresh.items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, name


def test_command_writes_them(houseplant: Project) -> None:
    result = CliRunner().invoke(main, ["schema", "--root", str(houseplant.root)])
    assert result.exit_code == 0, result.output
    for name, text in schemas(messages.load("en", "format")).items():
        assert (houseplant.root / name).read_text(encoding="utf-8") == text


def test_command_names_the_schema_at_the_head_of_each_file_once(houseplant: Project) -> None:
    houseplant.write(
        "content/facts.yml", "﻿".encode() + (HOUSEPLANT / "content/facts.yml").read_bytes()
    )
    before = houseplant.guide()
    for _ in range(2):
        CliRunner().invoke(main, ["schema", "--lines", "--root", str(houseplant.root)])
    head = (houseplant.root / "content/stages/dry.yml").read_text(encoding="utf-8").splitlines()
    assert head[0] == "# yaml-language-server: $schema=../../schemas/stages.json"
    assert head[1].startswith("title:")
    assert houseplant.guide() != before  # every line has moved down by one …
    assert [str(each) for each in houseplant.guide().facts] == [str(each) for each in before.facts]


@pytest.mark.parametrize("language", messages.languages())
@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_key_has_a_name_and_a_description(kind: type[Record], language: str) -> None:
    said = messages.load(language, "format")
    for key in keys_of(kind):
        if not key.from_key and not (kind is model.Document and key.name == "id"):
            assert word(said, kind, key.name, "label")
            assert word(said, kind, key.name, "doc")


def test_no_words_are_left_over() -> None:
    shared = (model.Record, model.Claim)
    for name in messages.load("ja", "format"):
        owner, key, *_ = name.split(".")
        if owner == "option":
            assert any(
                key in typing.get_args(each.type) for kind in RECORDS for each in keys_of(kind)
            )
            continue
        kinds = [kind for kind in (*RECORDS, *shared) if kind.__name__ == owner]
        kinds += RECORDS if owner == "Record" else []
        known = [each.name for kind in kinds for each in keys_of(kind)]
        assert owner == "file" or key in (*known, "about"), name


def test_schemas_are_valid_themselves() -> None:
    status, said = judge("--check-metaschema", *sorted(ROOT.glob("schemas/*.json")))
    assert status == 0, said


@pytest.mark.parametrize("kind", WITH_SCHEMA, ids=lambda kind: kind.name)
def test_all_content_passes(kind: FileKind) -> None:
    """Of the large guide and two small ones: no guide has every kind of file."""
    files = [file for root in (FREELANCE, HOUSEPLANT, PARCEL) for file in root.glob(kind.pattern)]
    assert files
    status, said = judge("--schemafile", ROOT / kind.schema, *sorted(files))
    assert status == 0, said


def test_every_file_that_is_read_has_a_kind(houseplant: Project) -> None:
    read = [*load_guide(houseplant.root).files, *load_guide(PARCEL).files]
    assert {name for name in read if kind_of(name) is None} == set()
    assert {kind_of(name) for name in read} == {*KINDS}


BAD = [
    ("letters", "ask-friend", "summary:", "sumary:"),
    ("letters", "ask-friend", "title: Ask a friend for help", "title:"),
    ("letters", "ask-friend", "fields: [friend, day, tools]", "fields: friend"),
    ("letters", "ask-friend", "  - id: kind", "  - id: Kind Words"),
    ("letters", "ask-friend", "channel: Any messenger", "channel: Any messenger\nmax_length: ten"),
    ("letters", "ask-friend", "channel: Any messenger", "channel: Any messenger\nmax_length: 0"),
    ("stages", "dry", "hours: 24", "hours: a day"),
    ("stages", "dry", "result: good", "result: splendid"),
    ("stages", "dry", "title: The soil is dry\n", ""),
    ("stages", "dry", "    wait: Let it drink", "    weight: Let it drink"),
    ("stages", "dry", "  rest:\n", "  Rest it:\n"),
    ("stages", "triage", "      - label: Wet\n        to: wet\n", ""),
    ("checklists", "healthy-plant", "severity: stop", "severity: halt"),
    ("figures", "survey", "total: 10", "total: many"),
    ("fields", None, "type: date\n", "type: day\n"),
    ("fields", None, "shared: true", "shared: maybe"),
    ("fields", None, "default: {days: 2}", "default: {weeks: 2}"),
    ("facts", None, "A1:", "a1:"),
    ("facts", None, "sources: [handbook]\nA2:", "sources: [[handbook]]\nA2:"),
    ("glossary", None, "- id: dry-soil", "- name: dry-soil"),
    ("scenarios", "all", "- soil: Wet", "- {soil: Wet, smell: No}"),
    ("sources", None, "checked: 2026-11-01", "checked: November"),
    ("sources", None, "kind: expert", "kind: professor"),
    ("site_config", None, "home:\n  question:", "home:\n  questions:"),
]


@pytest.mark.parametrize(("kind", "name", "old", "new"), BAD, ids=lambda value: str(value)[:24])
def test_what_the_reader_refuses_the_schema_refuses(
    houseplant: Project, tmp_path: Path, kind: str, name: str | None, old: str, new: str
) -> None:
    path = f"content/{kind}/{name}.yml" if name else f"content/{kind}.yml"
    path = "site_config.yml" if kind == "site_config" else path
    houseplant.replace(path, old, new)
    assert path in {item.span.path for item in houseplant.findings()}
    status, said = judge("--schemafile", own_schema(tmp_path, kind), houseplant.root / path)
    assert status == 1, said


@pytest.mark.parametrize("text", ["No", "yes", "true", "007", "1.5", "2026-11-24", "12:30", "'~'"])
def test_plain_words_that_yaml_takes_for_something_else_pass_as_text(
    houseplant: Project, tmp_path: Path, text: str
) -> None:
    houseplant.replace("content/letters/ask-friend.yml", "Ask a friend for help", text)
    assert not houseplant.findings()
    path = houseplant.root / "content/letters/ask-friend.yml"
    status, said = judge("--schemafile", own_schema(tmp_path, "letters"), path)
    assert status == 0, said


@pytest.mark.parametrize("text", ["true", "false", '"true"'])
def test_true_and_false_pass_quoted_or_not(houseplant: Project, tmp_path: Path, text: str) -> None:
    houseplant.replace("content/fields.yml", "shared: true", f"shared: {text}")
    assert not houseplant.findings()
    path = houseplant.root / "content/fields.yml"
    assert judge("--schemafile", own_schema(tmp_path, "fields"), path)[0] == 0


def test_editor_settings_name_every_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {kind.schema: kind.pattern for kind in WITH_SCHEMA}


def test_content_files_name_the_schema_of_their_kind() -> None:
    """A file may do without the line, but a wrong one would mislead."""
    for kind in WITH_SCHEMA:
        for path in FREELANCE.glob(kind.pattern):
            named = re.findall(r"\$schema=(\S+)", path.read_text(encoding="utf-8"))
            right = FREELANCE / kind.schema
            assert {(path.parent / each).resolve() for each in named} <= {right}, path
