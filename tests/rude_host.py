"""A host that keeps to no rule: it answers with whatever bytes a test wrote down for a path."""

from __future__ import annotations

import contextlib
import itertools
import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator

Says = Callable[[threading.Event], Iterable[bytes]]
"""What is sent, piece by piece; it should end when the event comes."""


def at_once(answer: bytes) -> Says:
    """All of it, and the connection is closed."""
    return lambda _: [answer]


def dripping(begin: bytes, piece: bytes) -> Says:
    """A beginning, and then the same again and again, never too slow for a socket's timeout."""

    def says(end: threading.Event) -> Iterator[bytes]:
        yield begin
        while not end.wait(0.02):
            yield piece

    return says


def flooding(begin: bytes, piece: bytes) -> Says:
    """The same again and again, as fast as it goes."""

    def says(end: threading.Event) -> Iterator[bytes]:
        yield begin
        yield from itertools.takewhile(lambda _: not end.is_set(), itertools.repeat(piece * 500))

    return says


NEVER_ENDING = {
    "100 Continue": flooding(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "slow 100 Continue": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "status line": dripping(b"HTTP/1.1 ", b"2"),
    "header": dripping(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
    "headers": dripping(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
}
"""Answers without an end before their body begins."""

_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

NEVER_ENDING_BODIES = {
    "body": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
    "chunk's size": dripping(_CHUNKED, b"0"),
    "trailer": dripping(_CHUNKED + b"0\r\n", b"X: a\r\n"),
    "trailers": flooding(_CHUNKED + b"0\r\n", b"X: a\r\n"),
}


class RudeHost:
    """Sends for each path what it is told to."""

    def __init__(self) -> None:
        self.says: dict[str, Says] = {}
        self._end = threading.Event()
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):  # Nobody listens any more.
                    path = self.rfile.readline().split()[1].decode()
                    while self.rfile.readline().strip():
                        pass
                    for piece in outer.says[path](outer._end):
                        self.wfile.write(piece)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
