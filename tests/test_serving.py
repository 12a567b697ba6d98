"""The preview's server writes a file when a browser asks for it, and never sends an old one."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.serving import OnRequest

Answer = tuple[str, str]


class Server:
    """A server of files, as far as `OnRequest` knows one. `meanwhile` happens before it reads."""

    def __init__(self, folder: Path, mount_path: str = "/") -> None:
        self.folder, self.mount_path = folder, mount_path
        self.builder: Callable[[], None] = lambda: None
        self.meanwhile: list[Callable[[], object]] = []
        self._app: Any = None

    def set_app(self, app: Any) -> None:
        self._app = app

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        while self.meanwhile:
            self.meanwhile.pop()()
        asked = os.path.normpath(environ["PATH_INFO"])
        path = self.folder / asked.removeprefix(self.mount_path.rstrip("/")).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        start_response("200 OK" if path.is_file() else "404 Not Found", [])
        return [path.read_bytes() if path.is_file() else b""]

    def get(self, path: str) -> Answer:
        said: list[str] = []
        body = self._app({"PATH_INFO": path}, lambda status, _: said.append(status))
        (status,) = said
        return status, b"".join(body).decode()


@pytest.fixture
def requests() -> OnRequest:
    return OnRequest()


@pytest.fixture
def server(requests: OnRequest, tmp_path: Path) -> Server:
    server = Server(tmp_path)
    requests.join(server)  # type: ignore[arg-type]
    return server


def offer(requests: OnRequest, folder: Path, **texts: str) -> list[str]:
    """A build with these pages; gives the list of what is made from then on."""
    made: list[str] = []

    def maker(name: str, text: str) -> Callable[[], bytes]:
        def make() -> bytes:
            made.append(name)
            return text.encode()

        return make

    makers = {f"{name}.html": maker(name, text) for name, text in texts.items()}
    requests.offer(folder, makers)
    return made


def test_a_page_is_made_when_it_is_asked_for_and_then_kept(
    server: Server, requests: OnRequest, tmp_path: Path
) -> None:
    made = offer(requests, tmp_path, index="home", other="other")
    assert made == []
    assert server.get("/") == ("200 OK", "home")
    assert server.get("/index.html") == ("200 OK", "home")
    assert made == ["index"]


def test_after_a_build_everything_is_made_anew_and_what_is_gone_is_gone(
    server: Server, requests: OnRequest, tmp_path: Path
) -> None:
    offer(requests, tmp_path, index="home", other="other")
    assert server.get("/other.html")[0] == "200 OK"
    server.get("/")
    offer(requests, tmp_path, index="new home")
    assert server.get("/") == ("200 OK", "new home")
    assert server.get("/other.html")[0] == "404 Not Found"


def test_who_asks_while_it_is_built_gets_what_was_built(
    server: Server, requests: OnRequest, tmp_path: Path
) -> None:
    offer(requests, tmp_path, index="old")
    server.meanwhile.append(lambda: offer(requests, tmp_path, index="new"))
    assert server.get("/") == ("200 OK", "new")
    server.meanwhile.append(lambda: offer(requests, tmp_path, index="n", more="more"))
    assert server.get("/more.html") == ("200 OK", "more")


def test_nothing_is_made_during_a_build(tmp_path: Path, requests: OnRequest) -> None:
    server = Server(tmp_path)
    during: list[bool] = []
    server.builder = lambda: during.append(requests._lock.locked())
    requests.join(server)  # type: ignore[arg-type]
    server.builder()
    assert during == [True]
    assert not requests._lock.locked()


def test_a_page_that_cannot_be_made_stops_no_other(
    server: Server, requests: OnRequest, tmp_path: Path
) -> None:
    def fail() -> bytes:
        raise ValueError("template")

    requests.offer(tmp_path, {"bad.html": fail, "good.html": lambda: b"good"})
    with pytest.raises(ValueError, match="template"):
        server.get("/bad.html")
    assert server.get("/good.html") == ("200 OK", "good")


@pytest.mark.parametrize("path", ["/guide/", "/guide/index.html", "/guide/x/../index.html"])
def test_a_site_may_lie_below_the_servers_root(path: str, tmp_path: Path) -> None:
    requests = OnRequest()
    server = Server(tmp_path, "/guide/")
    requests.join(server)  # type: ignore[arg-type]
    offer(requests, tmp_path, index="home")
    assert server.get(path) == ("200 OK", "home")
    assert server.get("/other/")[0] == "404 Not Found"


def test_questions_of_the_page_to_the_server_itself_pass(
    server: Server, requests: OnRequest, tmp_path: Path
) -> None:
    requests.offer(tmp_path, {"livereload/1/2": lambda: b"a file"})
    assert server.get("/livereload/1/2")[0] == "404 Not Found"
