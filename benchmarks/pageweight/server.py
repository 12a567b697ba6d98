"""Serves a built site as docs/hosting.md asks hosts to: compressed, names with a hash for ever."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import re
import threading
from collections.abc import Iterator
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HASHED = re.compile(r"\.[0-9a-f]{8,}\.")
"""A name that changes with the content."""

LEVEL = 6
"""Of gzip: what most hosts use."""

PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest"}


@cache
def as_sent(path: Path) -> bytes:
    """A file's bytes as the server sends them."""
    content = path.read_bytes()
    return gzip.compress(content, LEVEL, mtime=0) if path.suffix in PACKED else content


class Handler(BaseHTTPRequestHandler):
    """Answers from a folder, with 404.html for what isn't there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, **options: Any) -> None:
        self._folder = folder  # Before the rest: the request is answered while that runs.
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        name = unquote(urlsplit(self.path).path).lstrip("/")
        path = self._folder / (name or "index.html")
        status = HTTPStatus.OK
        if not path.is_file():
            path, status = self._folder / "404.html", HTTPStatus.NOT_FOUND
        body = as_sent(path)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            status, body = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        kept = "public, max-age=31536000, immutable" if HASHED.search(name) else "no-cache"
        self.send_header("Cache-Control", kept)
        self.send_header("ETag", tag)
        if status != HTTPStatus.NOT_MODIFIED:
            kind = guess_type(path.name)[0] or "application/octet-stream"
            if path.suffix == ".webmanifest":
                kind = "application/manifest+json"
            text = "; charset=utf-8" if path.suffix in PACKED else ""
            self.send_header("Content-Type", kind + text)
            if path.suffix in PACKED:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (named so above)
        """Say nothing."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site; gives its address, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, folder=site))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
