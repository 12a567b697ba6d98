"""Compares a published site with an inventory by requesting every file.

A few requests in parallel, over persistent connections. Redirects are followed on the same host
only. Servers may compress responses; the decoded content is compared.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import urllib3

from michishirube.publish.verify.compared import VerifyError, VerifyResult, with_inventory
from michishirube.support import http_requests
from michishirube.support.http_requests import REDIRECTS, HttpClient, UnansweredError, led_to
from michishirube.support.outputs import inventory
from michishirube.support.outputs.inventory import (
    Differences,
    Inventory,
    InventoryEntry,
    InventoryError,
)

AT_ONCE = 4
MISSING = frozenset({403, 404, 410})
"""Status codes of missing files; object stores respond 403."""
OF_HOSTS = frozenset({"_headers", "_redirects", ".nojekyll"})
"""Files that configure hosts. Some serve them and others don't, so they aren't requested."""
MISSING_PAGE = "404.html"
MOST_BYTES = 5_000_000_000
"""Limit for the size of a site."""

_PIECE = 1 << 16
_SPARE = 1 << 12
"""Bytes by which compression may enlarge incompressible content."""


@dataclass(frozen=True, slots=True)
class VerifyLimits(http_requests.RequestLimits):
    """Limits for requests; times in seconds.

    Attributes:
        wait: How long a host may take to serve a new version everywhere.
        pause: Delay between two comparisons.
    """

    wait: float = 0.0
    pause: float = 10.0


Progress = Callable[[int, int], None]
"""Called with the number of files compared and the total."""


def verify_address(
    address: str,
    limits: VerifyLimits,
    against: Inventory | None = None,
    progress: Progress = lambda _done, _of: None,
) -> VerifyResult:
    """Compare a site with its inventory, or with the one it should have.

    Servers don't list files, so foreign ones can't be found. With `wait`, differing files are
    requested again until they match or the time is over.

    Args:
        address: URL of the site.
        limits: Limits for requests.
        against: The expected inventory; None for the site's own.
        progress: Called after each file.

    Raises:
        VerifyError: The URL is invalid, the server doesn't respond, or there is no inventory.
    """
    site = _RemoteSite(address, limits)
    until = limits.clock() + limits.wait
    while True:
        own = site.inventory(is_needed=against is None)
        if against is None or own == against or limits.clock() + limits.pause > until:
            break
        limits.sleep(limits.pause)
    listed = against or own
    assert listed is not None  # noqa: S101 - one of them is there
    if sum(each.size for each in listed.entries) > MOST_BYTES:
        raise VerifyError("too-large", place=address)
    asked = [each for each in listed.entries if each.path not in OF_HOSTS]
    states = site.compare(asked, progress)
    while any(states.values()) and limits.clock() + limits.pause <= until:
        limits.sleep(limits.pause)
        states |= site.compare([each for each in asked if states[each.path]], progress)
    different = Differences(
        tuple(path for path, state in states.items() if state == "changed"),
        tuple(path for path, state in states.items() if state == "missing"),
        (),
    )
    unasked = tuple(each.path for each in listed.entries if each.path in OF_HOSTS)
    return VerifyResult(listed, with_inventory(different, is_other=own != listed), unasked)


@dataclass(frozen=True, slots=True)
class _HostResponse:
    """A response: status, body as received, and decoded body."""

    status: int
    raw: bytes = b""
    content: bytes = b""


class _RemoteSite:
    """A site whose files are requested by path."""

    def __init__(self, address: str, limits: VerifyLimits) -> None:
        self._base = _base(address)
        self._limits = limits
        headers = {"Accept-Encoding": "gzip", "Cache-Control": "no-cache"}
        self._client = HttpClient(limits, headers, AT_ONCE)

    def inventory(self, *, is_needed: bool) -> Inventory | None:
        """Return the site's inventory, None if it has none and doesn't need one."""
        place = urljoin(self._base, inventory.NAME)
        answer = self._ask_patiently(inventory.NAME, inventory.MOST_BYTES)
        if answer.status != 200:
            if is_needed or answer.status not in MISSING:
                code = "no-inventory" if answer.status in MISSING else "answer"
                raise VerifyError(code, place=place, status=answer.status)
            return None
        try:
            return inventory.parse(answer.content)
        except InventoryError as error:
            if is_needed:
                raise VerifyError(str(error), place=place) from error
            return None

    def compare(self, entries: list[InventoryEntry], progress: Progress) -> dict[str, str]:
        """Return the state of each file: "" if it matches, "changed" or "missing"."""
        found = {}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for entry, state in zip(entries, pool.map(self._state, entries), strict=True):
                    found[entry.path] = state
                    progress(len(found), len(entries))
            finally:
                pool.shutdown(cancel_futures=True)
        return found

    def _state(self, entry: InventoryEntry) -> str:
        answer = self._ask_patiently(entry.path, entry.size)
        is_there = answer.status == 200 or (answer.status == 404 and entry.path == MISSING_PAGE)
        if is_there:
            # A packed file (sitemap.xml.gz) may be sent as one, or as what is packed in it.
            return "" if _is_any(entry, (answer.raw, answer.content)) else "changed"
        if answer.status in MISSING:
            return "missing"
        if answer.status in REDIRECTS:
            return "changed"
        place = urljoin(self._base, quote(entry.path))
        raise VerifyError("answer", place=place, status=answer.status)

    def _ask_patiently(self, path: str, most: int) -> _HostResponse:
        """Retry while the server is busy or doesn't respond, within the limits."""
        answer, problem = _HostResponse(0), ""
        for attempt in range(self._limits.tries):
            if attempt:
                self._limits.sleep(self._limits.backoff * 2**attempt)
            try:
                answer, problem = self._follow(path, most), ""
            except UnansweredError as error:
                problem = str(error)
                continue
            if answer.status != 429 and answer.status < 500:
                return answer
        if problem:
            raise VerifyError("unreachable", place=self._base, reason=problem)
        return answer

    def _follow(self, path: str, most: int) -> _HostResponse:
        """Request a file, following redirects on the same host."""
        here = urljoin(self._base, "./" + quote(path))
        for _ in range(self._limits.redirects + 1):
            answer, location = self._client.ask("GET", here, lambda got: self._received(got, most))
            if answer.status not in REDIRECTS:
                return answer
            there = led_to(here, location)
            if not _is_same_host(there, here):
                break
            here = there
        return _HostResponse(302)

    def _received(self, response: urllib3.BaseHTTPResponse, most: int) -> tuple[_HostResponse, str]:
        """Read a response up to the expected size; return it with its Location header."""
        if response.status not in (200, 404):
            return _HostResponse(response.status), response.headers.get("Location", "")
        raw, ends = bytearray(), self._limits.clock() + self._limits.longest
        while piece := response.read1(_PIECE, decode_content=False):
            raw += piece
            if len(raw) > most + _SPARE:
                break
            if self._limits.clock() > ends:
                raise TimeoutError  # Nobody waits for it any more.
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        content = bytes(raw)
        if coding in ("gzip", "x-gzip", "deflate"):
            content = _unpacked(content, most)
        return _HostResponse(response.status, bytes(raw), content), ""


