"""The result of drafting: changed files, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from michishirube.editing.yaml_text import as_yaml
from michishirube.model import Guide
from michishirube.model.kinds import kind_of


class DraftError(Exception):
    """No draft can be created; `code` and `params` are those of the message."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft.

    Attributes:
        files: New texts of files by path.
        main: The file to open next.
        todo: Message keys of the next steps.
        params: Parameters of these messages.
    """

    files: Mapping[str, str]
    main: str
    todo: tuple[str, ...]
    params: Mapping[str, str]


Texts = Mapping[str, str]
"""Texts of the project's files by path."""


def new_file(path: str, content: object) -> str:
    """Return the text of a new content file, with the comment that names its schema."""
    kind = kind_of(path)
    head = f"{kind.schema_line(path)}\n" if kind else ""
    return head + as_yaml(content)


def own_judgement(guide: Guide) -> str:
    """Return the id of the editorial source, else of the first one; "" if there is none."""
    own = [name for name, each in guide.sources.items() if each.kind == "editorial"]
    return next(iter([*own, *guide.sources]), "")
