"""Renames a record and updates all references to it.

References are found by their meaning (`analysis.mentions`), not by their spelling. The old name is
kept in `was`. A record that was already renamed by hand in its definition only ("begun") is renamed
everywhere else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from michishirube import model
from michishirube.analysis import former_names
from michishirube.analysis.mentions import Mention, mentions
from michishirube.diagnostics import Name, nearest
from michishirube.editing.draft import DraftError
from michishirube.editing.edit import (
    Edit,
    EditError,
    FileText,
    with_former_name,
    with_former_page_name,
)
from michishirube.editing.insert import InsertError, position
from michishirube.model import Guide, Pattern, Question, Record, Text, kinds
from michishirube.reading.yaml_scalars import scalar
from michishirube.support.outputs import SourceChange
from michishirube.support.sequence_matching import unified_diff

KINDS: Mapping[str, str] = {
    "node": "nodes",
    "answer": "answers",
    "letter": "letters",
    "field": "fields",
    "term": "terms",
    "tree": "trees",
    "checklist": "checklists",
    "point": "points",
    "page": "documents",
    "fact": "facts",
    "source": "sources",
    "scenario": "scenarios",
}
"""Kinds of the command line, and the tables of their names."""

_OWN_FILES = frozenset(kind.table for kind in kinds.KINDS if kind.is_named_by_file)
"""Kinds whose ids are their file names."""

_FORMS: Mapping[str, Pattern] = {"fields": model.NAME, "facts": model.FACT_ID}


@dataclass(frozen=True, slots=True)
class RewrittenFile(SourceChange):
    """The change of a file; `new_path` differs from `path` if it is moved."""

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff, without line ends."""
        if self.path != self.new_path:
            yield from (f"rename from {self.path}", f"rename to {self.new_path}")
        before = (self.before or b"").decode("utf-8", "replace").split("\n")
        after = self.after.decode("utf-8", "replace").split("\n")
        names = f"a/{self.path}", f"b/{self.new_path}"
        yield from unified_diff(before, after, *names)


@dataclass(frozen=True, slots=True)
class Renaming:
    """The changes that a rename makes.

    Attributes:
        name: The old name: kind, then the parts of the name.
        new: The new id or label.
        files: All changed files.
        places: Number of references.
        begun: Whether the definition already has the new name.
    """

    name: Name
    new: str
    files: tuple[RewrittenFile, ...]
    places: int
    begun: bool = False


@dataclass(frozen=True, slots=True)
class _RenameTarget:
    """What is renamed.

    Attributes:
        name: The old name: kind, then the parts of the name.
        new: The new id or label.
        guide: A guide in which the record still has the old name.
        record: The record.
        is_begun: Whether the definition already has the new name.
        owner: The question of an answer.
    """

    name: Name
    new: str
    guide: Guide
    record: Record
    is_begun: bool = False
    owner: Record | None = field(default=None)


def renaming(
    guide: Guide, files: Mapping[str, bytes], kind: str, names: tuple[str, ...], new: str
) -> Renaming:
    """Compute the changes of a rename; nothing is written.

    Args:
        guide: A guide that was loaded without loss.
        files: Contents of its files by path.
        kind: A key of `KINDS`.
        names: The current name, such as `("dry/saved",)` for a node; for an answer, node and label.
        new: The new name.

    Raises:
        DraftError: There is no such record, the new name is invalid or taken, or a file is written
            in a way that prevents a safe change.
    """
    target = _target(guide, KINDS[kind], names, new)
    _refuse(target)
    try:
        return _changed(target, files)
    except EditError as problem:
        raise DraftError("no_place", path=str(problem.place)) from problem
    except InsertError as problem:
        raise DraftError("no_place", path=target.record.span.path) from problem


def follows(before: Guide, renamed: Renaming, after: Guide) -> bool:
    """Return whether every reference of a guide has the same target after a rename.

    If the rename was begun by hand, references by the new name had no target before.
    """
    if renamed.begun:
        return True
    old = Counter(_renamed_name(each.name, renamed) for each in mentions(before))
    new = Counter(_renamed_name(each.name, renamed) for each in mentions(after))
    return old == new


# --- What is meant --------------------------------------------------------------------------


def _target(guide: Guide, kind: str, names: tuple[str, ...], new: str) -> _RenameTarget:
    if kind == "answers":
        return _answer(guide, names, new)
    path = tuple(names[0].split("/", 1)) if kind in ("nodes", "points") else (names[0],)
    if kind in ("nodes", "points") and len(path) < 2:
        raise DraftError("rename_path", value=names[0])
    name = (kind, *path)
    beside = former_names.records_beside(guide, name)
    if path[-1] in beside:
        return _RenameTarget(name, new, guide, beside[path[-1]])
    if new in beside and kind not in ("points", "scenarios"):
        return _RenameTarget(
            name, new, former_names.as_before(guide, name, new), beside[new], is_begun=True
        )
    known = [f"{path[0]}/{each}" for each in beside] if len(path) > 1 else [*beside]
    raise DraftError("rename_unknown", value=names[0], near=nearest(names[0], known) or "-")


