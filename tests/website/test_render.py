"""Pages: what readers rely on, and that no text of a guide becomes markup."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import posixpath
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import rcssmin

from michishirube.analysis.usage_index import index_uses
from michishirube.diagnostics import Span
from michishirube.i18n import messages
from michishirube.i18n.durations import date_in_words, length_in_words
from michishirube.model import Guide, Ref, Text, Wait
from michishirube.reading.loader import load_guide
from michishirube.website import page_html
from michishirube.website.compose import compose
from michishirube.website.page_factory import CHARTS, make_page
from michishirube.website.pages import pages_of
from michishirube.website.render import Renderer, theme_context
from michishirube.website.views import View
from tests.conftest import FREELANCE, HOUSEPLANT, PARCEL, ROOT, Project

RENDERER = Renderer(ROOT / "templates")
VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "path", "use", "rect", "circle", "line"}


class Tree(HTMLParser):
    """Reads HTML strictly: every tag that opens must close."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def ids(self) -> set[str]:
        return {attributes["id"] for _, attributes in self.tags if "id" in attributes}

    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.tags if tag == "a"]


def documents(guide: Guide, *, draw: bool = True) -> dict[str, str]:
    """The pages without the theme."""
    uses = index_uses(guide)
    made = {}
    for page in pages_of(guide):
        if draw:
            blocks = make_page(guide, RENDERER, uses, page).blocks
        else:
            composed = compose(guide, page)
            shown = [each for each in composed if getattr(each, "name", "") not in CHARTS]
            blocks = RENDERER.blocks(View(guide, page, uses), shown)
        made[page.path] = str(page_html.join(blocks))
    return made


@pytest.fixture(scope="module")
def guide() -> Guide:
    found = load_guide(HOUSEPLANT).guide
    assert found
    return found


def test_every_link_leads_somewhere(guide: Guide) -> None:
    pages = {path: Tree(document) for path, document in documents(guide).items()}
    for path, page in pages.items():
        for href in page.links():
            if href.endswith(".svg") or re.match(r"https?:", href):
                continue
            target, _, anchor = href.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            there = there if target else path
            assert there in pages, (path, href)
            assert not anchor or anchor in pages[there].ids(), (path, href)


def test_ids_are_unique(guide: Guide) -> None:
    for document in documents(guide).values():
        found = [attributes["id"] for _, attributes in Tree(document).tags if "id" in attributes]
        assert len(found) == len(set(found))


def test_each_node_is_a_section_of_the_page_with_all_steps(guide: Guide) -> None:
    for name, tree in guide.trees.items():
        page = Tree(documents(guide)[f"stages/{name}.steps.html"])
        headings = [a.get("id") for tag, a in page.tags if tag == "h3"]
        assert headings == list(tree.nodes)
        bodies = [a["data-node"] for tag, a in page.tags if tag == "div" and "data-node" in a]
        assert bodies == list(tree.nodes)


def test_each_step_in_full_leads_to_the_walk_there(guide: Guide) -> None:
    page = Tree(documents(guide)["stages/wet.steps.html"])
    assert {f"wet.html#{node}" for node in guide.trees["wet"].nodes} <= {*page.links()}


def test_the_walk_has_each_node_once_and_shows_the_first(guide: Guide) -> None:
    for name, tree in guide.trees.items():
        document = documents(guide)[f"stages/{name}.html"]
        nodes = [
            a["data-node"] for tag, a in Tree(document).tags if tag == "h2" and "data-node" in a
        ]
        assert sorted(nodes) == sorted(tree.nodes)
        shown = re.sub("<template.*?</template>", "", document, flags=re.DOTALL)
        (first,) = [a["data-node"] for tag, a in Tree(shown).tags if tag == "h2"]
        assert first == tree.start


def test_without_a_script_the_walks_answers_lead_to_the_steps_in_full(guide: Guide) -> None:
    page = Tree(documents(guide)["stages/wet.html"])
    found = {(a["data-answer"], a["href"]) for _, a in page.tags if "data-answer" in a}
    assert found == {
        ("Yes", "wet.steps.html#repot"),
        ("No", "wet.steps.html#dry-out"),
        ("It is", "wet.steps.html#repot"),
        ("It recovered", "dry.html#saved"),
    }
    listed = {a["href"] for tag, a in page.tags if tag == "a" and "see-link" in a.get("class", "")}
    assert {f"wet.steps.html#{node}" for node in guide.trees["wet"].nodes} - listed == {
        f"wet.steps.html#{guide.trees['wet'].start}"
    }


