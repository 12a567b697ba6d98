"""Words that the guide says otherwise are words of the pages, with the same placeholders.

They stand under `words` in the settings, or in `locales/` beside the guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.diagnostics import Diagnostics, Span
from michishirube.i18n import guide_words
from michishirube.model import Guide

CODES = ("unknown-word", "word-placeholder")

_TAG = re.compile(r"<[/!a-zA-Z][^>]{0,40}>?")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report keys that no page says, and placeholders that nothing fills."""
    known = guide_words.known(guide.site.language)
    for key, text, span in _own_words(guide):
        if key not in known:
            diagnostics.error("unknown-word", span, near=(key, known), name=key)
            continue
        if mark := _TAG.search(text):
            diagnostics.error("markup-in-plain-text", span, what=mark[0])
        for name in sorted(guide_words.placeholders(text) - known[key]):
            usual = " ".join(f"{{{each}}}" for each in sorted(known[key])) or "-"
            diagnostics.error("word-placeholder", span, name=f"{{{name}}}", key=key, known=usual)


def _own_words(guide: Guide) -> Iterator[tuple[str, str, Span]]:
    for key, text in guide.site.words.items():
        yield key, text, text.span
    for each in guide.locale:
        yield each.key, each.text, each.span
