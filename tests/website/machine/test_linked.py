"""JSON-LD: every page's block is whole, and says only what schema.org knows."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from michishirube.checks.project import check_project
from michishirube.model import Guide, Text
from michishirube.website.machine import json_ld
from michishirube.website.pages import pages_of
from tests.conftest import FREELANCE, HOUSEPLANT
from tests.website.test_render import Tree, documents

SHAPES = json.loads((Path(__file__).parent / "schema_org.json").read_text(encoding="utf-8"))
TYPES, PROPERTIES = SHAPES["types"], SHAPES["properties"]


def load(root: Path) -> Guide:
    guide = check_project(root).guide
    assert guide
    return guide


GUIDES = {"small": load(HOUSEPLANT), "large": load(FREELANCE)}
every_guide = pytest.mark.parametrize("name", GUIDES)


@functools.cache
def made(name: str) -> dict[str, Tree]:
    """The pages of a guide as a site generator makes them, without charts."""
    pages = documents(GUIDES[name], draw=False)
    return {path: Tree(text) for path, text in pages.items()}


def read(block: str) -> list[dict[str, Any]]:
    """The things of a block, read as a search engine does."""
    match = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', block)
    assert match
    data = json.loads(match[1])
    assert data["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = data["@graph"]
    return things


def is_a(thing: dict[str, Any], kind: str) -> bool:
    own = thing["@type"]
    return kind in {"Thing", own, *TYPES[own]["is"]}


def faults(value: object, path: str = "") -> Iterator[str]:
    """What schema.org doesn't know in a thing and all that it holds."""
    if not isinstance(value, dict) or set(value) == {"@id"}:
        return
    if value.get("@type") not in TYPES:
        yield f"{path}: no such type: {value.get('@type')}"
        return
    for name in TYPES[value["@type"]]["required"]:
        if name not in value:
            yield f"{path}: {value['@type']} without {name}"
    for name, held in value.items():
        if name.startswith("@"):
            continue
        here = f"{path}/{name}"
        shape = PROPERTIES.get(name)
        if shape is None or not any(is_a(value, kind) for kind in shape["of"]):
            yield f"{here}: not a property of {value['@type']}"
            continue
        for each in held if isinstance(held, list) else [held]:
            if not fits(each, shape["holds"]):
                yield f"{here}: {each!r}"
            yield from faults(each, here)


def fits(value: object, kinds: list[str]) -> bool:
    if isinstance(value, dict):
        return set(value) == {"@id"} or any(
            is_a(value, kind) for kind in kinds if kind in TYPES or kind == "Thing"
        )
    if isinstance(value, int):
        return "Integer" in kinds
    text = str(value)
    return bool(text.strip()) and ("Text" in kinds or ("URL" in kinds and is_address(text)))


def is_address(text: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s<>\"]+", text))


@every_guide
def test_every_page_says_only_what_schema_org_knows(name: str) -> None:
    guide = GUIDES[name]
    for page in pages_of(guide):
        for thing in read(json_ld.block(guide, page)):
            assert list(faults(thing, page.path)) == []


def test_the_shapes_find_what_is_wrong() -> None:
    assert list(faults({"@type": "HowTwo"}))
    assert list(faults({"@type": "HowTo", "name": "x"}))
    assert list(faults({"@type": "DefinedTerm", "name": "x", "url": "here"}))
    assert list(faults({"@type": "ItemList", "itemListElement": ["x"]}))
    assert list(faults({"@type": "Audience", "name": "x", "headline": "y"}))
    assert not list(faults({"@type": "Audience", "name": "x"}))


@every_guide
def test_every_document_carries_its_block_unharmed(name: str) -> None:
    """Markdown leaves it whole, and nothing else of the page is a script."""
    guide = GUIDES[name]
    for page in pages_of(guide):
        html = made(name)[page.path]
        scripts = [attributes for tag, attributes in html.tags if tag == "script"]
        assert scripts == [{"type": "application/ld+json"}], page.path
        assert html.texts[-1].strip() == "" or json.loads(html.texts[-1])
        (said,) = [text for text in html.texts if text.startswith('{"@context"')]
        assert json.loads(said)["@graph"] == json.loads(
            json.dumps(list(json_ld.things(guide, page)))
        )


@every_guide
def test_breadcrumbs_lead_from_home_to_the_page(name: str) -> None:
    guide = GUIDES[name]
    for page in pages_of(guide):
        trails = [
            thing for thing in json_ld.things(guide, page) if thing["@type"] == "BreadcrumbList"
        ]
        assert len(trails) == (0 if page.kind == "home" else 1)
        for trail in trails:
            steps = trail["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            base = str(guide.site.address).rstrip("/")
            assert steps[0]["item"] == f"{base}/index.html"
            assert steps[-1]["item"] == f"{base}/{page.path}"


@every_guide
def test_addresses_lead_to_pages_and_their_anchors(name: str) -> None:
    guide, pages = GUIDES[name], made(name)
    base = str(guide.site.address).rstrip("/") + "/"
    for page in pages_of(guide):
        block = json_ld.block(guide, page)
        for address in re.findall(r'"(?:url|item)":"([^"]+)"', block):
            if not address.startswith(base):
                continue
            path, _, anchor = address.removeprefix(base).partition("#")
            assert path in pages, address
            assert not anchor or anchor in pages[path].ids(), address


def test_each_action_with_steps_is_a_procedure() -> None:
    guide = GUIDES["small"]
    page = next(page for page in pages_of(guide) if page.path == "stages/dry.steps.html")
    found = [thing for thing in json_ld.things(guide, page) if thing["@type"] == "HowTo"]
    wanted = [
        str(node.title) for node in guide.trees["dry"].nodes.values() if getattr(node, "do", ())
    ]
    assert wanted
    assert [thing["name"] for thing in found] == wanted
    assert all(step["text"] for thing in found for step in thing["step"])


def test_every_term_is_defined() -> None:
    guide = GUIDES["large"]
    page = next(page for page in pages_of(guide) if page.kind == "glossary")
    (terms,) = [x for x in json_ld.things(guide, page) if x["@type"] == "DefinedTermSet"]
    assert {term["name"] for term in terms["hasDefinedTerm"]} == {
        str(term.term) for term in guide.terms.values()
    }


@pytest.mark.parametrize(
    "attack",
    ["</script><script>alert(1)</script>", "<!-- <script>", "&lt;/script&gt;\u2028", '"]}'],
)
def test_no_text_ends_the_block(attack: str) -> None:
    guide = GUIDES["small"]
    tree = guide.trees["wet"]
    evil = dataclasses.replace(tree, title=Text(attack, tree.span))
    changed = dataclasses.replace(guide, trees={**guide.trees, "wet": evil})
    page = next(page for page in pages_of(changed) if page.path == "stages/wet.html")
    block = json_ld.block(changed, page)
    assert block.count("<") == 2
    assert "&" not in block
    assert read(block)[0]["name"] == attack


def test_without_an_address_links_are_paths() -> None:
    guide = GUIDES["small"]
    bare = dataclasses.replace(guide, site=dataclasses.replace(guide.site, address=None))
    page = next(page for page in pages_of(bare) if page.path == "glossary.html")
    assert read(json_ld.block(bare, page))[0]["url"] == "glossary.html"
