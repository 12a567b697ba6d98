"""Visiting addresses, against a server of the tests' own: no request leaves this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.support import web_addresses
from michishirube.upkeep.link_checker import LinkLimits, LinkResult, LinkState, agent, visit_all
from tests.conftest import Project
from tests.rude_host import NEVER_ENDING, RudeHost, Says, at_once

Reply = tuple[int, dict[str, str]]
OK: Reply = (200, {})


class Server:
    """Answers each path with the replies written down for it, the last one again and again."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.requests: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.slow: set[str] = set()
        self.active = self.most_active = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                outer.answer(self)

            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *arguments: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    def on(self, path: str, *replies: Reply) -> str:
        self.replies[path] = list(replies)
        return self.address + path

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.active += 1
            self.most_active = max(self.most_active, self.active)
            self.requests.append((handler.command, handler.path))
            self.agents.add(handler.headers["User-Agent"])
            left = self.replies.get(f"{handler.command} {handler.path}")
            left = left or self.replies.get(handler.path, [(404, {})])
            status, headers = left.pop(0) if len(left) > 1 else left[0]
        if handler.path in self.slow:
            time.sleep(0.5)
        with self._lock:
            self.active -= 1
        handler.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()

    def close(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    # A number is no host that content may name, but no name leads to this server.
    monkeypatch.setattr(web_addresses, "oddity", lambda _: None)
    started = Server()
    yield started
    started.close()


@pytest.fixture
def waits() -> list[float]:
    """How long the visitor would have waited: no test waits in earnest."""
    return []


@pytest.fixture
def limits(waits: list[float]) -> LinkLimits:
    return LinkLimits(agent("https://repository.example"), timeout=5, sleep=waits.append)


def visit(address: str, limits: LinkLimits) -> LinkResult:
    return visit_all([address], limits)[address]


def test_a_page_that_is_there_is_asked_for_its_head_alone(
    server: Server, limits: LinkLimits
) -> None:
    address = server.on("/page", OK)
    assert visit(address + "#part", limits).state is LinkState.OK
    assert server.requests == [("HEAD", "/page")]
    assert server.agents == {"guide-links/1.0 (+https://repository.example)"}


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_a_server_that_answers_no_head_is_asked_again(
    server: Server, limits: LinkLimits, status: int
) -> None:
    address = server.on("GET /page", OK)
    server.on("HEAD /page", (status, {}))
    assert visit(address.replace("GET ", ""), limits).state is LinkState.OK
    assert server.requests == [("HEAD", "/page"), ("GET", "/page")]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (404, LinkState.GONE),
        (410, LinkState.GONE),
        (401, LinkState.CLOSED),
        (403, LinkState.CLOSED),
        (418, LinkState.FAILED),
    ],
)
def test_what_a_refusal_means(
    server: Server, limits: LinkLimits, status: int, state: LinkState
) -> None:
    found = visit(server.on("/page", (status, {})), limits)
    assert (found.state, found.status) == (state, status)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_is_followed(server: Server, limits: LinkLimits, status: int) -> None:
    server.on("/new", OK)
    found = visit(server.on("/old", (status, {"Location": "/new"})), limits)
    assert (found.state, found.led_to) == (LinkState.OK, f"{server.address}/new")


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_that_moved_for_good_is_told(
    server: Server, limits: LinkLimits, status: int
) -> None:
    server.on("/new", OK)
    found = visit(server.on("/old", (status, {"Location": "/new"})), limits)
    assert (found.state, found.led_to) == (LinkState.MOVED, f"{server.address}/new")


def test_a_move_for_good_behind_a_passing_one_changes_nothing(
    server: Server, limits: LinkLimits
) -> None:
    server.on("/third", OK)
    server.on("/second", (301, {"Location": "/third"}))
    assert visit(server.on("/first", (302, {"Location": "/second"})), limits).state is LinkState.OK


def test_a_page_that_led_to_nothing_is_gone(server: Server, limits: LinkLimits) -> None:
    found = visit(server.on("/old", (301, {"Location": "/nowhere"})), limits)
    assert (found.state, found.status) == (LinkState.GONE, 404)


