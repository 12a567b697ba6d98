"""An exported page: whatever makes Markdown into HTML gives the page of the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import Markdown
from markdown_it import MarkdownIt
from markupsafe import Markup

from michishirube.diagnostics import Span
from michishirube.publish import markdown_document
from michishirube.support import escaping
from michishirube.website.blocks import Component, Heading
from michishirube.website.compile import CompiledDocument, compile_site
from michishirube.website.page_html import RenderedBlock
from tests.conftest import FREELANCE, HOUSEPLANT, ROOT
from tests.website.test_render import Tree

SPAN = Span.of_file("content/a.md")


def documents(root: Path) -> tuple[CompiledDocument, ...]:
    site = compile_site(root, ROOT / "templates").site
    assert site
    return site.documents


def document(*blocks: RenderedBlock) -> CompiledDocument:
    return CompiledDocument("a.md", "A", {"title": "A"}, None, lambda: blocks)


def body(document: CompiledDocument) -> str:
    return markdown_document.write(document).split("\n---\n", 1)[1]


def seen(markup: str) -> tuple[list[tuple[str, dict[str, str]]], str]:
    """What a browser makes of a page: its elements and texts, but for spaces."""
    page = Tree(markup)
    return page.tags, "".join("".join(page.texts).split())


def flat(tokens: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        yield token["level"], token["id"]
        yield from flat(token["children"])


@pytest.mark.parametrize("root", [HOUSEPLANT, FREELANCE], ids=["small guide", "large guide"])
def test_markdown_makes_the_page_of_the_site_of_it(root: Path) -> None:
    markdown = Markdown(extensions=["attr_list", "tables", "toc"], output_format="html")
    for each in documents(root):
        assert seen(markdown.reset().convert(body(each))) == seen(each.html), each.path
        headings = [block.block for block in each.blocks if isinstance(block.block, Heading)]
        found = list(flat(getattr(markdown, "toc_tokens")))  # noqa: B009
        assert found == [(heading.level, heading.id) for heading in headings]


def test_each_block_of_html_is_whole_and_has_no_blank_line() -> None:
    for each in documents(HOUSEPLANT):
        for chunk in re.split(r"\n\s*\n", body(each).strip()):
            if not chunk.startswith("#"):
                assert chunk.startswith("<"), (each.path, chunk[:80])
                Tree(chunk)  # What opens in it closes in it.


def test_template_with_blank_lines_and_indentation_stays_html() -> None:
    markup = Markup("    <div>\n\n      <p>*a*</p>\n\n    <p>b</p>\n    </div>\n")
    text = body(document(RenderedBlock(Component(SPAN, "lead"), markup)))
    for made in (MarkdownIt("commonmark").render(text), Markdown().convert(text)):
        assert seen(made) == seen(markup)


def test_signs_in_headings_stay_words() -> None:
    title = "A <b> #1 *x* `c` [l](u) {#evil} &amp; \\ _y_ ![i](j) | ~~z~~"
    heading = Heading(SPAN, 2, "a", title, ("x", "y"), {"label": "1 & 2"})
    shown = document(RenderedBlock(heading, escaping.inert(title)))
    made = Markdown(extensions=["attr_list", "toc"]).convert(body(shown))
    assert seen(made) == seen(shown.html)
    assert seen(made)[0] == [("h2", {"class": "x y", "data-label": "1 & 2", "id": "a"})]


def test_front_matter_holds_title_and_description() -> None:
    for each in documents(HOUSEPLANT):
        text = markdown_document.write(each)
        front = yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n"))
        shown = {key: html.unescape(front[key]) for key in ("title", "description")}
        assert shown == {key: each.front[key] for key in ("title", "description")}
