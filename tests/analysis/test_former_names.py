"""Former names: old addresses and anchors are published still, and lead on to the present ones."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from michishirube.analysis import former_names
from michishirube.publish import export
from michishirube.website import csp
from michishirube.website.compile import CompiledSite, compile_site
from michishirube.website.machine import data
from tests.conftest import ROOT, Project
from tests.former_names import DRY, give_former_names


class Tags(HTMLParser):
    """All start tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture
def renamed(houseplant: Project) -> Project:
    """The small guide, in which something of every kind has a former name."""
    give_former_names(houseplant)
    return houseplant


def built(project: Project) -> CompiledSite:
    compiled = compile_site(project.root, ROOT / "templates")
    assert compiled.site is not None, list(compiled.diagnostics)
    return compiled.site


def files(project: Project) -> dict[str, str]:
    return {asset.path: asset.content.decode() for asset in built(project).assets}


@pytest.mark.parametrize(
    ("old", "now", "up"),
    [
        ("stages/parched.html", "dry.html", "../"),
        ("letters/call.html", "ask-friend.html", "../"),
        ("checklists/looks.html", "healthy-plant.html", "../"),
        ("us.html", "about.html", ""),
    ],
)
def test_former_address_leads_on_with_and_without_scripts(
    renamed: Project, old: str, now: str, up: str
) -> None:
    site = files(renamed)
    page = Tags(site[old])
    refresh = [each for each in page.of("meta") if each.get("http-equiv") == "refresh"]
    assert [each["content"] for each in refresh] == [f"0; url={now}"]
    assert page.of("a") == [{"href": now}]
    (script,) = page.of("script")
    assert script["data-to"] == now
    assert f"{script['src']}".removeprefix(up) in site
    canonical = next(each for each in page.of("link") if each["rel"] == "canonical")
    assert canonical["href"] == f"https://plants.example/{old.rpartition('/')[0]}/{now}".replace(
        "//about", "/about"
    )


def test_former_page_may_do_nothing_that_other_pages_may_not(renamed: Project) -> None:
    page = Tags(files(renamed)["stages/parched.html"])
    rules = [
        each for each in page.of("meta") if each.get("http-equiv") == "Content-Security-Policy"
    ]
    assert rules[0]["content"] == csp.OF_BARE_PAGE
    assert {"name": "robots", "content": "noindex"} in page.of("meta")
    assert not page.of("soil")


def test_former_address_is_in_no_list(renamed: Project) -> None:
    site = built(renamed)
    listed = json.dumps([site.navigation, dict(site.theme_context)], default=str)
    shown = {asset.path: asset.content.decode() for asset in site.assets}
    searched = next(text for path, text in shown.items() if path.startswith("assets/search."))
    for text in (listed, searched, shown["llms.txt"]):
        assert "parched" not in text
    assert [page["path"] for page in json.loads(shown["guide.json"])["pages"]].count(
        "stages/parched.html"
    ) == 0


def test_former_anchors_stand_before_what_they_mean(renamed: Project) -> None:
    pages = {document.path: document.html for document in built(renamed).documents}
    for path, old, now in (
        ("stages/dry.steps.md", "soak", "rest"),
        ("glossary.md", "dust", "dry-soil"),
        ("sources.md", "book", "handbook"),
        ("scenarios.md", "bad", "rotten"),
        ("checklists/healthy-plant.md", "root", "roots"),
    ):
        at = pages[path].index(f'id="{old}"')
        heading = re.search(r"<h\d[^>]*>", pages[path][at:])
        assert heading
        assert f'id="{now}"' in heading[0], path


def test_export_leads_on_as_well(renamed: Project) -> None:
    names = {name for name, _ in export.files(built(renamed))}
    assert {"docs/stages/parched.html", "docs/letters/call.html", "docs/us.html"} <= names


def test_data_for_machines_keeps_its_contract(renamed: Project) -> None:
    said: Any = data.as_data(renamed.guide())
    schema = json.loads(
        (ROOT / "generator/michishirube/website/machine/guide.schema.json").read_text(
            encoding="utf-8"
        )
    )
    Draft202012Validator(schema).validate(said)
    assert said["trees"]["dry"]["nodes"]["rest"]["was"] == ["soak"]


def test_scripts_know_what_devices_may_hold(renamed: Project) -> None:
    assert former_names.kept_names(renamed.guide()) == {
        "steps": {"dry/soak": "dry/rest"},
        "trees": {"parched": "dry"},
        "letters": {"call": "ask-friend"},
        "fields": {"neighbour": "friend", "date": "day"},
        "checklists": {"looks": "healthy-plant"},
        "points": {"healthy-plant/root": "healthy-plant/roots"},
    }


def test_page_that_exists_is_never_replaced_by_a_way_on(houseplant: Project) -> None:
    houseplant.replace("content/about.md", "title: About", "title: About\nwas: [glossary]")
    assert houseplant.codes() == {"address-taken"}


def test_name_that_is_in_use_again_leads_nowhere_else(houseplant: Project) -> None:
    """The check refuses it; meanwhile nothing that reads former names may be misled."""
    houseplant.replace(DRY, "    hours: 24", "    hours: 24\n    was: [saved, soak]")
    assert former_names.renamed(houseplant.parts().trees["dry"].nodes) == {"soak": "rest"}
    houseplant.replace(DRY, "short_title: Dry", "short_title: Dry\nwas: [wet, parched]")
    moved = former_names.moved_pages(houseplant.parts())
    assert [each.path for each in moved] == ["stages/parched.html", "stages/parched.steps.html"]


def test_guide_without_former_names_publishes_nothing_for_them(houseplant: Project) -> None:
    assert not [path for path in files(houseplant) if "moved" in path]


def test_worker_and_archive_take_former_addresses_along(renamed: Project, tmp_path: Path) -> None:
    """Who kept an address finds it without a network too; its page names all that it loads."""
    from michishirube.publish.offline import reachable

    for path, text in files(renamed).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    found = reachable(tmp_path, scripts=True)
    assert "stages/parched.html" in found
    assert any(path.startswith("assets/moved.") for path in found)