def test_redirects_in_a_circle_end(server: Server, limits: LinkLimits) -> None:
    found = visit(server.on("/a", (302, {"Location": "/a"})), limits)
    assert (found.state, found.reason) == (LinkState.FAILED, "redirects")
    assert len(server.requests) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a/"])
def test_a_redirect_out_of_the_web_is_not_followed(
    server: Server, limits: LinkLimits, target: str
) -> None:
    found = visit(server.on("/a", (302, {"Location": target})), limits)
    assert (found.state, found.reason) == (LinkState.FAILED, "scheme")


def test_a_busy_server_is_waited_for_as_long_as_it_asks(
    server: Server, limits: LinkLimits, waits: list[float]
) -> None:
    found = visit(server.on("/page", (429, {"Retry-After": "7"}), OK), limits)
    assert found.state is LinkState.OK
    assert waits == [7, limits.pause]
    assert [method for method, _ in server.requests] == ["HEAD", "HEAD"]


def test_a_server_that_asks_for_too_long_is_left_alone(
    server: Server, limits: LinkLimits, waits: list[float]
) -> None:
    found = visit(server.on("/page", (429, {"Retry-After": "86400"}), OK), limits)
    assert found.state is LinkState.CLOSED
    assert (waits, len(server.requests)) == ([], 1)


def test_a_failing_server_is_tried_less_and_less_often(
    server: Server, limits: LinkLimits, waits: list[float]
) -> None:
    found = visit(server.on("/page", (503, {})), limits)
    assert (found.state, found.status) == (LinkState.FAILED, 503)
    assert waits == [2, limits.pause, 4, limits.pause]


def test_a_server_that_recovers_is_fine(server: Server, limits: LinkLimits) -> None:
    assert visit(server.on("/page", (503, {}), (502, {}), OK), limits).state is LinkState.OK


def test_a_silent_server_times_out(server: Server, waits: list[float]) -> None:
    server.slow.add("/page")
    address = server.on("/page", OK)
    found = visit(address, LinkLimits("agent", timeout=0.1, tries=2, sleep=waits.append))
    assert (found.state, found.reason) == (LinkState.FAILED, "timeout")
    assert waits == [2, 2], "it was tried a second time, after a wait and a pause"


def test_no_server_at_all(limits: LinkLimits) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        found = visit(f"http://127.0.0.1:{unused.getsockname()[1]}/", limits)
    assert (found.state, found.reason) == (LinkState.FAILED, "connection")


def test_a_host_gets_one_request_at_a_time_with_pauses(
    server: Server, limits: LinkLimits, waits: list[float]
) -> None:
    addresses = [server.on(f"/{number}", OK) for number in range(5)]
    visits = visit_all([*addresses, addresses[0]], limits)
    assert {visit.state for visit in visits.values()} == {LinkState.OK}
    assert len(server.requests) == 5, "the same address is visited once"
    assert server.most_active == 1
    assert waits == [limits.pause] * 4


# --- Hosts that keep to no rule ---


@pytest.fixture
def rude() -> Iterator[RudeHost]:
    started = RudeHost()
    yield started
    started.close()


def _busy(retry_after: bytes) -> bytes:
    return b"HTTP/1.1 503 Busy\r\nRetry-After: " + retry_after + b"\r\nContent-Length: 0\r\n\r\n"


def _elsewhere(location: bytes) -> bytes:
    return b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"


RUDE = {
    "retry soon": _busy(b"soon"),
    "retry in many digits": _busy(b"9" * 5000),
    "retry in a year of five digits": _busy(b"Wed, 21 Oct 99999 07:28:00 GMT"),
    "retry before there was time": _busy(b"Mon, 01 Jan 0000 00:00:00 +9999"),
    "retry in no time": _busy(b""),
    "retry in odd digits": _busy("٣".encode()),
    "retry at 25 o'clock": _busy(b"Wed, 21 Oct 2026 25:61:00 GMT"),
    "to an open bracket": _elsewhere(b"http://["),
    "to no host": _elsewhere(b"http://"),
    "to no number of a port": _elsewhere(b"http://a:b/"),
    "to a port too far": _elsewhere(b"http://127.0.0.1:99999999/"),
    "to a long label": _elsewhere(b"http://" + b"a" * 300 + b"/"),
    "to dots": _elsewhere(b"http://../"),
    "to bytes": _elsewhere(b"http://\xff\xfe\x80/"),
    "to a control sign": _elsewhere(b"http://127.0.0.1/\x01\x1b[31m"),
    "to full width": _elsewhere("http://ａ℀ｂ/".encode()),
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH\r\n",
    "status of letters": b"HTTP/1.1 abc OK\r\n\r\n",
    "status of many digits": b"HTTP/1.1 " + b"9" * 5000 + b" OK\r\n\r\n",
    "negative status": b"HTTP/1.1 -20 OK\r\n\r\n",
    "a long line": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 1000 + b"\r\n",
}


