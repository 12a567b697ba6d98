"""The small Markdown of contributors → safe HTML, and what it links to and cites.

Two fences, one behind the other: raw HTML, images and attributes are taken out
of the Markdown dialect, and what comes out passes an allow-list of tags,
attributes and address schemes (nh3). Nothing here knows pages: a `Resolver`
turns references and citations into links.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import nh3
from markdown import Markdown
from markupsafe import Markup

from generator import web
from generator.complexity import excess
from generator.dialect import (
    CITATION,
    SCHEME,
    SCHEMES,
    Resolver,
    bare,
    dialect,
    tidy,
    with_lists,
)
from generator.dialect import LINK as DIALECT_LINK
from generator.escaping import visible

TAGS = frozenset(
    {"p", "br", "hr", "strong", "em", "sup", "a", "ul", "ol", "li", "code", "pre", "blockquote"}
    | {"table", "thead", "tbody", "tr", "th", "td", "h3", "h4"}
)
_ATTRIBUTES = {
    "a": {"href", "class", "rel"},
    "sup": {"class"},
    "ol": {"start"},
}

LINK = re.compile(rf"(!?){DIALECT_LINK.pattern}")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S+", re.MULTILINE)
_TAG = re.compile(r"<(?:[A-Za-z/!?])[^<>\n]*>?")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*|[^<>\s@]+@[^<>\s]+)>")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(r"(#{2,4})[ \t]++(.+)")
_ANCHOR = re.compile(r"\{#([A-Za-z][\w-]*)\}$")
_MARKS = re.compile(r"[\\`*_\[\]<>&#|!~+=\-\x00-\x08\n-\x1f\x7f]|^\d+[.)]")
"""What may mean something in Markdown or HTML: a line without it is plain already."""
TEXTS = 65_536
"""So many texts are remembered with what is found in them."""

_FENCE = re.compile(r" {0,3}(```+|~~~+)")


class _Nowhere:
    """Resolves nothing: for texts that are shown without links."""

    def link(self, reference: str) -> str | None:  # noqa: ARG002 - see Resolver
        return None

    def cite(self, name: str) -> list[tuple[str, str]]:  # noqa: ARG002 - see Resolver
        return []


class _Asking:
    """Asks a resolver, and notes what it answered."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self.links: dict[str, str | None] = {}
        self.citations: dict[str, list[tuple[str, str]]] = {}

    def link(self, reference: str) -> str | None:
        self.links[reference] = found = self._resolver.link(reference)
        return found

    def cite(self, name: str) -> list[tuple[str, str]]:
        self.citations[name] = found = self._resolver.cite(name)
        return found


@dataclass(frozen=True, slots=True)
class _Written:
    """A text as HTML, which holds wherever the same questions have the same answers."""

    html: Markup
    links: Mapping[str, str | None]
    citations: Mapping[str, list[tuple[str, str]]]

    def holds(self, resolver: Resolver) -> bool:
        return all(resolver.link(name) == found for name, found in self.links.items()) and all(
            resolver.cite(name) == found for name, found in self.citations.items()
        )


_written: dict[str, _Written] = {}
"""The last HTML of each text: most texts of a page are what they were when it is made again."""


class ProseWriter:
    """Turns texts into HTML for one page."""

    def __init__(self, resolver: Resolver | None = None) -> None:
        self._asking = _Asking(resolver or _Nowhere())
        self._resolver = resolver or _Nowhere()

    @functools.cached_property
    def _markdown(self) -> Markdown:
        return dialect(self._asking)

    def __call__(self, text: str) -> Markup:
        """The text as safe HTML blocks, without blank lines; "" stays empty."""
        known = _written.get(text)
        if known is not None and known.holds(self._resolver):
            return known.html
        self._asking.links, self._asking.citations = {}, {}
        html = self._convert(text)
        if len(_written) >= TEXTS:
            _written.clear()
        _written[str(text)] = _Written(html, self._asking.links, self._asking.citations)
        return html

    def _convert(self, text: str) -> Markup:
        if excess(text):  # An error of the check; whoever shows the text all the same shows it raw.
            return Markup("<p>{}</p>").format(" ".join(text.split()))
        raw = self._markdown.reset().convert(with_lists(text))
        clean = nh3.clean(
            raw,
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            url_schemes=set(SCHEMES),
            link_rel=None,
        )
        return Markup(tidy(visible(clean)))  # noqa: S704 - the allow-list above is what makes it safe

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
        heading = None if fence or mark else _heading(line)
        if heading is None:
            lines.append(line)
            continue
        found[-1] = _with_text(found[-1], lines)
        found.append(heading)
        lines = []
    found[-1] = _with_text(found[-1], lines)
    return [each for each in found if each.level or each.text]


