"""Folds diagnostics with a common cause into one, so that one mistake gives one diagnostic.

The only place where this is decided, after all rules have run. `Diagnostic.lacks` names what a
reference doesn't find. Diagnostics that lack the same thing have one cause: it was renamed, its
file is missing or misnamed, or a typo was repeated. For example, five "unknown-node" errors after a
node's id was changed become one "renamed" error at the node, with the five in `related` and a
`guide rename` command.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from michishirube.analysis import former_names
from michishirube.analysis.mentions import Mention, exists, mentions
from michishirube.diagnostics import Diagnostic, Diagnostics, Name, Severity, Span
from michishirube.model import SLUG, Fact, Guide, Record
from michishirube.model.kinds import KINDS

CODES = ("former-name-used", "missing-file", "renamed")
FILES = {kind.table: kind for kind in KINDS if kind.is_named_by_file}
"""Kinds whose records each have a file, by table."""

FOLDERS = {kind.table: f"{kind.folder}/" for kind in KINDS if kind.folder}

TABLES = {
    kind.table: kind.path()
    for kind in KINDS
    if "*" not in kind.pattern and kind.shape in ("table", "list")
}
"""Files of kinds whose records share one, by table."""

UNKNOWN = {
    "nodes": "unknown-node",
    "trees": "unknown-tree",
    "letters": "unknown-letter",
    "fields": "unknown-field",
    "facts": "unknown-fact",
    "sources": "unknown-source",
    "checklists": "unknown-checklist",
    "figures": "unknown-figure",
    "documents": "unknown-page",
    "terms": "unknown-link",
}
"""Codes for references whose target doesn't exist, by kind."""

NOT_READ = ("unread-file", "wrong-ending", "wrong-folder")

SPOILT = frozenset({"bad-form", "equal-answers", "duplicate-id"})
"""Codes for names that are invalid themselves, so that no reference should be changed to them."""

_NOT_STATED = frozenset({"fact-unplaced", "unused-source"})
UNUSED: Mapping[str, frozenset[str]] = {
    "trees": _NOT_STATED | {"unused-letter", "unused-field", "unreachable-node"},
    "letters": _NOT_STATED | {"unused-field"},
    "checklists": _NOT_STATED | {"unused-letter"},
    "facts": frozenset({"unused-source"}),
    "figures": _NOT_STATED,
    "documents": _NOT_STATED,
    "terms": _NOT_STATED,
    "scenarios": frozenset({"no-scenarios", "unwalked-answer"}),
}
"""Codes that follow when the only user of something is missing, by kind of the user."""

NOT_NAMED = {
    "nodes": "unreachable-node",
    "trees": "not-in-settings",
    "letters": "unused-letter",
    "fields": "unused-field",
    "facts": "fact-unplaced",
    "sources": "unused-source",
    "checklists": "not-in-settings",
    "documents": "not-in-settings",
}
"""Codes for records that nothing refers to, by kind."""

COMMANDS = {
    "nodes": "node",
    "trees": "tree",
    "letters": "letter",
    "fields": "field",
    "facts": "fact",
    "sources": "source",
    "checklists": "checklist",
    "documents": "page",
    "terms": "term",
}
"""Names of the kinds in `guide rename`."""


def fold(guide: Guide, found: Iterable[Diagnostic], files: Collection[str]) -> Diagnostics:
    """Fold consequences under their causes.

    Args:
        guide: The guide that was checked.
        found: All diagnostics.
        files: Paths of the files that were read.

    Returns:
        Every diagnostic of `found`, some within `related` of others.
    """
    items, whole = list(found), Diagnostics()
    if not any(item.lacks or item.code in NOT_READ for item in items):
        whole.extend(items)
        return whole
    gone = frozenset(kind for kind, path in TABLES.items() if path not in files)
    groups = _by_what_is_missing(items, gone)
    names = _RenameGuesses(guide, groups, gone)
    rest = [item for item in items if not item.lacks]
    for name, group in groups.items():
        cause, rest = _cause(names, name, group, rest)
        whole.add(cause)
    for item in [item for item in rest if item.code in NOT_READ]:
        kind = next((kind for kind, path in FOLDERS.items() if item.span.path.startswith(path)), "")
        unused = [each for each in rest if each.code in UNUSED.get(kind, ())]
        rest = [each for each in rest if each is not item and each not in unused]
        whole.add(_over(item, unused))
    whole.extend(rest)
    return whole


