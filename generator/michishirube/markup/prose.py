"""The small Markdown of contributors → safe HTML, and what it links to and cites.

Two fences, one behind the other: raw HTML, images and attributes are taken out
of the Markdown dialect, and what comes out passes an allow-list of tags,
attributes and address schemes (nh3). Nothing here knows pages: a `Resolver`
turns references and citations into links.
"""

from __future__ import annotations

import bisect
import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import nh3
from markupsafe import Markup

from michishirube.markup import escape_markdown, inline, markdown_dialect
from michishirube.markup.complexity import excess
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
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S+", re.MULTILINE)
_TAG = re.compile(r"<(?:[A-Za-z/!?])[^<>\n]*>?")
_ACTIVE = re.compile(r"[\[\]`]|<(?=[A-Za-z/!?])|\{(?!#[A-Za-z][\w-]*\}[ \t]*+#*+[ \t]*+(?:\n|\Z))")
"""What could begin something for others who read Markdown, but for emphasis and blocks."""
_HEADING = re.compile(r"(#{2,4})[ \t]++(.+)")
_ANCHOR = re.compile(r"\{#([A-Za-z][\w-]*)\}$")
_MARKS = re.compile(r"[\\`*_\[\]<>&#|!~+=\-\x00-\x08\n-\x1f\x7f]|^\d+[.)]")
"""What may mean something in Markdown or HTML: a line without it is plain already."""
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
        self.addresses: set[str] = set()

    def link(self, reference: str) -> str | None:
        self.links[reference] = found = self._resolver.link(reference)
        if found is not None:
            self.addresses.add(found)
        return found

    def cite(self, name: str) -> list[tuple[str, str]]:
        self.citations[name] = found = self._resolver.cite(name)
        self.addresses.update(address for _, address in found)
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
    def _markdown(self) -> Dialect:
        return Dialect(self._asking)

    def __call__(self, text: str) -> Markup:
        """The text as safe HTML blocks, without blank lines; "" stays empty."""
        known = _written.get(text)
        if known is not None and known.holds(self._resolver):
            return known.html
        self._asking.links, self._asking.citations, self._asking.addresses = {}, {}, set()
        html = self._convert(text)
        if len(_written) >= TEXTS:
            _written.clear()
        _written[str(text)] = _Written(html, self._asking.links, self._asking.citations)
        return html

    def _convert(self, text: str) -> Markup:
        if excess(text):  # An error of the check; whoever shows the text all the same shows it raw.
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
        """An attribute's value; no address but those of the resolver, and fine ones elsewhere."""
        if name != "href" or value in self._asking.addresses or markdown_dialect.is_fine(value):
            return value
        return None

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
    yield from ((mark.text, mark.at) for mark in inline.each(text) if mark.kind == "citation")


def links(text: str) -> Iterator[tuple[str, int]]:
    """The references in links (not addresses elsewhere), each with its place."""
    yield from (
        (mark.text, mark.at) for mark in inline.read(text) if markdown_dialect.is_reference(mark)
    )


@functools.lru_cache(maxsize=TEXTS)
def unsafe(text: str) -> list[tuple[int, str]]:
    """What contributors may not write, each with its place: HTML, images, strange addresses."""
    found = [(match.start(), match[0]) for match in _DEFINITION.finditer(without_code(text))]
    read = []
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
    """HTML tags; an element is one from its first to its last, whatever stands in it."""
    tags = list(_TAG.finditer(text))
    ends: dict[str, list[int]] = {}
    for match in tags:
        if match[0].startswith("</"):
            ends.setdefault(_element(match), []).append(match.start())
    done = -1
    for match in tags:
        if match.start() <= done:
            continue
        yield match
        closing = ends.get(_element(match), [])
        following = bisect.bisect_right(closing, match.start())
        if following < len(closing) and not match[0].startswith("</"):
            done = closing[following]


def _element(tag: re.Match[str]) -> str:
    return re.split(r"[\s/>]", tag[0].lstrip("</"), maxsplit=1)[0].lower()


def with_addresses(text: str, link: Callable[[str], str | None]) -> str:
    """The same Markdown for other readers of it: references are addresses, and nothing is HTML.

    What could be a link, an image, a tag or an attribute for one of them and isn't for us is
    written as text, whatever the check would say of it. A link that leads nowhere leaves its
    words.
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
            between = f"\\{between}"  # `[@A1](…` is a link for others, and `[@A1]: …` defines one.
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
    """Code on one line, so that all see where it ends; tables end it at a `|`."""
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
    """The text alone, on one line, for descriptions and the search: no marks, no citations."""
    uncited = inline.CITATION.sub("", text).strip()
    if not _MARKS.search(uncited):  # Most texts have none, and a converter takes its time.
        return re.sub(r"\s+", " ", uncited)
    shown = _unlinked()(text)
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
    marks = inline.each(text)
    return _blanked(text, sorted((each.start, each.end) for each in marks if each.kind == "code"))


def _blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in stretches:
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])
