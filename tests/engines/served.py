"""Serves a folder, and hears from its pages what goes wrong in them.

Neither engine tells a driver of errors in scripts, and the pages' own policy allows no script from
outside. So each page runs a little more at the beginning of the guide's own script: a listener
that reports to the server, a clock that stands, and whatever a test wants to be there first.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.browser.site import BASE_PATH, Handler, serve

GUIDE_SCRIPT = re.compile(r"/assets/guide\.[0-9a-f]+\.js$")
REPORTS = "/problems"

LISTEN = f"""
{{
  const report = text => navigator.sendBeacon("{REPORTS}", text)
  addEventListener("error", event => report(`script: ${{event.message}}`))
  addEventListener("unhandledrejection", event => report(`promise: ${{event.reason}}`))
  addEventListener("securitypolicyviolation", event => {{
    const {{ effectiveDirective, blockedURI, sourceFile, lineNumber }} = event
    report(`policy: ${{effectiveDirective}} ${{blockedURI}} (${{sourceFile}}:${{lineNumber}})`)
  }})
  const say = console.error
  console.error = (...words) => {{
    report(`console: ${{words.join(" ")}}`)
    say(...words)
  }}
}}
"""
# A Wednesday at noon, where the guide is.
NOW = "2026-11-25T12:00+09:00"
STAND_STILL = f"""
{{
  const now = Date.parse("{NOW}")
  window.Date = class extends Date {{
    constructor(...given) {{
      super(...(given.length ? given : [now]))
    }}
    static now() {{
      return now
    }}
  }}
}}
"""


@contextlib.contextmanager
def watch(directory: Path, problems: list[str], first: str = "") -> Iterator[str]:
    """Serve a site; gives its address, of a port that no test had before, ending in a slash.

    Args:
        directory: The built site.
        problems: Where is added what goes wrong in its pages, a line each.
        first: A script to run before the guide's own.
    """
    answer = partial(_Watching, problems=problems, first=f"{LISTEN}{STAND_STILL}{first};\n")
    with serve(directory, BASE_PATH, answer) as address:
        yield address


class _Watching(Handler):
    """Puts a script before the guide's own, and takes reports."""

    def __init__(self, *args: Any, problems: list[str], first: str, **options: Any) -> None:
        self._problems = problems
        self._first = first
        super().__init__(*args, **options)

    def send_head(self) -> Any:
        if not GUIDE_SCRIPT.search(self.path):
            return super().send_head()
        script = Path(self.translate_path(self.path)).read_bytes()
        body = self._first.encode() + script
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/javascript; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def do_POST(self) -> None:  # noqa: N802 (named so by http.server)
        """Take a report."""
        length = int(self.headers["Content-Length"])
        self._problems.append(self.rfile.read(length).decode())
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()