def _by_what_is_missing(
    items: list[Diagnostic], gone: Collection[str]
) -> dict[Name, list[Diagnostic]]:
    """Group diagnostics by what they lack.

    A reference without a prefix may lack a node or a tree, a citation a fact or a source; it counts
    for whatever another diagnostic surely lacks, else for a table whose file is gone.

    Args:
        items: All diagnostics.
        gone: Kinds whose only file is missing.

    Returns:
        The groups by name; the name is "" if the file of the kind is missing.
    """
    sure = {item.lacks[0] for item in items if len(item.lacks) == 1}
    groups: dict[Name, list[Diagnostic]] = defaultdict(list)
    for item in items:
        if item.lacks:
            groups[next((name for name in item.lacks if name in sure), item.lacks[0])].append(item)
    found: dict[Name, list[Diagnostic]] = {}
    for name, group in groups.items():
        shared = [each for each in group[0].lacks if all(each in item.lacks for item in group)]
        lost = name
        possible = [name] if name in sure else [name, *shared]
        table = next((each[0] for each in possible if each[0] in gone), None)
        if table is not None:
            lost = (table, "")
        elif name not in sure and shared:
            lost = shared[-1]  # All in one tree: rather a node of it than another tree.
        found.setdefault(lost, []).extend(group)
    return found


_WORD = re.compile("[A-Za-z0-9_-]+")
MOST_RENAMED = 20
"""Limit for lookups of renamed things per check; each walks the whole guide."""

MOST_USERS = 4
"""How many files that need a missing one are named."""

LONGEST_NAME = 100
"""Length limit in characters for names that are compared by similarity."""


class _RenameGuesses:
    """Guesses what missing names have become."""

    def __init__(
        self, guide: Guide, groups: Mapping[Name, list[Diagnostic]], gone: Collection[str]
    ) -> None:
        self.guide = guide
        self.gone = gone
        self._looked_up = 0
        self._missing = list(groups)
        self._named = {each.name for each in mentions(guide) if exists(guide, each.name)}

    def certain(self, name: Name) -> str | None:
        """Return the current name according to `was`."""
        if self._looked_up >= MOST_RENAMED:
            return None
        return former_names.renamed(self._beside(name)).get(name[-1])

    def likely(self, name: Name) -> str | None:
        """Return the current name by a guess: the only record of the kind that nothing refers to.

        With several candidates, the one with the most similar name, if the similarity is mutual.
        """
        # The command that is offered to be copied holds it: nothing that a shell would read.
        if self._looked_up >= MOST_RENAMED or not all(map(_WORD.fullmatch, name[1:])):
            return None
        orphans = [
            key
            for key, record in self._beside(name).items()
            if (*name[:-1], key) not in self._named and _wants_use(record)
        ]
        lost = [each[-1] for each in self._missing if each[:-1] == name[:-1]]
        if len(orphans) == len(lost) == 1 and name[0] != "terms":  # Many terms are never linked to.
            return orphans[0]
        if max(len(lost), len(orphans)) > MOST_RENAMED or len(name[-1]) > LONGEST_NAME:
            return None
        orphans = [each for each in orphans if len(each) <= LONGEST_NAME]
        near = difflib.get_close_matches(name[-1], orphans, n=2, cutoff=0.6)
        back = difflib.get_close_matches(near[0], lost, n=2, cutoff=0.6) if len(near) == 1 else []
        return near[0] if back == [name[-1]] else None

    def places(self, name: Name, now: str) -> list[Mention]:
        """Return all mentions of the old name of the record that is now called `now`."""
        self._looked_up += 1
        guide = former_names.as_before(self.guide, name, now)
        return [each for each in mentions(guide) if each.name == name]

    def record(self, name: Name, now: str) -> Record:
        """Return the record called `now`."""
        return self._beside(name)[now]

    def _beside(self, name: Name) -> Mapping[str, Record]:
        known = name[0] in COMMANDS and bool(name[-1])
        return former_names.records_beside(self.guide, name) if known else {}


def _wants_use(record: Record) -> bool:
    return not (isinstance(record, Fact) and record.withheld is not None)


Split = tuple[Diagnostic, list[Diagnostic]]
"""A diagnostic with others folded under it, and the diagnostics that remain."""


