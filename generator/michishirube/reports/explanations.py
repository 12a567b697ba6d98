r"""Explanations of all codes, with a bad and a good example each, read from the locales.

The source is readable Markdown (`locales/<language>/explain/*.md`):

    ## code
    Words.

    ```yaml bad content/stages/dry.yml
    sumary: …
    ```
    ```yaml good
    summary: …
    ```

The examples are tested: the good lines occur in the small guide of the tests, and replacing them by
the bad ones causes the code. Options after the path say what else the bad example does: `add`
creates the file, `delete` removes it, `bytes` interprets escapes such as `\x82`, `name` creates a
file with such a name, `link` a link to what is written, `folder` a folder; `times=N` repeats "…" as
a letter, `each=N` repeats the lines (counting at `{n}`), and `line=N` replaces the line of this
number (in both examples). `in=NAME` names another guide of the tests, and `sketch` says that the
example only hints at what would take many lines.
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
    """An example.

    Attributes:
        path: The file.
        how: The options.
        text: The lines.
    """

    path: str
    how: tuple[str, ...]
    text: str

    def note(self, said: Messages) -> str:
        """Return what the lines don't show, in parentheses; usually ""."""
        for part in self.how:
            name, _, count = part.partition("=")
            if name in ("times", "each"):
                return f" ({said(f'report.{name}', count=count)})"
        return ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of a code."""

    code: str
    text: str
    bad: Example
    good: Example


@functools.cache
def load(language: str) -> dict[str, Explanation]:
    """Return the explanations by code, in the order of the files.

    Raises:
        ValueError: A section lacks an example.
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
