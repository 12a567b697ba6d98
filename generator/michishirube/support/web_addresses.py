r"""Addresses of the web as browsers read them: what is written, and the host that it opens.

A browser drops tabs and line ends, takes `\` for `/` and full-width signs for plain ones, decodes
the host and opens what stands behind the last `@`. Whoever compares addresses as texts is led
astray by each of these; here they are compared by what is opened.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

WEB = ("http", "https")
USUAL_PORTS = ("", "80", "443")
LAST_PORT = 65_535

_WHOLE = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?P<slashes>[/\\]*+)(?P<rest>.*)", re.DOTALL)
_AUTHORITY = re.compile(r"[^/?#\\]*+")
_PORT = re.compile(r":([0-9]*)$")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_LAST = re.compile(r"[a-z]{2,24}|xn--[a-z0-9-]{1,59}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address leads: scheme, host in ASCII and port, and whether a name stands before.

    `host` is "" where there is none that could be asked; a number or an address of the net
    (`203.0.113.5`, `[::1]`) is a host as it is written.
    """

    scheme: str
    host: str
    port: str = ""
    has_user: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the host has a name such as `example.org`, and not only a number."""
        labels = self.host.split(".")
        return (
            len(labels) > 1
            and all(map(_LABEL.fullmatch, labels))
            and _LAST.fullmatch(labels[-1]) is not None
        )

    def is_of(self, hosts: tuple[str, ...]) -> bool:
        """Whether it opens one of these hosts, or one below them, as everybody would expect."""
        plain = self.scheme in WEB and not self.has_user and self.port in USUAL_PORTS
        return plain and any(self.host == own or self.host.endswith(f".{own}") for own in hosts)


def parse(text: str) -> Address | None:
    """What a browser makes of an address with a scheme; None where there is none."""
    match = _WHOLE.match(re.sub(r"[\x00-\x20\x7f]", "", fold(text)).lower())
    if match is None:
        return None
    authority = _AUTHORITY.match(match["rest"])
    return _parsed(match["scheme"], authority[0] if authority else "")


def oddity(text: str) -> str | None:
    """What is odd about the address of a page, in its own words; None for a plain one.

    Plain is what says at first sight where it leads: http or https, a host with a name and
    nothing before it, no signs that a browser reads as others.
    """
    found = parse(text)
    if found is None or found.scheme not in WEB:
        return text.partition(":")[0]
    odd = re.search(r"[\s\"'<>\\\x00-\x1f\x7f]", text)
    if odd:
        return odd[0]
    beginning = re.match(r"https?://([^/?#]*)", text, re.IGNORECASE)
    if beginning is None or not beginning[1]:
        return text
    port = found.port.lstrip("0")
    if found.port and not 0 < int(port[:6] or "0") <= LAST_PORT:
        return f":{found.port}"
    host = _PORT.sub("", beginning[1])
    if found.has_user or not found.is_named or not _is_plain(host, found.host):
        return beginning[1]
    return None


def begins_with_host(text: str) -> bool:
    """Whether a text without a scheme is meant as an address: it begins with a host's name."""
    run = _AUTHORITY.match(fold(text).lower())
    host = run[0] if run else ""
    goes_on = len(host) < len(text)
    found = _parsed("https", host)
    return found.is_named and not found.has_user and _is_host(host, goes_on)


def host_of(name: str) -> str:
    """The name of a host as it is compared: in ASCII and small letters, without a last dot."""
    plain = re.sub("[。｡．]", ".", fold(unquote(name))).lower().removesuffix(".")
    try:
        return plain.encode("idna").decode() if not plain.isascii() else plain
    except UnicodeError:
        return ""


def _parsed(scheme: str, authority: str) -> Address:
    user, at, place = authority.rpartition("@")
    port = _PORT.search(place)
    host = host_of(place[: port.start()] if port else place)
    return Address(scheme, host, port[1] if port else "", bool(at or user))


class _Folded(dict[int, int]):
    """The sign that stands for each in an address: for full-width ones the plain ones."""

    def __missing__(self, code: int) -> int:
        plain = unicodedata.normalize("NFKC", chr(code))
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_folded = _Folded()


def fold(text: str) -> str:
    """The text with the signs that browsers read in it; as long as it was."""
    return text if text.isascii() else text.translate(_folded)


def _is_plain(written: str, opened: str) -> bool:
    """Whether a host is written as it is opened, but for capital letters.

    In other letters it is, unless those of scripts whose letters look like Latin ones.
    """
    if written.isascii():
        return written.lower() == opened
    scripts = {unicodedata.name(char, "?").partition(" ")[0] for char in written}
    return fold(written) == written and not scripts & _LOOKING_LATIN and "。" not in written


_LOOKING_LATIN = frozenset({"CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE"})


# --- In running text ---------------------------------------------------------------------------

_NOT_TOP = frozenset(
    """
    txt pdf doc docx xls xlsx ppt pptx csv jpg jpeg png gif svg webp html htm css js ts json xml
    yml yaml psd mp3 mp4 wav exe
    """.split()
)
"""Endings of files that no host has."""

