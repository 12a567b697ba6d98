"""The Markdown dialect of contributors, based on python-markdown.

Blocks and emphasis are python-markdown's; raw HTML, images and attribute lists are disabled. Code,
escapes, links and citations are parsed by `markup.inline` beforehand and replaced by opaque
placeholders, so that there is a single parser for them. The output must still be sanitised, which
`markup.prose` does.

    see [the `a` page](a)   →   see ␂m1␃   →   <p>see <a href="…">the <code>a</code> page</a></p>

`␂m0␃` is the code span within the link's text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString, code_escape

from michishirube.markup import inline
from michishirube.markup.inline import Mark
from michishirube.support import web_addresses

SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes allowed in external links."""

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ITEM = re.compile(r"([-*+]|\d+(?=\.))\.? +\S")


class Resolver(Protocol):
    """Resolves references and citations to addresses, relative to one page."""

    def link(self, reference: str) -> str | None:
        """Return the address that a reference leads to, or None."""

    def cite(self, name: str) -> list[tuple[str, str]]:
        """Return the labels and addresses of a fact's sources or of a source; empty if unknown."""


def is_elsewhere(address: str) -> bool:
    """Return whether an address is external and has an allowed scheme."""
    scheme = SCHEME.match(bare(address))
    return scheme is not None and scheme[1].lower() in SCHEMES


def bare(address: str) -> str:
    """Normalise an address as browsers do: resolve entities, drop spaces and control characters."""
    return re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", html.unescape(address.strip("<>")))


def is_reference(mark: Mark) -> bool:
    """Return whether a link refers to something in the guide rather than to an external address."""
    target = inline.decoded(mark.text)
    is_local = not SCHEME.match(bare(target + mark.rest)) and not target.startswith("//")
    return mark.kind == "link" and is_local and not mark.is_broken


def is_fine(address: str) -> bool:
    """Return whether an external address is allowed: its scheme is, and it isn't misleading."""
    scheme = SCHEME.match(address)
    if scheme is None or scheme[1].lower() not in SCHEMES:
        return False
    if scheme[1].lower() == "mailto":
        return not re.search(r"[\s\"'<>\\\x00-\x1f\x7f]", address)
    return web_addresses.oddity(address) is None


def leads_to(mark: Mark, link: Callable[[str], str | None]) -> str | None:
    """Return the address a link leads to; None if it isn't allowed or the target doesn't exist.

    Args:
        mark: A link, image or autolink.
        link: Resolves references to addresses.
    """
    if is_reference(mark):
        return link(mark.text)
    if mark.kind == "image" or mark.is_broken:
        return None
    target = inline.decoded(mark.text)
    if mark.kind == "address" and not SCHEME.match(target):
        target = f"mailto:{target}"
    return target if is_fine(target) else None


def with_lists(text: str) -> str:
    """Insert a blank line before each list, which Markdown requires and few people know."""
    lines: list[str] = []
    for line in text.split("\n"):
        begins = _ITEM.match(line)
        if begins and lines and lines[-1].strip() and not lines[-1].startswith((" ", "\t")):
            before = _ITEM.match(lines[-1])
            if before is None or before[1].isdigit() != begins[1].isdigit():
                lines.append("")
        lines.append(line)
    return "\n".join(lines)