def test_whatever_a_host_says_is_a_finding_of_its_own(rude: RudeHost, waits: list[float]) -> None:
    """And what else it is asked for is found all the same."""
    patient = LinkLimits("agent", timeout=5, tries=2, sleep=waits.append)
    fine = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    addresses = {}
    for number, answer in enumerate([*RUDE.values(), fine]):
        rude.says[f"/{number}"] = at_once(answer)
        addresses[f"{rude.address}/{number}"] = answer
    visits = visit_all(addresses, patient)
    found = {name: visits[address].state for name, address in zip(RUDE, addresses, strict=False)}
    assert {name for name, state in found.items() if state is not LinkState.FAILED} == set()
    assert visits[f"{rude.address}/{len(RUDE)}"].state is LinkState.OK
    assert visits[f"{rude.address}/0"].status == 503


@pytest.mark.parametrize("says", NEVER_ENDING.values(), ids=NEVER_ENDING)
def test_no_answer_takes_longer_than_it_may(rude: RudeHost, says: Says) -> None:
    rude.says["/page"] = says
    limits = LinkLimits("agent", timeout=0.2, longest=0.2, tries=1)
    found = visit(f"{rude.address}/page", limits)
    assert (found.state, found.reason) in {
        (LinkState.FAILED, "timeout"),
        (LinkState.FAILED, "other"),
    }


def run(project: Project, *options: str) -> tuple[int, str]:
    arguments = ["links", "--root", str(project.root), "--pause", "0", *options]
    done = CliRunner().invoke(main, arguments)
    return done.exit_code, done.stdout


def with_addresses(project: Project, **addresses: str) -> None:
    entry = "{name}: {{title: {name}, publisher: P, kind: expert, checked: 2026-11-01{address}}}\n"
    named = {"handbook": "", **{key: f', address: "{value}"' for key, value in addresses.items()}}
    text = "".join(entry.format(name=name, address=value) for name, value in named.items())
    project.write("content/sources.yml", text)


def test_the_command_lists_what_a_person_should_look_at(
    houseplant: Project, server: Server
) -> None:
    old = server.on("/moved", (301, {"Location": "/fine"}))
    with_addresses(
        houseplant,
        fine=server.on("/fine", OK),
        moved=old,
        gone=server.address + "/gone",
    )
    status, said = run(houseplant)
    assert status == 1
    assert said.splitlines() == [
        f"content/sources.yml:4:1: there is no such page (404) [gone] {server.address}/gone",
        f"content/sources.yml:3:1: has moved to {server.address}/fine [moved] {old}",
        "Addresses to look at: 2, of which 1 can't be opened (3 visited)",
    ]
    assert server.agents == {"guide-links/1.0 (+https://github.com/example/plants)"}


def test_what_has_only_moved_is_no_failure(houseplant: Project, server: Server) -> None:
    server.on("/fine", OK)
    with_addresses(houseplant, moved=server.on("/moved", (301, {"Location": "/fine"})))
    assert run(houseplant)[0] == 0


def test_all_is_well(houseplant: Project, server: Server) -> None:
    with_addresses(houseplant, fine=server.on("/fine", OK))
    assert run(houseplant) == (0, "Every source's address answers (1 in all).\n")


def test_the_issue_leads_to_the_line_to_change(houseplant: Project, server: Server) -> None:
    with_addresses(houseplant, gone=server.address + "/gone")
    said = run(houseplant, "--format", "markdown")[1]
    assert (
        f"- [ ] **gone** (`gone`): there is no such page \\(404\\) / <{server.address}/gone>"
        in said
    )
    assert "(https://github.com/example/plants/edit/main/content/sources.yml#L2)" in said
