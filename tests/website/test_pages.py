"""Pages: what there is, under which address, and how the menu leads to it."""

from __future__ import annotations

import dataclasses

import pytest

from michishirube.model import Guide
from michishirube.reading.loader import load_guide
from michishirube.website.listings import scenarios_by_end
from michishirube.website.pages import navigation, pages_of
from tests.conftest import HOUSEPLANT, Project
from tests.snippets import add_snippets


@pytest.fixture(scope="module")
def guide() -> Guide:
    found = load_guide(HOUSEPLANT).guide
    assert found
    return found


def paths(guide: Guide) -> list[str]:
    return [page.path for page in pages_of(guide)]


def test_every_record_has_its_page_in_reading_order(guide: Guide) -> None:
    assert paths(guide) == [
        "index.html",
        "stages/dry.html",
        "stages/dry.steps.html",
        "stages/wet.html",
        "stages/wet.steps.html",
        "stages/triage.html",
        "stages/triage.steps.html",
        "scenarios.html",
        "letters/index.html",
        "letters/ask-friend.html",
        "checklists/healthy-plant.html",
        "about.html",
        "glossary.html",
        "sources.html",
    ]


def test_lists_without_entries_have_no_page(guide: Guide) -> None:
    bare = dataclasses.replace(guide, letters={}, terms={}, scenarios={}, sources={})
    assert not {"letters/index.html", "glossary.html", "scenarios.html", "sources.html"} & {
        *paths(bare)
    }


def test_stories_that_only_test_are_not_shown(guide: Guide) -> None:
    trials = {
        name: dataclasses.replace(each, trial=name != "rotten")
        for name, each in guide.scenarios.items()
    }
    some = dataclasses.replace(guide, scenarios=trials)
    shown = [each.id for _, group in scenarios_by_end(some) for each in group]
    assert shown == ["rotten"]
    none = {name: dataclasses.replace(each, trial=True) for name, each in trials.items()}
    assert "scenarios.html" not in paths(dataclasses.replace(guide, scenarios=none))


def test_pages_know_their_document_and_where_they_are_changed(guide: Guide) -> None:
    pages = {page.path: page for page in pages_of(guide)}
    assert pages["stages/wet.html"].source == "stages/wet.md"
    assert pages["stages/wet.html"].span.path == "content/stages/wet.yml"
    assert pages["glossary.html"].span.path == "content/glossary.yml"
    assert pages["index.html"].span.path == "site_config.yml"


def test_search_engines_are_shown_the_words_that_people_type(houseplant: Project) -> None:
    add_snippets(houseplant.root)
    guide = houseplant.guide()
    pages = {page.path: page for page in pages_of(guide)}
    home, letters = pages["index.html"], pages["letters/index.html"]
    assert home.search_title == "Why houseplants wilt, and what to do"
    assert home.search_description.startswith("A guide to drooping leaves")
    assert (letters.search_title, letters.search_description) == (
        "Letters to plant friends",
        letters.description,
    )
    letter, page = pages["letters/ask-friend.html"], pages["stages/wet.html"]
    assert letter.search_title == "Asking a friend to repot a plant"
    assert (letter.title, letter.name) == ("Ask a friend for help", "Ask a friend for help")
    assert (page.search_title, page.search_description) == (page.title, page.description)


def test_every_page_has_a_title_and_a_description(guide: Guide) -> None:
    for page in pages_of(guide):
        assert page.title
        assert page.name
        assert page.description
        assert "[@" not in page.description


def test_the_menu_follows_the_settings(guide: Guide) -> None:
    assert navigation(guide, pages_of(guide)) == [
        {"Home": "index.md"},
        {"Dry": "stages/dry.md"},
        {"Wet": "stages/wet.md"},
        {
            "Situations": [
                {"Find out": "stages/triage.md"},
                {"Cases like yours": "scenarios.md"},
            ]
        },
        {
            "Letters": [
                {"All letters": "letters/index.md"},
                {"Ask a friend for help": "letters/ask-friend.md"},
            ]
        },
        {"Before you buy": "checklists/healthy-plant.md"},
        {
            "Good to know": [
                {"About": "about.md"},
                {"Glossary": "glossary.md"},
                {"Sources": "sources.md"},
            ]
        },
    ]


def test_pages_with_neighbours_in_the_menu_show_them(guide: Guide) -> None:
    alone = {page.path for page in pages_of(guide) if page.alone}
    assert alone == {
        "index.html",
        "stages/dry.html",
        "stages/wet.html",
        *(f"stages/{name}.steps.html" for name in guide.trees),
        "checklists/healthy-plant.html",
    }
