"""HTTP requests with a total time limit and a single exception type.

A server may send nothing, one byte per minute forever, or something no parser accepts. Socket
timeouts can't bound the second case because they restart with each byte, so each request runs in a
thread of its own and the caller waits for a limited time only.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urldefrag, urljoin

import urllib3
from urllib3.exceptions import NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as Timeout

REDIRECTS = frozenset({301, 302, 303, 307, 308})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Limits for requests; times in seconds.

    Attributes:
        agent: The User-Agent header.
        timeout: How long a server may send nothing.
        longest: How long one response may take in total.
        tries: How often a failed request is sent.
        backoff: Delay before the second try, doubled for each further one.
        redirects: How many redirects are followed.
        sleep: Replaced in tests.
        clock: Replaced in tests.
    """

    agent: str
    timeout: float = 15.0
    longest: float = 120.0
    tries: int = 3
    backoff: float = 1.0
    redirects: int = 3
    sleep: Callable[[float], None] = field(default=time.sleep)
    clock: Callable[[], float] = field(default=time.monotonic)


class UnansweredError(Exception):
    """A request failed; the text is the kind of failure, a key in the locale files."""


class HttpClient:
    """An HTTP client that keeps connections alive. It doesn't follow redirects."""

    def __init__(self, limits: RequestLimits, headers: Mapping[str, str], at_once: int = 1) -> None:
        self._longest = max(limits.longest, limits.timeout)
        self._pool = urllib3.PoolManager(
            maxsize=at_once,
            headers={"User-Agent": limits.agent, **headers},
            timeout=urllib3.Timeout(connect=limits.timeout, read=limits.timeout),
        )

    def ask(self, method: str, address: str, read: Callable[[urllib3.BaseHTTPResponse], T]) -> T:
        """Send a request and return what `read` makes of the response.

        Raises:
            UnansweredError: There is no response in time, or none that can be read.
        """
        exchange = _Exchange(lambda: self._exchange(method, address, read))
        exchange.start()
        exchange.join(self._longest)
        return exchange.result()

    def _exchange(
        self, method: str, address: str, read: Callable[[urllib3.BaseHTTPResponse], T]
    ) -> T:
        response = self._pool.request(
            method, address, redirect=False, retries=False, preload_content=False
        )
        try:
            return read(response)
        finally:
            response.close()  # A response that was read to the end leaves its connection alive.


class _Exchange(threading.Thread, Generic[T]):
    """One request in a daemon thread.

    Threads can't be cancelled: one that timed out goes on in the background and ends with the
    process.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._made: list[T] = []
        self._reason = "timeout"

    def run(self) -> None:
        try:
            self._made.append(self._work())
        except Exception as error:  # noqa: BLE001 - libraries have no one error for what hosts say.
            self._reason = _reason_of(error)

    def result(self) -> T:
        if not self._made:
            raise UnansweredError(self._reason)
        return self._made[0]


def led_to(here: str, location: str) -> str:
    """Resolve a Location header; the result is empty if it isn't a valid URL."""
    try:
        return urldefrag(urljoin(here, location)).url
    except ValueError:
        return ""


def _reason_of(error: Exception) -> str:
    if isinstance(error, SSLError):
        return "certificate"
    # Checked before Timeout, since NewConnectionError is a subclass of it in urllib3.
    if isinstance(error, NewConnectionError):
        return "connection"
    return "timeout" if isinstance(error, Timeout | TimeoutError) else "other"