_TOP = frozenset(
    """
    com net org jp io me info biz app dev gg ly ee co to tv cc be us uk cn kr tw ru in id eu de fr
    xyz site online shop store club top link page live fun vip work tokyo blog cloud pro mobi asia
    space website tech wiki zip mov click example test
    """.split()
)
"""Without a scheme and a path only these make a name an address, so that `e.g.` doesn't."""

_RUN = r"[^\s/?#\\、，,;「」『』（）()【】［\]<>\"'。]|。(?=[a-z0-9])|\[[0-9a-f:.]*\]"
_DOTTED = r"[^\W_](?:[\w-]|%[0-9a-f]{2}){0,62}"
_FOUND = re.compile(
    rf"(?<![a-z0-9+.-])(?P<scheme>[a-z][a-z0-9+.-]{{0,30}}):[/\\]{{2,}}+(?P<far>(?:{_RUN})*+)"
    rf"|(?<![a-z0-9+.-])(?P<web>https?):[/\\]?+(?P<near>(?:{_RUN})++)"
    rf"|(?<![\w:/\\.])[/\\]{{2}}(?P<same>{_DOTTED}(?:[.。]{_DOTTED}){{1,9}})"
    rf"|(?<![\w@./\\%-])(?P<bare>{_DOTTED}(?:\.{_DOTTED}){{1,9}})(?P<port>:[0-9]{{2,5}})?\.?"
    r"(?P<path>[/?#\\][!-~])?"
)
_NUMBERS = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_GLUED = re.compile(r".*[ぁ-んー](?=[a-z0-9])", re.DOTALL)


_BEGINNING = re.compile(r"(?:[a-z][a-z0-9+.-]{0,30}+:[/\\]*+)?+")


class _Ahead:
    """Finds the next sign of a kind for places further and further on, in one go through a text."""

    def __init__(self, signs: str, text: str) -> None:
        self._signs = re.compile(signs)
        self._text = text
        self._found = -1

    def __call__(self, place: int) -> int:
        """Where the sign is; the text's length if there is none."""
        if self._found < place:
            found = self._signs.search(self._text, place)
            self._found = found.start() if found else len(self._text)
        return self._found


class _Doubt:
    """Tells what one program opens and another doesn't."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sign = _Ahead(r"[/?#\\@]", text)
        self._backslash = _Ahead(r"\\", text)

    def __call__(self, start: int, end: int) -> bool:
        """Whether a name stands before the host or a backslash behind it, in order of places."""
        beginning = _BEGINNING.match(self._text, start, end)
        sign = self._sign(beginning.end() if beginning else start)
        return sign < end and (self._text[sign] == "@" or self._backslash(sign) < end)


@dataclass(frozen=True, slots=True)
class Found:
    """An address in running text: from where to where, and where it leads."""

    start: int
    end: int
    address: Address


def find(text: str) -> Iterator[Found]:
    """Everything in a text that people or their programs take for an address of the web.

    Words of Japanese may stand right before and behind an address: of `詳細はexample.jp/aです`
    the address is `example.jp/a`.
    """
    plain = fold(text).lower()
    rest, is_doubtful = _Ahead("[^!-~]", plain), _Doubt(plain)
    for match in _FOUND.finditer(plain):
        begin, end, run = match.start(), match.end(), ""
        if match["bare"]:
            glued = _GLUED.match(match["bare"])
            begin += glued.end() if glued else 0
            run = plain[begin : match.end("bare")] + (match["port"] or "")
            if not _is_host(run, bool(match["path"] or match["port"])):
                continue
            scheme = "https"
        else:
            scheme = match["scheme"] or match["web"] or "https"
            run = match["far"] or match["near"] or match["same"] or ""
            if not run and scheme not in WEB:
                continue
            shorter = _without_words(run)
            end -= len(run) - len(shorter)
            run = shorter
        if end == match.end():
            end = rest(end)
        address = _parsed(scheme, run.rstrip(".:!;,"))
        if is_doubtful(begin, end):
            address = replace(address, has_user=True)
        yield Found(begin, end, address)


def _is_host(run: str, goes_on: bool) -> bool:
    """Whether a dotted word is a host; `goes_on` says that a path or a port follows it."""
    bare = _PORT.sub("", run)
    if _NUMBERS.fullmatch(bare):
        return goes_on
    last = bare.rpartition(".")[2]
    if last.isdigit() or last in _NOT_TOP or len(last) < 2:
        return False
    return last in _TOP or goes_on or bare.startswith("www.")


def _without_words(run: str) -> str:
    """A host without the words behind it: `example.jpを見て`, but not `example.jpの.example`."""
    ascii_part = re.match(r"[!-~]*", run)
    rest = run[ascii_part.end() :] if ascii_part else run
    if ascii_part and "." in ascii_part[0] and not re.search("[.。%@]", rest):
        return ascii_part[0]
    return run
