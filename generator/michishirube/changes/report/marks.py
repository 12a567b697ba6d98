"""Recognises files that are reports, which a new report may replace.

Markdown and HTML end in a comment with a hash; JSON is recognised by its format.
"""

from __future__ import annotations

import hashlib
import re

from michishirube.changes.report.codec import UnreadableError, as_json, from_json

_MARK = re.compile(rb"\n<!-- guide diff ([0-9a-f]{64}) -->\n\Z")


def marked(report: bytes) -> bytes:
    """Append the comment, which is invisible in Markdown and HTML."""
    return report + f"\n<!-- guide diff {hashlib.sha256(report).hexdigest()} -->\n".encode()


def is_marked(content: bytes) -> bool:
    """Return whether a file is an unmodified report."""
    match = _MARK.search(content)
    if match is None:
        return _is_data(content)
    return hashlib.sha256(content[: match.start()]).hexdigest().encode() == match[1]


def _is_data(content: bytes) -> bool:
    try:
        return as_json(from_json(content)).encode() == content
    except UnreadableError:
        return False
