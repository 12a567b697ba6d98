"""A page as a Markdown document, for other site generators.

It consists of front matter, headings with ids, and blocks of raw HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from michishirube.support import escaping
from michishirube.website.blocks import Heading
from michishirube.website.compile import CompiledDocument
from michishirube.website.page_html import RenderedBlock

_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SIGN = re.compile(r"<wbr>|&#?\w+;|[!-/:-@\[-`{-~]")


def write(document: CompiledDocument) -> str:
    """Return the document, as accepted by any Markdown site generator."""
    return _front_matter(document.front) + "\n\n".join(_parts(document.blocks)) + "\n"


def _parts(blocks: tuple[RenderedBlock, ...]) -> Iterator[str]:
    for each in blocks:
        if isinstance(each.block, Heading):
            yield _heading(each.block, each.html)
        else:
            yield _raw(each.html)


def _heading(heading: Heading, words: Markup) -> str:
    """Render a heading; no sign in it means anything to Markdown."""
    inert = _SIGN.sub(lambda sign: sign[0] if len(sign[0]) > 1 else f"&#{ord(sign[0])};", words)
    attributes = [f"#{heading.id}", *(f".{name}" for name in heading.classes)]
    attributes += [f'data-{name}="{escaping.inert(value)}"' for name, value in heading.data.items()]
    return f"{'#' * heading.level} {inert} {{{' '.join(attributes)}}}"


def _raw(markup: Markup) -> str:
    """Strip blank lines and indentation from HTML: either may end a block of raw HTML.

    Those of texts stay: their line breaks are character references (`support.escaping`).
    """
    return "\n".join(filter(None, map(str.strip, str(markup).split("\n"))))


def _front_matter(front: Mapping[str, object]) -> str:
    """Serialise front matter. Values are JSON, which is valid YAML, so no title can add a key.

    Texts are escaped as HTML, since generators and themes print them unescaped.
    """

    def quoted(value: object) -> str:
        shown = escaping.for_themes(value) if isinstance(value, str) else value
        text = json.dumps(shown, ensure_ascii=False)
        return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

    lines = [f"{key}: {quoted(value)}" for key, value in front.items()]
    return "---\n" + "\n".join(lines) + "\n---\n"
