"""Reports as data: what is written can be read, what is no report is refused, bounds hold."""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from michishirube.changes import headline
from michishirube.changes.compare import compare
from michishirube.changes.findings import Changes, Side
from michishirube.changes.report import (
    ChangeReport,
    UnreadableError,
    as_json,
    as_markdown,
    document_of,
    from_json,
    markdown,
    schema,
)
from michishirube.changes.report.bounds import Matches, Maximum, MaxLength
from michishirube.changes.report.codec import MOST_BYTES, MOST_DEPTH, alternative, bounds_of, hints
from michishirube.changes.report.data import (
    AddressKind,
    NodeKind,
    OutsideKind,
    RecordKind,
    ReportedPiece,
    ReportedTextChange,
    Status,
)
from michishirube.changes.reporting import report_of
from michishirube.checks.project import check_project
from michishirube.cli import main
from michishirube.i18n import messages
from tests.change_reports import ATTACKS, CANARY, Seen, reports
from tests.conftest import HOUSEPLANT, ROOT, Project
from tests.repositories import under_git

BLOB = "https://github.com/example/guide/blob/" + "a" * 40
OURS = {"h2", "h3", "p", "ul", "li", "blockquote", "strong", "del", "ins", "code", "br", "a"}
LINK = re.compile(
    re.escape(BLOB) + r"/(site_config\.yml|content/[a-z0-9_/-]+\.(yml|md))(#L[0-9]+)?", re.ASCII
)

several = settings(
    max_examples=60,
    suppress_health_check=list(HealthCheck),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # To make one small takes minutes.
)


def empty() -> ChangeReport:
    nothing = Side("a", None)
    return report_of(Changes(nothing, nothing))


def shown(report: ChangeReport, language: str) -> str:
    return as_markdown(
        document_of(report, language), messages.load(language, "changes"), 60_000, BLOB
    )


# --- Whatever the data says, the comment is our own ---------------------------------


@several
@given(reports)
def test_data_can_be_nothing_but_quoted(report: ChangeReport) -> None:
    """No element, link, picture, mention or reference of the data's own, in any language."""
    back = from_json(as_json(report).encode())
    for language in messages.languages():
        seen = Seen(shown(back, language))
        assert seen.tags <= OURS
        assert seen.attributes <= {"href"}
        assert CANARY not in seen.outside
        assert all(LINK.fullmatch(link) for link in seen.links), seen.links


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_two_quotations_side_by_side_stay_quotations(text: str) -> None:
    pieces = tuple(ReportedPiece(kind, text + CANARY) for kind in ("same", "same", "added", "same"))
    change = ReportedTextChange("Evil.key", text + CANARY, pieces)
    seen = Seen(shown(_with(empty(), change), "en"))
    assert CANARY not in seen.outside
    assert seen.tags <= OURS


def _with(report: ChangeReport, change: ReportedTextChange) -> ChangeReport:
    from michishirube.changes.report.data import ReportedRecordChange

    record = ReportedRecordChange(
        "changed", "letters", "x", "x", "content/x.yml", 1, (change,) * 2, (), 0, ()
    )
    return dataclasses.replace(report, records=(record,))