def test_answers_are_links_to_what_they_lead_to(guide: Guide) -> None:
    page = Tree(documents(guide)["stages/wet.steps.html"])
    found = [(a["data-answer"], a["href"]) for _, a in page.tags if "data-answer" in a]
    assert found == [
        ("Yes", "#repot"),
        ("No", "#dry-out"),
        ("It is", "#repot"),
        ("It recovered", "dry.html#saved"),
    ]


def test_a_deadline_is_seen_on_the_first_page_and_once(tmp_path: Path) -> None:
    project = Project(Path(shutil.copytree(PARCEL, tmp_path / "guide")))
    assert "cards-deadlines" not in documents(project.guide())["index.html"]  # It's a stage.
    settings = "stages: [ordered, disputed]"
    project.replace("site_config.yml", settings, "stages: [disputed]\nsituations: [ordered]")
    home = documents(project.guide())["index.html"]
    deadlines = home[home.index("cards-deadlines") :].split("</ul>")[0]
    assert 'href="stages/ordered.html"' in deadlines
    assert "120 days" in deadlines
    assert home.count('class="card" href="stages/ordered.html"') == 1


def test_a_letter_reads_as_it_will_be_pasted(guide: Guide) -> None:
    document = documents(guide)["letters/ask-friend.html"]
    sheet = re.search(r'<div class="letter-text".*?</div>', document, re.DOTALL)
    assert sheet
    assert "".join(Tree(sheet[0]).texts) == (
        "Dear 〔Name〕,\n\nmy plant needs new soil. Could you help me on 〔Day〕?\n"
        "Could you bring a trowel?\n\nThank you!"
    )


def test_claims_name_their_sources_and_when_they_were_checked(guide: Guide) -> None:
    page = Tree(documents(guide)["stages/wet.steps.html"])
    assert "checked on 1 November 2026" in "".join(page.texts)
    assert "../sources.html#handbook" in page.links()


def test_readers_are_told_what_was_only_seen_in_an_archived_copy(guide: Guide) -> None:
    sources = {
        name: dataclasses.replace(each, archived=True) for name, each in guide.sources.items()
    }
    pages = documents(dataclasses.replace(guide, sources=sources))
    for path in ("stages/wet.html", "sources.html"):
        assert "checked in an archived copy on 1 November 2026" in "".join(Tree(pages[path]).texts)


def test_the_survey_is_drawn_and_told(guide: Guide) -> None:
    page = Tree(documents(guide)["index.html"])
    people = [a["class"] for tag, a in page.tags if tag == "use"]
    assert people.count("person is-marked") == 7
    assert people.count("person") == 3
    assert "Of 10, 7: too much water; 3: other reasons" in page.texts


def test_two_runs_give_the_same(guide: Guide) -> None:
    assert documents(guide) == documents(guide)


# --- Nothing breaks out -----------------------------------------------------------------

ATTACK = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>](javascript:alert(1)) {#evil .x "
    "onclick=alert(1)} {: onclick=y } </div></a> **b** `c` [l](javascript:alert(1)) {{ 7*7 }} "
    "{% x %} # $"
)
HARMLESS = {
    "href",
    "class",
    "id",
    "rel",
    "role",
    "hidden",
    "open",
    "title",
    "translate",
    "datetime",
}
HARMLESS |= {
    "viewbox",
    "width",
    "height",
    "fill",
    "focusable",
    "d",
    "x",
    "y",
    "tabindex",
    "download",
}
HARMLESS |= {"start", "align", "type"}


def poisoned(value: Any, attack: str) -> Any:
    """The same guide, in which every text that isn't a name reads as the attack."""
    if isinstance(value, Ref):
        return value
    if isinstance(value, Text):
        # A name keeps to its letters; the reader of content files sees to that.
        if re.fullmatch(r"[a-z0-9][a-z0-9_-]*|[A-Z][0-9]+|[A-Za-z]+/[A-Za-z]+|https://\S+", value):
            return value
        return type(value)(attack, value.span)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {
            f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.name != "span"
        }
        return dataclasses.replace(value, **{k: poisoned(v, attack) for k, v in parts.items()})
    if isinstance(value, tuple):
        return tuple(poisoned(item, attack) for item in value)
    if isinstance(value, Mapping):
        return {key: poisoned(item, attack) for key, item in value.items()}
    return value


