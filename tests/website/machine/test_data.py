"""guide.json: it fits its schema, holds the whole guide, and every name in it leads somewhere."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from michishirube.checks.project import check_project
from michishirube.markup.letter_template import LiteralText, fill, parse
from michishirube.model import Guide, edges
from michishirube.website.machine import SCHEMA, data
from michishirube.website.pages import pages_of
from tests.conftest import FREELANCE, HOUSEPLANT

CONTRACT = json.loads(SCHEMA.read_text(encoding="utf-8"))


def load(name: str) -> Guide:
    guide = check_project({"small": HOUSEPLANT, "large": FREELANCE}[name]).guide
    assert guide
    return guide


@pytest.fixture(scope="module", params=["small", "large"])
def guide(request: pytest.FixtureRequest) -> Guide:
    return load(request.param)


@pytest.fixture(scope="module")
def said(guide: Guide) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(data.as_json(guide))
    return parsed


def mistakes(document: object) -> list[str]:
    found = Draft202012Validator(CONTRACT).iter_errors(document)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(CONTRACT)


def test_the_guide_fits_its_schema(said: dict[str, Any]) -> None:
    assert mistakes(said) == []


def test_how_sure_a_guide_may_sound_fits_the_schema(guide: Guide) -> None:
    facts = {
        name: dataclasses.replace(fact, stated="reported", words=(fact.statement,))
        for name, fact in guide.facts.items()
    }
    sources = {
        name: dataclasses.replace(source, kind="quoted", archived=True)
        for name, source in guide.sources.items()
    }
    said = json.loads(data.as_json(dataclasses.replace(guide, facts=facts, sources=sources)))
    assert mistakes(said) == []
    assert {(each["kind"], each["archived"]) for each in said["sources"].values()} == {
        ("quoted", True)
    }
    assert {each["stated"] for each in said["facts"].values()} == {"reported"}


def test_pages_say_how_search_engines_show_them(guide: Guide, said: dict[str, Any]) -> None:
    pages = {each["path"]: each for each in said["pages"]}
    for page in pages_of(guide):
        title = pages[page.path].get("search", {}).get("title", page.title)
        assert title == page.search_title


def test_the_schema_refuses_what_it_does_not_know(said: dict[str, Any]) -> None:
    assert mistakes({**said, "format": 2})
    assert mistakes({**said, "secret": "x"})
    name, tree = next(iter(said["trees"].items()))
    nodes = {**tree["nodes"], "odd": {"kind": "riddle", "title": "x"}}
    assert mistakes({**said, "trees": {name: {**tree, "nodes": nodes}}})


def test_every_record_is_there(guide: Guide, said: dict[str, Any]) -> None:
    for key in ("trees", "letters", "fields", "checklists", "terms", "figures", "scenarios"):
        assert list(said[key]) == list(getattr(guide, key)), key
    for key in ("documents", "sources"):
        assert list(said[key]) == list(getattr(guide, key)), key


def test_what_is_withheld_stays_so(guide: Guide, said: dict[str, Any]) -> None:
    for name, fact in guide.facts.items():
        assert (name in said["facts"]) != bool(fact.withheld)
        if fact.withheld:
            assert all(str(fact.statement) not in text for text in strings(said))


def test_every_node_has_its_ways(guide: Guide, said: dict[str, Any]) -> None:
    everywhere = {
        f"{tree}/{node}" for tree, shown in said["trees"].items() for node in shown["nodes"]
    }
    for tree in guide.trees.values():
        shown = said["trees"][tree.id]
        assert shown["start"] in everywhere
        for name, node in tree.nodes.items():
            ways = shown["nodes"][name].get("ways", [])
            assert [way.get("answer") for way in ways] == [edge.label for edge in edges(node)]
            assert [way.get("back", False) for way in ways] == [e.returns for e in edges(node)]
            assert {way["to"] for way in ways} <= everywhere
            assert shown["nodes"][name]["title"] == node.title


def test_every_address_is_a_page_of_the_guide(said: dict[str, Any]) -> None:
    pages = {page["path"] for page in said["pages"]}
    charts = {tree["chart"] for tree in said["trees"].values()}
    for key in ("trees", "letters", "checklists", "terms", "scenarios", "documents", "sources"):
        for record in said[key].values():
            assert record["path"].partition("#")[0] in pages
    for text in strings(said["trees"]):
        path = text.partition("#")[0]
        if path.endswith((".html", ".svg")) and " " not in path and "(" not in path:
            assert path in pages | charts, text


def test_a_letter_can_be_put_together(guide: Guide, said: dict[str, Any]) -> None:
    """Who follows the schema's words gets what a reader copies."""
    for name, letter in guide.letters.items():
        for tone, shown in zip(letter.tones, said["letters"][name]["tones"], strict=True):
            segments = parse(tone.body.rstrip("\n")).segments
            names = {field: f"<{field}>" for field in guide.fields}
            wanted = fill(segments, names, {}, blank=str)
            assert assembled(shown["text"], names).replace("\n", "") == wanted.replace("\n", "")
            assert any(isinstance(segment, LiteralText) for segment in segments)


def assembled(pieces: list[Any], values: dict[str, str]) -> str:
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
        elif "field" in piece:
            text += values[piece["field"]]
        else:
            value = values.get(piece["if"], "")
            holds = value == piece["is"] if "is" in piece else bool(value)
            text += assembled(piece["then" if holds else "else"], values)
    return text


def test_it_is_compact_and_the_same_every_time(guide: Guide) -> None:
    text = data.as_json(guide)
    assert text == data.as_json(guide)
    assert ": null" not in text
    assert "\n" not in text[:-1]


def test_the_own_guide_is_light_enough_to_fetch() -> None:
    assert len(gzip.compress(data.as_json(load("large")).encode(), 9)) < 100_000
