"""Builds the site for the browser tests, and serves folders as a web host would."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.conftest import FREELANCE, PROGRAM
from tests.repositories import under_git

PROJECT = Path(__file__).resolve().parents[2]
# Not at the root of the host: a link that begins with a slash has to show as broken.
BASE_PATH = "/guide/"
BUILD_SECONDS = 300
BUILT = "2026-11-28T00:00:00+09:00"
"""When the guides' only commit was made: public holidays and the feed follow it."""
# At the root of each host: an empty page, from which a profile is cleaned (profiles.py).
BLANK = "/blank-page-of-the-tests"
BLANK_PAGE = b'<!doctype html><link rel="icon" href="data:,">'


class BuildFailedError(RuntimeError):
    """The site could not be built; the message is what the command printed."""


def build(directory: Path, guide: Path = FREELANCE) -> None:
    """Build a frozen guide's site into a directory, with the project's settings and templates.

    It is built as `guide build` does, in a repository of its own: the same pages whenever it is.

    Raises:
        BuildFailedError: The command failed.
    """
    project = directory.with_suffix(".project")
    shutil.copytree(guide, project)
    shutil.copy(PROJECT / "mkdocs.yml", project)
    shutil.copytree(PROJECT / "templates", project / "templates")
    under_git(project, BUILT)
    command = [sys.executable, "-c", "from michishirube.cli import main; main()"]
    done = subprocess.run(
        [*command, "build", "--output", str(directory)],
        cwd=project,
        env=os.environ | PROGRAM,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=BUILD_SECONDS,
    )
    if done.returncode or not (directory / "index.html").is_file():
        raise BuildFailedError(
            f"guide build --output が失敗しました({done.returncode}):\n{done.stdout}{done.stderr}"
        )


def once(place: Path, make: Callable[[Path], None]) -> Path:
    """Make a directory once, also when several test processes ask for it at the same time.

    Args:
        place: The directory, in a folder that all the processes share.
        make: Makes it; called in the first process only.

    Raises:
        BuildFailedError: Making it failed, here or in the process that tried.
    """
    started = place.with_suffix(".started")
    finished = place.with_suffix(".finished")
    try:
        started.touch(exist_ok=False)
    except FileExistsError:
        deadline = time.monotonic() + BUILD_SECONDS
        while not finished.exists():
            if time.monotonic() > deadline:
                raise BuildFailedError("サイトを作り終えるのを待ちきれませんでした。") from None
            time.sleep(0.1)
        if error := finished.read_text(encoding="utf-8"):
            raise BuildFailedError(error) from None
        return place
    error = "サイトを作る途中で止まりました。"
    try:
        make(place)
        error = ""
    except BuildFailedError as failure:
        error = str(failure)
        raise
    finally:
        # Moved into place whole: the others must not read half of the message.
        written = place.with_suffix(".writing")
        written.write_text(error, encoding="utf-8")
        written.replace(finished)
    return place


@contextlib.contextmanager
def serve(
    directory: Path, base: str = BASE_PATH, answer: Callable[..., Handler] | None = None
) -> Iterator[str]:
    """Serve a directory under a path of its own; gives its address, ending in a slash.

    `answer` makes what answers a request, where that isn't to be a mere `Handler`.
    """
    handler = partial(answer or Handler, directory=str(directory), base=base)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(SimpleHTTPRequestHandler):
    """Serves only what is under a base path, and says nothing about it."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, base: str, **options: Any) -> None:
        self._base = base  # Before the rest: the request is answered while that runs.
        super().__init__(*args, **options)

    def handle(self) -> None:
        # A browser that left the page meanwhile wants no answer any more.
        with contextlib.suppress(ConnectionError):
            super().handle()

    def send_head(self) -> Any:
        if self.path == BLANK:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(BLANK_PAGE)))
            self.end_headers()
            return io.BytesIO(BLANK_PAGE)
        if not urlsplit(self.path).path.startswith(self._base):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self._base))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        # What is missing is answered with the site's own page, as web hosts do.
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (named so above)
        """Keep the output of the tests clean."""
