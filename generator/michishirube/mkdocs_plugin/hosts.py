"""For which hosts a preview answers: those it was started for, whatever a name resolves to.

A page of a stranger may give its own name the address of this machine, and then read what a
server here answers (DNS rebinding). A browser always says which name it asks.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

_HOST = re.compile(r"(\[[0-9a-f:.%\w]+\]|[^\[\]:/@\s,]+)(?::(\d{1,5}))?", re.ASCII)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HTTP = 80


def is_ours(asked: str, host: str, port: int) -> bool:
    """Whether a request is for a server.

    Args:
        asked: What the request says in its header `Host`: a name or an address, and a port.
        host: What the server was started for, a name or an address; "0.0.0.0" and the like mean
            all addresses of the machine.
        port: The port on which it listens.
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
    """A host as it is compared; an address in its shortest form."""
    bare = host.strip("[]")
    return str(_address(bare) or bare)


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _names() -> frozenset[str]:
    """What this machine is called where it is."""
    name = socket.gethostname().lower()
    return frozenset({name, f"{name}.local"})
