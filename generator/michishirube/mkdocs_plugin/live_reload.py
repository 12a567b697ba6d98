"""The HTTP server of a preview: MkDocs' own, with a shutdown that works at any time."""

from __future__ import annotations

import socketserver
import threading

from mkdocs.livereload import LiveReloadServer


class ServingLoop(socketserver.BaseServer):
    """A serving loop that may be shut down before it is entered.

    `serve_forever` runs in a thread of its own. If a signal ends the preview while that thread
    starts, the main thread closes the socket before the loop has registered it:

        main thread     start() … interrupted … shutdown(): not alive yet … server_close()
        serving thread                                                      serve_forever() fails

    A lock orders the two: a loop that was entered is waited for, one that wasn't is never entered.
    """

    _gate: threading.Lock
    _is_entered = False
    _is_ended = False

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Handle requests until `shutdown`; return at once if that has been called already.

        Args:
            poll_interval: Seconds between checks for a shutdown.
        """
        with self._gate:
            if self._is_ended:
                return
            self._is_entered = True
        super().serve_forever(poll_interval)

    def shutdown(self) -> None:
        """End the loop, and wait for it if it was entered."""
        if self._close_gate():
            super().shutdown()

    def _close_gate(self) -> bool:
        """Prevent the loop from being entered; return whether it was."""
        with self._gate:
            self._is_ended = True
            return self._is_entered


# Workaround (MkDocs 1.6.1): whether it ends the loop of its server depends on `Thread.is_alive`,
# which is false while the thread starts. `ServingLoop` comes later in the order of resolution, so
# that its `super().shutdown()` gets there.
# Tested by `test_a_signal_while_the_server_starts_ends_it`.
class PreviewServer(LiveReloadServer, ServingLoop):
    """MkDocs' development server, which can be shut down at any time."""

    def __init__(self, server: LiveReloadServer) -> None:
        """Replace a server that MkDocs has created but not bound yet, and close it."""
        self._gate = threading.Lock()
        host, port = server.server_address[:2]
        super().__init__(server.builder, str(host), port, server.root, server.mount_path)
        self.error_handler = server.error_handler
        for path in server._watched_paths:  # noqa: SLF001 - it tells of them in no other way
            self.watch(path)
        server.server_close()

    def shutdown(self, wait: bool = False) -> None:
        """Stop serving and rebuilding, and close the socket.

        Args:
            wait: Whether to wait for the threads as well.
        """
        self._close_gate()  # From here on `is_alive` is true if the loop was entered.
        super().shutdown(wait)