def test_span_that_could_be_ended_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of these tests does see what gets out."""
    monkeypatch.setattr(markdown, "code", lambda text: f"`{text}`")
    change = ReportedTextChange("Letter.when", "", (ReportedPiece("added", f"`<b>{CANARY}"),))
    seen = Seen(shown(_with(empty(), change), "en"))
    assert CANARY in seen.outside
    assert not seen.tags <= OURS


@pytest.mark.parametrize(
    "path",
    [
        "content/../../login/oauth/authorize",
        "content/a.yml?client_id=1",
        "content/a.yml#x",
        "content/a b.yml",
        "content/%2e%2e/a.yml",
        "content//a.yml",
        "/content/a.yml",
        "content/a.yml\n",
        "content/.a.yml",
        "content/ａ.yml",
        "generator/a.yml",
        "content/" + "a/" * 9 + "a.yml",
    ],
)
def test_odd_path_is_shown_and_not_linked(path: str) -> None:
    record = dataclasses.replace(
        _with(empty(), ReportedTextChange("Letter.when", "", ())).records[0], path=path
    )
    seen = Seen(shown(dataclasses.replace(empty(), records=(record,)), "en"))
    assert not seen.links


def test_plain_path_is_linked_to_its_line() -> None:
    seen = Seen(shown(_with(empty(), ReportedTextChange("Letter.when", "", ())), "en"))
    assert seen.links == [f"{BLOB}/content/x.yml#L1"]


# --- What is no report ----------------------------------------------------------------


def _text() -> str:
    return as_json(empty())


def _changed(**keys: Any) -> str:
    return json.dumps(json.loads(_text()) | keys)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"text"',
        b"1",
        b"# What changes\n@octocat",
        b"\xff\xfe",
        b"\x00",
        "\ufeff{}".encode(),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'"' + b"\\" * 100_001,
        b"9" * 100_000,
        b" " * (MOST_BYTES + 1),
        _text().encode() + b"x",
        _text().encode() + _text().encode(),
        _text().replace('"left_out": 0', '"left_out": NaN').encode(),
        _text().replace('"left_out": 0', '"left_out": Infinity').encode(),
        _text().replace('"left_out": 0', '"left_out": 1e2').encode(),
        _text().replace('"left_out": 0', '"left_out": 0.0').encode(),
        _text().replace('"left_out": 0', '"left_out": -1').encode(),
        _text().replace('"left_out": 0', '"left_out": true').encode(),
        _text().replace('"left_out": 0', '"left_out": "0"').encode(),
        _text().replace('"left_out": 0', '"left_out": null').encode(),
        _text().replace('"left_out": 0', '"left_out": 0, "left_out": 0').encode(),
        _text().replace('"version": 2', '"version": 3').encode(),
        _text().replace('"version": 2', '"version": true').encode(),
        _text().replace('"version": 2', '"version": 2.0').encode(),
        _text().replace('"name": "a"', '"name": "\\ud800"').encode(),
        _text().replace('"name": "a"', f'"name": "{"a" * 301}"').encode(),
        _text().replace('"name": "a"', '"name": ["a"]').encode(),
        _text().replace('"name": "a"', '"name": {"a": "b"}').encode(),
        _changed(extra=1).encode(),
        _changed(format="other").encode(),
        _changed(orders=[{}]).encode(),
        _changed(orders={}).encode(),
        _changed(unread=["x"] * 51).encode(),
        _changed(headlines=[{"code": "Not a code", "count": 1}]).encode(),
        _changed(headlines=[{"code": "broken\n", "count": 1}]).encode(),
        _changed(checked=[{"id": "a", "title": "a", "before": "x", "after": ""}]).encode(),
    ],
    ids=range(42),
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        from_json(data)


@pytest.mark.parametrize("text", ["[" * 17, '{"a":' * 17, '["\\"", ' * 17, "[" * 17 + "]" * 17])
def test_depth_is_found_before_anything_is_nested(text: str) -> None:
    with pytest.raises(UnreadableError, match="too deep"):
        from_json(text.encode())


@several
@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    ).map(lambda value: json.dumps(value).encode())
)
def test_anything_else_is_refused_in_one_word(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        from_json(data)


@several
@given(st.data())
def test_report_with_one_value_exchanged_is_read_or_refused(data: st.DataObject) -> None:
    value = json.loads(as_json(data.draw(reports)))
    spots = list(_spots(value))
    holder, key = data.draw(st.sampled_from(spots))
    holder[key] = data.draw(
        st.sampled_from([None, True, -1, 10**30, 1.5, "", "x" * 5000, [], {}, ["x"], [[]] * 600])
    )
    try:
        report = from_json(json.dumps(value).encode())
    except UnreadableError:
        return
    assert Seen(shown(report, "ja")).tags <= OURS


def _spots(value: Any) -> typing.Iterator[tuple[Any, Any]]:
    for key in value if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _spots(value[key])


# --- Bounds ---------------------------------------------------------------------------


def _types(kind: Any, depth: int = 0) -> typing.Iterator[tuple[Any, tuple[Any, ...], int]]:
    bare, marks = bounds_of(kind)
    yield bare, marks, depth
    other = alternative(bare)
    if other is not None:
        yield from _types(other, depth)
    elif typing.get_origin(bare) is tuple:
        yield from _types(typing.get_args(bare)[0], depth + 1)
    elif dataclasses.is_dataclass(bare) and isinstance(bare, type):
        for each in hints(bare).values():
            yield from _types(each, depth + 1)


def test_every_text_list_and_number_has_a_bound() -> None:
    for kind, marks, depth in _types(ChangeReport):
        assert depth < MOST_DEPTH
        if kind is str or typing.get_origin(kind) is tuple:
            assert any(isinstance(mark, MaxLength) for mark in marks), kind
        if kind is int:
            assert any(isinstance(mark, Maximum) for mark in marks)


def test_report_beyond_all_bounds_is_written_within_them() -> None:
    pieces = (ReportedPiece("added", "あ\ud800" * 10_000),) * 1_000
    huge = _with(empty(), ReportedTextChange("Letter.when", "x" * 10_000, pieces))
    huge = dataclasses.replace(huge, records=huge.records * 1_000, unread=("x" * 1_000,) * 100)
    text = as_json(huge)
    assert len(text.encode()) <= MOST_BYTES
    report = from_json(text.encode())
    assert report.left_out >= 50
    assert report.unread[0].endswith("…")
    assert f"{report.left_out} entries were left out" in shown(report, "en")


def test_schema_in_the_documents_is_that_of_the_program() -> None:
    """Renewed by: python -m michishirube.changes.report.schema > docs/changes.schema.json."""
    path = ROOT / "docs" / "changes.schema.json"
    assert path.read_text(encoding="utf-8") == schema.as_file()


@several
@given(reports)
def test_what_is_written_follows_the_published_schema(report: ChangeReport) -> None:
    validator = jsonschema.Draft7Validator(json.loads(schema.as_file()))
    validator.validate(json.loads(as_json(report)))


# --- The command ------------------------------------------------------------------------


def test_command_writes_what_the_comment_reads(houseplant: Project) -> None:
    repository = under_git(houseplant.root)
    repository.replace("content/stages/dry.yml", "hours: 24", "hours: 48")
    arguments = ["diff", "--root", str(repository.root), "HEAD", "--lang", "en"]
    given_ = CliRunner().invoke(main, [*arguments, "--format", "json"]).output
    report = from_json(given_.encode())
    assert report.trees[0].nodes[0].texts[0].key == "Wait.hours"
    plain = CliRunner().invoke(main, arguments).output
    again = as_markdown(document_of(report, "en"), messages.load("en", "changes"))
    assert again == plain


def test_every_change_of_houseplant_survives_the_way_through_json(houseplant: Project) -> None:
    """Nothing is said from data that isn't said at home."""
    houseplant.write("content/stages/wet.yml", "title: Only a title\n")
    houseplant.replace("content/letters/ask-friend.yml", "my plant needs", "my fern needs")
    sides = [
        Side(name, loaded.guide, tuple(loaded.diagnostics))
        for name, root in (("a", HOUSEPLANT), ("b", houseplant.root))
        for loaded in [check_project(root)]
    ]
    report = report_of(compare(sides[0], sides[1]))
    assert from_json(as_json(report).encode()) == report


