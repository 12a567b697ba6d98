"""Knows a report that lies in a file, so that the next report may replace this one.

In Markdown and HTML its last line tells; data, which has no room for one, is known by its form.
"""

from __future__ import annotations

import hashlib
import re

from michishirube.changes.report.codec import UnreadableError, as_json, from_json

_MARK = re.compile(rb"\n<!-- guide diff ([0-9a-f]{64}) -->\n\Z")


def marked(report: bytes) -> bytes:
    """A report in Markdown or HTML with its mark, which nobody sees in either."""
    return report + f"\n<!-- guide diff {hashlib.sha256(report).hexdigest()} -->\n".encode()


def is_marked(content: bytes) -> bool:
    """Whether a file is a report, and still as it was written."""
    match = _MARK.search(content)
    if match is None:
        return _is_data(content)
    return hashlib.sha256(content[: match.start()]).hexdigest().encode() == match[1]


def _is_data(content: bytes) -> bool:
    try:
        return as_json(from_json(content)).encode() == content
    except UnreadableError:
        return False
