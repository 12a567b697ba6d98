"""Lets Selenium speak to Firefox itself, without geckodriver, which Debian doesn't have.

Firefox answers the commands of the WebDriver standard under names of its own, as JSON messages on
a socket, each preceded by its length: `27:[0, 1, "WebDriver:Back", {}]`.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

# The commands that Page uses, or Selenium for it.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        Command.NEW_SESSION: "WebDriver:NewSession",
        Command.GET: "WebDriver:Navigate",
        Command.GO_BACK: "WebDriver:Back",
        Command.GO_FORWARD: "WebDriver:Forward",
        Command.REFRESH: "WebDriver:Refresh",
        Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
        Command.GET_TITLE: "WebDriver:GetTitle",
        Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
        Command.CLICK_ELEMENT: "WebDriver:ElementClick",
        Command.CLEAR_ELEMENT: "WebDriver:ElementClear",
        Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
        Command.W3C_ACTIONS: "WebDriver:PerformActions",
        Command.NEW_WINDOW: "WebDriver:NewWindow",
        Command.CLOSE: "WebDriver:CloseWindow",
        Command.SWITCH_TO_WINDOW: "WebDriver:SwitchToWindow",
        Command.W3C_GET_CURRENT_WINDOW_HANDLE: "WebDriver:GetWindowHandle",
        Command.GET_WINDOW_RECT: "WebDriver:GetWindowRect",
        Command.SCREENSHOT: "WebDriver:TakeScreenshot",
        Command.QUIT: "Marionette:Quit",
    }
)
SECONDS = 120


class MarionetteConnection(RemoteConnection):
    """What Selenium's Remote takes as its command_executor: a Firefox that listens on a port."""

    def __init__(self, port: int) -> None:
        super().__init__(client_config=ClientConfig(f"http://127.0.0.1:{port}"))
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self._answers = self._socket.makefile("rb")
        self._count = 0
        self._receive()  # What it says of itself.

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Ask one command; an error comes back as its value, which Selenium raises."""
        self._count += 1
        # The session is the connection: there is no other.
        given = {key: value for key, value in params.items() if key != "sessionId"}
        if command == Command.QUIT:
            given = {"flags": ["eForceQuit"]}
        message = json.dumps([0, self._count, NAMES[command], given]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, number, error, value = self._receive()
        if number != self._count:
            raise ConnectionError(f"Firefox answered {number} instead of {self._count}.")
        if error:
            return {"status": error["error"], "value": error}
        is_wrapped = isinstance(value, dict) and value.keys() == {"value"}
        return {"value": value["value"] if is_wrapped else value}

    def close(self) -> None:
        """Let go of the socket."""
        self._answers.close()
        self._socket.close()
        super().close()  # type: ignore[no-untyped-call]

    def _receive(self) -> Any:
        length = b""
        while (character := self._answers.read(1)) != b":":
            if not character:
                raise ConnectionError("Firefox is gone.")
            length += character
        return json.loads(self._answers.read(int(length)))
