r"""URLs as browsers parse them: what is written, and the host that is opened.

Browsers drop tabs and newlines, treat `\` as `/` and full-width characters as ASCII, decode the
host, and open what follows the last `@`. `https://bank.example\@evil.example` is an example of a
text that misleads whoever compares URLs as strings; here they are compared by what is opened.
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
class ParsedUrl:
    """A parsed URL.

    Attributes:
        scheme: In lower case.
        host: In ASCII and lower case; "" if there is none. IP addresses are kept as written
            (`203.0.113.5`, `[::1]`).
        port: Digits as written, "" if there are none.
        has_user: Whether there is a user name before the host.
    """

    scheme: str
    host: str
    port: str = ""
    has_user: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the host is a domain name such as `example.org` rather than an IP address."""
        labels = self.host.split(".")
        return (
            len(labels) > 1
            and all(map(_LABEL.fullmatch, labels))
            and _LAST.fullmatch(labels[-1]) is not None
        )

    def is_of(self, hosts: tuple[str, ...]) -> bool:
        """Return whether it opens one of these hosts or a subdomain, without tricks."""
        plain = self.scheme in WEB and not self.has_user and self.port in USUAL_PORTS
        return plain and any(self.host == own or self.host.endswith(f".{own}") for own in hosts)


def parse(text: str) -> ParsedUrl | None:
    """Parse a URL as a browser does; None if it has no scheme."""
    match = _WHOLE.match(re.sub(r"[\x00-\x20\x7f]", "", fold(text)).lower())
    if match is None:
        return None
    authority = _AUTHORITY.match(match["rest"])
    return _parsed(match["scheme"], authority[0] if authority else "")


def oddity(text: str) -> str | None:
    """Return the suspicious part of a web page's URL, or None for a plain one.

    A plain URL shows at a glance where it leads: http or https, a domain name without a user name
    before it, and no characters that browsers interpret as others.
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
    """Return whether a text without a scheme starts with a host name."""
    run = _AUTHORITY.match(fold(text).lower())
    host = run[0] if run else ""
    goes_on = len(host) < len(text)
    found = _parsed("https", host)
    return found.is_named and not found.has_user and _is_host(host, goes_on)


def host_of(name: str) -> str:
    """Normalise a host name: IDNA-encoded, lower case, without a trailing dot; "" if invalid."""
    plain = re.sub("[。｡．]", ".", fold(unquote(name))).lower().removesuffix(".")
    try:
        return plain.encode("idna").decode() if not plain.isascii() else plain
    except UnicodeError:
        return ""


def _parsed(scheme: str, authority: str) -> ParsedUrl:
    user, at, place = authority.rpartition("@")
    port = _PORT.search(place)
    host = host_of(place[: port.start()] if port else place)
    return ParsedUrl(scheme, host, port[1] if port else "", bool(at or user))


class _Folded(dict[int, int]):
    """Translation table from characters to what browsers read; full-width to ASCII."""

    def __missing__(self, code: int) -> int:
        plain = unicodedata.normalize("NFKC", chr(code))
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_folded = _Folded()


def fold(text: str) -> str:
    """Apply the character mapping of browsers; the length stays the same."""
    return text if text.isascii() else text.translate(_folded)


def _is_plain(written: str, opened: str) -> bool:
    """Return whether a host is written as it is opened, except for capitals.

    Internationalised names are plain unless they use a script whose letters resemble Latin ones.
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
"""File extensions, which aren't top-level domains."""

_TOP = frozenset(
    """
    com net org jp io me info biz app dev gg ly ee co to tv cc be us uk cn kr tw ru in id eu de fr
    xyz site online shop store club top link page live fun vip work tokyo blog cloud pro mobi asia
    space website tech wiki zip mov click example test
    """.split()
)
"""Top-level domains accepted without scheme and path, so that `e.g.` isn't taken for a host."""

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
    """Finds the next match of a pattern for increasing positions, in linear time overall."""

    def __init__(self, signs: str, text: str) -> None:
        self._signs = re.compile(signs)
        self._text = text
        self._found = -1

    def __call__(self, place: int) -> int:
        """Return the position of the next match, or the length of the text."""
        if self._found < place:
            found = self._signs.search(self._text, place)
            self._found = found.start() if found else len(self._text)
        return self._found


class _Doubt:
    """Detects URLs that programs parse differently."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sign = _Ahead(r"[/?#\\@]", text)
        self._backslash = _Ahead(r"\\", text)

    def __call__(self, start: int, end: int) -> bool:
        """Return whether there is a user name or a backslash; call with increasing positions."""
        beginning = _BEGINNING.match(self._text, start, end)
        sign = self._sign(beginning.end() if beginning else start)
        return sign < end and (self._text[sign] == "@" or self._backslash(sign) < end)


@dataclass(frozen=True, slots=True)
class UrlInText:
    """A URL in running text, with start and end offsets."""

    start: int
    end: int
    address: ParsedUrl


def find(text: str) -> Iterator[UrlInText]:
    """Yield everything in a text that people or programs would recognise as a URL.

    Japanese words may touch a URL on both sides: in `詳細はexample.jp/aです` it is `example.jp/a`.
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
        yield UrlInText(begin, end, address)


def _is_host(run: str, goes_on: bool) -> bool:
    """Return whether a dotted word is a host; `goes_on` says that a path or port follows."""
    bare = _PORT.sub("", run)
    if _NUMBERS.fullmatch(bare):
        return goes_on
    last = bare.rpartition(".")[2]
    if last.isdigit() or last in _NOT_TOP or len(last) < 2:
        return False
    return last in _TOP or goes_on or bare.startswith("www.")


def _without_words(run: str) -> str:
    """Strip Japanese words after a host: `example.jpを見て`, but not `example.jpの.example`."""
    ascii_part = re.match(r"[!-~]*", run)
    rest = run[ascii_part.end() :] if ascii_part else run
    if ascii_part and "." in ascii_part[0] and not re.search("[.。%@]", rest):
        return ascii_part[0]
    return run
