"""Converts contributors' Markdown to safe HTML, and extracts links and citations.

There are two lines of defence: the dialect has no raw HTML, images or attributes, and its output is
sanitised with an allow-list of tags, attributes and URL schemes (nh3). This module knows no pages:
a `Resolver` turns references and citations into links.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import nh3
from markupsafe import Markup

from michishirube.markup import escape_markdown, inline, markdown_dialect
from michishirube.markup.complexity import excess
from michishirube.markup.html_cache import HtmlCache, RecordingResolver
from michishirube.markup.inline import TEXTS, Mark
from michishirube.markup.markdown_dialect import SCHEMES, Dialect, Resolver, tidy
from michishirube.support.escaping import visible

TAGS = frozenset(
    {"p", "br", "hr", "strong", "em", "sup", "a", "ul", "ol", "li", "code", "pre", "blockquote"}
    | {"table", "thead", "tbody", "tr", "th", "td", "h3", "h4"}
)
_ATTRIBUTES = {
    "a": {"href", "class", "rel"},
    "sup": {"class"},
    "ol": {"start"},
}

LINK = re.compile(rf"(!?){inline.LINK.pattern}")
_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s|$))")
_DEFINITION = re.compile(
    r"^ {0,3}(?P<words>\[[^\]\n]+\])(?P<colon>:)(?P<gap>\s*)(?P<to>\S+)", re.MULTILINE
)
_TAG = re.compile(r"<(?:[A-Za-z/!?])[^<>\n]*>?")
_ACTIVE = re.compile(r"[\[\]`]|<(?=[A-Za-z/!?])|\{(?!#[A-Za-z][\w-]*\}[ \t]*+#*+[ \t]*+(?:\n|\Z))")
"""Inline syntax, other than emphasis, that other Markdown parsers may recognise."""
_HEADING = re.compile(r"(#{2,4})[ \t]++(.+)")
_ANCHOR = re.compile(r"\{#([A-Za-z][\w-]*)\}$")
_MARKS = re.compile(r"[\\`*_\[\]<>&#|!~+=\-\x00-\x08\n-\x1f\x7f]|^\d+[.)]")
"""Characters with a meaning in Markdown or HTML; a line without any is plain text."""
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


class _NullResolver:
    """A resolver without any links, for texts that are shown without them."""

    def link(self, reference: str) -> str | None:  # noqa: ARG002 - see Resolver
        return None

    def cite(self, name: str) -> list[tuple[str, str]]:  # noqa: ARG002 - see Resolver
        return []


class ProseWriter:
    """Converts texts to HTML for one page.

    Args:
        resolver: Resolves the references of the page.
        cache: Shared by the pages of a renderer.
    """

    def __init__(self, resolver: Resolver | None = None, cache: HtmlCache | None = None) -> None:
        self._asking = RecordingResolver(resolver or _NullResolver())
        self._resolver = resolver or _NullResolver()
        self._cache = cache or HtmlCache()

    @functools.cached_property
    def _markdown(self) -> Dialect:
        return Dialect(self._asking)

    def __call__(self, text: str) -> Markup:
        """Convert a text to safe HTML blocks without blank lines; "" stays empty."""
        known = self._cache.get(text, self._resolver)
        if known is not None:
            return known
        self._asking.links, self._asking.citations, self._asking.addresses = {}, {}, set()
        html = self._convert(text)
        self._cache.put(text, html, self._asking)
        return html

    def _convert(self, text: str) -> Markup:
        if excess(text):  # Reported by the checks; shown as plain text if the site is built anyway.
            return Markup("<p>{}</p>").format(" ".join(text.split()))
        clean = nh3.clean(
            self._markdown(text),
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            attribute_filter=self._kept,
            url_schemes=set(SCHEMES),
            link_rel=None,
        )
        return Markup(tidy(visible(clean)))  # noqa: S704 - the allow-list above is what makes it safe

    def _kept(self, _tag: str, name: str, value: str) -> str | None:
        """Return an attribute's value if it is allowed: links must be resolved or allowed ones."""
        if name != "href" or value in self._asking.addresses or markdown_dialect.is_fine(value):
            return value
        return None

    def inline(self, text: str) -> Markup:
        """Convert a text and strip the `<p>` if it is a single paragraph."""
        shown = self(text)
        single = shown.count("<p>") == 1 and shown.startswith("<p>") and shown.endswith("</p>")
        return Markup(shown[3:-4]) if single else shown  # noqa: S704 - part of what was cleaned


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """A heading of a document with the text below it.

    Attributes:
        level: 2 to 4; 0 for the text before the first heading.
        heading: Plain text of the heading.
        anchor: The anchor written as `{#anchor}`, else "".
        start: Offset at which the section begins.
        text: Markdown up to the next heading.
    """

    level: int
    heading: str
    anchor: str
    start: int = 0
    text: str = ""


