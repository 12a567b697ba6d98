"""Old addresses, anchors, kept places and values lead on to what has another name now."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.pages import OpenPage
from tests.conftest import HOUSEPLANT, Project
from tests.former_names import give_former_names

PREFIX = "guide:/guide/:2:"


@pytest.fixture(scope="module")
def renamed_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small guide in which things have former names."""
    folder = tmp_path_factory.mktemp("renamed")
    shutil.copytree(HOUSEPLANT, folder / "guide")
    give_former_names(Project(folder / "guide"))
    site.build(folder / "site", folder / "guide")
    with site.serve(folder / "site") as url:
        yield url


def keep(page: Page, **values: Any) -> None:
    """Have something remembered for the visit, as an earlier version of the guide did."""
    told = {name.replace("__", "."): {"value": value} for name, value in values.items()}
    page.evaluate(
        "([prefix, told]) => Object.entries(told).forEach(([key, value]) =>"
        " sessionStorage.setItem(prefix + key, JSON.stringify(value)))",
        [PREFIX, told],
    )


def kept(page: Page) -> dict[str, Any]:
    """What is remembered: values by their keys."""
    found = page.evaluate("() => ({ ...sessionStorage })")
    return {
        key.removeprefix(PREFIX): json.loads(text)["value"]
        for key, text in found.items()
        if key.startswith(PREFIX)
    }


def shown_step(page: Page) -> str:
    return page.locator(".walk-step h2").inner_text()


def test_address_of_a_step_leads_to_it_under_all_its_new_names(
    open_page: OpenPage, renamed_url: str
) -> None:
    """What a calendar entry or a sent address holds: page, place and way have other names."""
    page = open_page("stages/parched.html?at=soak&way=triage/~parched/", base=renamed_url)
    page.wait_for_url("**/stages/dry.html?at=rest&way=triage/~dry/")
    assert shown_step(page) == "Let it drink"
    expect(page.locator(".walk-lost")).to_be_hidden()
    expect(page.locator(".trail-link").first).to_contain_text("Find out")


def test_former_step_on_the_way_is_understood(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("stages/dry.html?at=recovered&way=dry/soak", base=renamed_url)
    assert page.url.endswith("/stages/dry.html?at=recovered&way=dry/rest")
    assert shown_step(page) == "Do the leaves stand up again?"
    expect(page.locator(".walk-lost")).to_be_hidden()


def test_day_in_an_old_address_is_kept(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("stages/parched.html?at=soak&on=2026-12-03T18:00", base=renamed_url)
    page.wait_for_url("**/stages/dry.html?at=rest&on=2026-12-03T18:00")
    assert page.locator(".due-field input[type=date]").input_value() == "2026-12-03"


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("stages/parched.html", "stages/dry.html"),
        ("letters/call.html", "letters/ask-friend.html"),
        ("checklists/looks.html", "checklists/healthy-plant.html"),
        ("us.html", "about.html"),
    ],
)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_former_page_leads_on(
    open_page: OpenPage, renamed_url: str, old: str, now: str, scripts: bool
) -> None:
    page = open_page(old, base=renamed_url, java_script_enabled=scripts)
    page.wait_for_url(f"**/{now}")


