"""What can be found: every place of a guide, under an address that is there, as plain words."""

from __future__ import annotations

import itertools
import json
import re

import pytest

from michishirube.i18n import messages
from michishirube.model import Guide
from michishirube.reading.loader import load_guide
from michishirube.website.search_index import KINDS, SearchEntry, entries_of, index_of
from tests.conftest import FREELANCE, PARCEL, Project
from tests.website.test_render import RENDERER, Tree, documents


@pytest.fixture
def guide(houseplant: Project) -> Guide:
    return houseplant.guide()


def entry(guide: Guide, path: str) -> SearchEntry:
    return next(each for each in entries_of(guide) if each.path == path)


def test_everything_with_an_address_of_its_own_can_be_found(guide: Guide) -> None:
    found = {each.path for each in entries_of(guide)}
    steps = {f"stages/{tree}.html#{node}" for tree, of in guide.trees.items() for node in of.nodes}
    stories = {f"scenarios.html#{story}" for story in guide.scenarios}
    assert steps | stories < found
    assert {
        "stages/wet.html",
        "letters/ask-friend.html",
        "checklists/healthy-plant.html#roots",
        "glossary.html#dry-soil",
        "about.html",
        "sources.html#handbook",
    } < found


def test_results_lead_to_places_that_are_there(guide: Guide) -> None:
    pages = {path: Tree(document) for path, document in documents(guide).items()}
    for each in entries_of(guide):
        assert each.page in pages
        assert not each.anchor or each.anchor in pages[each.page].ids(), each.path


def test_parts_of_a_page_without_an_id_of_their_own_are_found_too(houseplant: Project) -> None:
    houseplant.write(
        "content/about.md",
        "---\ntitle: About\ndescription: x\n---\nA.\n\n## First\n\nB.\n\n## Second {#own}\n\nC.\n",
    )
    guide = houseplant.guide()
    found = [(each.path, each.title, each.text) for each in entries_of(guide)]
    about = [each for each in found if each[0].startswith("about.html")]
    assert about == [
        ("about.html", "About", "x A."),
        ("about.html#_1", "First", "B."),
        ("about.html#own", "Second", "C."),
    ]
    ids = Tree(documents(guide)["about.html"]).ids()
    assert {"_1", "own"} < ids


def test_page_without_a_text_before_its_first_heading_is_found_too(houseplant: Project) -> None:
    houseplant.write(
        "content/about.md", "---\ntitle: About\ndescription: Who we are\n---\n## First\n\nB.\n"
    )
    assert entry(houseplant.guide(), "about.html").text == "Who we are"


def test_results_of_a_page_stand_in_its_order() -> None:
    guide = load_guide(FREELANCE).guide
    assert guide
    pages = documents(guide, draw=False)
    for path, group in itertools.groupby(entries_of(guide), key=lambda each: each.page):
        found = [each.anchor for each in group if each.anchor]
        ids = re.findall(r' id="([^"]+)"', pages[path])
        assert found == [name for name in ids if name in found], path


def test_page_on_helping_is_found_as_a_whole_only() -> None:
    guide = load_guide(FREELANCE).guide
    assert guide
    assert [each.path for each in entries_of(guide) if each.page == "contribute.html"] == [
        "contribute.html"
    ]


def test_a_term_is_found_by_its_other_names_and_points_on(houseplant: Project) -> None:
    houseplant.replace(
        "content/glossary.yml",
        "    aliases: [dusty, thirsty]\n",
        "    reading: draɪ sɔɪl\n    aliases: [dusty, thirsty]\n"
        "    see: [dry, letters/ask-friend]\n",
    )
    term = entry(houseplant.guide(), "glossary.html#dry-soil")
    assert term.names == ("draɪ sɔɪl", "dusty", "thirsty")
    assert term.see == ("stages/dry.html", "letters/ask-friend.html")


def test_texts_are_plain_words(guide: Guide) -> None:
    saved = entry(guide, "stages/dry.html#saved")
    assert saved.text == "Water it again when the top of the soil is dry."
    letter = entry(guide, "letters/ask-friend.html")
    assert "Could you bring a trowel? Thank you!" in letter.text
    for each in entries_of(guide):
        assert not re.search(r"\{\{|\[\[|\[@|\*\*|\n", each.text), each.path


def test_a_question_shows_its_answers(guide: Guide) -> None:
    assert entry(guide, "stages/dry.html#recovered").text == "Yes / Some do / No"


def test_the_index_refers_by_number(houseplant: Project) -> None:
    houseplant.replace(
        "content/glossary.yml", "    text: Soil", "    see: [dry/water]\n    text: Soil"
    )
    index = json.loads(json.dumps(index_of(houseplant.guide())))
    pages, entries = index["pages"], index["entries"]
    kind, page, anchor, title, text, names, see = next(e for e in entries if e[2] == "dry-soil")
    assert index["kinds"][kind] == "term"
    assert pages[page][0] == "glossary.html"
    assert (anchor, title, names) == ("dry-soil", "Dry soil", ["dusty", "thirsty"])
    assert text.startswith("Soil that")
    assert [entries[number][2] for number in see] == ["water"]


def test_a_page_is_called_what_search_engines_and_readers_call_it(houseplant: Project) -> None:
    houseplant.replace(
        "content/stages/dry.yml",
        "short_title: Dry\n",
        "short_title: Dry\nsearch:\n  title: My plant droops\n  words: [thirsty, wilted]\n",
    )
    tree = entry(houseplant.guide(), "stages/dry.html")
    assert tree.names[-3:] == ("My plant droops", "thirsty", "wilted")
    assert entry(houseplant.guide(), "letters/index.html").names[:2] == ("template", "templates")


def test_what_a_letter_should_not_say_is_no_way_to_find_it(houseplant: Project) -> None:
    before = entry(houseplant.guide(), "letters/ask-friend.html")
    for word in ("avoid", "after"):
        assert str(getattr(houseplant.guide().letters["ask-friend"], word)) not in before.text


def test_what_the_guide_does_not_hold_says_whom_to_ask() -> None:
    guide = load_guide(PARCEL).guide
    assert guide
    tax = entry(guide, "referrals.html#tax")
    assert (tax.kind, tax.names) == ("referral", ("tax", "customs duty"))
    assert index_of(guide)["referrals"][0] == ("Tax office", "https://tax.example/")


def test_the_script_is_one_classic_file_that_asks_for_nothing(guide: Guide) -> None:
    script = RENDERER.scripts.of_search(guide)
    assert script.startswith('(()=>{"use strict"\n')
    assert script.endswith("})();\n")
    code = script.replace(json.dumps(index_of(guide), separators=(",", ":")), "")
    assert len(code) < len(script), "the index isn't told from the code"
    for word in ("eval(", "Function(", "innerHTML", "import", "fetch(", "Worker(", "http"):
        assert word not in code, word


def test_two_runs_give_the_same(guide: Guide) -> None:
    assert RENDERER.scripts.of_search(guide) == RENDERER.scripts.of_search(guide)


def test_languages_say_the_same_things() -> None:
    ja, en = messages.load("ja", "search"), messages.load("en", "search")
    assert list(ja) == list(en)
    for group in ("kind", "lead"):
        told = {key.removeprefix(f"{group}.") for key in ja if key.startswith(f"{group}.")}
        assert told == set(KINDS)
    for key in ja:
        assert re.findall(r"\{\w+\}", ja[key]) == re.findall(r"\{\w+\}", en[key]), key
