"""The kinds of content: where each lies, which record it holds, and how it is named.

The one table of a project's layout. Reading, checks, editing, schemas, drafts and reports take
folders, files and prefixes from here; another kind of content is a line here, its record, its
place in `Guide`, and the page that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from michishirube.model.checklist import Checklist
from michishirube.model.document import Document
from michishirube.model.evidence import Fact, Source
from michishirube.model.figure import Figure
from michishirube.model.glossary import Term
from michishirube.model.guide import Guide
from michishirube.model.letter import Field, Letter
from michishirube.model.promises import Promises
from michishirube.model.record import Record
from michishirube.model.scenario import Scenario
from michishirube.model.site import Site
from michishirube.model.text import (
    ChecklistRef,
    DocumentRef,
    FactRef,
    FieldRef,
    FigureRef,
    LetterRef,
    Ref,
    SourceRef,
    TreeRef,
)
from michishirube.model.tree import Tree

CONTENT = "content"
"""The folder of all content, from the project's root."""

SETTINGS = "site_config.yml"


@dataclass(frozen=True, kw_only=True)
class Glossary(Record):
    """The whole of the glossary's file."""

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scenarios(Record):
    """The whole of one file of scenarios."""

    scenarios: tuple[Scenario, ...] = ()


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    Attributes:
        name: What the kind is called in the locales (`format.toml`) and its schema.
        pattern: Where it lies from the project's root: one file, or with `*` all of a folder.
        table: The field of `Guide` that holds its records.
        record: What one thing of it is.
        shape: What a file as a whole is: one `record`, a `table` of records by id, a `list` of
            them under the key `key`, or a `page` of Markdown.
        whole: The record of a whole file that is a `list`.
        ref: The type of references to it; None for what no key refers to.
        prefix: What stands before the slash where anything with an address may be named
            (`letters/decline`); "" for what has no address, and for trees, which need none.
    """

    name: str
    pattern: str
    table: str
    record: type[Record]
    shape: Literal["record", "table", "list", "page"] = "record"
    key: str = ""
    whole: type[Record] | None = None
    ref: type[Ref] | None = None
    prefix: str = ""

    @property
    def schema(self) -> str:
        """The path of its JSON Schema from the project's root; "" for pages, which have none."""
        return "" if self.shape == "page" else f"schemas/{self.name}.json"

    def schema_line(self, path: str) -> str:
        """The comment by which editors find the schema of the file at `path`."""
        up = "../" * (len(PurePosixPath(path).parts) - 1)
        return f"# yaml-language-server: $schema={up}{self.schema}"

    @property
    def folder(self) -> str:
        """The path of the folder of its files; "" for what is one file, and for pages."""
        return "" if "*" not in self.pattern or self.shape == "page" else self._parent

    @property
    def _parent(self) -> str:
        return PurePosixPath(self.pattern).parent.as_posix()

    @property
    def is_named_by_file(self) -> bool:
        """Whether each of its things has a file of its own, named as the thing is."""
        return self.shape in ("record", "page") and "*" in self.pattern

    def path(self, name: str = "") -> str:
        """The path of a file of this kind, by its name without ending; of the only one by none."""
        return self.pattern.replace("*", name)


KINDS: tuple[FileKind, ...] = (
    FileKind("stages", "content/stages/*.yml", "trees", Tree, ref=TreeRef),
    FileKind(
        "letters", "content/letters/*.yml", "letters", Letter, ref=LetterRef, prefix="letters"
    ),
    FileKind(
        "checklists",
        "content/checklists/*.yml",
        "checklists",
        Checklist,
        ref=ChecklistRef,
        prefix="checklists",
    ),
    FileKind("figures", "content/figures/*.yml", "figures", Figure, ref=FigureRef),
    FileKind(
        "scenarios",
        "content/scenarios/*.yml",
        "scenarios",
        Scenario,
        "list",
        "scenarios",
        Scenarios,
    ),
    FileKind("fields", "content/fields.yml", "fields", Field, "table", ref=FieldRef),
    FileKind(
        "glossary",
        "content/glossary.yml",
        "terms",
        Term,
        "list",
        "terms",
        Glossary,
        prefix="glossary",
    ),
    FileKind("facts", "content/facts.yml", "facts", Fact, "table", ref=FactRef),
    FileKind("sources", "content/sources.yml", "sources", Source, "table", ref=SourceRef),
    FileKind(
        "documents",
        "content/*.md",
        "documents",
        Document,
        "page",
        ref=DocumentRef,
        prefix="pages",
    ),
    FileKind("promises", "content/promises.yml", "promises", Promises),
    FileKind("site_config", SETTINGS, "site", Site),
)

WITH_SCHEMA = tuple(kind for kind in KINDS if kind.schema)
"""The kinds of files of YAML."""

OF_TABLE: Mapping[str, FileKind] = {kind.table: kind for kind in KINDS}
"""The kinds by the fields of `Guide` that hold their records."""

OF_PREFIX: Mapping[str, FileKind] = {kind.prefix: kind for kind in KINDS if kind.prefix}
"""The kinds by what stands before the slash of a reference, in the order of "did you mean"."""

TABLE_OF_REF: Mapping[type[Ref], str] = {kind.ref: kind.table for kind in KINDS if kind.ref}
"""What a reference of each type names, as a field of `Guide`."""


def kind_of(path: str) -> FileKind | None:
    """The kind of the file at a path from the project's root; None if it is none of them."""
    return next((kind for kind in KINDS if PurePosixPath(path).match(kind.pattern)), None)


def records_of(guide: Guide, kind: FileKind) -> Mapping[str, Record]:
    """The records of a kind that holds several, by their names."""
    found: Mapping[str, Record] = getattr(guide, kind.table)
    return found