def _answer(guide: Guide, names: tuple[str, ...], new: str) -> _RenameTarget:
    tree, _, node = names[0].partition("/")
    question = guide.trees[tree].nodes.get(node) if tree in guide.trees else None
    if not isinstance(question, Question):
        raise DraftError("rename_unknown", value=names[0], near="-")
    label = names[1]
    name = ("answers", tree, node, label)
    answers = {str(answer.label): answer for answer in question.answers}
    if label in answers:
        return _RenameTarget(name, new, guide, answers[label], owner=question)
    if new in answers:
        before = former_names.as_before(guide, name, new)
        return _RenameTarget(name, new, before, answers[new], is_begun=True, owner=question)
    raise DraftError("rename_unknown", value=label, near=nearest(label, answers) or "-")


def _refuse(target: _RenameTarget) -> None:
    """Check the new name.

    Raises:
        DraftError: It is malformed, unchanged, taken, or a former name of something else.
    """
    kind, new = target.name[0], target.new
    form = _FORMS.get(kind, model.SLUG)
    if kind == "answers":
        if not new.strip() or new != new.strip() or "\n" in new:
            raise DraftError("rename_words", value=new)
    elif not re.fullmatch(form.regex, new):
        raise DraftError("rename_form", value=new, example=form.example)
    if new == target.name[-1]:
        raise DraftError("rename_same", value=new)
    others = [each for each in _beside(target) if each is not target.record]
    if not target.is_begun and any(former_names.name_of(each) == new for each in others):
        raise DraftError("rename_taken", value=new)
    if any(new in former_names.was(each) for each in others):
        raise DraftError("rename_was", value=new)


def _beside(target: _RenameTarget) -> list[Record]:
    if isinstance(target.owner, Question):
        return [*target.owner.answers]
    return [*former_names.records_beside(target.guide, target.name).values()]


def _renamed_name(name: Name, renamed: Renaming) -> Name:
    """Return a name after the rename; names of nodes and answers contain their tree."""
    old = renamed.name
    if old[0] == "trees" and name[0] in ("nodes", "answers") and name[1] == old[1]:
        return (name[0], renamed.new, *name[2:])
    if old[0] == "nodes" and name[0] == "answers" and name[1:3] == old[1:]:
        return (name[0], name[1], renamed.new, *name[3:])
    return (*name[:-1], renamed.new) if name == old else name


# --- What it changes ------------------------------------------------------------------------


def _changed(target: _RenameTarget, files: Mapping[str, bytes]) -> Renaming:
    texts = {path: FileText(data) for path, data in files.items()}
    edits: dict[str, list[Edit]] = defaultdict(list)
    places = 0
    for each in mentions(target.guide):
        if _names(target, each):
            places += 1
            edits[each.text.span.path] += _edits(target, each, texts[each.text.span.path])
    home = target.record.span.path
    if not target.is_begun and target.name[0] not in _OWN_FILES:
        name = former_names.name_of(target.record)
        edits[name.span.path].append(_definition(target, name, texts[name.span.path]))
    back = next((old for old in former_names.was(target.record) if old == target.new), None)
    if back is not None:  # It gets a former name again, and leaves the present one behind.
        edits[home].append(texts[home].replacing(back.span, _item(target)))
    changed = {path: texts[path].with_edits(each) for path, each in edits.items()}
    if back is None and target.name[-1] not in former_names.was(target.record):
        changed[home] = _with_former(target, changed.get(home, files[home]))
    moved = _moved(target, home)
    names = {path: moved if path == home else path for path in (*changed, home)}
    if names[home] != home and names[home] in files:
        raise DraftError("rename_taken", value=target.new)
    found = (
        RewrittenFile(path, names[path], files[path], changed.get(path, files[path]))
        for path in names
    )
    files_changed = tuple(sorted(found, key=lambda one: one.path))
    return Renaming(target.name, target.new, files_changed, places, target.is_begun)


def _names(target: _RenameTarget, mention: Mention) -> bool:
    return mention.name == target.name


def _edits(target: _RenameTarget, mention: Mention, text: FileText) -> list[Edit]:
    if target.name[0] == "answers":
        return [
            text.replacing(mention.text.span, scalar(target.new, in_brackets=mention.text.in_flow))
        ]
    return text.renaming(mention, target.new)


def _definition(target: _RenameTarget, name: Text, text: FileText) -> Edit:
    """Return the edit of the id or label where the record is defined."""
    words = target.new
    if target.name[0] == "answers":
        words = scalar(target.new, in_brackets=name.in_flow)
    return text.replacing(name.span, words)


def _item(target: _RenameTarget) -> str:
    """Return the old name as an item of the list `was`."""
    return scalar(target.name[-1], in_brackets=True)


def _with_former(target: _RenameTarget, data: bytes) -> bytes:
    if target.name[0] == "documents":
        return with_former_page_name(data, _item(target))
    return with_former_name(data, _path(target, data), _item(target))


def _path(target: _RenameTarget, data: bytes) -> list[str | int]:
    """Return the path of the record in its file, under its new name."""
    kind, *path = target.name
    if kind in _OWN_FILES:
        return []
    if kind == "nodes":
        return ["nodes", target.new]
    if kind == "answers":
        assert isinstance(target.owner, Question)  # noqa: S101 - answers have one
        place = next(at for at, each in enumerate(target.owner.answers) if each is target.record)
        return ["nodes", path[1], "answers", place]
    if kind in ("terms", "scenarios", "points"):
        return [kind, position(FileText(data).text, kind, target.new)]
    return [target.new]


def _moved(target: _RenameTarget, home: str) -> str:
    """Return the new path of the record's file."""
    if target.is_begun or target.name[0] not in _OWN_FILES:
        return home
    path = PurePosixPath(home)
    return path.with_name(target.new + path.suffix).as_posix()
