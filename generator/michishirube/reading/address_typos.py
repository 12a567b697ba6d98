"""Typos in URLs, and the URL that was probably meant.

`ttps://`, `https:/` and `www.example.jp` lack a valid scheme; the end of
`https://example.jp/termsを見る` belongs to the surrounding sentence. A fix is suggested only if it
has a plain domain name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from michishirube.support import web_addresses
from michishirube.support.near_names import nearest_name

_BEGINNING = re.compile(r"(?P<word>[a-z]{3,8})(?P<marks>[:;.,/]{1,6})(?=[^:;.,/\\])")
_TWICE = re.compile(r"https?://(?=https?[:;/])")
_HEAD = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_WORDS = re.compile(
    "を|にて|より|から|です|参照|参考|にある|による|によ[るりっ]|では|でも|には|という|の?ページ"
    "|の(?:記事|とおり|通り|サイト|中)|(?:へ|は|が|に|で|と|も)$"
)
"""Words that continue a sentence after a URL. Titles such as `PHPの歴史` are part of the path."""

_STOPS = "、。，．"
_CLOSING = dict(zip("」』】）〕］〉》", "「『【（〔［〈《", strict=True))
_LONGEST = 2000
"""Length limit in characters; longer texts aren't examined."""


@dataclass(frozen=True, slots=True)
class AddressTypo:
    """A typo in a URL.

    Attributes:
        code: Code of the diagnostic.
        what: The part that is wrong.
        meant: The corrected URL, None if it isn't certain.
    """

    code: Literal["address-beginning", "address-end"]
    what: str
    suggestion: str | None


def find(text: str) -> AddressTypo | None:
    """Find the first typo in a URL; None if there is none, or if the text isn't meant as a URL.

    The correction fixes all typos, not only the first.

    Args:
        text: A URL as written, or another text in its place.
    """
    if len(text) > _LONGEST:
        return None
    found = _find_typo(text)
    if found is None:
        return None
    typo, right = found
    while right is not None and (further := _find_typo(right)) is not None:
        right = further[1] if further[1] != right else None
    is_sure = right is not None and web_addresses.oddity(right) is None
    return AddressTypo(typo.code, typo.what, right if is_sure else None)


def _find_typo(text: str) -> tuple[AddressTypo, str | None] | None:
    return _beginning(text) or _end(text)


def _beginning(text: str) -> tuple[AddressTypo, str | None] | None:
    """Find a misspelt, truncated, doubled or missing scheme.

    Returns:
        The typo and the whole text with it fixed (None if the scheme is ambiguous), or None.
    """
    plain = web_addresses.fold(text).lower()
    if twice := _TWICE.match(plain):
        return _begins(text, twice.end()), text[twice.end() :]
    match = _BEGINNING.match(plain)
    if match is not None and "/" not in match["marks"] and ":" not in match["marks"]:
        match = None  # `http.example.org` is a host.
    if match is not None:
        word, rest = match["word"], text[match.end() :]
        if word in web_addresses.WEB and match["marks"] == "://":
            return None
        right = word if word in web_addresses.WEB else nearest_name(word, web_addresses.WEB)
        if right is not None:
            return _begins(text, match.end()), f"{right}://{rest}"
        if word in web_addresses.WEB or _is_near(word):
            return _begins(text, match.end()), None
    bare = re.match(r"(?:[:;]?//)?", plain)
    rest = text[bare.end() :] if bare else text
    if web_addresses.begins_with_host(rest):
        return _begins(text, len(text) - len(rest) or len(text)), f"https://{rest}"
    return None


def _is_near(word: str) -> bool:
    """Return whether a word resembles a scheme, though it can't be told which one."""
    return any(nearest_name(word, [scheme]) for scheme in web_addresses.WEB)


def _begins(text: str, end: int) -> AddressTypo:
    return AddressTypo("address-beginning", text[:end], None)


def _end(text: str) -> tuple[AddressTypo, str | None] | None:
    """Find trailing words and punctuation that belong to the surrounding sentence."""
    head = _HEAD.match(text)
    if head is None:
        return None
    tail = text[head.end() :]
    end = head.end() if tail and _goes_on(head[0], tail) else len(_without_stops(text))
    if end == len(text):
        return None
    return AddressTypo("address-end", text[end:], None), text[:end]


def _goes_on(head: str, tail: str) -> bool:
    """Return whether the text after the ASCII part of a URL belongs to the sentence."""
    if tail[0].isspace():
        return not tail.isascii()
    if tail[0] in _STOPS or tail[0] in _CLOSING or tail[0] in "（「『【〔":
        return tail[0] not in "．。" or not re.match(r".[a-z0-9]", tail, re.IGNORECASE)
    host, slash, _ = head.partition("://")[2].partition("/")
    if not slash and not re.search(r"[?#]", host):  # May go on: `https://www.例え.jp`.
        return "." in host.strip(".") and not re.search(r"[.。．@]", tail)
    if not head[-1].isalnum():  # `/からだ` may be the name of a page.
        return tail[0] == "を"
    return _WORDS.match(tail) is not None


def _without_stops(text: str) -> str:
    """Strip trailing punctuation, and closing brackets without an opening one."""
    while text and (
        text[-1] in _STOPS or (text[-1] in _CLOSING and _CLOSING[text[-1]] not in text)
    ):
        text = text[:-1]
    return text
