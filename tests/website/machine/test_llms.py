"""llms.txt and llms-full.txt: the convention's shape, and that nothing is left out."""

from __future__ import annotations

import dataclasses
import re

import pytest

from michishirube.checks.project import check_project
from michishirube.i18n import messages
from michishirube.markup.letter_template import LiteralText, parse, preview
from michishirube.model import Guide, Outcome, Prose, Text
from michishirube.website.machine import files, llms
from michishirube.website.pages import pages_of
from tests.conftest import FREELANCE, HOUSEPLANT, Project


@pytest.fixture(scope="module", params=[HOUSEPLANT, FREELANCE], ids=["small", "large"])
def guide(request: pytest.FixtureRequest) -> Guide:
    found = check_project(request.param).guide
    assert found
    return found


def bare(guide: Guide) -> Guide:
    """The guide of a site that doesn't know its address."""
    return dataclasses.replace(guide, site=dataclasses.replace(guide.site, address=None))


def test_the_index_has_the_shape_of_the_convention(guide: Guide) -> None:
    text = llms.index(guide, pages_of(guide))
    lines = [line for line in text.split("\n") if line]
    assert lines[0] == f"# {guide.site.title}"
    assert lines[1] == f"> {guide.site.description}"
    assert not lines[2].startswith(("#", "-", ">"))
    for line in lines[3:]:
        assert re.fullmatch(r"## \S.*|- \[[^\[\]]+\]\(\S+\): \S.*", line), line
    assert [line for line in lines if line.startswith("## ")][-1] == "## Optional"


def test_the_index_leads_to_every_page(guide: Guide) -> None:
    text = llms.index(guide, pages_of(guide))
    base = str(guide.site.address).rstrip("/")
    for page in pages_of(guide):
        assert (f"({base}/{page.path})" in text) == (page.kind != "home"), page.path
    for path in ("llms-full.txt", "guide.json"):
        assert f"({base}/{path})" in text


def test_the_whole_text_holds_every_step_letter_and_term(guide: Guide) -> None:
    text = llms.full(guide, pages_of(guide))
    for tree in guide.trees.values():
        for name, node in tree.nodes.items():
            assert f"({tree.id}/{name})" in text
            if isinstance(node, Outcome):
                assert " ".join(node.title.split()) in text
    for letter in guide.letters.values():
        pieces = preview(parse(letter.tones[0].body.rstrip("\n")).segments, guide.fields)
        for piece in pieces:
            lines = piece.text.split("\n")[1:-1] if isinstance(piece, LiteralText) else []
            assert all(f"\n    {line}".rstrip(" ") in text for line in lines)
        assert str(letter.title) in text
    for term in guide.terms.values():
        assert f"- {term.term}" in text
    for fact in guide.facts.values():
        assert (f"- [@{fact.id}]" in text) != bool(fact.withheld)


def test_every_way_names_its_answer_and_goal() -> None:
    found = check_project(HOUSEPLANT).guide
    assert found
    text = llms.full(found, pages_of(found))
    assert "- Yes → Ask a friend to help you repot it (wet/repot)" in text
    assert "- It recovered → " in text
    assert "(dry/saved)" in text


def test_page_in_markdown_keeps_its_headings_below_its_title(houseplant: Project) -> None:
    body = "A.\n\n## One\n\n### Two {#own}\n\nB.\n"
    houseplant.write("content/about.md", f"---\ntitle: About\ndescription: x\n---\n{body}")
    found = houseplant.guide()
    text = llms.full(found, pages_of(found))
    assert "\n## About\n" in text
    assert "\n\nA.\n\n### One\n\n#### Two {#own}\n\nB.\n" in text


def test_what_is_cited_is_listed(guide: Guide) -> None:
    text = llms.full(guide, pages_of(guide))
    cited = set(re.findall(r"\[@([A-Za-z0-9-]+)\]", text))
    listed = set(re.findall(r"^- \[@([A-Za-z0-9-]+)\]", text, re.MULTILINE))
    assert cited
    assert cited == listed


def test_links_hold_outside_the_site(guide: Guide) -> None:
    base = str(guide.site.address).rstrip("/")
    pages = {f"{base}/{page.path}" for page in pages_of(guide)}
    for target in re.findall(r"\]\(([^)\s]+)\)", llms.full(guide, pages_of(guide))):
        assert re.match(r"(https?|mailto|tel):", target), target
        if target.startswith(base):
            assert target.partition("#")[0] in pages


def test_a_title_cannot_add_a_line(houseplant: Project) -> None:
    guide = houseplant.guide()
    tree = guide.trees["wet"]
    evil = dataclasses.replace(
        tree,
        title=Text("x](y)\n## Optional\n- [z", tree.span),
        first=Prose("a\n\n## b", tree.span),
    )
    changed = dataclasses.replace(guide, trees={**guide.trees, "wet": evil})
    text = llms.index(changed, pages_of(changed))
    assert text.count("\n## Optional\n") == 1
    assert "- [x&#93;(y) ## Optional - &#91;z](https://plants.example/stages/wet.html)" in text


def test_robots_may_read_all_and_are_shown_the_site_map(guide: Guide) -> None:
    robots = files(guide, {})["robots.txt"]()
    assert robots.startswith("User-agent: *\nAllow: /\n")
    assert f"Sitemap: {str(guide.site.address).rstrip('/')}/sitemap.xml" in robots


def test_a_site_without_address_has_paths_and_no_robots(houseplant: Project) -> None:
    guide = bare(houseplant.guide())
    made = files(guide, {})
    assert "robots.txt" not in made
    assert "(stages/wet.html)" in made["llms.txt"]()


def test_languages_say_the_same_things() -> None:
    ja, en = messages.load("ja", "machine"), messages.load("en", "machine")
    assert list(ja) == list(en)
    for key in ja:
        assert set(re.findall(r"\{\w+\}", en[key])) == set(re.findall(r"\{\w+\}", ja[key])), key
