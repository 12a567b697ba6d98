"""The dialect of Markdown that contributors write.

It is python-markdown's, with raw HTML, images and attributes taken out, and
with references and citations put in. What comes out of it is
not yet safe to publish; `generator.prose` sees to that.
"""

from __future__ import annotations

import html
import re
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes that links to elsewhere may have."""

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
CITATION = re.compile(r"\[@([A-Za-z0-9][A-Za-z0-9-]*)\]")
LINK = re.compile(
    r"\[((?:[^\[\]\n]++|\n(?!\s*\n)|\[[^\[\]\n]*+\])*+)\]"
    r"\(\s*+(<[^<>\n]*+>|(?:[^\s()]++|\([^\s()]*+\))*+)((?:[^()\n]++|\([^()\n]*+\))*+)\)"
)
"""A link: its words, its target, and what else stands in its brackets (a title, which isn't shown).

Nothing in it is ever tried twice (`++`, `*+`), so that no text makes it slow. Markdown's own
reader of links goes through the rest of a paragraph for each bracket that stays open.
"""
_ITEM = re.compile(r"([-*+]|\d+(?=\.))\.? +\S")


class Resolver(Protocol):
    """Knows where references and citations lead, seen from one page."""

    def link(self, reference: str) -> str | None:
        """The address of a place of the guide, None if there is none."""

    def cite(self, name: str) -> list[tuple[str, str]]:
        """The marks of a fact or a source, each with its address; none if it is unknown."""


def is_elsewhere(address: str) -> bool:
    """Whether an address leads out of the guide by one of the allowed schemes."""
    scheme = SCHEME.match(bare(address))
    return scheme is not None and scheme[1].lower() in SCHEMES


def bare(address: str) -> str:
    """An address as a browser reads it: entities resolved, spaces and control signs dropped."""
    return re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", html.unescape(address.strip("<>")))


def with_lists(text: str) -> str:
    """An empty line before each list: Markdown asks for one, and few people know."""
    lines: list[str] = []
    for line in text.split("\n"):
        begins = _ITEM.match(line)
        if begins and lines and lines[-1].strip() and not lines[-1].startswith((" ", "\t")):
            before = _ITEM.match(lines[-1])
            if before is None or before[1].isdigit() != begins[1].isdigit():
                lines.append("")
        lines.append(line)
    return "\n".join(lines)


def dialect(resolver: Resolver) -> Markdown:
    """A converter whose references and citations lead where the resolver says."""
    markdown = Markdown(extensions=["sane_lists", "tables"], output_format="html")
    markdown.preprocessors.deregister("html_block")
    markdown.parser.blockprocessors.deregister("reference")
    markdown.parser.blockprocessors.deregister("code")
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        markdown.inlinePatterns.deregister(name)
    for name in ("reference", "short_reference"):
        markdown.inlinePatterns.deregister(name)
    markdown.inlinePatterns.register(_Citation(resolver, markdown), "citation", 175)
    markdown.inlinePatterns.register(_Link(resolver, markdown), "link", 160)
    return markdown


class _Citation(InlineProcessor):
    """`[@B1]` → small links to the sources."""

    def __init__(self, resolver: Resolver, markdown: Markdown) -> None:
        super().__init__(CITATION.pattern, markdown)
        self._resolver = resolver

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Markdown's
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str, int, int]:
        marks = self._resolver.cite(m[1])
        if not marks:
            return "", m.start(0), m.end(0)
        sup = Element("sup", {"class": "cite"})
        sup.text = "\u2060"  # No line begins with the mark.
        for mark, address in marks:
            link = Element("a", {"href": address, "class": "cite-link"})
            link.text = mark
            sup.append(link)
        return sup, m.start(0), m.end(0)


class _Link(InlineProcessor):
    """`[words](reference)` → a link; one that leads nowhere leaves its words."""

    def __init__(self, resolver: Resolver, markdown: Markdown) -> None:
        super().__init__(LINK.pattern, markdown)
        self._resolver = resolver

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Markdown's
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        target = self.unescape(m[2]).strip("<>")
        element = Element("span")
        if is_elsewhere(target):
            element = Element("a", {"href": target, "class": "elsewhere"})
            element.set("rel", "external noopener")
        elif (address := self._resolver.link(target)) is not None:
            element = Element("a", {"href": address})
        element.text = m[1]
        return element, m.start(0), m.end(0)


_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SOFT_BREAK = re.compile(rf"((?:{_WIDE}|</sup>)(?:</?\w[^>]*>)*)\n((?:</?\w[^>]*>)*{_WIDE})")


_MARK = r'<sup class="cite"[^<>]*+>(?:[^<\n]++|<(?!/sup>))*+</sup>'
_MARKS = re.compile(rf"{_MARK}(?:\s*{_MARK})+")


def tidy(markup: str) -> str:
    """No blank lines, and no line break that would show as a space within Japanese."""
    joined = re.sub(r"\n\s*\n+", "\n", markup.strip())
    return _SOFT_BREAK.sub(r"\1\2", _MARKS.sub(_merged, joined))


def _merged(marks: re.Match[str]) -> str:
    """Several marks side by side as one, each source once."""
    links = dict.fromkeys(re.findall(r"<a .*?</a>", marks[0]))
    return f'<sup class="cite">\u2060{"".join(links)}</sup>'
