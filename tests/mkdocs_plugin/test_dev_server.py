"""The preview's server: it makes a file when a browser asks for it, and never sends an old one.

It answers to the hosts it was started for alone, and whatever is asked with a word, not an error.
"""

from __future__ import annotations

import io
import re
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.livereload import LiveReloadServer

from michishirube.i18n import messages
from michishirube.mkdocs_plugin import dev_server
from michishirube.mkdocs_plugin.dev_server import OnDemandFiles, application
from michishirube.mkdocs_plugin.hosts import is_ours
from michishirube.mkdocs_plugin.watching import watch
from tests.conftest import tries

Answer = tuple[str, str]


class Server:
    """A server, as far as `OnDemandFiles` knows one."""

    def __init__(self, mount_path: str = "/") -> None:
        self.mount_path = mount_path
        self.builder: Callable[[], None] = lambda: None
        self.app: Any = None
        self.location = ""

    def set_app(self, app: Any) -> None:
        self.app = app

    def ask(
        self, path: str, method: str = "GET", host: str = "localhost:8000", query: str = ""
    ) -> Answer:
        said: list[tuple[str, dict[str, str]]] = []
        environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "SERVER_PORT": "8000"}
        environ |= {"HTTP_HOST": host, "QUERY_STRING": query}
        body = self.app(environ, lambda status, headers: said.append((status, dict(headers))))
        ((status, headers),) = said
        self.location = headers.get("Location", "")
        return status, b"".join(body).decode()

    def get(self, path: str) -> Answer:
        """The status, and the page without the preview's own script."""
        status, body = self.ask(path)
        return status, re.sub(r"<script.*?</script>\n", "", body)


@pytest.fixture
def requests() -> OnDemandFiles:
    return OnDemandFiles()


@pytest.fixture
def server(requests: OnDemandFiles) -> Server:
    server = Server()
    requests.join(server, "127.0.0.1")  # type: ignore[arg-type]
    return server


def offer(requests: OnDemandFiles, folder: Path, **texts: str) -> list[str]:
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


# --- Files --------------------------------------------------------------------------------------


