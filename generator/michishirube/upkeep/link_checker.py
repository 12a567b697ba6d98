"""Checks whether web addresses respond, without being a burden to their servers.

One request at a time per host, with a pause between two; HEAD first, GET only if a server rejects
HEAD; a busy server is asked again after the time it demands, within limits. Bodies aren't read.
Knows nothing of guides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urldefrag, urlsplit

import urllib3

from michishirube.support import http_requests
from michishirube.support.http_requests import REDIRECTS, HttpClient, UnansweredError, led_to

BUSY = frozenset({429, 500, 502, 503, 504})
NOT_FOR_HEAD = BUSY - {500}
"""Errors that a GET request wouldn't avoid."""
GONE = frozenset({404, 410})
FOR_GOOD = frozenset({301, 308})
HOSTS_AT_ONCE = 4


class LinkState(StrEnum):
    """The state of a link."""

    OK = "ok"
    MOVED = "moved"
    """Permanently redirected."""
    CLOSED = "closed"
    """Closed to programs (401, 403, 429), so that a person has to look."""
    GONE = "gone"
    FAILED = "failed"
    """No response, or a server error at each try."""


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The result for one address.

    Attributes:
        address: The address.
        state: The state.
        status: Status code of the last response, None without one.
        led_to: The address after redirects, "" without any.
        reason: Why there is no response.
    """

    address: str
    state: LinkState
    status: int | None = None
    led_to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LinkLimits(http_requests.RequestLimits):
    """Limits for requests; times in seconds.

    Attributes:
        pause: Delay between two requests to a host.
        longest_wait: Maximum `Retry-After` that is respected; a longer one ends the check.
    """

    longest: float = 60.0
    backoff: float = 2.0
    redirects: int = 5
    pause: float = 2.0
    longest_wait: float = 60.0


def agent(contact: str) -> str:
    """Return the User-Agent header, with an address for contact."""
    return f"guide-links/1.0 (+{contact})" if contact else "guide-links/1.0"


def visit_all(
    addresses: Iterable[str],
    limits: LinkLimits,
    seen: Callable[[LinkResult], None] = lambda _: None,
) -> dict[str, LinkResult]:
    """Check addresses: hosts in parallel, the addresses of a host one after the other.

    Args:
        addresses: The addresses; duplicates are checked once.
        limits: Limits for requests.
        seen: Called with each result, in the thread that got it.

    Returns:
        The results by address.
    """
    by_host: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        by_host.setdefault(urlsplit(address).netloc, []).append(address)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        rounds = pool.map(lambda group: list(_round(group, limits, seen)), by_host.values())
        return {visit.address: visit for visits in rounds for visit in visits}


def _round(
    addresses: list[str], limits: LinkLimits, seen: Callable[[LinkResult], None]
) -> Iterator[LinkResult]:
    guest = _HostChecker(limits)
    for address in addresses:
        try:
            found = guest.visit(address)
        except Exception:  # noqa: BLE001 - what one host says ends no visit but its own.
            found = LinkResult(address, LinkState.FAILED, None, reason="other")
        seen(found)
        yield found


@dataclass(frozen=True, slots=True)
class _LastResponse:
    status: int | None
    location: str = ""
    retry_after: float | None = None
    reason: str = ""


class _HostChecker:
    """Checks the addresses of one host, with a pause between requests."""

    def __init__(self, limits: LinkLimits) -> None:
        self._limits = limits
        self._asked = False
        self._client = HttpClient(limits, {"Accept": "*/*"})

    def visit(self, address: str) -> LinkResult:
        """Follow redirects from an address to the final response."""
        here, for_good = urldefrag(address).url, True
        for _ in range(self._limits.redirects + 1):
            answer = self._ask_patiently(here)
            if answer.status not in REDIRECTS or not answer.location:
                return _judge(address, here, answer, for_good=for_good)
            for_good = for_good and answer.status in FOR_GOOD
            here = led_to(here, answer.location)
            if not here.lower().startswith(("http://", "https://")):
                return LinkResult(address, LinkState.FAILED, answer.status, here, "scheme")
        return LinkResult(address, LinkState.FAILED, None, here, "redirects")

    def _ask_patiently(self, address: str) -> _LastResponse:
        """Retry while the server is busy, within the limits."""
        answer = _LastResponse(None)
        for attempt in range(self._limits.tries):
            answer = self._ask(address)
            if answer.status is not None and answer.status not in BUSY:
                break
            wait = answer.retry_after or self._limits.backoff * 2**attempt
            if attempt + 1 == self._limits.tries or wait > self._limits.longest_wait:
                break
            self._limits.sleep(wait)
        return answer

    def _ask(self, address: str) -> _LastResponse:
        """Send HEAD, then GET if HEAD is rejected."""
        answer = self._request("HEAD", address)
        if answer.status is not None and answer.status >= 400 and answer.status not in NOT_FOR_HEAD:
            answer = self._request("GET", address)
        return answer

    def _request(self, method: str, address: str) -> _LastResponse:
        if self._asked:
            self._limits.sleep(self._limits.pause)
        self._asked = True
        try:
            return self._client.ask(method, address, _read_response)
        except UnansweredError as problem:
            return _LastResponse(None, reason=str(problem))


def _read_response(response: urllib3.BaseHTTPResponse) -> _LastResponse:
    try:
        wait = urllib3.Retry().get_retry_after(response)
    except Exception:  # noqa: BLE001 - it may say anything; then it says nothing of use.
        wait = None
    return _LastResponse(response.status, response.headers.get("Location", ""), wait)


def _judge(address: str, here: str, answer: _LastResponse, *, for_good: bool) -> LinkResult:
    moved = for_good and here != urldefrag(address).url
    led_to = here if here != urldefrag(address).url else ""
    if answer.status is None:
        return LinkResult(address, LinkState.FAILED, None, led_to, answer.reason)
    if answer.status < 300:
        return LinkResult(
            address, LinkState.MOVED if moved else LinkState.OK, answer.status, led_to
        )
    if answer.status in GONE:
        return LinkResult(address, LinkState.GONE, answer.status, led_to)
    state = LinkState.CLOSED if answer.status in {401, 403, 429} else LinkState.FAILED
    return LinkResult(address, state, answer.status, led_to)
