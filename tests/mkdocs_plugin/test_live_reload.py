"""A preview ends whenever it is told to: nothing fails, and nothing is left behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from michishirube.mkdocs_plugin.live_reload import PreviewServer


class DelayedThread(threading.Thread):
    """A thread that is interrupted while it starts, and goes on when the server has been closed.

    Args:
        server: What it serves.
        known: Whether Python already takes it for alive by then.
    """

    def __init__(self, server: PreviewServer, *, known: bool) -> None:
        super().__init__(target=lambda: server.serve_forever(0.01), daemon=True)
        self._known = known
        self.goes_on = threading.Event()
        self.is_over = threading.Event()

    def _bootstrap_inner(self) -> None:
        if not self._known:
            self._interrupt()
        super()._bootstrap_inner()  # type: ignore[misc]  # It sets `_started`.
        self.is_over.set()

    def run(self) -> None:
        if self._known:
            self._interrupt()
        super().run()

    def _interrupt(self) -> None:
        main = threading.main_thread().ident
        assert main is not None
        signal.pthread_kill(main, signal.SIGINT)
        assert self.goes_on.wait(60)


@pytest.fixture
def interrupts() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> list[threading.ExceptHookArgs]:
    """What threads fail with."""
    found: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", found.append)
    return found


def made(root: Path, build: Callable[[], None] = lambda: None) -> PreviewServer:
    theirs = LiveReloadServer(builder=build, host="127.0.0.1", port=0, root=str(root))
    return PreviewServer(theirs)


@pytest.mark.parametrize("known", [False, True], ids=["unknown to Python", "known to Python"])
@pytest.mark.usefixtures("interrupts")
def test_a_signal_while_the_server_starts_ends_it(
    tmp_path: Path, failures: list[threading.ExceptHookArgs], *, known: bool
) -> None:
    server = made(tmp_path)
    thread = server.serve_thread = DelayedThread(server, known=known)
    with pytest.raises(KeyboardInterrupt):
        server.serve()  # type: ignore[no-untyped-call]
    server.shutdown()
    assert server.fileno() == -1
    thread.goes_on.set()
    assert thread.is_over.wait(10)
    assert failures == []


def test_a_server_that_serves_is_waited_for_when_it_ends(tmp_path: Path) -> None:
    server = made(tmp_path)
    served = threading.Event()
    server.service_actions = served.set  # type: ignore[method-assign]
    server.watch(str(tmp_path))
    main = threading.Thread(target=server.serve)
    main.start()
    assert served.wait(60)
    server.shutdown(wait=True)
    main.join(60)
    assert not server.serve_thread.is_alive()
    assert not main.is_alive()


def test_a_server_that_never_served_can_be_ended_twice(tmp_path: Path) -> None:
    server = made(tmp_path)
    server.shutdown()
    server.shutdown()
    assert server.fileno() == -1


def test_what_mkdocs_watched_is_watched_and_its_socket_closed(tmp_path: Path) -> None:
    theirs = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path))
    theirs.watch(str(tmp_path))
    ours = PreviewServer(theirs)
    try:
        assert theirs.fileno() == -1
        assert [*ours._watched_paths] == [str(tmp_path)]
    finally:
        ours.shutdown()
