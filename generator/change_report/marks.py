"""What a report that lies in a file is known by: the next report may replace this one."""

from __future__ import annotations

import hashlib
import re

from generator.change_report.codec import UnreadableError, from_json

_MARK = re.compile(rb"\n<!-- guide diff ([0-9a-f]{64}) -->\n\Z")


def marked(report: bytes) -> bytes:
    """A report in Markdown or HTML with its mark, which nobody sees in either."""
    return report + f"\n<!-- guide diff {hashlib.sha256(report).hexdigest()} -->\n".encode()


def is_report(content: bytes) -> bool:
    """Whether a file is a report of any form, in Markdown or HTML still as it was written."""
    match = _MARK.search(content)
    if match is None:
        return _is_json_report(content)
    return hashlib.sha256(content[: match.start()]).hexdigest().encode() == match[1]


def _is_json_report(content: bytes) -> bool:
    try:
        from_json(content)
    except UnreadableError:
        return False
    return True