# --- Words --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", messages.languages())
def test_there_is_a_word_for_every_kind(language: str) -> None:
    said = messages.load(language, "changes")
    assert all(f"status.{each}" in said for each in typing.get_args(Status))
    assert all(f"outside.{each}" in said for each in typing.get_args(OutsideKind))
    assert all(f"address.{each}" in said for each in typing.get_args(AddressKind))
    kinds = ("facts_list" if kind == "facts" else kind for kind in typing.get_args(RecordKind))
    assert all(f"section.{kind}" in said for kind in kinds)
    form = messages.load(language, "format")
    assert all(f"{each.capitalize()}.about.label" in form for each in typing.get_args(NodeKind))
    assert all(f"count.{code}.{n}" in said for code in headline.ORDER for n in ("one", "other"))


def test_patterns_are_those_of_json_schema_too() -> None:
    """What differs between dialects of regular expressions stays out of the format."""
    for _, marks, _ in _types(ChangeReport):
        for mark in marks:
            if isinstance(mark, Matches):
                assert not re.search(r"\\[dwsb]|\(\?", mark.regex)


def test_package_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    """See test_github_comment.py, which runs it so."""
    folder = ROOT / "generator" / "michishirube" / "changes" / "report"
    for path in folder.glob("*.py"):
        for name in re.findall(r"^(?:from|import) (\S+)", path.read_text(), re.MULTILINE):
            top = name.partition(".")[0]
            own = ("michishirube.changes.report", "michishirube.i18n", "michishirube.markup")
            assert name.startswith(own) or top in __import__("sys").stdlib_module_names, (
                path.name,
                name,
            )