@pytest.mark.parametrize(
    "attack", [ATTACK, "\n\n<script>\n\n# x {#evil}\n\n", "</textarea></svg>\u2028a"]
)
def test_no_text_becomes_markup(guide: Guide, attack: str) -> None:
    evil = poisoned(guide, attack)
    assert evil.trees["wet"].title == attack
    # Without charts, which have tests of their own.
    for path, document in documents(evil, draw=False).items():
        page = Tree(document)
        for tag, attributes in page.tags:
            # The page's own data (tests/website/machine/test_linked.py) is the only script.
            if (tag, attributes) == ("script", {"type": "application/ld+json"}):
                continue
            assert tag not in {"script", "img", "textarea", "style", "iframe"}, path
            for name, value in attributes.items():
                assert name in HARMLESS or name.startswith(("data-", "aria-")), (path, tag, name)
                assert not (name == "href" and "javascript" in value), path
        assert "evil" not in page.ids()
        assert "49" not in "".join(page.texts)
        assert [tag for tag, _ in page.tags].count("script") == 1


# --- Words --------------------------------------------------------------------------------


def test_languages_say_the_same_things() -> None:
    ja, en = messages.load("ja", "ui"), messages.load("en", "ui")
    assert list(ja) == list(en)
    may_differ = {"date"}
    for key in set(ja) - may_differ:
        assert set(re.findall(r"\{\w+\}", en[key])) <= set(re.findall(r"\{\w+\}", ja[key])) | {
            "{tree}"
        }, key


def test_dates_and_lengths_in_words() -> None:
    ja, en = messages.load("ja", "ui"), messages.load("en", "ui")
    day = dt.date(2026, 11, 24)
    assert date_in_words(day, ja) == "2026年11月24日"
    assert date_in_words(day, en) == "24 November 2026"
    assert length_in_words(wait(days=7), {}, ja) == "7日"
    assert length_in_words(wait(business_days=2), {}, ja) == "2営業日"
    assert length_in_words(wait(hours=24), {}, en) == "24 hours"
    assert length_in_words(wait(days=1), {}, en) == "1 day"


def wait(**length: int) -> Wait:
    span = Span.of_file("content/stages/x.yml")
    return Wait(span=span, id=Text("w", span), wait=Text("w", span), **length)  # type: ignore[arg-type]


# --- Styles and the theme -------------------------------------------------------------------


def test_styles_ask_no_other_host_for_anything() -> None:
    styles = RENDERER.stylesheet()
    assert "@import" not in styles
    assert not re.search(r"url\(\s*[\"']?(?!data:image/svg)", styles)
    for component in (ROOT / "templates" / "components").glob("*/*.css"):
        assert rcssmin.cssmin(component.read_text(encoding="utf-8")) in styles


def test_templates_hold_no_style_or_script_of_their_own() -> None:
    for template in (ROOT / "templates").rglob("*"):
        # In place of the theme's own scripts; the policy lets them through by their hashes.
        is_known = template.parent.name == "javascripts"
        if template.suffix == ".html" and not is_known:
            text = template.read_text(encoding="utf-8")
            assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?! src=)|<style|https?://", text), (
                template
            )


def test_the_theme_is_told_where_to_lead(guide: Guide) -> None:
    context = theme_context(guide)
    assert [way["path"] for way in context["ways"]] == [
        "index.html",
        "stages/dry.html",
        "stages/wet.html",
        "stages/triage.html",
    ]
    assert context["licence"]["name"] == "CC BY 4.0"


def test_scripts_are_one_function_with_the_words_of_the_language(guide: Guide) -> None:
    script = RENDERER.scripts.of_guide(guide)
    assert script.startswith('(()=>{"use strict"')
    assert re.search(r"\n\w+\(\)\}\)\(\);$", script.rstrip())
    assert "// " not in script
    assert '"timeZone":"Europe/London"' in script


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


@pytest.mark.parametrize("root", [FREELANCE, HOUSEPLANT], ids=["ja", "en"])
def test_the_script_is_small(root: Path) -> None:
    guide = load_guide(root).guide
    assert guide
    assert packed(RENDERER.scripts.of_guide(guide)) <= 32_000
    # It stands in for the theme's own script of 35,000 bytes.
    assert packed(RENDERER.scripts.of_frame) <= 3_250


def test_without_scripts_there_is_no_file(guide: Guide, tmp_path: Path) -> None:
    assert Renderer(tmp_path).scripts.of_guide(guide) == ""
