"""Texts as HTML: the one escape of the core, used by its templates, charts and line breaks.

A line break becomes a character reference. Markdown ends an island of HTML at a blank line and
reads on in its own way, so a text with line breaks of its own could otherwise step out of its
island, in our pages as in an export that others build. What no reader sees, and what some
formats can't hold (controls, marks of direction), becomes U+FFFD.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_BREAKS = re.compile("[\n\r]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NOT_PLAIN = re.compile(f"{_BREAKS.pattern}|{_UNSEEN.pattern}")
SPECIAL = re.compile(f"[&<>\"']|{_NOT_PLAIN.pattern}")
"""What a text without it needs no escape for."""


def inert(text: object) -> Markup:
    """A value as HTML text on one line; what is markup already stays as it is."""
    if isinstance(text, Markup) or str(text).isprintable() or not _NOT_PLAIN.search(str(text)):
        return escape(text)
    return Markup(_BREAKS.sub(_as_reference, visible(escape(text))))  # noqa: S704 - was escaped


def for_templates(value: object) -> object:
    """The same for whatever a template prints, told quickly (Jinja's `finalize`)."""
    # Most texts are printable, which is told many times as fast as a search takes.
    if type(value) is Markup or not isinstance(value, str) or value.isprintable():
        return value
    return inert(value)


def for_themes(text: str) -> str:
    """A value as HTML for others' themes, which print it as it is, also between double quotes."""
    return str(inert(text)).replace("&#39;", "'")


def visible(text: str) -> str:
    """A text with U+FFFD for each character that isn't seen; line breaks and tabs stay."""
    return _UNSEEN.sub("\ufffd", text)


def _as_reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
