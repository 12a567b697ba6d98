"""The preview's server: it makes a file of the site when a browser asks for it.

In a preview somebody looks at one page. So a change costs what it takes to read it and
to check the guide, however many pages there are; and nothing that was made is kept past
a change, where it could be out of date.
"""

from __future__ import annotations

import contextlib
import posixpath
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.mkdocs_page import Maker, write
from generator.parallel import nothing_to_collect

if TYPE_CHECKING:  # A build, which loads this module too, doesn't wait for a server.
    from mkdocs.livereload import LiveReloadServer

LOOK_SECONDS = 0.1
"""How often up to a thousand files are looked at; more of them less often."""
SETTLE_SECONDS = 0.05
"""How long to wait for further changes after one."""


class OnRequest:
    """The files of a site that are written when they are asked for, anew after each build."""

    def __init__(self) -> None:
        self._folder = Path()
        self._makers: Mapping[str, Maker] = {}
        self._written: set[str] = set()
        self._build = 0
        # Pages share the menu and the theme: they are made one at a time, and not during a build.
        self._lock = threading.Lock()

    def offer(self, folder: Path, makers: Mapping[str, Maker]) -> None:
        """Take the files of a new build, by their paths in the site's folder."""
        self._folder, self._makers = folder, makers
        self._build += 1
        for path in self._written:
            _remove(folder / path)
        self._written = set()

    def write(self, path: str) -> int:
        """Have a file in the site's folder, if it is one of these; gives the build's number."""
        with self._lock:
            if path in self._makers and path not in self._written:
                write(self._folder / path, self._makers[path])
                self._written.add(path)
            return self._build

    def join(self, server: LiveReloadServer) -> None:
        """Be asked by a server for what browsers ask it, and be left in peace while it builds."""
        build, answer = server.builder, server.serve_request

        def build_alone() -> None:
            with self._lock, nothing_to_collect():
                build()

        def write_and_answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = _asked(environ["PATH_INFO"], server.mount_path)
            if path is None:
                return answer(environ, start_response)
            while True:
                said: list[tuple[Any, ...]] = []
                written_for = self.write(path)
                body = answer(environ, lambda *args, said=said: said.append(args))
                if written_for == self._build:
                    for args in said:
                        start_response(*args)
                    return body
                # The server waited for the next build, which has removed the file.
                if hasattr(body, "close"):
                    body.close()

        server.builder = build_alone
        server.set_app(write_and_answer)


def watch(server: LiveReloadServer, known: Iterable[Path], others: Iterable[Path]) -> None:
    """Look at what a site is made of more often than MkDocs does, as far as that is cheap.

    `known` are the paths that the server watches already.
    """
    from watchdog.observers.polling import PollingObserver  # noqa: PLC0415 - see TYPE_CHECKING

    for path in known:
        server.unwatch(str(path))
    paths = [*known, *(path for path in others if path.exists())]
    files = sum(1 for path in {*paths} for _ in path.rglob("*"))
    server.observer = PollingObserver(timeout=LOOK_SECONDS * max(1.0, files / 1000))
    server.build_delay = SETTLE_SECONDS
    for path in paths:
        server.watch(str(path))


def _asked(address: str, mount: str) -> str | None:
    """The path in the site's folder that an address means; None for the server's own ones."""
    path = address.encode("latin-1").decode("utf-8", "ignore")
    if not path.startswith(mount) or path.startswith("/livereload/"):
        return None
    name = path[len(mount) :] + ("index.html" if path.endswith("/") else "")
    return posixpath.normpath(f"/{name}").lstrip("/")


def _remove(path: Path) -> None:
    # Windows keeps a file that is being sent; it is written over when it is asked for.
    with contextlib.suppress(OSError):
        path.unlink()