def _unpacked(packed: bytes, most: int) -> bytes:
    """Decompress up to the expected size; empty if that fails."""
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(packed, most + 1)
    except zlib.error:
        return b""


def _is_any(entry: InventoryEntry, contents: Iterable[bytes]) -> bool:
    return any(
        len(content) == entry.size and hashlib.sha256(content).hexdigest() == entry.sha256
        for content in contents
    )


def _base(address: str) -> str:
    """Return the site's URL with a trailing slash, whichever of its files was given.

    Raises:
        VerifyError: It isn't a valid web address.
    """
    try:
        parts = urlsplit(address)
        is_right = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_right, parts = False, urlsplit("")
    if not is_right or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        raise VerifyError("no-address", place=address)
    if any(ord(char) <= 32 or char == "\\" for char in address):
        raise VerifyError("no-address", place=address)
    path = parts.path
    if path.rpartition("/")[2] in ("index.html", inventory.NAME):
        path = path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}/"


def _is_same_host(there: str, here: str) -> bool:
    try:
        one, other = urlsplit(there), urlsplit(here)
        is_same = (one.hostname, one.port) == (other.hostname, other.port)
    except ValueError:
        return False
    if one.scheme == "https" and other.scheme == "http" and not (one.port or other.port):
        return one.hostname == other.hostname
    return is_same and one.scheme == other.scheme
