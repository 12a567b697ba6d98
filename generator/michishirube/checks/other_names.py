"""Things of a guide that a reference calls otherwise than by their names: by a file or a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from michishirube.analysis import addresses
from michishirube.model import Guide, Letter, Record, Ref, Tree
from michishirube.model.kinds import CONTENT, KINDS, OF_PREFIX, records_of

_NAMES = [
    *(PurePosixPath(kind.folder).name for kind in KINDS if kind.folder and kind.is_named_by_file),
    *(kind.prefix for kind in KINDS if kind.shape == "page"),
]
"""What people write before the slash of a name: the folders of files, and what pages are called."""

_ENDING = re.compile(r"\.(?:ya?ml|md|html)(?=/|$)", re.IGNORECASE)
_TITLES = ("title", "short_title", "short", "label", "term", "statement")


def place(guide: Guide, ref: str, tree: Tree | None, *, is_node: bool) -> str | None:
    """The reference to a place that one by its file or its title means; None if there is no one.

    Args:
        guide: Where it is looked up.
        ref: As it is written.
        tree: The tree in whose file it stands; its own nodes are meant before others.
        is_node: It can name nodes and trees alone, as `to:` does.
    """
    own = str(tree.id) if tree else ""
    for each in _unfiled(ref):
        if each == own:
            return None  # From within it a way to its start leads in circles.
        found = (
            addresses.find_node(guide, each, tree) if is_node else addresses.find(guide, each, tree)
        )
        if found is not None:
            return each
    groups: list[Iterable[tuple[str, Record]]] = [tree.nodes.items()] if tree else []
    groups.append((name, each) for name, each in guide.trees.items() if name != own)
    groups.append(
        (f"{name}/{node}", each)
        for name, other in guide.trees.items()
        if other is not tree
        for node, each in other.nodes.items()
    )
    if not is_node:
        for prefix, kind in OF_PREFIX.items():
            records = records_of(guide, kind)
            groups.append((f"{prefix}/{name}", each) for name, each in records.items())
    return next(filter(None, (_titled(ref, group) for group in groups)), None)


def record(ref: Ref, records: Mapping[str, Record]) -> str | None:
    """The name of the record that a reference by its file or its title means."""
    for each in _unfiled(ref):
        if (name := each.rpartition("/")[2]) in records:
            return name
    return _titled(ref, records.items())


def fields(guide: Guide, letter: Letter) -> set[str]:
    """The fields that a letter asks for, with those that are meant by other names."""
    unknown = (ref for ref in letter.fields if ref not in guide.fields)
    meant = {record(ref, guide.fields) for ref in unknown}
    return {*map(str, letter.fields), *(name for name in meant if name is not None)}


def _unfiled(ref: str) -> Iterator[str]:
    """A reference without what belongs to a file, and without the folder of its kind."""
    plain = _ENDING.sub("", ref.removeprefix("./").removeprefix(f"{CONTENT}/"))
    yield plain
    folder, slash, name = plain.partition("/")
    if slash and folder in _NAMES:
        yield name
    if not slash:
        yield from (f"{kind}/{plain}" for kind in _NAMES if plain != ref)


def _titled(ref: str, records: Iterable[tuple[str, Record]]) -> str | None:
    wanted = _plain(ref)
    found = [name for name, each in records if wanted and wanted in _titles(each)]
    return str(found[0]) if len(found) == 1 else None


def _titles(each: Record) -> set[str]:
    return {_plain(str(title)) for name in _TITLES if (title := getattr(each, name, None))}


def _plain(text: str) -> str:
    """A title without regard to width, case, spaces and the stops at its end."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip("。．.、,?!")
