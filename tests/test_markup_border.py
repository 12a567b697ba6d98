"""No text of a guide is ever more than text, in any file that is finished.

Every text field of the model says something hostile (`tests.hostile`), whatever the checks would
say of it: so the writers are proved by themselves. Every finished file is read as its readers read
it (`tests.finished`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from mkdocs.commands.build import build
from mkdocs.config import load_config

import michishirube.mkdocs_plugin.plugin
from michishirube.analysis.routes import routes
from michishirube.cli.outline import listed, outline
from michishirube.git.log import Commit, History
from michishirube.i18n import messages
from michishirube.model import Guide, Text
from michishirube.publish.export import export
from michishirube.reading.loader import load_guide
from michishirube.support.terminal import printable
from michishirube.upkeep.link_checker import LinkResult, LinkState
from michishirube.upkeep.link_report import Finding
from michishirube.upkeep.link_report import as_text as links_text
from michishirube.upkeep.staleness import as_text as stale_text
from michishirube.upkeep.staleness import stale_sources
from michishirube.website.compile import CompiledSite, CompileResult, _hashed, _site
from michishirube.website.pages import pages_of
from michishirube.website.render import Renderer
from tests import finished
from tests.conftest import HOUSEPLANT, ROOT, Project
from tests.finished import OWN, squeezed
from tests.hostile import Hostile, canary
from tests.publish.test_build import add_theme, contents, run
from tests.snippets import add_snippets

NOWHERE = {
    "Allowance": "for those who write letters",
    "Answer.was": "what an answer was called before",
    "FactPromise": "for those who check the guide",
    "ForbiddenWord": "for those who write letters",
    "Switch": "for those who run the checks",
    "LetterPromise": "for those who check the guide",
    "LetterRules": "for those who write letters",
    "BannedPhrase": "for those who check the guide",
    "Promises": "for those who check the guide",
    "RoutePromise": "for those who check the guide",
    "WaitPromise": "for those who check the guide",
    "Repository.branch": "a part of addresses",
    "Site.logo": "the path of a file",
    "Repository.name": "unused by this theme",
    "Site.keep_together": "where lines break",
    "Snippet.words": "for the search's script alone",
}
"""Texts that no reader sees, by record or field."""


@dataclass
class Finished:
    """A hostile guide and all that is made of it."""

    hostile: Hostile
    guide: Guide
    compiled: CompiledSite
    site: Mapping[str, bytes]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The field that a canary stands in, by the canary's own word."""
        return {own_of(text): name for name, text in self.hostile.texts.items()}


def own_of(text: str) -> str:
    found = OWN.search(text)
    assert found
    return found[0]


