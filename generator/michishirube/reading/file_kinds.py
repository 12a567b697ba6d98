"""The kinds of content files: where each lies, which record it holds and in what shape.

What the records consist of is declared in `model`; the words for
their keys are in the locales (`format.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from michishirube import model
from michishirube.i18n.messages import Messages
from michishirube.model import Record


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    `shape` tells what the file as a whole is: one `record`, a `table` of records
    by id, or a `list` of them under the key `key`.
    """

    name: str
    pattern: str
    record: type[Record]
    shape: Literal["record", "table", "list"] = "record"
    key: str = ""

    @property
    def schema(self) -> str:
        """The path of its JSON Schema from the project's root."""
        return f"schemas/{self.name}.json"

    def schema_line(self, path: str) -> str:
        """The comment by which editors find the schema of the file at `path`."""
        up = "../" * (len(PurePosixPath(path).parts) - 1)
        return f"# yaml-language-server: $schema={up}{self.schema}"


KINDS: tuple[FileKind, ...] = (
    FileKind("stages", "content/stages/*.yml", model.Tree),
    FileKind("letters", "content/letters/*.yml", model.Letter),
    FileKind("checklists", "content/checklists/*.yml", model.Checklist),
    FileKind("figures", "content/figures/*.yml", model.Figure),
    FileKind("scenarios", "content/scenarios/*.yml", model.Scenario, "list", "scenarios"),
    FileKind("fields", "content/fields.yml", model.Field, "table"),
    FileKind("glossary", "content/glossary.yml", model.Term, "list", "terms"),
    FileKind("facts", "content/facts.yml", model.Fact, "table"),
    FileKind("sources", "content/sources.yml", model.Source, "table"),
    FileKind("promises", "content/promises.yml", model.Promises),
    FileKind("site_config", "site_config.yml", model.Site),
)


def kind_of(path: str) -> FileKind | None:
    """The kind of the file at a path from the project's root; None if it is none of them."""
    return next((kind for kind in KINDS if PurePosixPath(path).match(kind.pattern)), None)


def word(words: Messages, record: type[Record], key: str, what: Literal["label", "doc"]) -> str:
    """What a key is called, or what to write there; `key` "about" is the record itself.

    Keys that all records of a kind share are described once, with that kind.
    """
    for owner in record.__mro__:
        found = words.get(f"{owner.__name__}.{key}.{what}")
        if found is not None:
            return found
    raise KeyError(f"{record.__name__}.{key}.{what}")
