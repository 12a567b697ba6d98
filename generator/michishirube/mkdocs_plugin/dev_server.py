"""The server of a preview: files of the site are rendered on demand.

The author looks at a single page, so a change costs only the time for loading and checking the
guide, however many pages it has. Rendered files are dropped with each build, so nothing stale is
served. An example:

    author saves dry.yml → build: load, check, `offer` new makers → waiting pages reload
    browser: GET /stages/dry.html → `OnDemandFiles.page` renders and writes that file only

Every request gets a page, a file or an error message, never an exception.
"""

from __future__ import annotations

import contextlib
import logging
import mimetypes
import os
import posixpath
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click
from markupsafe import Markup

from michishirube.i18n import messages
from michishirube.mkdocs_plugin.hosts import is_ours
from michishirube.mkdocs_plugin.writing import Maker, write
from michishirube.support import garbage

if TYPE_CHECKING:  # A build, which loads this module too, doesn't wait for a server.
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.guide")

NEWS_SECONDS = 25
"""Maximum duration of a long-polling request for a new build."""

NEWS = "/livereload/"
"""Path for long polling and for the preview's script."""
SCRIPT = "preview.js"
MISSING_PAGE = "404.html"

_MISSING = "404 Not Found"
_IN_QUERIES = "!$&'()*+,-./:;=?@_~%"


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response.

    Attributes:
        status: Status line, such as "200 OK".
        kind: Content type.
        body: The body.
        headers: Additional headers.
    """

    status: str
    kind: str = "text/plain"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class OnDemandFiles:
    """The files of a site, rendered when they are requested."""

    def __init__(self) -> None:
        self._folder = Path()
        self._makers: Mapping[str, Maker] = {}
        self._written: set[str] = set()
        self._failure = ""
        self.said = messages.load(messages.spoken(None), "failures")
        # Unlike those of any preview before: pages that are open notice another one, too.
        self._began, self._builds = time.time_ns(), 0
        # Pages share the menu and the theme: they are made one at a time, and not during a build.
        self._lock = threading.RLock()
        self._news = threading.Condition()

    @property
    def build(self) -> str:
        """Identifier of the current build."""
        return f"{self._began}-{self._builds}"

    def offer(self, folder: Path, makers: Mapping[str, Maker], language: str = "") -> None:
        """Replace the files by those of a new build.

        Args:
            folder: The site folder.
            makers: Functions that render the files, by path.
            language: Language of messages.
        """
        self.said = messages.load(messages.spoken(None, language), "failures")
        with self._lock:
            self._folder, self._makers = folder, makers
            for path in self._written:
                _remove(folder / path)
            self._written = set()
            self._failure = ""
        self._tell()

    def close(self) -> None:
        """Stop rendering; waits for a file that is being rendered."""
        with self._lock:
            self._makers = {}
        self._tell()

    def write(self, path: str) -> None:
        """Render a file into the site folder unless that is done already."""
        with self._lock:
            if path in self._makers and path not in self._written:
                write(self._folder / path, self._makers[path])
                self._written.add(path)

    def has(self, path: str) -> bool:
        """Return whether a file exists, without rendering it."""
        with self._lock:
            # Unlike Path.is_file, it takes any text, however long.
            return path in self._makers or os.path.isfile(self._folder / path)  # noqa: PTH113

    def content(self, path: str) -> bytes | None:
        """Return the content of a file, rendered if necessary; None if it doesn't exist."""
        with self._lock:
            self.write(path)
            try:
                return (self._folder / path).read_bytes()
            except (OSError, ValueError):
                return None

    def join(self, server: LiveReloadServer, host: str) -> None:
        """Make a server answer from these files, and never during a rebuild.

        Args:
            server: The server.
            host: The host it was started with.
        """
        build = server.builder

        def build_alone() -> None:
            with self._lock, garbage.paused():
                try:
                    build()
                except Exception as error:  # noqa: BLE001 - shown, until it is mended
                    self._failure = f"{type(error).__name__}: {error}"
                    log.error("%s", self._failure)  # noqa: TRY400 - the words are for its author
                    self._tell()

        # Workaround (MkDocs 1.6.1): it answers to any host's name, waits for no page to be made,
        # and says of a build that failed only in the terminal.
        # Tested by `test_a_real_server_takes_our_build_and_answers`.
        server.builder = build_alone
        server.set_app(application(self, host, server.mount_path))

    def news(self, build: str) -> str:
        """Wait until there is another build than `build`, or for the maximum duration.

        Returns:
            Identifier of the current build.
        """
        with self._news:
            self._news.wait_for(lambda: self.build != build, NEWS_SECONDS)
            return self.build

    def page(self, path: str, status: str) -> Response | None:
        """Return the response for a file, None if it doesn't exist. Pages get the reload script."""
        try:
            content = self.content(path)
        except Exception as error:  # noqa: BLE001 - a template may hold any mistake
            log.error("%s: %s", path, error)  # noqa: TRY400
            return self.failed(f"{path}\n{type(error).__name__}: {error}")
        if content is None:
            return None
        if not path.endswith(".html"):
            return Response(status, _kind(path), content)
        if self._failure:
            return self.failed(self._failure)
        return Response(status, "text/html; charset=utf-8", self._with_script(content))

    def failed(self, text: str) -> Response:
        """Return a page with an error message."""
        page = Markup("<!doctype html>\n<title>guide serve</title>\n<pre>{}</pre>\n").format(text)
        body = self._with_script(str(page).encode())
        return Response("503 Service Unavailable", "text/html; charset=utf-8", body)

    def _with_script(self, content: bytes) -> bytes:
        """Insert the reload script, an external file that the page's policy permits."""
        script = f'<script src="{NEWS}{SCRIPT}" data-build="{self.build}" async></script>\n'
        before, end, after = content.rpartition(b"</body>")
        if not end:
            before, after = content, b""
        return before + script.encode() + end + after

    def _tell(self) -> None:
        with self._news:
            self._builds += 1
            self._news.notify_all()