def _heading(line: str) -> Section | None:
    """A line as the heading that it is: `## Words {#anchor} ##`; None for other lines."""
    match = _HEADING.fullmatch(line)
    words = match[2].rstrip(" \t").rstrip("#").rstrip(" \t") if match else ""
    if match is None or not words:
        return None
    anchor = _ANCHOR.search(words, max(0, words.rfind("{")))
    if anchor and anchor.start():
        words = words[: anchor.start()].rstrip(" \t")
        return Section(len(match[1]), plain(words), anchor[1], "")
    return Section(len(match[1]), plain(words), "", "")


def citations(text: str) -> Iterator[tuple[str, int]]:
    """The names in `[@…]`, each with the place at which it begins."""
    for match in CITATION.finditer(without_code(text)):
        yield match[1], match.start(1)


def links(text: str) -> Iterator[tuple[str, int]]:
    """The references in links (not addresses elsewhere), each with its place."""
    for match in LINK.finditer(without_code(text)):
        target = match[3]
        if not match[1] and not SCHEME.match(bare(target)) and not target.startswith("//"):
            yield target, match.start(3)


def with_addresses(text: str, link: Callable[[str], str | None]) -> str:
    """The same Markdown in which references are addresses; one that leads nowhere stays."""
    shown, end = [], 0
    for target, start in links(text):
        shown += [text[end:start], link(target) or target]
        end = start + len(target)
    return "".join(shown) + text[end:]


@functools.lru_cache(maxsize=TEXTS)
def unsafe(text: str) -> list[tuple[int, str]]:
    """What contributors may not write, each with its place: HTML, images, strange addresses."""
    shown = without_code(text)
    found = [(match.start(), match[0]) for match in _DEFINITION.finditer(shown)]
    for match in LINK.finditer(shown):
        scheme = SCHEME.match(bare(match[3] + match[4]))
        if match[1] or match[3].startswith("//"):
            found.append((match.start(), match[0]))
        elif scheme and (scheme[1].lower() not in SCHEMES or _is_odd(match[3].strip("<>"))):
            found.append((match.start(3), match[3]))
    found += [
        (match.start(1), match[1])
        for match in _AUTOLINK.finditer(shown)
        if SCHEME.match(match[1]) and _is_odd(match[1])
    ]
    plain_text = _AUTOLINK.sub(_blank, LINK.sub(_blank, shown))
    found += [(match.start(), match[0]) for match in _TAG.finditer(plain_text)]
    return sorted(found)


def _is_odd(address: str) -> bool:
    """Whether an address of the web leads elsewhere than it seems to."""
    return not address.lower().startswith("mailto:") and web.oddity(address) is not None


@functools.lru_cache(maxsize=TEXTS)
def plain(text: str) -> str:
    """The text alone, on one line, for descriptions and the search: no marks, no citations."""
    uncited = CITATION.sub("", text).strip()
    if not _MARKS.search(uncited):  # Most texts have none, and a converter takes its time.
        return re.sub(r"\s+", " ", uncited)
    shown = _unlinked()(uncited)
    words = re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:strong|em|a|code|sup)\b[^>]*>", "", shown))
    return re.sub(r"\s+", " ", html.unescape(words)).strip()


@functools.cache
def _unlinked() -> ProseWriter:
    """One for all texts: making a converter takes longer than converting a sentence."""
    return ProseWriter()


def _with_text(section: Section, lines: list[str]) -> Section:
    text = "\n".join(lines).strip("\n")
    return Section(section.level, section.heading, section.anchor, text)


def without_code(text: str) -> str:
    """The text with `code` blanked out; every other character keeps its place."""
    return _CODE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
