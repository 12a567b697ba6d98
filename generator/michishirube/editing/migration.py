"""Rewrites the content of older formats, line by line, so that comments and order stay.

A new version of the format is a step here, from the version before it. What only adds keys needs
none: a guide without them is read as before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from michishirube.editing.insert import InsertError, parsed
from michishirube.editing.rename import RewrittenFile
from michishirube.model.kinds import SETTINGS
from michishirube.model.site import FORMAT
from michishirube.reading import yaml_nodes

Files = Mapping[str, bytes]
"""Contents by path relative to the project root."""

_KEY = "format"


@dataclass(frozen=True, slots=True)
class Migration:
    """The change from one version of the format to the next.

    Attributes:
        to: The version that it leads to.
        rewrite: Returns the files that change, except for the version in the settings.
    """

    to: int
    rewrite: Callable[[Files], Files]


STEPS: tuple[Migration, ...] = (
    # Whatever was written before formats had numbers is read as it is.
    Migration(1, lambda _: {}),
)


def migrated(files: Files, version: int) -> tuple[RewrittenFile, ...]:
    """Return the changes that bring a guide to the present format.

    Args:
        files: The guide's files.
        version: The format that they are written in; 0 if they don't say.

    Raises:
        InsertError: There is no safe place for the version in the settings.
    """
    now = dict(files)
    for step in STEPS:
        if step.to > version:
            now |= step.rewrite(now)
    if version < FORMAT:
        now[SETTINGS] = _with_version(now[SETTINGS].decode()).encode()
    return tuple(
        RewrittenFile(name, name, files[name], content)
        for name, content in now.items()
        if content != files[name]
    )


def _with_version(text: str) -> str:
    """Return the settings with the present format, above the first key or in its own line."""
    node = parsed(text)
    if not isinstance(node, yaml_nodes.MappingNode) or not node.entries:
        raise InsertError
    keys = [key for key, _ in node.entries]
    lines = text.split("\n")
    end = "\r" if lines[keys[0].span.line - 1].endswith("\r") else ""
    line = f"{_KEY}: {FORMAT}{end}"
    own = next((key for key in keys if key.value == _KEY), None)
    if lines[keys[0].span.line - 1].lstrip().startswith("{"):
        raise InsertError
    if own is not None:
        lines[own.span.line - 1] = line
    else:
        lines.insert(keys[0].span.line - 1, line)
    return "\n".join(lines)
