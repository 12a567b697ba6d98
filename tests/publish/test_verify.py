"""`guide verify`: what was changed, lost or added since a site was built, on disk and on the web.

The web is a server of the tests' own, with the manners and bad manners of real hosts.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import threading
import time
import unicodedata
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.publish.verify import (
    VerifyError,
    VerifyLimits,
    reference,
    verify_address,
    verify_folder,
)
from michishirube.publish.verify.web import _unpacked
from michishirube.support.outputs import inventory
from tests.conftest import Project
from tests.rude_host import NEVER_ENDING, NEVER_ENDING_BODIES, RudeHost, Says

FILES = {
    "index.html": "home",
    "404.html": "not found",
    "stages/図.html": "stage",
    "assets/guide.css": "a{}" * 500,
    "_headers": "/*",
}


@pytest.fixture
def site(tmp_path: Path) -> Project:
    """A published folder with its inventory."""
    made = Project(tmp_path / "site")
    for name, text in FILES.items():
        made.write(name, text)
    packed = gzip.compress(b"<urlset/>", mtime=0)
    made.write("sitemap.xml.gz", packed)
    inventory.write(made.root, inventory.take(made.root, "site", lambda _: "content/x.yml:3"))
    return made


class Host:
    """Serves a folder, as hosts do: `headers`, `statuses` and `bodies` by path change that."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.headers: dict[str, dict[str, str]] = {}
        self.statuses: dict[str, list[int]] = {}
        self.bodies: dict[str, bytes] = {}
        self.endless: set[str] = set()
        self.sent = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *arguments: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        name = unquote(handler.path).lstrip("/")
        self.asked.append(name)
        path = self.folder / name
        body = self.bodies.get(name, path.read_bytes() if path.is_file() else b"not here")
        usual = 200 if path.is_file() or name in self.bodies else 404
        left = self.statuses.get(name, [usual])
        handler.send_response(left.pop(0) if len(left) > 1 else left[0])
        for key, value in {"Content-Length": str(len(body)), **self.headers.get(name, {})}.items():
            handler.send_header(key, value)
        handler.end_headers()
        handler.wfile.write(body)
        with contextlib.suppress(OSError):  # Until nobody listens any more.
            while name in self.endless:
                self.sent += handler.wfile.write(b"x" * 65536)

    def close(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def host(site: Project) -> Iterator[Host]:
    started = Host(site.root)
    yield started
    started.close()


class Clock:
    """A clock that goes on when somebody waits: no test waits in earnest."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def limits(self, wait: float = 0) -> VerifyLimits:
        return VerifyLimits("test", timeout=5, wait=wait, sleep=self.sleep, clock=lambda: self.now)


MANNERS = Clock().limits()


def states(found: object) -> dict[str, tuple[str, ...]]:
    different = found.different  # type: ignore[attr-defined]
    return {"changed": different.changed, "missing": different.missing} | (
        {"foreign": different.foreign} if different.foreign else {}
    )


CLEAN: dict[str, tuple[str, ...]] = {"changed": (), "missing": ()}


# --- A folder --------------------------------------------------------------------------------


def test_a_site_as_it_was_built_is_clean(site: Project) -> None:
    assert states(verify_folder(site.root)) == CLEAN


def test_what_was_changed_lost_and_added_is_named(site: Project) -> None:
    site.write("index.html", "hoax")
    (site.root / "404.html").unlink()
    site.write("stages/evil.html", "x")
    (site.root / "link").symlink_to("/etc/passwd")
    os.mkfifo(site.root / "pipe")
    assert states(verify_folder(site.root)) == {
        "changed": ("index.html",),
        "missing": ("404.html",),
        "foreign": ("link", "pipe", "stages/evil.html"),
    }


def test_a_name_in_another_unicode_form_is_the_same_file(site: Project) -> None:
    """macOS takes letters and their marks apart."""
    name = "\N{HIRAGANA LETTER GA}.html"
    site.write(name, "x")
    inventory.write(site.root, inventory.take(site.root, "site", lambda _: "content/x.yml:3"))
    (site.root / name).rename(site.root / unicodedata.normalize("NFD", name))
    assert states(verify_folder(site.root)) == CLEAN


def test_a_pipe_or_link_in_a_file_s_place_isn_t_opened(site: Project) -> None:
    (site.root / "index.html").unlink()
    os.mkfifo(site.root / "index.html")
    (site.root / "404.html").rename(site.root.parent / "elsewhere.html")
    (site.root / "404.html").symlink_to(site.root.parent / "elsewhere.html")
    assert states(verify_folder(site.root))["changed"] == ("404.html", "index.html")


def test_an_inventory_that_was_changed_with_its_site_is_found_by_another(site: Project) -> None:
    expected = reference(site.root)
    site.write("index.html", "hoax")
    inventory.write(site.root, inventory.take(site.root, "site", lambda _: "content/x.yml:3"))
    assert states(verify_folder(site.root)) == CLEAN
    found = verify_folder(site.root, expected)
    assert states(found) == {"changed": ("index.html", "inventory.json"), "missing": ()}


def hostile(site: Project, path: str) -> None:
    data = json.loads((site.root / "inventory.json").read_text(encoding="utf-8"))
    data["files"].append({"path": path, "sha256": "0" * 64, "size": 1, "owner": "x"})
    site.write("inventory.json", json.dumps(data))


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../secret"])
def test_a_hostile_inventory_leads_nowhere(site: Project, host: Host, path: str) -> None:
    hostile(site, path)
    with pytest.raises(VerifyError, match="unsafe-path"):
        verify_folder(site.root)
    with pytest.raises(VerifyError, match="unsafe-path"):
        verify_address(host.address, MANNERS)
    assert host.asked == ["inventory.json"]


# --- An address ------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["", "/", "/index.html", "/inventory.json"])
def test_every_file_is_asked_for_once(host: Host, end: str) -> None:
    found = verify_address(host.address + end, MANNERS)
    assert states(found) == CLEAN
    assert found.unasked == ("_headers",)
    assert sorted(host.asked) == sorted({*FILES, "sitemap.xml.gz", "inventory.json"} - {"_headers"})


def test_the_web_s_changes_and_losses_are_named(site: Project, host: Host) -> None:
    site.write("index.html", "home<script>added by the host</script>")
    (site.root / "assets/guide.css").unlink()
    found = verify_address(host.address, MANNERS)
    assert states(found) == {"changed": ("index.html",), "missing": ("assets/guide.css",)}


def test_what_a_host_packs_counts_unpacked(site: Project, host: Host) -> None:
    for name in ("index.html", "assets/guide.css"):
        host.bodies[name] = gzip.compress((site.root / name).read_bytes())
        host.headers[name] = {"Content-Encoding": "gzip"}
    host.headers["sitemap.xml.gz"] = {"Content-Encoding": "gzip"}
    assert states(verify_address(host.address, MANNERS)) == CLEAN
    host.bodies["index.html"] = gzip.compress(b"x" * 50_000_000)
    host.bodies["assets/guide.css"] = b"no gzip at all"
    assert states(verify_address(host.address, MANNERS))["changed"] == (
        "assets/guide.css",
        "index.html",
    )


def test_nothing_is_read_without_end(host: Host) -> None:
    """Neither what a host never stops to send, nor what unpacks to more than was listed."""
    host.endless = {"index.html"}
    host.headers["index.html"] = {"Content-Length": "1000000000000"}
    assert states(verify_address(host.address, MANNERS))["changed"] == ("index.html",)
    assert host.sent < 50_000_000
    assert len(_unpacked(gzip.compress(b"x" * 50_000_000), 4)) == 5


@pytest.mark.parametrize(
    "says",
    [*NEVER_ENDING.values(), *NEVER_ENDING_BODIES.values()],
    ids=[*NEVER_ENDING, *NEVER_ENDING_BODIES],
)
def test_no_answer_takes_longer_than_it_may(says: Says) -> None:
    rude = RudeHost()
    rude.says["/inventory.json"] = says
    began = time.monotonic()
    try:
        with pytest.raises(VerifyError, match="unreachable"):
            verify_address(rude.address, VerifyLimits("test", timeout=0.2, longest=0.2, tries=1))
        assert time.monotonic() - began < 10  # However busy the machine is.
    finally:
        rude.close()


def test_hosts_that_answer_404_for_the_page_of_that_name_are_right(host: Host) -> None:
    host.statuses["404.html"] = [404]
    assert states(verify_address(host.address, MANNERS)) == CLEAN


def test_redirects_are_followed_on_the_same_host_only(site: Project, host: Host) -> None:
    (site.root / "index.html").rename(site.root / "home")
    host.statuses["index.html"] = [308]
    host.headers["index.html"] = {"Location": "/home"}
    host.bodies["index.html"] = b""
    assert states(verify_address(host.address, MANNERS)) == CLEAN
    other = Host(site.root)
    try:
        for there in (f"{other.address}/home", "ftp://x/", "//[", "/index.html", ""):
            host.headers["index.html"] = {"Location": there}
            assert states(verify_address(host.address, MANNERS))["changed"] == ("index.html",)
        assert other.asked == []
    finally:
        other.close()


def test_a_busy_host_is_asked_again_and_given_up_in_words(host: Host) -> None:
    clock = Clock()
    host.statuses["index.html"] = [503, 200]
    assert states(verify_address(host.address, clock.limits())) == CLEAN
    assert 0 < clock.now < 10
    host.statuses["index.html"] = [500]
    with pytest.raises(VerifyError, match="answer") as problem:
        verify_address(host.address, clock.limits())
    assert problem.value.params["status"] == 500


def test_a_host_that_shows_a_new_version_late_is_waited_for(site: Project, host: Host) -> None:
    """As long as was said, and each file that is right already isn't asked for again."""
    expected = reference(site.root)
    old = (site.root / "inventory.json").read_bytes().replace(b'"kind": "site"', b'"kind": "old"')
    host.bodies["inventory.json"] = old
    clock = Clock()
    found = verify_address(host.address, clock.limits(wait=60), expected)
    assert states(found)["changed"] == ("inventory.json",)
    assert 50 <= clock.now <= 60

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if host.bodies.pop("inventory.json", None) is None:
            host.bodies.clear()

    host.bodies["index.html"] = b"old"
    host.asked.clear()
    limits = VerifyLimits("test", wait=60, sleep=sleep, clock=lambda: clock.now)
    assert states(verify_address(host.address, limits, expected)) == CLEAN
    assert host.asked.count("index.html") == 2
    assert host.asked.count("404.html") == 1


# --- The command -----------------------------------------------------------------------------


def verify(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["verify", "--lang", "en", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_the_command_says_by_its_status_how_things_are(site: Project, host: Host) -> None:
    status, said, _ = verify(str(site.root))
    assert status == 0
    assert "as it was built (6 files compared)" in said
    site.write("index.html", "hoax")
    site.write("\x1b]0;x\x07.html", "x")
    status, said, _ = verify(str(site.root))
    assert status == 1
    assert "changed   index.html  content/x.yml:3" in said
    assert "\x1b" not in said
    status, said, _ = verify(host.address)
    assert status == 1
    assert "Hosts" not in said
    assert "can't be seen from outside" in said


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("nowhere", "there is no folder nowhere"),
        ("https://", "not a site's address"),
        ("ftp://x/", "not a site's address"),
        ("https://user:secret@x/", "not a site's address"),
        ("https://[x/", "not a site's address"),
        ("https://x:99999/", "not a site's address"),
        ("http://127.0.0.1:1/", "doesn't answer (no connection)"),
    ],
)
def test_what_can_t_be_compared_is_said_in_a_line(
    place: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    status, said, errors = verify(place)
    assert (status, said) == (3, "")
    assert words in errors
    assert errors.count("\n") == 1


def test_a_site_without_an_inventory_is_told_so(site: Project, host: Host) -> None:
    (site.root / "inventory.json").unlink()
    for place in (str(site.root), host.address):
        status, _, errors = verify(place)
        assert status == 3
        assert "no inventory.json" in errors
    site.write("inventory.json", "<html>a host's own page</html>")
    for place in (str(site.root), host.address):
        status, _, errors = verify(place)
        assert status == 3
        assert "not an inventory" in errors
