"""The kinds of content files: location, record class, shape, and how their records are named.

The only table of a project's layout: reading, checks, editing, schemas and reports take folders,
files and prefixes from here. A new kind of content is a line here, its record class, its field of
`Guide` and the page that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from michishirube.model.checklist import Checklist
from michishirube.model.clock import Clock, Door
from michishirube.model.document import Document
from michishirube.model.evidence import Fact, Source
from michishirube.model.figure import Figure
from michishirube.model.glossary import Term
from michishirube.model.guide import Guide
from michishirube.model.letter import Field, Letter
from michishirube.model.promises import Promises
from michishirube.model.record import Record
from michishirube.model.referral import Referral
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
"""Folder of the content, relative to the project root."""

SETTINGS = "site_config.yml"

LOCALES = "locales"
"""Folder of a project's own words for the pages."""

SOURCES = (SETTINGS, CONTENT, LOCALES)
"""What a guide is read from, relative to the project root: a copy of it is a copy of these."""

SCHEMAS = "schemas"
"""Folder of the JSON Schemas for editors, if a project has them (`guide schema`)."""


@dataclass(frozen=True, kw_only=True)
class Glossary(Record):
    """The contents of `glossary.yml`."""

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scenarios(Record):
    """The contents of a scenario file."""

    scenarios: tuple[Scenario, ...] = ()


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of content file.

    Attributes:
        name: Key in the locales, and name of the JSON Schema.
        pattern: Glob, relative to the project root.
        table: Field of `Guide` that holds its records.
        record: Class of the records in it.
        shape: A file holds one `record`, a `table` of records by id, a `list` of records under the
            key `key`, or a `page` of Markdown.
        key: The key that contains the list.
        whole: Class of the file as a whole if it holds a `list`.
        ref: Class of the references to its records; None if there are none.
        prefix: What precedes the slash in references to anything with an address
            (`letters/decline`); "" if its records have no address, and for trees, which need none.
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
        """Path of its JSON Schema, relative to the project root."""
        return "" if self.shape == "page" else f"{SCHEMAS}/{self.name}.json"

    def schema_line(self, path: str) -> str:
        """Return the comment that tells editors the schema of the file at `path`."""
        up = "../" * (len(PurePosixPath(path).parts) - 1)
        return f"# yaml-language-server: $schema={up}{self.schema}"

    @property
    def folder(self) -> str:
        """Path of the folder of its files; "" for single files and for pages."""
        return "" if "*" not in self.pattern or self.shape == "page" else self._parent

    @property
    def _parent(self) -> str:
        return PurePosixPath(self.pattern).parent.as_posix()

    @property
    def is_named_by_file(self) -> bool:
        """Whether each record has a file of its own, named by the id."""
        return self.shape in ("record", "page") and "*" in self.pattern

    def path(self, name: str = "") -> str:
        """Return the path of a file by its name without extension; no name for a single file."""
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
    FileKind("clocks", "content/clocks.yml", "clocks", Clock, "table", prefix="clocks"),
    FileKind("doors", "content/doors.yml", "doors", Door, "table", prefix="doors"),
    FileKind(
        "referrals", "content/referrals.yml", "referrals", Referral, "table", prefix="referrals"
    ),
    FileKind("promises", "content/promises.yml", "promises", Promises),
    FileKind("site_config", SETTINGS, "site", Site),
)

WITH_SCHEMA = tuple(kind for kind in KINDS if kind.schema)
"""The kinds that are YAML files."""

OF_TABLE: Mapping[str, FileKind] = {kind.table: kind for kind in KINDS}
"""The kinds by field of `Guide`."""

OF_PREFIX: Mapping[str, FileKind] = {kind.prefix: kind for kind in KINDS if kind.prefix}
"""The kinds by prefix of references; suggestions are made in this order."""

TABLE_OF_REF: Mapping[type[Ref], str] = {kind.ref: kind.table for kind in KINDS if kind.ref}
"""Field of `Guide` by class of reference."""


def kind_of(path: str) -> FileKind | None:
    """Return the kind of the file at a path relative to the project root; None if there is none."""
    return next((kind for kind in KINDS if PurePosixPath(path).match(kind.pattern)), None)


def records_of(guide: Guide, kind: FileKind) -> Mapping[str, Record]:
    """Return the records of a kind that holds several, by id."""
    found: Mapping[str, Record] = getattr(guide, kind.table)
    return found
