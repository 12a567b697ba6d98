r"""HTML escaping: the one escape function of the core, used by templates, charts and line breaking.

Line breaks become character references. Markdown ends a block of raw HTML at a blank line and
parses what follows, so a text containing "\n\n<b>" could otherwise break out of its block in an
export that others build. Control and bidirectional characters, which readers
don't see and some formats can't hold, become U+FFFD.
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
"""Characters that need escaping; a text without any can be used as it is."""


def inert(text: object) -> Markup:
    """Escape a value to a single line of HTML; `Markup` is passed through."""
    if isinstance(text, Markup) or str(text).isprintable() or not _NOT_PLAIN.search(str(text)):
        return escape(text)
    return Markup(_BREAKS.sub(_as_reference, visible(escape(text))))  # noqa: S704 - was escaped


def for_templates(value: object) -> object:
    """Escape what a template prints: Jinja's `finalize`, hence optimised for printable texts."""
    # Most texts are printable, and isprintable() is many times faster than a regex search.
    if type(value) is Markup or not isinstance(value, str) or value.isprintable():
        return value
    return inert(value)


def for_themes(text: str) -> str:
    """Escape a value for third-party themes, which print it unescaped, also in double quotes."""
    return str(inert(text)).replace("&#39;", "'")


def visible(text: str) -> str:
    """Replace each invisible character by U+FFFD; line breaks and tabs are kept."""
    return _UNSEEN.sub("\ufffd", text)


def _as_reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