def application(site: OnDemandFiles, host: str, mount: str) -> Callable[..., Iterable[bytes]]:
    """Return the WSGI application of a site.

    Args:
        site: The files.
        host: The host that the server was started with.
        mount: Path of the site on the server, with slashes at both ends.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said = _answer(site, environ, host, mount)
        always = [
            ("Content-Type", said.kind),
            ("Content-Length", str(len(said.body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response(said.status, [*always, *said.headers])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [said.body]

    return answer


def _answer(site: OnDemandFiles, environ: Mapping[str, Any], host: str, mount: str) -> Response:
    if not is_ours(environ.get("HTTP_HOST", ""), host, int(environ["SERVER_PORT"])):
        return _plain("403 Forbidden", site.said("preview_host"))
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return Response("405 Method Not Allowed", headers=(("Allow", "GET, HEAD"),))
    path = _path(environ["PATH_INFO"])
    if path is not None and path.startswith(NEWS):
        return _own(site, path.removeprefix(NEWS))
    proper = _proper(site, path, mount) if path is not None else None
    if proper is not None and proper != path:
        query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
        where = quote(proper) + quote(query.encode("latin-1", "replace"), safe=_IN_QUERIES)
        return Response("302 Found", headers=(("Location", where),))
    if proper is not None and (found := site.page(_file(proper, mount), "200 OK")):
        return found
    return site.page(MISSING_PAGE, _MISSING) or _plain(_MISSING, site.said("preview_page"))


def _own(site: OnDemandFiles, name: str) -> Response:
    """Respond to requests for the preview's script and for news."""
    if name == SCRIPT:
        script = Path(__file__).with_name(SCRIPT)
        return Response("200 OK", _kind(SCRIPT), script.read_bytes())
    if re.fullmatch(r"[0-9]{1,30}-[0-9]{1,9}", name):
        return _plain("200 OK", site.news(name))
    return _plain(_MISSING, site.said("preview_page"))


def _plain(status: str, text: str) -> Response:
    return Response(status, "text/plain; charset=utf-8", text.encode())


def _path(info: str) -> str | None:
    """Decode the path of a request, None if no file of a site can have it."""
    try:
        path = info.encode("latin-1").decode()
    except UnicodeError:
        return None
    return None if re.search(r"[\\:\x00-\x1f\x7f]", path) else path


def _proper(site: OnDemandFiles, path: str, mount: str) -> str | None:
    """Return the canonical path of a page or file, None if it doesn't exist.

    Relative links only work there: at `/letters` instead of `/letters/`, they would lead elsewhere.
    """
    if path == "/" or f"{path}/" == mount:
        return mount
    if not path.startswith(mount):
        return None
    below = path[len(mount) :]
    name = posixpath.normpath(f"/{below}").lstrip("/")
    if name and below.endswith("/"):
        name += "/"
    proper = f"{mount}{name}"
    if site.has(_file(proper, mount)):
        return proper
    return f"{proper}/" if name and site.has(f"{name}/index.html") else None


def _file(proper: str, mount: str) -> str:
    """Return the path in the site folder for a canonical path."""
    name = proper[len(mount) :]
    return f"{name}index.html" if not name or name.endswith("/") else name


def _kind(path: str) -> str:
    """Return the content type of a file, by its name."""
    if path.endswith(".js"):  # Windows may know other names for scripts.
        return "text/javascript; charset=utf-8"
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def serve(settings: Path, address: str) -> None:
    """Run the preview until KeyboardInterrupt.

    Args:
        settings: Path of mkdocs.yml.
        address: `host:port`.

    Raises:
        click.ClickException: MkDocs rejects the settings or the address.
        OSError: The address doesn't exist on this machine, or is in use.
    """
    from mkdocs.__main__ import cli  # noqa: PLC0415 - a build doesn't wait for it

    # Workaround (MkDocs 1.6.1): its server has no other documented way in, and says by an exception
    # of Click that it was ended. "Dirty": it writes no page by itself (see `page.UnwrittenFile`).
    # Tested by `test_a_preview_that_is_ended_leaves_nothing_behind`.
    options = ["--dirty", "--config-file", str(settings), "--dev-addr", address]
    try:
        cli.main(["serve", *options], standalone_mode=False)
    except click.Abort as aborted:  # Click's name for it; during the first build it gets there.
        raise KeyboardInterrupt from aborted


def spare_warnings_of_old_pages() -> None:
    """Suppress MkDocs' warning that old pages may remain, since `offer` removes them."""
    # Workaround (MkDocs 1.6.1): it warns of every "dirty" build; there is no setting against it.
    # Tested by `test_a_preview_is_warned_of_no_old_pages`.
    logging.getLogger("mkdocs.commands.build").addFilter(_is_no_warning_of_old_pages)


def _is_no_warning_of_old_pages(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("A 'dirty' build")


def _remove(path: Path) -> None:
    # Windows keeps a file that is being sent; it is written over when it is asked for.
    with contextlib.suppress(OSError):
        path.unlink()
