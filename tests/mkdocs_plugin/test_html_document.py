"""The short way from a document to HTML gives what Markdown gives, but for blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from markupsafe import Markup

from michishirube.mkdocs_plugin.html_document import convert
from michishirube.website.compile import CompiledDocument, compile_site
from tests.conftest import FREELANCE, HOUSEPLANT, ROOT


def documents(root: Path) -> tuple[CompiledDocument, ...]:
    site = compile_site(root, ROOT / "templates").site
    assert site
    return site.documents


def flat(tokens: list[dict[str, Any]]) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        yield token["level"], token["id"], token["name"]
        yield from flat(token["children"])


@pytest.mark.parametrize("root", [HOUSEPLANT, FREELANCE], ids=["small guide", "large guide"])
def test_every_document_comes_out_as_from_markdown(root: Path) -> None:
    markdown = Markdown(extensions=["attr_list", "tables", "toc"])
    for document in documents(root):
        converted = convert(document.body)
        slowly = markdown.reset().convert(document.body)
        assert converted.html == re.sub(r"\n\n+", "\n", slowly), document.path
        headings = [(each.level, each.id, each.words) for each in converted.headings]
        assert headings == list(flat(getattr(markdown, "toc_tokens")))  # noqa: B009, document.path


def test_signs_in_headings_stay_words() -> None:
    body = Markup('## A &#60;b&#62; &#35;1 {#a .x data-label="1 &amp; 2"}')
    markdown = Markdown(extensions=["attr_list", "toc"])
    assert convert(body).html == markdown.convert(body)
    assert convert(body).headings[0].words == "A &#60;b&#62; &#35;1"
