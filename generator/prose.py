"""The small Markdown of contributors → safe HTML, and what it links to and cites.

Two fences, one behind the other: raw HTML, images and attributes are taken out
of the Markdown dialect, and what comes out passes an allow-list of tags,
attributes and address schemes (nh3). Nothing here knows pages: a `Resolver`
turns references and citations into links.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor
from markupsafe import Markup

SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes that links to elsewhere may have."""

TAGS = frozenset(
    {"p", "br", "hr", "strong", "em", "sup", "a", "ul", "ol", "li", "code", "pre", "blockquote"}
    | {"table", "thead", "tbody", "tr", "th", "td", "h3", "h4"}
)
_ATTRIBUTES = {"a": {"href", "class", "rel"}, "sup": {"class"}, "ol": {"start"}}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CITATION = re.compile(r"\[@([A-Za-z0-9][A-Za-z0-9-]*)\]")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(\s*(<[^>\n]*>|(?:[^\s()]|\([^\s()]*\))*)[^()\n]*\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S+", re.MULTILINE)
_TAG = re.compile(r"<(?:[A-Za-z/!?])[^<>\n]*>?")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*|[^<>\s@]+@[^<>\s]+)>")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(r"(#{2,4})[ \t]+(.+?)[ \t]*(?:\{#([A-Za-z][\w-]*)\})?[ \t]*#*[ \t]*")
_ITEM = re.compile(r"([-*+]|\d+)\.? +\S")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


class Resolver(Protocol):
    """Knows where references and citations lead, seen from one page."""

    def link(self, reference: str) -> str | None:
        """The address of a place of the guide, None if there is none."""

    def cite(self, name: str) -> list[tuple[str, str]]:
        """The marks of a fact or a source, each with its address; none if it is unknown."""


class _Nowhere:
    """Resolves nothing: for texts that are shown without links."""

    def link(self, reference: str) -> str | None:  # noqa: ARG002 - see Resolver
        return None

    def cite(self, name: str) -> list[tuple[str, str]]:  # noqa: ARG002 - see Resolver
        return []


class ProseWriter:
    """Turns texts into HTML for one page."""

    def __init__(self, resolver: Resolver | None = None) -> None:
        self._markdown = _dialect(resolver or _Nowhere())

    def __call__(self, text: str) -> Markup:
        """The text as safe HTML blocks, without blank lines; "" stays empty."""
        raw = self._markdown.reset().convert(_with_lists(text))
        clean = nh3.clean(
            raw,
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            url_schemes=set(SCHEMES),
            link_rel=None,
        )
        return Markup(_tidy(clean))  # noqa: S704 - the allow-list above is what makes it safe

    def inline(self, text: str) -> Markup:
        """The text without the `<p>` around it, when it is a single paragraph."""
        shown = self(text)
        single = shown.count("<p>") == 1 and shown.startswith("<p>") and shown.endswith("</p>")
        return Markup(shown[3:-4]) if single else shown  # noqa: S704 - part of what was cleaned


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a document with the text up to the next one.

    The first section has level 0 and no heading. `anchor` is the one that the
    author wrote as `{#anchor}`, else "".
    """

    level: int
    heading: str
    anchor: str
    text: str


def sections(text: str) -> list[Section]:
    """A document cut at its headings (`##` to `####`), so that those can become the page's."""
    found = [Section(0, "", "", "")]
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip() == fence):
            fence = "" if fence else mark[1]
        heading = None if fence or mark else _HEADING.fullmatch(line)
        if heading is None:
            lines.append(line)
            continue
        found[-1] = _with_text(found[-1], lines)
        found.append(Section(len(heading[1]), heading[2], heading[3] or "", ""))
        lines = []
    found[-1] = _with_text(found[-1], lines)
    return [each for each in found if each.level or each.text]


def citations(text: str) -> Iterator[tuple[str, int]]:
    """The names in `[@…]`, each with the place at which it begins."""
    for match in _CITATION.finditer(_without_code(text)):
        yield match[1], match.start(1)