class Dialect:
    """A Markdown converter that resolves references and citations."""

    def __init__(self, resolver: Resolver) -> None:
        markdown = Markdown(extensions=["sane_lists", "tables"], output_format="html")
        for name in ("normalize_whitespace", "html_block"):
            markdown.preprocessors.deregister(name)
        for name in ("reference", "code"):
            markdown.parser.blockprocessors.deregister(name)
        for name in _READ_BEFORE:
            markdown.inlinePatterns.deregister(name)
        self._markdown = markdown
        self._marks = _MarkProcessor(resolver, markdown)
        # Registered twice: the text of a link is only processed by patterns of lower priority.
        markdown.inlinePatterns.register(self._marks, "marks", 190)
        markdown.inlinePatterns.register(self._marks, "marks in words", 180)

    def __call__(self, text: str) -> str:
        """Convert a text to HTML that isn't sanitised yet."""
        self._marks.found.clear()
        even = inline.normal(text)
        veiled = self._veiled(even, inline.read(text), 0, len(even))
        spaced = f"{with_lists(veiled)}\n\n".expandtabs(self._markdown.tab_length)
        return self._markdown.reset().convert(re.sub(r"(?<=\n) +\n", "\n", spaced))

    def _veiled(self, text: str, marks: Sequence[Mark], start: int, end: int) -> str:
        """Replace each element by a placeholder."""
        parts, at = [], start
        for mark in marks:
            parts.append(text[at : mark.start])
            at = mark.end
            if mark.kind == "escape":
                parts.append(f"{STX}{ord(mark.text)}{ETX}")
                continue
            words = self._veiled(text, mark.inner, *mark.words)
            parts.append(f"{STX}m{len(self._marks.found)}{ETX}")
            self._marks.found.append((mark, words))
        return "".join([*parts, text[at:end]])


_READ_BEFORE = (
    *("backtick", "escape", "link", "autolink", "automail", "html", "reference"),
    *("short_reference", "image_link", "image_reference", "short_image_ref"),
)
"""python-markdown's inline patterns that `markup.inline` replaces, or that are disabled."""


class _MarkProcessor(InlineProcessor):
    """Replaces placeholders by the elements they stand for."""

    def __init__(self, resolver: Resolver, markdown: Markdown) -> None:
        super().__init__(f"{STX}m([0-9]+){ETX}", markdown)
        self._resolver = resolver
        self.found: list[tuple[Mark, str]] = []

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Markdown's
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str, int, int]:
        mark, words = self.found[int(m[1])]
        return self._shown(mark, words), m.start(0), m.end(0)

    def _shown(self, mark: Mark, words: str) -> Element | str:
        if mark.kind == "citation":
            return self._citation(mark.text)
        if mark.kind != "code":
            return self._link(mark, words)
        code = Element("code")
        code.text = AtomicString(code_escape(mark.text.strip()))
        return code

    def _citation(self, name: str) -> Element | str:
        """Render `[@B1]` as superscript links to the sources."""
        marks = self._resolver.cite(name)
        if not marks:
            return ""
        sup = Element("sup", {"class": "cite"})
        sup.text = "\u2060"  # No line break before the mark.
        for mark, address in marks:
            link = Element("a", {"href": address, "class": "cite-link"})
            link.text = mark
            sup.append(link)
        return sup

    def _link(self, mark: Mark, words: str) -> Element:
        """Render `[text](reference)`; a link that is broken or not allowed becomes plain text."""
        address = leads_to(mark, self._resolver.link)
        element = Element("span")
        if address is not None:
            element = Element("a", {"href": address.replace("&", "&amp;")})
        if address is not None and not is_reference(mark):
            element.set("class", "elsewhere")
            element.set("rel", "external noopener")
        element.text = AtomicString(code_escape(mark.text)) if mark.kind == "address" else words
        return element


_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SOFT_BREAK = re.compile(rf"((?:{_WIDE}|</sup>)(?:</?\w[^>]*>)*)\n((?:</?\w[^>]*>)*{_WIDE})")


_MARK = r'<sup class="cite"[^<>]*+>(?:[^<\n]++|<(?!/sup>))*+</sup>'
_MARKS = re.compile(rf"{_MARK}(?:\s*{_MARK})+")


def tidy(markup: str) -> str:
    """Remove blank lines, and line breaks that would show as spaces between Japanese characters."""
    joined = re.sub(r"\n\s*\n+", "\n", markup.strip())
    return _SOFT_BREAK.sub(r"\1\2", _MARKS.sub(_merged, joined))


def _merged(marks: re.Match[str]) -> str:
    """Merge adjacent citations, with each source once."""
    links = dict.fromkeys(re.findall(r"<a .*?</a>", marks[0]))
    return f'<sup class="cite">\u2060{"".join(links)}</sup>'
