"""Converts a document to HTML without running Markdown.

Documents consist of headings and blocks of HTML only, and Markdown would only change the headings.
Converting them directly takes a hundredth of the time; a test compares the results with those of
Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

_HEADING = re.compile(r"(#{1,6}) (.*?)(?: \{(#[^{}]*)\})?")
_ATTRIBUTE = re.compile(r'#([\w-]+)|\.([\w-]+)|([\w-]+)="([^"]*)"')
_TAG = re.compile(r"<[^<>]*+>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its id, and its text as HTML without tags."""

    level: int
    id: str
    words: Markup


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """The HTML of a page and its headings in order."""

    html: Markup
    headings: tuple[Heading, ...]


def convert(body: Markup) -> HtmlDocument:
    """Convert a document without front matter."""
    blocks: list[str] = []
    headings: list[Heading] = []
    for chunk in re.split(r"\n\n+", str(body).strip("\n")):  # `\n{2,}` takes ten times as long.
        match = _HEADING.fullmatch(chunk)
        if match is None:
            blocks.append(chunk)
            continue
        level, text, attributes = len(match[1]), match[2], match[3] or ""
        blocks.append(f"<h{level}{_written(attributes)}>{text}</h{level}>")
        headings.append(Heading(level, _id(attributes), _words(text)))
    return HtmlDocument(Markup("\n".join(blocks)), tuple(headings))  # noqa: S704 - parts of the body


def _written(attributes: str) -> str:
    """Return the attributes of a heading, `#id .name key="value"`, sorted as by Markdown."""
    found: dict[str, str] = {}
    names: list[str] = []
    for anchor, name, key, value in _ATTRIBUTE.findall(attributes):
        if anchor:
            found["id"] = anchor
        elif name:
            names.append(name)
        else:
            found[key] = value
    if names:
        found["class"] = " ".join(names)
    return "".join(f' {key}="{_escaped(found[key])}"' for key in sorted(found))


def _escaped(value: str) -> str:
    """Escape an attribute value; entities are kept."""
    ampersands = re.sub(r"&(?!#?\w+;)", "&amp;", value)
    return ampersands.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _id(attributes: str) -> str:
    match = re.match(r"#([\w-]+)", attributes)
    return match[1] if match else ""


def _words(markup: str) -> Markup:
    return Markup(_TAG.sub("", markup).strip())  # noqa: S704 - a part of the body