def links(text: str) -> Iterator[tuple[str, int]]:
    """The references in links (not addresses elsewhere), each with its place."""
    for match in _LINK.finditer(_without_code(text)):
        target = match[3]
        if not match[1] and not _SCHEME.match(_bare(target)) and not target.startswith("//"):
            yield target, match.start(3)


def unsafe(text: str) -> list[tuple[int, str]]:
    """What contributors may not write, each with its place: HTML, images, strange addresses."""
    shown = _without_code(text)
    found = [(match.start(), match[0]) for match in _DEFINITION.finditer(shown)]
    for match in _LINK.finditer(shown):
        scheme = _SCHEME.match(_bare(match[3]))
        if match[1] or match[3].startswith("//"):
            found.append((match.start(), match[0]))
        elif scheme and scheme[1].lower() not in SCHEMES:
            found.append((match.start(3), match[3]))
    plain_text = _AUTOLINK.sub(_blank, _LINK.sub(_blank, shown))
    found += [(match.start(), match[0]) for match in _TAG.finditer(plain_text)]
    return sorted(found)


def plain(text: str) -> str:
    """The text alone, on one line, for descriptions: no marks, no citations."""
    shown = ProseWriter()(_CITATION.sub("", text))
    words = re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:strong|em|a|code|sup)\b[^>]*>", "", shown))
    return re.sub(r"\s+", " ", html.unescape(words)).strip()


def is_elsewhere(address: str) -> bool:
    """Whether an address leads out of the guide by one of the allowed schemes."""
    scheme = _SCHEME.match(_bare(address))
    return scheme is not None and scheme[1].lower() in SCHEMES


def _with_text(section: Section, lines: list[str]) -> Section:
    text = "\n".join(lines).strip("\n")
    return Section(section.level, section.heading, section.anchor, text)


def _without_code(text: str) -> str:
    """The text with `code` blanked out; every other character keeps its place."""
    return _CODE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _bare(address: str) -> str:
    """An address as a browser reads it: entities resolved, spaces and control signs dropped."""
    return re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", html.unescape(address.strip("<>")))


# --- The dialect -------------------------------------------------------------------


def _with_lists(text: str) -> str:
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


def _dialect(resolver: Resolver) -> Markdown:
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
        super().__init__(_CITATION.pattern, markdown)
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


class _Link(LinkInlineProcessor):
    """`[words](reference)` → a link; one that leads nowhere leaves its words."""

    def __init__(self, resolver: Resolver, markdown: Markdown) -> None:
        super().__init__(r"\[", markdown)
        self._resolver = resolver

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        element, start, end = super().handleMatch(m, data)
        if not isinstance(element, Element):
            return None, None, None
        target = element.get("href") or ""
        words = element.text
        element.attrib.clear()
        if is_elsewhere(target):
            element.set("href", target)
            element.set("class", "elsewhere")
            element.set("rel", "external noopener")
        elif (address := self._resolver.link(target)) is not None:
            element.set("href", address)
        else:
            element.tag = "span"
        element.text = words
        return element, start, end


_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SOFT_BREAK = re.compile(rf"((?:{_WIDE}|</sup>)(?:</?\w[^>]*>)*)\n((?:</?\w[^>]*>)*{_WIDE})")


_MARKS = re.compile(r'<sup class="cite">.*?</sup>(?:\s*<sup class="cite">.*?</sup>)+')


def _tidy(markup: str) -> str:
    """No blank lines, and no line break that would show as a space within Japanese."""
    joined = re.sub(r"\n\s*\n+", "\n", markup.strip())
    return _SOFT_BREAK.sub(r"\1\2", _MARKS.sub(_merged, joined))


def _merged(marks: re.Match[str]) -> str:
    """Several marks side by side as one, each source once."""
    links = dict.fromkeys(re.findall(r"<a .*?</a>", marks[0]))
    return f'<sup class="cite">\u2060{"".join(links)}</sup>'
