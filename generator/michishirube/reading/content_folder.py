"""Reads the files of a project, each in its shape, and collects their diagnostics.

Never raises for invalid content. An unreadable file is replaced by an empty record with its name.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from michishirube import model
from michishirube.diagnostics import Diagnostics, Loss, Severity, Span
from michishirube.model import Prose, Record, Text
from michishirube.model.guide import OwnWord
from michishirube.model.kinds import CONTENT, FileKind
from michishirube.model.picture import Picture
from michishirube.reading import (
    empty_files,
    gaps,
    misplaced_files,
    mkdocs_settings,
    own_locale,
    pictures,
    project,
    yaml_nodes,
)
from michishirube.reading.cache import CachedFile, FileCache
from michishirube.reading.declarations import kinds_in
from michishirube.reading.dedented_keys import adopted
from michishirube.reading.file_names import in_letters, is_slug, is_unicode, rightly_named, slug
from michishirube.reading.source_file import SourceFile, read_text
from michishirube.reading.structure import structure
from michishirube.support.litter import is_litter
from michishirube.support.workers import map_parallel

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class _FrontMatter(Record):
    """The front matter of a Markdown page."""

    title: Text
    description: Text
    search: model.Snippet | None = None
    was: model.Slugs = ()


class ContentFolder:
    """Reads the files of one project and remembers which were read and which are broken."""

    def __init__(self, root: Path, before: FileCache | None = None) -> None:
        self._root = root
        self._before = before
        self.diagnostics = Diagnostics()
        self.files: dict[str, SourceFile] = {}
        self._pictures: set[str] = set()

    @property
    def broken(self) -> frozenset[str]:
        """Paths of files with an error that lost content, so far."""
        found = (
            item
            for item in self.diagnostics
            if item.severity is Severity.ERROR and not item.is_recovered
        )
        return frozenset(item.span.path for item in found)

    def exists(self, name: str) -> bool:
        """Return whether there is anything of this name, even if it isn't a regular file."""
        return os.path.lexists(self._root / name)

    def has_content(self) -> bool:
        """Return whether the content folder contains any YAML file."""
        return any(True for _ in self._files((self._root / CONTENT).rglob("*.yml")))

    def read(self, kind: FileKind) -> Any:
        """Return the content of a kind: its records by name, or the record of its only file."""
        if kind.shape == "page":
            return self._documents(kind)
        if kind.folder and kind.whole is None:
            return self._records(kind)
        names = self._names(kind)
        if kind.whole is not None:
            return self._listed(kind, kind.whole, names)
        if kind.shape == "table":
            read = functools.partial(self._table, kind.record)
            return self._once(names[0], lambda: read(names[0])) if names else {}
        return self.record(kind.record, names[0]) if names else None

    def _names(self, kind: FileKind) -> list[str]:
        """Return the sorted YAML files of a folder, relative to the project root."""
        if not kind.folder:
            return [kind.path()] if self.exists(kind.path()) else []
        folder = self._root / kind.folder
        if not self._is_inside(folder):
            self.diagnostics.error("outside-folder", Span.of_file(kind.folder))
            return []
        return list(self._files(folder.glob(PurePosixPath(kind.pattern).name)))

    def _files(self, paths: Iterable[Path]) -> Iterator[str]:
        """Return sorted paths relative to the project root, without litter and invalid names."""
        return filter(is_unicode, self._named(paths))

    def _named(self, paths: Iterable[Path]) -> Iterator[str]:
        names = (path.relative_to(self._root).as_posix() for path in sorted(paths))
        return (name for name in names if not is_litter(name))

    def record(self, kind: type[R], name: str) -> R | None:
        """Read a file that holds one record; None if it can't be read at all."""
        return self._once(name, lambda: self._record(kind, name))

    def _record(self, kind: type[R], name: str) -> R | None:
        node = self._parse(name, kinds_in(kind))
        if node is None:
            return None
        if (right := misplaced_files.belongs_in(name, node)) is not None:
            self.diagnostics.error("wrong-folder", Span.of_file(name), right=f"{right.folder}/")
            return None
        return structure(kind, node, _id(name), self.diagnostics)

    def _records(self, kind: FileKind) -> dict[str, Record]:
        """Read a folder of files that hold one record each, by id."""
        names, folder = self._names(kind), PurePosixPath(kind.folder).name
        read = dict(zip(names, self._each(kind.record, names), strict=True))
        elsewhere = {item.span.path for item in self.diagnostics if item.code == "wrong-folder"}
        found: dict[str, Record] = {}
        for name in sorted(set(names) - elsewhere, key=lambda name: not is_slug(Path(name).stem)):
            record = read[name] or self._stand_in(kind.record, name)
            key = slug(Path(name).stem, folder, found)
            if not is_slug(Path(name).stem):
                self._report_name(name, f"{key}.yml")
                record = replace(record, id=Text(key, Span.of_file(name)))  # type: ignore[call-arg]
            found[key] = record
        return dict(sorted(found.items()))

    def _report_name(self, name: str, right: str) -> None:
        """Report an invalid file name; the file is read as if it had the right one."""
        at, written = Span.of_file(name), Path(name).name
        self.diagnostics.error("bad-file-name", at, is_recovered=True, name=written, right=right)

    def _each(self, kind: type[R], names: Sequence[str]) -> Iterator[R | None]:
        """Read several files, in worker processes unless there is a cache."""
        read = functools.partial(self.record, kind)
        return map(read, names) if self._before else self._on_all_cores(read, names)

    def _on_all_cores(self, read: Callable[[str], T], names: Sequence[str]) -> Iterator[T]:
        for name, known in zip(
            names, map_parallel(functools.partial(self._apart, read), names), strict=True
        ):
            yield self._take(name, known)

    def _table(self, kind: type[R], name: str) -> dict[str, R]:
        node = self._parse(name, kinds_in(kind))
        if node is None:
            return {}
        if not isinstance(node, yaml_nodes.MappingNode):
            loss = gaps.of_file(name, kinds_in(kind))
            self.diagnostics.error("expected-mapping", node.span, loss=loss)
            return {}
        return {
            key.value: structure(kind, value, Text(key.value, key.span), self.diagnostics)
            for key, value in adopted(kind, node, self.diagnostics)
        }

    def _listed(
        self, kind: FileKind, whole: type[Record], names: Sequence[str]
    ) -> dict[str, Record]:
        """Read a file that holds a list of records, by `id`; empty if it doesn't exist."""
        found: dict[str, Record] = {}
        for read in self._each(whole, names):
            for record in getattr(read, kind.key, ()):
                if record.id in found:
                    loss = Loss(record.span, frozenset({gaps.ANYTHING}), kinds_in(type(record)))
                    at = record.id.span
                    self.diagnostics.error("duplicate-id", at, loss=loss, name=record.id)
                else:
                    found[str(record.id)] = record
        return found

    def _documents(self, kind: FileKind) -> dict[str, model.Document]:
        """Read the Markdown pages, by file name without extension."""
        found = {}
        for name in self._files(self._root.glob(kind.pattern)):
            document = self._once(name, functools.partial(self._document, name))
            if document is not None:
                found[Path(name).stem] = document
        return found

    def report_unread(self) -> None:
        """Report the files below the content folder that nothing reads."""
        for name in self._named((self._root / CONTENT).rglob("*")):
            if (self._root / name).is_dir() or name in self.files.keys() | self._pictures:
                continue
            if not is_unicode(name):
                self.diagnostics.error("name-not-unicode", Span.of_file(in_letters(name)))
                continue
            right = rightly_named(name)
            if right is None or right in self.files:
                self.diagnostics.error("unread-file", Span.of_file(name))
            else:
                self.diagnostics.error(
                    "wrong-ending",
                    Span.of_file(name),
                    name=Path(name).name,
                    right=Path(right).name,
                )

    def picture(self, name: Text) -> Picture | None:
        """Read a picture by its path below the content folder."""
        self._pictures.add(f"{CONTENT}/{name}")
        return pictures.read(self._root, name, self.diagnostics)

    def read_locale(self, language: str) -> tuple[OwnWord, ...]:
        """Read the project's own words for the pages."""
        words, files = own_locale.read(self._root, language, self.diagnostics)
        self.files |= files
        return words

    def report_mkdocs_settings(self) -> None:
        """Report what has no effect in the project's own `mkdocs.yml`."""
        bundled = project.shipped(mkdocs_settings.NAME)
        if found := mkdocs_settings.report(self._root, bundled, self.diagnostics):
            self.files[found.path] = found

    def _once(self, name: str, read: Callable[[], T]) -> T:
        """Read a file, from the cache if it is unchanged."""
        if self._before is None or not self._is_inside(self._root / name):
            return read()
        make = functools.partial(self._apart, lambda _: read(), name)
        return self._take(name, self._before.read(self._root / name, name, make))

    def _apart(self, read: Callable[[str], T], name: str) -> CachedFile[T]:
        """Read a file without changing any other state, so that workers can do it."""
        whole, self.diagnostics = self.diagnostics, Diagnostics()
        try:
            content = read(name)
            return CachedFile(content, self.files[name], tuple(self.diagnostics))
        finally:
            self.diagnostics = whole

    def _take(self, name: str, known: CachedFile[T]) -> T:
        """Merge the text and diagnostics of a file that `_apart` has read."""
        self.diagnostics.extend(known.findings)
        self.files[name] = known.file
        return known.content

    def _stand_in(self, kind: type[R], name: str) -> R:
        nothing = yaml_nodes.MappingNode(Span.of_file(name), ())
        return structure(kind, nothing, _id(name), Diagnostics())

    def _read(self, name: str) -> SourceFile | None:
        path = self._root / name
        if not self._is_inside(path):
            self.diagnostics.error("outside-folder", Span.of_file(name))
            self.files[name] = SourceFile(name, "")
            return None
        read = read_text(path, name, self.diagnostics)
        self.files[name] = read or SourceFile(name, "")
        return read if read and read.is_usable else None

    def _is_inside(self, path: Path) -> bool:
        try:
            if not path.is_symlink():
                return self._is_folder_inside(path.parent)
            return path.resolve().is_relative_to(self._root.resolve())
        except (OSError, RuntimeError):  # Links in a circle.
            return False

    @functools.cached_property
    def _is_folder_inside(self) -> Callable[[Path], bool]:
        """Returns whether a folder is inside the project; memoised per load."""
        root = self._root.resolve()
        return functools.cache(lambda folder: folder.resolve().is_relative_to(root))

    def _parse(self, name: str, kinds: frozenset[str]) -> yaml_nodes.YamlNode | None:
        """Parse a file to nodes; if that fails, mark these kinds as lost."""
        whole, self.diagnostics = self.diagnostics, Diagnostics()
        read = self._read(name)
        node = None if read is None else yaml_nodes.parse(read, self.diagnostics)
        found = list(self.diagnostics)
        if node is None:
            loss = gaps.of_file(name, kinds)
            found = [item if item.is_recovered else replace(item, loss=loss) for item in found]
        self.diagnostics = whole
        self.diagnostics.extend(found)
        return node

    def _document(self, name: str) -> model.Document | None:
        read = self._read(name)
        if read is None:
            return None
        text = read.readable
        if empty_files.is_empty_page(text):
            self.diagnostics.add(empty_files.diagnostic(name))
            return None
        match = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
        if match is None or not match.group(1).strip():
            self.diagnostics.error("no-front-matter", Span.of_file(name))
            return None
        size = len(text) - match.end()
        if size > yaml_nodes.MAX_TEXT:
            line = match.group(0).count("\n") + 1
            at = Span(name, line, 1, line, 1)
            self.diagnostics.error("text-too-long", at, size=size, limit=yaml_nodes.MAX_TEXT)
            return None
        # A leading empty line keeps the line numbers of the whole file.
        head = yaml_nodes.parse(SourceFile(name, "\n" + match.group(1)), self.diagnostics)
        if head is None:
            return None
        front = structure(_FrontMatter, head, None, self.diagnostics)
        fence = match.group(0).count("\n")
        span = Span(name, fence, 1, fence, 1)
        body = Prose(text[match.end() :], span, indent=0)
        stem = Text(Path(name).stem, Span.of_file(name))
        return model.Document(
            span=stem.span,
            id=stem,
            title=front.title,
            description=front.description,
            search=front.search,
            body=body,
            was=front.was,
        )


def _id(name: str) -> Text:
    """Derive a record's id from its file name."""
    path = Path(name)
    return Text(slug(path.stem, path.parent.name), Span.of_file(name))
