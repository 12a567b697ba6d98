"""Resolves references that name something by its file name or title instead of its id."""

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
"""Prefixes that people write before an id: folder names, and the words for pages."""

_ENDING = re.compile(r"\.(?:ya?ml|md|html)(?=/|$)", re.IGNORECASE)
_TITLES = ("title", "short_title", "short", "label", "term", "statement")


def place(guide: Guide, ref: str, tree: Tree | None, *, is_node: bool) -> str | None:
    """Return the valid reference to what a file name or title denotes, None if that isn't unique.

    Args:
        guide: The guide.
        ref: The reference as written, for example `content/letters/remind.yml`.
        tree: The tree in whose file it occurs; its nodes take precedence.
        is_node: Whether only nodes and trees are allowed, as for `to`.
    """
    own = str(tree.id) if tree else ""
    for each in _unfiled(ref):
        if is_node and each == own:
            return None  # From within it a way to its start leads in circles.
        if _exists(guide, each, tree, is_node=is_node):
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


def respelt(guide: Guide, ref: str, tree: Tree | None, *, is_node: bool) -> str | None:
    """Return the valid reference that is only spelt otherwise, such as `dry/ rest` or `/dry//rest`.

    Args:
        guide: The guide.
        ref: The reference as written.
        tree: The tree in whose file it occurs.
        is_node: Whether only nodes and trees are allowed, as for `to`.
    """
    tidy = _tidy(ref)
    return tidy if tidy != ref and _exists(guide, tidy, tree, is_node=is_node) else None


def _exists(guide: Guide, ref: str, tree: Tree | None, *, is_node: bool) -> bool:
    if is_node:
        return addresses.find_node(guide, ref, tree) is not None
    return addresses.find(guide, ref, tree) is not None


def titled(guide: Guide, prefix: str, title: str) -> str | None:
    """Return the reference to the only record with this title among those of a prefix."""
    kind = OF_PREFIX.get(prefix)
    name = _titled(title, records_of(guide, kind).items()) if kind else None
    return f"{prefix}/{name}" if name else None


def record(ref: Ref, records: Mapping[str, Record]) -> str | None:
    """Return the id of the record that a file name or title denotes, None if that isn't unique."""
    for each in _unfiled(ref):
        if (name := each.rpartition("/")[2]) in records:
            return name
    return _titled(ref, records.items())


def fields(guide: Guide, letter: Letter) -> set[str]:
    """Return the ids of a letter's fields, those referred to by other names included."""
    unknown = (ref for ref in letter.fields if ref not in guide.fields)
    meant = {record(ref, guide.fields) for ref in unknown}
    return {*map(str, letter.fields), *(name for name in meant if name is not None)}


def _unfiled(ref: str) -> Iterator[str]:
    """Yield a reference without extension and content folder, with or without its prefix."""
    plain = _ENDING.sub("", _tidy(ref).removeprefix(f"{CONTENT}/"))
    yield plain
    folder, slash, name = plain.partition("/")
    if slash and folder in _NAMES:
        yield name
    if not slash:
        yield from (f"{kind}/{plain}" for kind in _NAMES if plain != ref)


def _tidy(ref: str) -> str:
    """Return a reference without what is one too many around its slashes.

    Such as spaces, a second slash, one at either end, `../` of files and backslashes of Windows.
    """
    parts = re.split(r"[/\\]", unicodedata.normalize("NFKC", ref))
    return "/".join(part.strip() for part in parts if part.strip(" ."))


def _titled(ref: str, records: Iterable[tuple[str, Record]]) -> str | None:
    """Return the name of the only record with this title."""
    wanted = _plain(ref)
    found = [name for name, each in records if wanted and wanted in _titles(each)]
    return str(found[0]) if len(found) == 1 else None


def _titles(each: Record) -> set[str]:
    return {_plain(str(title)) for name in _TITLES if (title := getattr(each, name, None))}


def _plain(text: str) -> str:
    """Normalise a title: width, case, spaces and final punctuation are ignored."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip("。．.、,?!")