def test_a_page_is_made_when_it_is_asked_for_and_then_kept(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    made = offer(requests, tmp_path, index="home", other="other")
    assert made == []
    assert server.get("/") == ("200 OK", "home")
    assert server.get("/index.html") == ("200 OK", "home")
    assert made == ["index"]


def test_after_a_build_everything_is_made_anew_and_what_is_gone_is_gone(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    offer(requests, tmp_path, index="home", other="other")
    assert server.get("/other.html")[0] == "200 OK"
    server.get("/")
    offer(requests, tmp_path, index="new home")
    assert server.get("/") == ("200 OK", "new home")
    assert server.get("/other.html")[0] == "404 Not Found"


def test_who_asks_while_it_is_built_gets_what_was_built(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    offer(requests, tmp_path, index="old")
    got: list[Answer] = []
    asking = threading.Thread(target=lambda: got.append(server.get("/")))

    def build() -> None:
        asking.start()
        offer(requests, tmp_path, index="new")

    server.builder = build
    requests.join(server, "127.0.0.1")  # type: ignore[arg-type]
    server.builder()
    asking.join()
    assert got == [("200 OK", "new")]


def test_a_page_that_cannot_be_made_says_why_and_stops_no_other(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    def fail() -> bytes:
        raise ValueError("<template>")

    requests.offer(tmp_path, {"bad.html": fail, "good.html": lambda: b"good"})
    status, said = server.get("/bad.html")
    assert (status[:3], "&lt;template&gt;" in said) == ("503", True)
    assert server.get("/good.html") == ("200 OK", "good")


def test_a_preview_that_has_ended_writes_nothing_more(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    """MkDocs then removes the folder, while threads may still answer."""
    assert offer(requests, tmp_path, other="other") == []
    requests.close()
    assert server.get("/other.html")[0] == "404 Not Found"
    assert [*tmp_path.iterdir()] == []


def test_a_build_that_fails_is_told_on_every_page_until_it_is_mended(
    requests: OnDemandFiles, tmp_path: Path
) -> None:
    server = Server()
    offer(requests, tmp_path, index="old")

    def fail() -> None:
        raise ValueError("mkdocs.yml: <nonsense>")

    server.builder = fail
    requests.join(server, "127.0.0.1")  # type: ignore[arg-type]
    before = requests.build
    server.builder()
    assert requests.build != before  # Pages that are open are told.
    assert "mkdocs.yml: &lt;nonsense&gt;" in server.get("/")[1]
    offer(requests, tmp_path, index="new")
    assert server.get("/") == ("200 OK", "new")


@pytest.mark.parametrize(
    ("path", "proper"),
    [
        ("/guide/", ""),
        ("/guide/index.html", ""),
        ("/guide/letters/", ""),
        ("/", "/guide/"),
        ("/guide", "/guide/"),
        ("/guide/.", "/guide/"),
        ("/guide//", "/guide/"),
        ("/guide/x/..", "/guide/"),
        ("/guide/letters", "/guide/letters/"),
        ("/guide//letters/", "/guide/letters/"),
        ("/guide/letters//", "/guide/letters/"),
        ("/guide/letters/.", "/guide/letters/"),
        ("/guide/x/../index.html", "/guide/index.html"),
    ],
)
def test_a_page_has_one_address_from_which_its_links_go(
    path: str, proper: str, tmp_path: Path
) -> None:
    requests = OnDemandFiles()
    server = Server("/guide/")
    requests.join(server, "127.0.0.1")  # type: ignore[arg-type]
    made = offer(requests, tmp_path, **{"index": "home", "letters/index": "letters"})
    status, _ = server.get(path)
    assert (status, server.location) == ("302 Found" if proper else "200 OK", proper)
    assert len(made) == (0 if proper else 1)
    assert server.get("/other/")[0] == "404 Not Found"
    assert server.get("/guidebook/")[0] == "404 Not Found"


def test_what_was_asked_goes_along_to_the_proper_address(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    offer(requests, tmp_path, **{"letters/index": "letters"})
    server.ask("/letters", query="q=a%20b&c=\xe9\r\n")
    assert server.location == "/letters/?q=a%20b&c=%E9%0D%0A"


@pytest.mark.parametrize("language", messages.languages())
def test_words_of_the_server_are_in_the_guide_s_language(
    server: Server, requests: OnDemandFiles, tmp_path: Path, language: str
) -> None:
    requests.offer(tmp_path, {}, language)
    said = messages.load(language, "failures")
    assert server.ask("/nowhere") == ("404 Not Found", said("preview_page"))
    assert server.ask("/livereload/x") == ("404 Not Found", said("preview_page"))
    assert server.ask("/", host="evil.example")[1] == said("preview_host")


def test_a_missing_page_is_the_sites_own(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    offer(requests, tmp_path, **{"404": "not here"})
    assert server.get("/nowhere.html") == ("404 Not Found", "not here")


@pytest.mark.parametrize("name", ["a\\b", "c:x", "a\rb"])
def test_what_other_systems_take_for_a_way_out_is_no_file(
    server: Server, requests: OnDemandFiles, tmp_path: Path, name: str
) -> None:
    offer(requests, tmp_path, **{name: "secret"})
    assert server.get(f"/{name}.html")[0] == "404 Not Found"


# --- What is new ---------------------------------------------------------------------------------


def test_a_page_is_told_of_something_new_at_once_and_of_nothing_after_a_while(
    server: Server, requests: OnDemandFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(requests, tmp_path, index="home")
    (shown,) = re.findall(r'data-build="([0-9-]+)"', server.ask("/")[1])
    monkeypatch.setattr(dev_server, "NEWS_SECONDS", 0)
    assert server.ask(f"/livereload/{shown}") == ("200 OK", shown)
    monkeypatch.undo()
    got: list[Answer] = []
    waiting = threading.Thread(target=lambda: got.append(server.ask(f"/livereload/{shown}")))
    waiting.start()
    offer(requests, tmp_path, index="new")
    waiting.join()
    assert got == [("200 OK", requests.build)]
    assert requests.build != shown


def test_another_preview_is_something_new(server: Server, tmp_path: Path) -> None:
    status, build = server.ask("/livereload/123-1")
    assert (status, build != "123-1") == ("200 OK", True)


def test_the_script_is_a_file_of_the_server_which_the_pages_policy_lets_through(
    server: Server, requests: OnDemandFiles, tmp_path: Path
) -> None:
    offer(requests, tmp_path, index="<body><p>home</p></body>")
    body = server.ask("/")[1]
    assert body.startswith("<body><p>home</p><script src=")
    assert "</script>\n</body>" in body
    assert re.search(r"<script[^>]*>[^<]", body) is None
    (source,) = re.findall(r'src="([^"]+)"', body)
    assert "location.reload()" in server.ask(source)[1]


LITTER = [".#dry.yml", "#dry.yml#", "dry.yml~", ".dry.yml.swp", "4913", ".DS_Store", "Thumbs.db"]


def test_what_editors_and_systems_leave_is_no_change(tmp_path: Path) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    server.watch(str(tmp_path))
    watch(server, [tmp_path], [])
    (look,) = (emitter._take_snapshot for emitter in server.observer.emitters)  # type: ignore[attr-defined]
    before = look()
    for name in LITTER[1:]:
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / LITTER[0]).symlink_to("somebody@machine.1234")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index").write_text("x", encoding="utf-8")
    assert look().paths == before.paths
    (tmp_path / "dry.yml").write_text("x", encoding="utf-8")
    assert look().paths - before.paths == {str(tmp_path / "dry.yml")}
    server.server_close()


# --- Hosts ---------------------------------------------------------------------------------------

HOSTS = [
    ("127.0.0.1", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000"]),
    ("localhost", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"]),
    ("::1", ["localhost:8000", "[::1]:8000", "[0:0:0:0:0:0:0:1]:8000"]),
    ("127.0.0.7", ["127.0.0.7:8000", "localhost:8000"]),
    ("192.168.1.5", ["192.168.1.5:8000"]),
    ("plants.local", ["plants.local:8000", "Plants.Local:8000"]),
    ("0.0.0.0", ["192.168.1.5:8000", "10.0.0.1:8000", "localhost:8000", "[fe80::1]:8000"]),  # noqa: S104 - nothing is bound
    (
        "::",
        ["192.168.1.5:8000", f"{socket.gethostname()}:8000", f"{socket.gethostname()}.local:8000"],
    ),
]
FOREIGN = [
    "",
    "evil.example",
    "evil.example:8000",
    "localhost",
    "localhost:8001",
    "localhost:80000000",
    "localhost.evil.example:8000",
    "127.0.0.1.nip.io:8000",
    "evil@localhost:8000",
    "localhost:8000,evil.example",
    "localhost:8000@evil.example",
    "localhost:8000/",
    "http://localhost:8000",
    "localhost :8000",
    "[::1:8000",
    "[]:8000",
    "locａlhost:8000",
    "\xff:8000",
]


@pytest.mark.parametrize(("host", "names"), HOSTS)
def test_the_server_answers_to_the_hosts_it_was_started_for(host: str, names: list[str]) -> None:
    assert [name for name in names if not is_ours(name, host, 8000)] == []
    assert [name for name in FOREIGN if is_ours(name, host, 8000)] == []


def test_the_usual_port_need_not_be_named() -> None:
    assert is_ours("localhost", "127.0.0.1", 80)
    assert not is_ours("localhost:8000", "127.0.0.1", 80)


def test_only_the_given_host_is_answered() -> None:
    assert not is_ours("localhost:8000", "192.168.1.5", 8000)
    assert not is_ours("192.168.1.6:8000", "192.168.1.5", 8000)


@pytest.mark.parametrize("path", ["/", "/livereload/1-1", "/livereload/preview.js", "/nowhere"])
def test_a_foreign_host_gets_nothing(
    server: Server, requests: OnDemandFiles, tmp_path: Path, path: str
) -> None:
    offer(requests, tmp_path, index="secret")
    status, body = server.ask(path, host="evil.example:8000")
    assert status == "403 Forbidden"
    assert "secret" not in body
    assert requests.build not in body


# --- Whatever is asked ----------------------------------------------------------------------------


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing."""

    def get_stderr(self) -> Any:
        return self.server.errors  # type: ignore[attr-defined]


@pytest.fixture
def raw(requests: OnDemandFiles, tmp_path: Path) -> Iterator[Callable[[bytes], bytes]]:
    """Send bytes to a real server; gives its answer. Nothing may go wrong in it meanwhile."""
    offer(requests, tmp_path, index="home")
    (tmp_path.parent / "secret.txt").write_text("secret")
    http = make_server("127.0.0.1", 0, application(requests, "127.0.0.1", "/"), handler_class=Quiet)
    http.errors = io.StringIO()  # type: ignore[attr-defined]
    failed: list[Any] = []
    http.handle_error = lambda *_: failed.append(_)  # type: ignore[method-assign]
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()

    def send(request: bytes) -> bytes:
        request = request.replace(b"HOST", b"localhost:%d" % http.server_port)
        with socket.create_connection(http.server_address, timeout=10) as connection:  # type: ignore[arg-type]
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            with connection.makefile("rb") as answer:
                return answer.read()

    yield send
    http.shutdown()
    http.server_close()
    assert http.errors.getvalue() == ""  # type: ignore[attr-defined]
    assert failed == []


PATHS = [
    *(
        "%00",
        "%ff",
        "%0d%0aX: y",
        "..%2f..%2fsecret.txt",
        "../secret.txt",
        "..\\secret.txt",
        "%5c",
        "%",
    ),
    *(
        "//",
        "//evil.example/..",
        "///x",
        "a" * 5000,
        "a/" * 2000,
        "%e3%81%82",
        "caf\xe9",
        "\xff\xfe",
    ),
    *("livereload/", "livereload/x", "livereload/-1", "livereload/" + "9" * 400, "livereload/../x"),
    *(
        "index.html/",
        "index.html/x",
        ".",
        "..",
        "?",
        "#",
        "?a=%00",
        "con",
        "%2e%2e/secret.txt",
        "~",
        "*",
    ),
    *(
        "http://evil.example/",
        "index.html%00.png",
        "%c0%ae%c0%ae/secret.txt",
        "%ed%a0%80",
        "a:b",
        "|",
    ),
]


@pytest.mark.parametrize("path", PATHS, ids=[path[:20] for path in PATHS])
def test_an_odd_path_is_answered(raw: Callable[[bytes], bytes], path: str) -> None:
    asked = path.encode("latin-1")
    for request in (
        b"GET /%b HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"GET %b HTTP/1.0\r\nHost: HOST\r\n\r\n",
    ):
        answer = raw(request % asked)
        assert re.match(rb"HTTP/1.[01] (200|302|400|404) ", answer), answer[:80]
        assert b"secret" not in answer
        assert b"\r\nX: y" not in answer


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "X" * 99]
)
def test_other_methods_are_refused(raw: Callable[[bytes], bytes], method: str) -> None:
    answer = raw(b"%b / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\n\r\nabc" % method.encode())
    assert answer.startswith(b"HTTP/1.0 405 ")
    assert b"Allow: GET, HEAD" in answer


def test_the_head_of_a_page_is_given_without_its_body(raw: Callable[[bytes], bytes]) -> None:
    answer = raw(b"HEAD / HTTP/1.1\r\nHost: HOST\r\n\r\n")
    assert answer.startswith(b"HTTP/1.0 200 ")
    assert answer.endswith(b"\r\n\r\n")


BROKEN = [
    *(
        b"",
        b"\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / x y\r\n\r\n",
        b"\x16\x03\x01\x02",
    ),
    *(b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n"),
    *(b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n", b"GET / HTTP/1.1\r\n: x\r\nHost\r\n\r\n"),
    *(
        b"GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: x\r\n\r\n",
        b"GET /" + b"a" * 70000 + b"\r\n\r\n",
    ),
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
]


@pytest.mark.parametrize("request_", BROKEN, ids=[repr(each[:24]) for each in BROKEN])
def test_a_broken_request_breaks_nothing(raw: Callable[[bytes], bytes], request_: bytes) -> None:
    answer = raw(request_)
    assert not answer or re.match(rb"HTTP/1.[01] (200|4\d\d|505) |<!DOCTYPE", answer), answer[:80]
    assert b"home" in raw(b"GET / HTTP/1.1\r\nHost: HOST\r\n\r\n")


@tries(200)
@given(
    st.text(st.characters(max_codepoint=255)), st.sampled_from(["GET", "HEAD", "PUT"]), st.text()
)
def test_any_path_method_and_host_has_an_answer(path: str, method: str, host: str) -> None:
    server = Server()
    OnDemandFiles().join(server, "127.0.0.1")  # type: ignore[arg-type]
    assert server.ask(path, method)[0][:3] in ("200", "302", "404", "405")
    assert server.ask(path, method, host)[0][:3] in ("200", "302", "403", "404", "405")
