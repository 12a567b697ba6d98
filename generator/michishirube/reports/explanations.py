r"""What each code means, at length, with a bad and a good example: read from the locales.

The files are Markdown that reads well by itself (`locales/<language>/explain/*.md`):

    ## code
    Words.

    ```yaml bad content/stages/dry.yml
    sumary: …
    ```
    ```yaml good
    summary: …
    ```

The good lines stand in the small guide of the tests, where the bad ones replace them
and bring about the code. Words behind the path tell what else the bad example does:
`add` makes a file of its own, `delete` takes one away, `bytes` reads escapes such as
`\x82`, `name` makes a file whose name has such bytes, `link` a link to what is written,
`folder` a folder; "…" stands for so many letters (`times=N`), the lines are written so many
times (`each=N`, counting at `{n}`), or replace the line of this number (`line=N`, in both
examples).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from michishirube.i18n.messages import LOCALES, Messages

_SECTION = re.compile(r"^## (?=[a-z0-9-]+$)", re.MULTILINE)
_FENCE = re.compile(r"^```\w* (bad|good)(?: (\S+))?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of a file, and what they do to it."""

    path: str
    how: tuple[str, ...]
    text: str

    def note(self, said: Messages) -> str:
        """What a reader must know of it besides its lines, in brackets; usually nothing."""
        for part in self.how:
            name, _, count = part.partition("=")
            if name in ("times", "each"):
                return f" ({said(f'report.{name}', count=count)})"
        return ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say about a code."""

    code: str
    text: str
    bad: Example
    good: Example


@functools.cache
def load(language: str) -> dict[str, Explanation]:
    """The explanations in a language by code, in the order of their files.

    Raises `ValueError` for a section that lacks an example: our own bug.
    """
    found = {}
    for path in sorted((LOCALES / language / "explain").glob("*.md")):
        for section in _SECTION.split(path.read_text(encoding="utf-8"))[1:]:
            each = _explanation(section)
            found[each.code] = each
    return found


def _explanation(section: str) -> Explanation:
    code, _, body = section.partition("\n")
    examples: dict[str, Example] = {}
    for match in _FENCE.finditer(body):
        path = match[2] or examples["bad"].path
        examples[match[1]] = Example(path, tuple(match[3].split()), match[4].removesuffix("\n"))
    if set(examples) != {"bad", "good"}:
        raise ValueError(f"{code}: a bad and a good example are needed")
    text = _FENCE.sub("", body).strip()
    return Explanation(code, text, examples["bad"], examples["good"])