def test_former_pages_are_in_no_list_of_the_site(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("index.html", base=renamed_url)
    for name in ("sitemap.xml", "feed.xml", "llms.txt", "stages/wet.html"):
        answer = page.request.get(renamed_url + name)
        assert answer.ok, name
        assert not re.search("parched|letters/call|checklists/looks|/us.html", answer.text()), name


def test_way_back_does_not_lead_into_the_former_page(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("index.html", base=renamed_url)
    page.goto(renamed_url + "letters/call.html")
    page.wait_for_url("**/letters/ask-friend.html")
    page.go_back()
    page.wait_for_url("**/index.html")


@pytest.mark.parametrize(
    ("path", "old", "now"),
    [
        ("stages/dry.steps.html", "soak", "rest"),
        ("glossary.html", "dust", "dry-soil"),
        ("sources.html", "book", "handbook"),
        ("scenarios.html", "bad", "rotten"),
        ("checklists/healthy-plant.html", "root", "roots"),
    ],
)
def test_former_anchor_becomes_the_present_one(
    open_page: OpenPage, renamed_url: str, path: str, old: str, now: str
) -> None:
    page = open_page(f"{path}#{old}", base=renamed_url)
    assert page.url.endswith(f"{path}#{now}")
    assert page.locator(f"#{now}").evaluate("each => each.matches(':target')")


def test_former_anchor_of_a_step_opens_the_walk_there(
    open_page: OpenPage, renamed_url: str
) -> None:
    page = open_page("stages/dry.html#soak", base=renamed_url)
    page.wait_for_url("**/stages/dry.html?at=rest")
    assert shown_step(page) == "Let it drink"
    # Also in a link that is followed within the page.
    page.goto(renamed_url + "stages/dry.html")
    page.evaluate("() => { location.hash = 'soak' }")
    page.wait_for_url("**/stages/dry.html?at=rest")
    assert shown_step(page) == "Let it drink"


def test_former_anchor_of_a_link_within_the_page(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("glossary.html", base=renamed_url)
    page.evaluate("() => { location.hash = 'dust' }")
    page.wait_for_url("**/glossary.html#dry-soil")


def test_former_anchor_scrolls_to_its_step_without_scripts(
    open_page: OpenPage, renamed_url: str
) -> None:
    page = open_page("stages/dry.steps.html#soak", base=renamed_url, java_script_enabled=False)
    box = page.locator("#rest").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 200


def test_former_anchor_of_a_step_leads_to_it_in_full_without_scripts(
    open_page: OpenPage, renamed_url: str
) -> None:
    page = open_page("stages/dry.html#soak", base=renamed_url, java_script_enabled=False)
    listed = page.locator("li:has(#soak)")
    expect(listed).to_be_in_viewport()
    listed.locator("a").click()
    page.wait_for_url("**/stages/dry.steps.html#rest")
    expect(page.locator("#rest")).to_be_in_viewport()


def test_offer_to_go_on_leads_to_the_kept_place(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("index.html", base=renamed_url)
    path = "stages/parched.html?at=soak&way=triage/~parched/"
    keep(page, place={"path": path, "title": "Soak it", "tree": "Parched"})
    page.goto(renamed_url + "stages/wet.html")
    page.locator(".walk-offer a").click()
    page.wait_for_url("**/stages/dry.html?at=rest&way=triage/~dry/")
    assert shown_step(page) == "Let it drink"


def test_values_kept_under_former_names_are_there(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("index.html", base=renamed_url)
    keep(
        page,
        field__neighbour="Robin",
        letter__call__date="2026-12-24",
        checklist__looks=["root.1"],
        record=[{"day": "2026-11-20", "what": "parched/soak", "title": "Soaked"}],
    )
    page.goto(renamed_url + "letters/ask-friend.html")
    assert page.locator('[data-field="friend"] input').input_value() == "Robin"
    assert page.locator('[data-field="day"] input').input_value() == "2026-12-24"
    assert kept(page) == {
        "field.friend": "Robin",
        "letter.ask-friend.day": "2026-12-24",
        "checklist.healthy-plant": ["roots.1"],
        "record": [{"day": "2026-11-20", "what": "dry/rest", "title": "Soaked"}],
    }
    page.goto(renamed_url + "checklists/healthy-plant.html")
    expect(page.locator('input[value="roots.1"]')).to_be_checked()


def test_what_is_of_another_form_stays_as_it_is(open_page: OpenPage, renamed_url: str) -> None:
    odd = {
        "field": "x",
        "letter.call": "x",
        "on.parched": "2026-11-20",
        "checklist.looks": ["root", "", "a.b.c"],
        "record": [{"day": "2026-11-20", "what": "a/b/c", "title": "x"}],
    }
    page = open_page("index.html", base=renamed_url)
    keep(page, **{key.replace(".", "__"): value for key, value in odd.items()})
    page.goto(renamed_url + "glossary.html")
    found = kept(page)
    assert found.pop("checklist.healthy-plant") == ["roots", "", "a.b.c"]
    assert found == {key: value for key, value in odd.items() if key != "checklist.looks"}


def test_what_was_written_since_is_kept(open_page: OpenPage, renamed_url: str) -> None:
    page = open_page("index.html", base=renamed_url)
    keep(page, field__neighbour="Robin", field__friend="Kim")
    page.goto(renamed_url + "letters/ask-friend.html")
    assert kept(page) == {"field.friend": "Kim"}


def test_export_leads_on_from_a_folder_on_disk(
    open_page: OpenPage, renamed_url: str, tmp_path: Path
) -> None:
    """The files as they are, without a host: what a reader unpacks."""
    page = open_page("stages/parched.html", base=renamed_url)
    page.wait_for_url("**/stages/dry.html")
    for path in ("stages/parched.html", "stages/dry.html"):
        target = tmp_path / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(page.request.get(renamed_url + path).text(), encoding="utf-8")
    script = page.request.get(renamed_url + "stages/parched.html").text()
    name = script.partition('src="../')[2].partition('"')[0]
    (tmp_path / "assets").mkdir()
    (tmp_path / name).write_text(page.request.get(renamed_url + name).text(), encoding="utf-8")
    base = tmp_path.as_uri() + "/"
    disk = open_page("stages/parched.html?at=soak", base=base, allow=("ERR_FILE_NOT_FOUND", "CORS"))
    disk.wait_for_url("**/stages/dry.html?at=soak")