def _cause(
    names: _RenameGuesses, name: Name, group: list[Diagnostic], rest: list[Diagnostic]
) -> Split:
    """Determine the cause of a group and fold the group under it.

    In order: a label that is unknown, a letter that isn't offered, a former name, a likely new
    name, a file that wasn't read or is missing, and else the first diagnostic of the group.
    """
    if name[0] == "answers":
        first = next((item for item in group if item.related), group[0])
        return _unless_spoilt(_over(first, [item for item in group if item is not first]), rest)
    if name[0] == "offers":  # A step offers a letter no more: that nothing does comes first.
        unused = [item for item in rest if _says_unused(item, ("letters",), name[1])]
        first, *others = *unused, *group
        return _over(first, others), [item for item in rest if item not in unused]
    if (now := names.certain(name)) is not None:
        return _renamed(names, name, now, "former-name-used", group), rest
    if (now := names.likely(name)) is not None:
        found = _renamed(names, name, now, "renamed", group)
        rest = [item for item in rest if not _says_unused(item, name, now)]
        return _unless_spoilt(found, rest)
    unread = next((item for item in rest if _may_hold(item, name)), None)
    if unread is not None:
        rest = [item for item in rest if item is not unread]
    elif _is_file(name) and len({item.span.path for item in group}) > 1:
        unread = _missing_file(FILES[name[0]].path(name[-1]), name, group)
    elif name[-1] == "" and name[0] in names.gone:
        unread = _missing_file(TABLES[name[0]], name, group)
    else:
        return _over(group[0], group[1:]), rest
    unused = [item for item in rest if item.code in UNUSED.get(name[0], ())]
    # What is named isn't mistyped, and a near name would be another thing.
    others = [*_without_fixes(group), *unused]
    return _over(unread, others), [item for item in rest if item not in unused]


def _is_file(name: Name) -> bool:
    """Return whether the named record would have a file of its own with a valid name."""
    return name[0] in FILES and re.fullmatch(SLUG.regex, name[-1]) is not None


def _unless_spoilt(cause: Diagnostic, rest: list[Diagnostic]) -> Split:
    """Make the problem with a new name the cause if that name is invalid."""
    for item in rest:
        if item.code in SPOILT and item.span == cause.span:
            others = [each for each in rest if each is not item]
            return _over(item, _without_fixes(cause.related)), others
    alone = cause.code == "renamed" and len(cause.related) == 1
    return (cause.related[0] if alone else cause), rest


def _without_fixes(items: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [replace(item, suggestion=None, rewrite=None) for item in items]


def _says_unused(item: Diagnostic, name: Name, now: str) -> bool:
    """Return whether a diagnostic says only that nothing refers to the renamed record."""
    return item.code == NOT_NAMED.get(name[0]) and item.params.get("name") == now


def _over(cause: Diagnostic, others: list[Diagnostic]) -> Diagnostic:
    return replace(cause, related=(*cause.related, *others))


def _renamed(
    names: _RenameGuesses, name: Name, now: str, code: str, group: list[Diagnostic]
) -> Diagnostic:
    """Create the diagnostic for a renamed record, with every use of the old name in `related`."""
    record = names.record(name, now)
    places = names.places(name, now)
    related = [
        Diagnostic(
            UNKNOWN[name[0]],
            Severity.ERROR,
            each.text.span if each.reference == each.text else each.span,
            {"name": each.reference},
            suggestion=each.renamed(now),
        )
        for each in places
    ]
    known = {item.span for item in related}
    related += [item for item in group if item.span not in known]
    entry = next((old for old in former_names.was(record) if old == name[-1]), None)
    span = former_names.name_of(record).span if entry is None else entry.span
    what = "/".join(name[1:])
    params = {
        "old": name[-1],
        "new": now,
        "count": str(len(related)),
        "command": shlex.join(["guide", "rename", COMMANDS[name[0]], what, now]),
    }
    return Diagnostic(code, Severity.ERROR, span, params, lacks=(name,), related=tuple(related))


def _may_hold(item: Diagnostic, name: Name) -> bool:
    """Return whether a file that wasn't read probably contains what is missing."""
    wanted = FILES[name[0]].path(name[-1]) if name[0] in FILES else TABLES.get(name[0], "")
    if item.code == "outside-folder":
        return f"{wanted}/".startswith(f"{item.span.path}/")
    if item.code not in NOT_READ:
        return False
    return PurePosixPath(item.span.path).name.partition(".")[0] == PurePosixPath(wanted).stem


def _missing_file(path: str, name: Name, group: list[Diagnostic]) -> Diagnostic:
    users = sorted({item.span.path for item in group})
    more = ["…"] if len(users) > MOST_USERS else []
    params = {
        "path": path,
        "name": name[-1],
        "count": str(len(group)),
        "users": ", ".join([*users[:MOST_USERS], *more]),
    }
    return Diagnostic("missing-file", Severity.ERROR, Span.of_file(path), params)
