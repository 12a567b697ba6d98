"""Protects the preview against DNS rebinding: only requests for its own host are answered.

A malicious page may point its own domain at this machine, to read what a local server responds.
Browsers always send the name in the Host header.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

_HOST = re.compile(r"(\[[0-9a-f:.%\w]+\]|[^\[\]:/@\s,]+)(?::(\d{1,5}))?", re.ASCII)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HTTP = 80


def is_ours(asked: str, host: str, port: int) -> bool:
    """Return whether a request is for this server.

    Args:
        asked: The Host header.
        host: The name or address that the server was started with; "0.0.0.0" or "::" is any
            address.
        port: The port of the server.
    """
    found = _HOST.fullmatch(asked.lower())
    if found is None or int(found[2] or _HTTP) != port:
        return False
    name, own = _plain(found[1]), _plain(host.lower())
    address = _address(own)
    if own == "localhost" or (address and address.is_loopback):
        return name in _LOOPBACK or name == own
    if not own or (address and address.is_unspecified):
        # An address can't be given to somebody else's machine, as a name can.
        return _address(name) is not None or name in _LOOPBACK | _names()
    return name == own


def _plain(host: str) -> str:
    """Normalise a host; addresses get their shortest form."""
    bare = host.strip("[]")
    return str(_address(bare) or bare)


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _names() -> frozenset[str]:
    """Return the names of this machine in the local network."""
    name = socket.gethostname().lower()
    return frozenset({name, f"{name}.local"})
