"""Reports of changes that nobody's program would write: every text hostile, every shape allowed."""

from __future__ import annotations

import dataclasses
import html.parser
import re
import typing
from typing import Any, Literal

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from michishirube.changes.report.bounds import Matches, Maximum
from michishirube.changes.report.codec import alternative, bounds_of, hints
from michishirube.changes.report.data import ChangeReport

CANARY = "ζ"
"""Stands in every hostile text, and nowhere in our own words."""

ATTACKS = (
    "@octocat closes #1, GH-2, octo/repo#3 and user@example.org",
    "https://evil.example www.evil.example mailto:a@evil.example ftp://evil.example",
    "![x](https://evil.example/x.png) [y](javascript:alert(1)) <https://evil.example>",
    "](#(https://evil.example/x",
    "](https://github.com/example/guide/../../login/oauth/authorize?client_id=1)",
    "](#@octocat",
    "> ```\n> [x](https://evil.example)",
    "`",
    "``` `` `",
    "`" * 100 + " [x](https://evil.example)",
    "x$",
    "$`x`$",
    "`[x](https://evil.example)`",
    "</code></pre></del></ins><img src=x onerror=alert(1)><script>alert(1)</script>",
    "<!-- reader-changes -->",
    "&lt;b&gt; &amp; &#64;octocat &colon; &#x40;team",
    "| a | b |\n|---|---|\n| c | d |",
    "```\n# Heading\n```\n~~~\n- [x] done\n1. one\n> quote\n***\n===",
    "\n\n# Heading\n\n- item\n\n    code\n",
    "**bold** _it_ ~~gone~~ $x$ $$y$$ $`z`$ :tada: [^1] \\",
    "\\` \\",
    "[a]: https://evil.example",
    "]] }} {{ {% raw %} ${{ github.token }} ::error::forged",
    "{label} {count} {title}",
    "\u202eright to left\u2066 \x1b[31mred\x07\r\n\u2028\u0085x",
    "   ",
    "1. x",
    "- - -",
)
ALPHABET = "ab1@#:/.!|`*_~<>&[]()\\-+= $\n\r\u2028返信\u3000"

PATHS = ("content/stages/dry.yml", "site_config.yml", "content/../x.yml", "content/a.yml)[x](y")

texts = st.one_of(st.sampled_from(ATTACKS), st.text(st.sampled_from(ALPHABET), max_size=25)).map(
    lambda text: CANARY + text + CANARY
)


def values(hint: Any, name: str = "") -> st.SearchStrategy[Any]:
    """Everything that the format allows for a type."""
    kind, marks = bounds_of(hint)
    other = alternative(kind)
    if other is not None:
        return st.none() | values(other, name)
    if typing.get_origin(kind) is Literal:
        return st.sampled_from(typing.get_args(kind))
    if typing.get_origin(kind) is tuple:
        return st.lists(values(typing.get_args(kind)[0], name), max_size=2).map(tuple)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return st.builds(kind, **{key: values(each, key) for key, each in hints(kind).items()})
    if kind is str and any(isinstance(mark, Matches) for mark in marks):
        return _matching(marks)
    if kind is str:
        return texts | st.sampled_from(PATHS) if name == "path" else texts
    if kind is bool:
        return st.booleans()
    limit = next(mark.limit for mark in marks if isinstance(mark, Maximum))
    return st.sampled_from((0, 1, 2, 7, limit))


def _matching(marks: tuple[Any, ...]) -> st.SearchStrategy[str]:
    """Codes, keys and days: some that are known, some that are not."""
    known = ("unknown-node", "orders", "broken", "answers", "name", "title", "written")
    regex = next(mark.regex for mark in marks if isinstance(mark, Matches))
    if "[0-9]{4}" in regex:
        return st.sampled_from(("", "2026-11-28"))
    if r"\." in regex:
        return st.sampled_from(("Letter.when", "Claim.facts", "Evil.key"))
    return st.sampled_from((*known, "evil", "x-y_z"))


reports: st.SearchStrategy[ChangeReport] = values(ChangeReport)


class Seen(html.parser.HTMLParser):
    """What GitHub would show: elements, links, and the text that doesn't stand in code.

    GitHub's own reader (cmark-gfm) takes no fence of more than 80 backticks for a span, and
    $`…`$ for a formula, which this one doesn't know.
    """

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.outside, self.inside = "", ""
        self._code = 0
        assert not re.search("`{20}", markdown)
        assert not re.search(r"\$`|`\$", markdown)
        self.feed(MarkdownIt("gfm-like").render(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._code += tag == "code"
        for name, value in attrs:
            self.attributes.add(name)
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if self._code:
            self.inside += data
        else:
            self.outside += data

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--" + data)
