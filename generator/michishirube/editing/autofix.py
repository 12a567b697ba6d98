"""`guide check --fix`: applies fixes that need no knowledge of the content.

Line ends, byte order marks, trailing spaces, fixes of typos in syntax, and renames that were begun.
All changes are made in a copy first, so they are known before anything is written. Comments are
kept, since lines are changed instead of dumping the file anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from michishirube.checks.fixes import Fix, applied, fix_of
from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, Diagnostics
from michishirube.editing import KINDS, DraftError, renaming, write_all
from michishirube.editing.rename import RewrittenFile
from michishirube.editing.sources import as_read
from michishirube.model.kinds import CONTENT, SETTINGS, SOURCES
from michishirube.reading import pictures, yaml_nodes
from michishirube.reading.file_names import is_unicode
from michishirube.reading.loader import LoadResult
from michishirube.reading.source_file import MAX_BYTES, SourceFile
from michishirube.reading.typos import outside_blocks
from michishirube.support import files, outputs
from michishirube.support.litter import is_litter

CODES = frozenset(
    {"fullwidth-punctuation", "odd-space", "missing-space", "tab-indent", "decomposed-letter"}
    | {"compatibility-letter"}
)
"""Codes whose fix is applied."""

RENAMED = frozenset({"former-answer", "former-name-used", "reworded-answer"})
"""Codes after which remaining uses of a former name are updated."""

_ROUNDS = 10
"""Maximum number of rounds; a fix may reveal the next typo of a line."""

_MOST_RENAMED = 100
"""Maximum number of renames per run."""


def changes(root: Path) -> tuple[RewrittenFile, ...]:
    """Compute all fixes for a project; nothing is written."""
    # As they are now: `write_all` refuses what somebody else changes meanwhile.
    before = {name: (root / name).read_bytes() for name in _names(root)}
    with outputs.scratch("fix") as copy:
        for name, content in (before | _others(root, before)).items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(content)
        for name in before:
            _tidy(copy / name, name)
        for _ in range(_ROUNDS):
            if not _apply_fixes(copy):
                break
        for _ in range(_MOST_RENAMED):
            if not _rename(copy, check_project(copy)):
                break
        for name in before:
            _tidy(copy / name, name)
        pairs = ((name, was, (copy / name).read_bytes()) for name, was in before.items())
        return tuple(RewrittenFile(name, name, was, now) for name, was, now in pairs if was != now)


def _others(root: Path, known: Collection[str]) -> dict[str, bytes]:
    """Return what isn't fixed but read: pictures, and the project's own words."""
    found = {}
    for path in (path for name in SOURCES for path in sorted((root / name).rglob("*"))):
        name = path.relative_to(root).as_posix()
        if name not in known and is_unicode(name) and not path.is_symlink():
            with suppress(OSError):
                found[name] = files.read(path, pictures.MAX_BYTES)
    return found


def _names(root: Path) -> Iterator[str]:
    """Yield the files that the loader reads, except symbolic links."""
    content = sorted((root / CONTENT).rglob("*"))
    for path in (root / SETTINGS, *content):
        if path.suffix not in (".yml", ".md") or path.is_symlink() or not path.is_file():
            continue
        inside = path.resolve().is_relative_to(root.resolve())
        name = path.relative_to(root).as_posix()
        if inside and is_unicode(name) and path.stat().st_size <= MAX_BYTES and not is_litter(name):
            yield name


def _tidy(path: Path, name: str) -> None:
    """Normalise byte order mark, line ends and trailing spaces; other encodings are left alone."""
    try:
        text = files.read(path, MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if name.endswith(".yml"):
        text = _without_trailing_spaces(name, text)
    path.write_bytes(text.encode())


def _without_trailing_spaces(name: str, text: str) -> str:
    """Remove trailing spaces outside block scalars, unless a value would change."""
    lines = text.split("\n")
    for number in outside_blocks(lines):
        lines[number - 1] = lines[number - 1].rstrip(" \t")
    tidied = "\n".join(lines)
    return tidied if _values(name, tidied) == _values(name, text) else text


def _values(name: str, text: str) -> object:
    """Return the values of a file, None if it can't be parsed."""
    node = yaml_nodes.parse(SourceFile(name, text), Diagnostics())
    return None if node is None else _value(node)


def _value(node: yaml_nodes.YamlNode) -> object:
    if isinstance(node, yaml_nodes.ScalarNode):
        return node.value
    if isinstance(node, yaml_nodes.SequenceNode):
        return [_value(item) for item in node.items]
    return [(key.value, _value(value)) for key, value in node.entries]


def _apply_fixes(root: Path) -> bool:
    """Run one round of fixes; return whether anything changed."""
    found: dict[str, list[Diagnostic]] = {}
    for item in check_project(root).diagnostics:
        if item.code in CODES and (item.rewrite is not None or item.edits):
            found.setdefault(item.span.path, []).append(item)
    is_fixed = False
    for name, items in found.items():
        lines = (root / name).read_bytes().decode().split("\n")
        fixes = [fix for item in items if (fix := _taken_over(item, lines)) is not None]
        fixed = applied(lines, fixes)
        (root / name).write_bytes("\n".join(fixed).encode())
        is_fixed = is_fixed or fixed != lines
    return is_fixed


def _taken_over(item: Diagnostic, lines: list[str]) -> Fix | None:
    """Return the fix for a diagnostic; length limits for showing it don't apply."""
    line, fix = item.span.line, fix_of(item, lines)
    if fix is None and item.rewrite is not None and line <= len(lines):
        return Fix(line, line, tuple(item.rewrite.split("\n")))
    return fix


def _rename(root: Path, loaded: LoadResult) -> bool:
    """Finish one rename that was begun; return whether anything changed."""
    for item in loaded.diagnostics:
        if item.code not in RENAMED or loaded.guide is None or loaded.guide.broken:
            continue
        kind, *names = item.lacks[0]
        old = ("/".join(names[:2]), names[2]) if kind == "answers" else ("/".join(names),)
        data = as_read(root, loaded)
        with suppress(DraftError):
            command = next(word for word, each in KINDS.items() if each == kind)
            made = renaming(loaded.guide, data, command, old, item.params["new"])
            if any(change.before != change.after for change in made.files):
                write_all(root, made.files)
                return True
    return False