def sections(text: str) -> list[DocumentSection]:
    """Split a document at its headings (`##` to `####`), which are rendered as the page's own."""
    found = [DocumentSection(0, "", "")]
    at = begin = 0
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip() == fence):
            fence = "" if fence else mark[1]
        heading = None if fence or mark else _heading(line)
        if heading is not None:
            found[-1] = replace(found[-1], text=text[begin:at].strip("\n"))
            found.append(replace(heading, start=at))
            begin = at + len(line)
        at += len(line) + 1
    found[-1] = replace(found[-1], text=text[begin:].strip("\n"))
    return [each for each in found if each.level or each.text]


def _heading(line: str) -> DocumentSection | None:
    """Parse a heading, `## Words {#anchor} ##`; None for other lines."""
    match = _HEADING.fullmatch(line)
    words = match[2].rstrip(" \t").rstrip("#").rstrip(" \t") if match else ""
    if match is None or not words:
        return None
    anchor = _ANCHOR.search(words, max(0, words.rfind("{")))
    if anchor and anchor.start():
        words = words[: anchor.start()].rstrip(" \t")
        return DocumentSection(len(match[1]), plain(words), anchor[1])
    return DocumentSection(len(match[1]), plain(words), "")


def citations(text: str) -> Iterator[tuple[str, int]]:
    """Yield the name and offset of each citation, `[@name]`."""
    yield from ((mark.text, mark.at) for mark in inline.each(text) if mark.kind == "citation")


