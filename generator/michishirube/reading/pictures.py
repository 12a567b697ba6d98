"""Reads a picture of the content, if it is one that can be published.

SVG is a document, which may hold scripts and load other files: opened by itself, it would run them
in the name of the site. One that does more than draw is refused.
"""

from __future__ import annotations

import re
from pathlib import Path

from michishirube.diagnostics import Diagnostics
from michishirube.model import Text
from michishirube.model.kinds import CONTENT
from michishirube.model.picture import Picture
from michishirube.support import files

MAX_BYTES = 256 * 1024
"""Size limit: every page loads the picture."""

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = re.compile(
    r"\s*+(?:<\?xml[^>]*\?>\s*+)?"
    r"(?:<!--(?:(?!-->).)*+-->\s*+|<!DOCTYPE svg[^>\[]*>\s*+)*+<svg[\s>]",
    re.DOTALL,
)
_MORE_THAN_DRAWN = re.compile(
    r"<(?:\w+:)?(?:script|foreignObject|iframe|embed|object|handler|listener|set|animate\w*)\b"
    r"|\son\w+\s*=|<!ENTITY|@import|javascript:"
    r"|\bhref\s*=\s*[\"'](?!#)[^\"']*|url\(\s*[\"']?(?!#)[^)]*",
    re.IGNORECASE,
)


def read(root: Path, name: Text, diagnostics: Diagnostics) -> Picture | None:
    """Read a picture below the content folder; report why it can't be published."""
    folder = root / CONTENT
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            diagnostics.error("picture-outside", name.span, name=name)
            return None
        data = files.read(path, MAX_BYTES)
    except files.FileTooLargeError as problem:
        size, limit = problem.size // 1024, MAX_BYTES // 1024
        diagnostics.error("picture-too-large", name.span, name=name, size=size, limit=limit)
        return None
    except (OSError, RuntimeError, ValueError):
        diagnostics.error("no-picture", name.span, name=name)
        return None
    shown = path.relative_to(root).as_posix()
    if data.startswith(_PNG):
        return Picture(shown, "png", data)
    text = data.decode("utf-8-sig", errors="replace")
    if not _SVG.match(text):
        diagnostics.error("picture-type", name.span, name=name)
        return None
    if found := _MORE_THAN_DRAWN.search(text):
        diagnostics.error("picture-unsafe", name.span, name=name, what=found[0].strip()[:40])
        return None
    return Picture(shown, "svg", data)