def history_of(folder: Path) -> History:
    """A history in which each file changed, by a commit that says something hostile."""
    change = Commit(
        "0" * 40, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), canary("commit", 9999, lines=True)
    )
    files = (path for path in folder.rglob("*.*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (change,) for path in files}


@pytest.fixture(scope="module", params=["marks", "marks and lines"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The small guide, hostile, compiled and built with the theme around."""
    root = tmp_path_factory.mktemp("border")
    shutil.copytree(HOUSEPLANT, root / "small")
    add_snippets(root / "small")
    loaded = load_guide(root / "small")
    assert loaded.guide is not None
    hostile = Hostile(lines=request.param != "marks")
    letter = loaded.guide.letters["ask-friend"]
    former = dataclasses.replace(letter, was=(Text("ask", letter.span),))
    guide = hostile.guide(dataclasses.replace(loaded.guide, letters={"ask-friend": former}))
    compiled = _site(guide, Renderer(ROOT / "templates"), history_of(HOUSEPLANT), _hashed)
    add_theme(root)
    (root / "content").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            michishirube.mkdocs_plugin.plugin,
            "compile_site",
            lambda *_: CompileResult(compiled, loaded),
        )
        config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(root / "site"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return Finished(hostile, guide, compiled, contents(root / "site"))


def faults(name: str, content: bytes) -> Iterator[str]:
    """What a canary has become in a file, but text."""
    if name.endswith(".gz"):
        name, content = name.removesuffix(".gz"), finished.unzipped(content).encode()
    if name.endswith((".png", ".ico")):
        return
    text = content.decode()
    if name.endswith(".html"):
        yield from finished.of_page(text)
    elif name.endswith(".svg"):
        yield from finished.of_svg(text)
    elif name.endswith(".xml"):
        for element in finished.elements(text):
            yield from (each for each in [element.tag, *element.attrib] if OWN.search(each))
    elif name.endswith((".json", ".webmanifest", ".map")):
        json.loads(text)
    elif name.endswith(".md"):
        head, body = finished.head_of_document(text)
        assert set(head) <= {"title", "search_title", "name", "description", "kind", "hide"}
        for title in (head["title"], head.get("search_title", ""), head.get("name", "")):
            yield from finished.of_page(f"<title>{title}</title><p>{head['description']}")
        yield from finished.of_markdown(body)
    elif name.startswith("llms"):
        yield from finished.of_markdown(text)
    elif name.endswith(".js"):
        yield from OWN.findall(finished.data_of_script(text)[1])
    else:
        assert name.endswith((".css", "robots.txt")), (
            f"a kind of file that nobody reads here: {name}"
        )
        yield from OWN.findall(text)


# --- Nothing is more than text ----------------------------------------------------------------


def test_every_text_of_the_model_is_tried(made: Finished) -> None:
    assert len(made.hostile.texts) > 70
    assert made.hostile.prose
    assert {"Letter.title", "Site.author", "Tree.first", "Answer.label"} <= set(made.hostile.texts)


def test_in_no_file_of_the_site_is_a_text_more_than_text(made: Finished) -> None:
    wrong = {name: sorted({*faults(name, content)}) for name, content in made.site.items()}
    assert {name: found for name, found in wrong.items() if found} == {}
    pages = {page.path for page in pages_of(made.guide)}
    assert pages | {
        "404.html",
        "letters/ask.html",
        "sw.js",
        "feed.xml",
        "guide.json",
        "llms.txt",
    } <= set(made.site)


def test_every_text_stands_in_the_site_as_it_was_written(made: Finished) -> None:
    shown: list[str] = []
    for name, content in made.site.items():
        if name.endswith(".html"):
            shown += finished.texts_of_page(content.decode())
        elif name.endswith((".json", ".webmanifest")):
            shown += finished.texts_of_data(json.loads(content))
    everything = "\n".join({squeezed(text) for text in shown if OWN.search(text)})
    plain = {
        name
        for name in made.hostile.texts
        if name not in made.hostile.prose and not {name, name.partition(".")[0]} & set(NOWHERE)
    }
    missing = {name for name in plain if squeezed(made.hostile.texts[name]) not in everything}
    assert missing == set()


def test_every_page_says_its_title_as_it_was_written(made: Finished) -> None:
    """In the title, the header, the heading, the structured data; the menu says the name."""
    home = finished.Page(made.site["index.html"].decode())
    menu = squeezed("".join(home.texts))
    for page in pages_of(made.guide):
        # A page of a tree has room for its short title only.
        title = squeezed(page.name if page.kind == "tree" else page.title)
        shown = finished.Page(made.site[page.path].decode())
        assert squeezed("".join(shown.texts)).count(title) >= 2, page.path
        cards = [v for tag, v in shown.elements if v.get("property") == "og:title"]
        assert squeezed(cards[0]["content"]) == squeezed(page.search_title), page.path
        abouts = [v["content"] for tag, v in shown.elements if v.get("name") == "description"]
        assert [squeezed(each) for each in abouts] == [squeezed(page.search_description)], page.path
        assert page.kind == "steps" or squeezed(page.name) in menu, page.path
        said = {squeezed(each) for each in finished.texts_of_data(shown.data)}
        name = page.title if page.kind == "home" else page.search_title
        assert squeezed(name) in said, page.path


def test_the_search_and_the_lists_for_machines_say_titles_as_they_were_written(
    made: Finished,
) -> None:
    (search,) = (made.site[name] for name in made.site if name.startswith("assets/search."))
    indexed = {
        squeezed(text)
        for text in finished.texts_of_data(finished.data_of_script(search.decode())[0])
    }
    feed = {squeezed(text) for text in finished.texts_of_xml(made.site["feed.xml"].decode())}
    data = {squeezed(text) for text in finished.texts_of_data(json.loads(made.site["guide.json"]))}
    index = MarkdownIt("commonmark").render(made.site["llms.txt"].decode())
    links = squeezed("".join(finished.Page(index).texts))
    for page in pages_of(made.guide):
        title = squeezed(page.title)
        assert title in data, page.path
        assert squeezed(page.name) in indexed, page.path
        assert page.kind == "home" or title in links, page.path
        assert page.kind in ("home", "steps", "letters", "contribute") or title in feed, page.path
    manifest = json.loads(made.site["manifest.webmanifest"])
    assert squeezed(manifest["name"]) == squeezed(made.guide.site.title)


def test_an_index_for_language_models_has_a_line_for_each_page(made: Finished) -> None:
    lines = made.site["llms.txt"].decode().splitlines()
    listed = [line for line in lines if line.startswith("- ")]
    assert len(listed) == len(pages_of(made.guide)) - 1 + 2  # All but the home page; two files.
    assert len([line for line in lines if line.startswith("#")]) < 8
    assert not [
        line for line in lines if line and not line.startswith(("- ", "#", ">", "The texts"))
    ]


# --- What others build, and what is printed ----------------------------------------------------


def test_an_export_holds_only_text_too(made: Finished, tmp_path: Path) -> None:
    export(made.compiled, tmp_path / "out", HOUSEPLANT)
    files = contents(tmp_path / "out")
    settings = files.pop("mkdocs.yml").decode()
    wrong = {
        name: sorted({*faults(name.removeprefix("docs/"), each)}) for name, each in files.items()
    }
    assert {name: found for name, found in wrong.items() if found} == {}
    for text in finished.texts_of_data(yaml.safe_load(settings)):
        assert [*finished.of_page(text)] == []


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_what_others_build_of_it_is_text(made: Finished, tmp_path: Path, builder: str) -> None:
    export(made.compiled, tmp_path / "out", HOUSEPLANT)
    subprocess.run(
        [sys.executable, "-m", builder, "build"],
        cwd=tmp_path / "out",
        check=True,
        capture_output=True,
    )
    pages = list((tmp_path / "out/site").rglob("*.html"))
    assert len(pages) >= len(pages_of(made.guide))
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert sorted({*finished.of_page(text, known=False)}) == [], path.name
    name = squeezed(made.guide.trees["dry"].short_title)
    assert name in squeezed("".join(finished.Page(pages[0].read_text(encoding="utf-8")).texts))


def test_what_is_drawn_in_a_terminal_steers_nothing(made: Finished) -> None:
    for tree in made.guide.trees.values():
        rows = [*outline(made.guide, tree, "en", 100)]
        ways = listed(made.guide, routes(made.guide, tree), "en")
        rows += [printable(part) for way in ways for part in (way.answers, way.end, way.letters)]
        assert any(OWN.search(row) for row in rows)
        assert [row for row in rows if row != printable(row)] == []


def test_lists_in_a_terminal_have_a_line_for_each_source(made: Finished) -> None:
    said = messages.load("en", "upkeep")
    late = stale_sources(made.guide, dt.date(2030, 1, 1), 1)
    sources = [*made.guide.sources.values()]
    visit = LinkResult(
        "https://a.example/",
        LinkState.MOVED,
        led_to="https://evil.example/\x1b[31m\r\n::error::##[error]x",
    )
    lists = [
        (len(late), stale_text(late, said)),
        (len(sources), links_text([Finding(each, visit) for each in sources], said)),
    ]
    for count, text in lists:
        rows = text.split("\n")
        assert len(rows) == count > 0
        assert [row for row in rows if row != printable(row)] == []
        # By itself too, since what is compared with would miss the same.
        assert "#\ufffd[" in text
        assert "##[" not in text


# --- The kinds that were found, as people write them --------------------------------------------

TITLES = [
    "<A社>への手紙 A & B &amp; C {{7*7}} {% raw %} [me](javascript:alert(1)) *now* `code` \\",
    'Ask<meta http-equiv=refresh content="0;url=https://evil.example/"></title><!--<script>1</script>',
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_built_as_it_was_written(
    tmp_path: Path, houseplant: Project, title: str
) -> None:
    add_theme(houseplant.root)
    quoted = json.dumps(title, ensure_ascii=False)
    houseplant.replace(
        "content/letters/ask-friend.yml", "title: Ask a friend for help", f"title: {quoted}"
    )
    houseplant.replace("content/stages/dry.yml", "short_title: Dry", f"short_title: {quoted}")
    houseplant.replace("site_config.yml", "title: My plant is wilting", f"title: {quoted}")
    houseplant.replace("site_config.yml", "author: The plant friends", f"author: {quoted}")
    houseplant.replace("content/about.md", "title: About", f"title: {quoted}")
    houseplant.replace("content/about.md", "Who makes this guide.", quoted)
    done = run("build", "--output", str(tmp_path / "site"), cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    for name, content in contents(tmp_path / "site").items():
        if name.endswith(".html"):
            page = finished.Page(content.decode())
            refreshes = [v for _, v in page.elements if v.get("http-equiv") == "refresh"]
            scripts = [
                v
                for tag, v in page.elements
                if tag == "script" and "src" not in v and "type" not in v
            ]
            assert (refreshes, len(scripts)) == ([], 2), name
            assert squeezed("".join(page.texts)).count(squeezed(title)) >= 5, name


def test_a_report_for_github_has_a_command_for_each_finding(houseplant: Project) -> None:
    """What content names in a finding ends no command, begins none and colours nothing."""
    name = "x%0A::error::y,file=z::\\x1b[31m\\u202e\\r\\n::warning::z ##[error]"
    houseplant.replace("content/stages/dry.yml", "next: rest\n", f'next: "{name}"\n')
    done = run("check", "--format", "github", cwd=houseplant.root)
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert commands
    assert all(
        re.match(r"::(error|warning|notice) file=content/[a-z/.]+,line=\d+,", each)
        for each in commands
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]|##\[", done.stdout)
    sarif = json.loads(run("check", "--format", "sarif", cwd=houseplant.root).stdout)
    assert len(sarif["runs"][0]["results"]) >= len(commands)
