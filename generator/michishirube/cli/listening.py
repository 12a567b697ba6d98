"""Parses the address of the preview server and finds a free port."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
from dataclasses import dataclass

HOST, PORT = "127.0.0.1", 8000
TRIES = 20
"""Number of ports tried after the first one."""

_TYPED = re.compile(r"(?P<host>\[[0-9a-fA-F:.%]+\]|[A-Za-z0-9._-]*)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class BindAddress:
    """A host (an IP address or "localhost") and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return `host:port`, with IPv6 addresses in brackets."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class ListeningError(Exception):
    """A server can't listen at an address; `code` and `params` are those of the message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def parse(typed: str) -> BindAddress:
    """Parse `127.0.0.1:8000`, `localhost:8000`, `[::1]:8000`, or a host or port alone.

    Raises:
        ListeningError: It is none of these, or the host is unknown.
    """
    text = typed.strip()
    match = _TYPED.fullmatch(f":{text}" if re.fullmatch("[0-9]+", text) else text)
    port = int(match["port"] or PORT) if match else 0
    if match is None or not text or not 1 <= port <= 65535:
        raise ListeningError("address", value=typed)
    return BindAddress(_known(match["host"].strip("[]")), port)


def free(place: BindAddress, tries: int) -> BindAddress:
    """Return the address, or the same host with the next free port.

    Args:
        place: The address to begin with.
        tries: Number of further ports to try.

    Raises:
        ListeningError: No port is free, or the system doesn't permit listening.
    """
    for port in range(place.port, min(place.port + tries, 65535) + 1):
        here = BindAddress(place.host, port)
        try:
            _listen(here)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise refusal(here, problem) from problem
        else:
            return here
    raise refusal(place, OSError(errno.EADDRINUSE, ""))


def refusal(place: BindAddress, problem: OSError) -> ListeningError:
    """Convert the system's error to a `ListeningError`."""
    if problem.errno == errno.EADDRINUSE:
        following = place.port + 1 if place.port < 65535 else PORT
        return ListeningError("port_taken", host=place.host, port=place.port, next=following)
    if problem.errno == errno.EADDRNOTAVAIL:
        return ListeningError("host", host=place.host)
    return ListeningError("port_refused", host=place.host, port=place.port, problem=problem)


def _known(host: str) -> str:
    """Return the host as MkDocs expects it: an IP address or "localhost"."""
    if host in ("", "localhost"):
        return host or HOST
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise ListeningError("host", host=host) from problem
    return str(found[0][4][0])


def _listen(place: BindAddress) -> None:
    """Bind a socket for a moment, to see whether that is possible."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((place.host, place.port))