def links(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text and offset of each reference in a link; external links aren't included."""
    yield from (
        (mark.text, mark.at) for mark in inline.read(text) if markdown_dialect.is_reference(mark)
    )


def definitions(text: str) -> Iterator[re.Match[str]]:
    """Yield what Markdown reads as the definition of a link: `[words]: address`."""
    yield from _DEFINITION.finditer(without_code(text)) if "]:" in text else ()


@functools.lru_cache(maxsize=TEXTS)
def unsafe(text: str) -> list[tuple[int, str]]:
    """Return what isn't allowed in prose, as (offset, text): HTML, images, suspicious URLs."""
    found: list[tuple[int, str]]
    found, read = [], []
    for mark in inline.each(text):
        if mark.kind in ("image", "link"):
            read.append((mark.words[1], mark.end))
        elif mark.kind in ("code", "address"):
            read.append((mark.start, mark.end))
        if mark.kind == "image" or mark.is_broken:
            found.append((mark.start, text[mark.start : mark.end]))
        elif mark.kind in ("link", "address") and markdown_dialect.leads_to(mark, str) is None:
            found.append((mark.at, mark.text))
    found += [(match.start(), match[0]) for match in _tags(_blanked(text, sorted(read)))]
    return sorted(found)


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield HTML tags; an element counts as one, from its start tag to its end tag."""
    tags = list(_TAG.finditer(text))
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for match in tags:
        starts = opened.setdefault(_element(match), [])
        if not match[0].startswith("</"):
            starts.append(match.start())
        elif starts:
            ends[starts.pop()] = match.start()
    done = -1
    for match in tags:
        if match.start() > done:
            yield match
            done = ends.get(match.start(), done)


def _element(tag: re.Match[str]) -> str:
    return re.split(r"[\s/>]", tag[0].lstrip("</"), maxsplit=1)[0].lower()


def with_addresses(text: str, link: Callable[[str], str | None]) -> str:
    """Rewrite Markdown for other parsers: references become addresses, and there is no HTML.

    What another parser might take for a link, image, tag or attribute, though ours doesn't, is
    escaped as text, whatever the checks say. Broken links become plain text.
    """
    return _written_again(text, inline.read(text), (0, len(text)), link)


def _written_again(
    text: str,
    marks: Sequence[Mark],
    place: tuple[int, int],
    link: Callable[[str], str | None],
) -> str:
    parts, at = [], place[0]
    cited = False
    for mark in [*marks, None]:
        end = mark.start if mark else place[1]
        between = _ACTIVE.sub(_as_text, text[at:end])
        if cited and between.startswith(("(", ":")):
            between = f"\\{between}"  # For others `[@A1](…` is a link, `[@A1]: …` a definition.
        if mark and mark.kind == "address" and between.endswith("!"):
            between = f"{between[:-1]}\\!"
        parts.append(between)
        if mark:
            parts.append(_mark_again(text, mark, link))
            at = mark.end
            cited = mark.kind == "citation"
    return "".join(parts)


def _mark_again(text: str, mark: Mark, link: Callable[[str], str | None]) -> str:
    written = text[mark.start : mark.end]
    if mark.kind in ("escape", "citation"):
        return written
    if mark.kind == "code":
        return _code_again(written, mark.text)
    words = _ACTIVE.sub(_as_text, mark.text)
    if mark.kind != "address":
        words = _written_again(text, mark.inner, mark.words, link)
    address = markdown_dialect.leads_to(mark, link)
    if address is None:
        return words
    if not markdown_dialect.is_reference(mark):
        address = re.sub(r"[()\[\]|]", lambda found: f"%{ord(found[0]):02X}", address)
    return f"[{words}]({address})"


def _code_again(written: str, code: str) -> str:
    """Rewrite a code span on one line, as parsers differ on longer ones; in tables `|` ends it."""
    if "\n" not in code and not ("|" in code and re.search(r"[<\[]", code)):
        return written
    whole = " ".join(code.split())
    if "|" in whole or not whole:
        return escape_markdown.line(whole)
    fence = "`" * (max((len(run) for run in re.findall("`+", whole)), default=0) + 1)
    return f"{fence} {whole} {fence}"


def _as_text(sign: re.Match[str]) -> str:
    return "&lt;" if sign[0] == "<" else f"\\{sign[0]}"


@functools.lru_cache(maxsize=TEXTS)
def plain(text: str) -> str:
    """Return the plain text on one line, without markup and citations, for search and so on."""
    uncited = inline.CITATION.sub("", text).strip()
    if not _MARKS.search(uncited):  # Most texts have no markup, and conversion is slow.
        return re.sub(r"\s+", " ", uncited)
    shown = _unlinked()(text)
    words = re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:strong|em|a|code|sup)\b[^>]*>", "", shown))
    return re.sub(r"\s+", " ", html.unescape(words)).strip()


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, plain and on one line."""
    words = " ".join(plain(text).split())
    found = _SENTENCE.match(words)
    return found[0] if found else words


@functools.cache
def _unlinked() -> ProseWriter:
    """Return a shared writer: creating a converter takes longer than converting a sentence."""
    return ProseWriter()


def without_code(text: str) -> str:
    """Replace code spans by spaces, so that all other offsets stay the same."""
    marks = inline.each(text)
    return _blanked(text, sorted((each.start, each.end) for each in marks if each.kind == "code"))


def _blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in stretches:
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])
