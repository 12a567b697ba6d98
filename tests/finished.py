"""Reads finished files as their readers do, and finds what a canary has become in them."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import nh3
import yaml
from markdown import Markdown
from markdown_it import MarkdownIt

from tests.hostile import MARKER

OWN = re.compile(rf"{MARKER}\d+{MARKER}")
CONTROLS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"
DATA = ("application/json", "application/ld+json")


def squeezed(text: str) -> str:
    """A text as it is compared: controls, which some formats can't hold, and spaces don't count."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffd\u202e\u2066\u2028\u2029\u2060]+", "", text)


class Page(HTMLParser):
    """The elements, attributes, comments and texts of a page of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.directives: list[str] = []
        self.texts: list[str] = []
        self.data: list[Any] = []
        self._open: list[str] = []
        self._script = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        self._script = values.get("type", "text/javascript") if tag == "script" else ""

    def handle_endtag(self, tag: str) -> None:
        self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script in DATA and data.strip():
            self.data.append(json.loads(data))
        elif self._script:
            self.directives.append(data)
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.directives.append(data)

    def handle_decl(self, decl: str) -> None:
        self.directives.append(decl)

    def handle_pi(self, data: str) -> None:
        self.directives.append(data)

    def unknown_decl(self, data: str) -> None:
        self.directives.append(data)


def by_the_standard(markup: str) -> str:
    """A page as a browser understands it, written down again (html5ever reads it, in nh3).

    It keeps every element, attribute and comment, so that whatever the standard finds in a
    page, Python's more simple parser finds as well.
    """
    tags = {*map(str.lower, re.findall(r"<([A-Za-z][^\s/>]*)", markup))}
    return nh3.clean(
        markup,
        tags={tag for tag in tags if re.fullmatch(r"[\w:-]+", tag)} - {"html", "head", "body"},
        clean_content_tags=set(),
        attributes={},
        generic_attribute_prefixes={""},
        strip_comments=False,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "data", "javascript"},
    )


def of_page(markup: str, *, known: bool = True) -> Iterator[str]:
    """What is wrong in a page: all that a canary is, but text and the value of an attribute."""
    yield from (f"a control {each!r}" for each in re.findall(CONTROLS, markup))
    for page in (Page(markup), Page(by_the_standard(markup))):
        for tag, values in page.elements:
            names = [tag, *values]
            yield from (f"<{tag} {name}>" for name in names if OWN.search(name))
            for name, value in values.items():
                yield from _of_value(tag, name, value)
            if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
                to = values.get("content", "")
                if not re.fullmatch(r"0; url=[a-z./-]+\.html", to):
                    yield f"a page that goes to {to}"
            if known and tag in ("script", "style") and not _is_own(values):
                yield f"<{tag}> {values}"
        yield from (f"directive {each[:60]}" for each in page.directives if OWN.search(each))


def _of_value(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name == "style":
        yield f"<{tag} {name}={value[:60]}>"
    if name in ("href", "src", "action", "formaction", "xlink:href"):
        scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            yield f"<{tag} {name}={value[:60]}>"
        if "evil.example" in value and tag != "a":
            yield f"<{tag} {name}={value[:60]}>"


def _is_own(values: dict[str, str]) -> bool:
    """A script of the site, data, or one of the theme's, which has no attributes."""
    return not values or values.get("type") in DATA or "src" in values


def elements(xml: str) -> Iterator[ElementTree.Element]:
    """The elements of an XML file of our own."""
    return ElementTree.fromstring(xml).iter()  # noqa: S314 - no entity is declared there


def of_svg(text: str) -> Iterator[str]:
    """What is wrong in a drawing."""
    for element in elements(text):
        name = element.tag.rpartition("}")[2]
        names = [name, *element.attrib]
        yield from (f"<{name} {each}>" for each in names if OWN.search(each))
        if name in ("script", "foreignObject", "image") or any(
            each.lower().startswith("on") for each in element.attrib
        ):
            yield f"<{name}>"
        for key, value in element.attrib.items():
            yield from _of_value(name, key.rpartition("}")[2], value)


def of_markdown(text: str) -> Iterator[str]:
    """What is wrong in Markdown, for those who read it by the standard and for python-markdown."""
    commonmark = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    usual = Markdown(extensions=["attr_list", "tables", "toc"]).convert(text)
    for markup in (commonmark, str(usual)):
        yield from of_page(markup, known=False)


def texts_of_page(markup: str) -> Iterator[str]:
    """Everything that a page says."""
    page = Page(markup)
    yield "".join(page.texts)
    for _, values in page.elements:
        for value in values.values():
            yield value
            if value.startswith(("[", "{")):  # Data for a script.
                with contextlib.suppress(ValueError):
                    yield from texts_of_data(json.loads(value))
    for each in page.data:
        yield from texts_of_data(each)


def texts_of_data(value: Any) -> Iterator[str]:
    """Every text in plain data; in an attribute, data may be within a text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from texts_of_data(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of_data(item)


def texts_of_xml(text: str) -> Iterator[str]:
    """Every text and value in XML; one for all the texts within an element."""
    for element in elements(text):
        yield "".join(element.itertext())
        yield from element.attrib.values()


def data_of_script(text: str) -> tuple[list[Any], str]:
    """The data in a script of ours, and the script without them."""
    found, rest = [], text
    decoder = json.JSONDecoder()
    for match in re.finditer(r"const \w+ ?= ?(?=[\[{])", text):
        try:
            value, end = decoder.raw_decode(text, match.end())
        except ValueError:  # An object of the script itself.
            continue
        found.append(value)
        rest = rest.replace(text[match.end() : end], "")
    return found, rest


def head_of_document(text: str) -> tuple[Any, str]:
    """A Markdown document's front matter as data, and its body."""
    _, head, body = text.split("---\n", 2)
    return yaml.safe_load(head), body


def unzipped(content: bytes) -> str:
    return gzip.decompress(content).decode()
