"""Asks hosts over HTTP, with an end to every request and one kind of failure.

Whatever a host does is data: it may send nothing, or a byte now and then for ever, or what no
parser takes. Timeouts of a socket can't bound that, since they begin anew with each byte. So each
request runs in a thread of its own, and whoever asked waits only so long for it.
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
class Manners:
    """How patient and how polite to be; times in seconds.

    `timeout` is how long a host may send nothing, `longest` how long one answer may take in all.
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
    """A request without an answer; its text is the kind of failure, a word of the locale files."""


class Visitor:
    """Sends requests over connections that are kept."""

    def __init__(self, manners: Manners, headers: Mapping[str, str], at_once: int = 1) -> None:
        self._longest = max(manners.longest, manners.timeout)
        self._pool = urllib3.PoolManager(
            maxsize=at_once,
            headers={"User-Agent": manners.agent, **headers},
            timeout=urllib3.Timeout(connect=manners.timeout, read=manners.timeout),
        )

    def ask(self, method: str, address: str, read: Callable[[urllib3.BaseHTTPResponse], T]) -> T:
        """What `read` makes of the answer, which isn't redirected.

        Raises:
            UnansweredError: There is no answer in time, or none that can be read.
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
            response.close()  # Once read to the end, the connection is kept all the same.


class _Exchange(threading.Thread, Generic[T]):
    """One request. A thread can't be ended: one that nobody waits for any more ends with us."""

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
    """The address to which a host leads on; empty if it is none."""
    try:
        return urldefrag(urljoin(here, location)).url
    except ValueError:
        return ""


def _reason_of(error: Exception) -> str:
    if isinstance(error, SSLError):
        return "certificate"
    # Before the timeouts, of which urllib3 counts it one.
    if isinstance(error, NewConnectionError):
        return "connection"
    return "timeout" if isinstance(error, Timeout | TimeoutError) else "other"
