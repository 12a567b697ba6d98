"""What a draft is: files as they would be, and what is left to do for the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from michishirube.editing.yaml_text import as_yaml
from michishirube.model import Guide
from michishirube.model.kinds import kind_of


class DraftError(Exception):
    """No draft can be made of the answers; `code` and `params` say why."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class Draft:
    """Files by path, with their whole new text; `main` is the one to open next.

    `todo` are keys of words for what is left to do, `params` what fills them.
    """

    files: Mapping[str, str]
    main: str
    todo: tuple[str, ...]
    params: Mapping[str, str]


Texts = Mapping[str, str]
"""The texts of the project's files by path, as they are now."""


def new_file(path: str, content: object) -> str:
    """The text of a new content file, with the line by which editors find its schema."""
    kind = kind_of(path)
    head = f"{kind.schema_line(path)}\n" if kind else ""
    return head + as_yaml(content)


def own_judgement(guide: Guide) -> str:
    """The source for what the guide judges by itself, else the first; "" if there is none."""
    own = [name for name, each in guide.sources.items() if each.kind == "editorial"]
    return next(iter([*own, *guide.sources]), "")
