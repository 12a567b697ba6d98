"""The kinds of content files: location, record class and shape of each.

The records are declared in `model`; labels and descriptions of keys are in the locales
(`format.toml`).
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
    """A kind of content file.

    Attributes:
        name: Key in the locales, and name of the JSON Schema.
        pattern: Glob, relative to the project root.
        record: Class of the records in it.
        shape: A file holds one `record`, a `table` of records by id, or a `list` of records.
        key: The key that contains the list.
    """

    name: str
    pattern: str
    record: type[Record]
    shape: Literal["record", "table", "list"] = "record"
    key: str = ""

    @property
    def schema(self) -> str:
        """Path of its JSON Schema, relative to the project root."""
        return f"schemas/{self.name}.json"

    def schema_line(self, path: str) -> str:
        """Return the comment that tells editors the schema of the file at `path`."""
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
    """Return the kind of the file at a path relative to the project root; None if there is none."""
    return next((kind for kind in KINDS if PurePosixPath(path).match(kind.pattern)), None)


def word(words: Messages, record: type[Record], key: str, what: Literal["label", "doc"]) -> str:
    """Return the label or description of a key; the key "about" stands for the record itself.

    Keys inherited from a base class are described once, with that class.

    Raises:
        KeyError: The locales have no such text.
    """
    for owner in record.__mro__:
        found = words.get(f"{owner.__name__}.{key}.{what}")
        if found is not None:
            return found
    raise KeyError(f"{record.__name__}.{key}.{what}")
