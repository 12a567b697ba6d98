"""Asks functions of the guide's scripts in Node, without a page: a tenth of a second to begin."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.scripts.modules import Asked, exposing
from tests.scripts.node import program

HARNESS = Path(__file__).with_name("asking.cjs")
NOW = "2026-11-25T12:00+09:00"


class ScriptError(AssertionError):
    """A script threw; the message has its stack."""


class Scripts:
    """A process in which functions of the scripts can be called.

    Args:
        asked: The functions, by the path of their module below templates/.
        data: The guide's data, in place of the usual (`tests.scripts.modules`).
        language: The language of the words.
        now: The moment that the scripts believe in.
        device_zone: The time zone of the device.
    """

    def __init__(
        self,
        asked: Asked,
        *,
        data: Mapping[str, Any],
        language: str = "ja",
        now: str = NOW,
        device_zone: str = "Asia/Tokyo",
    ) -> None:
        self._process = subprocess.Popen(
            [program(), HARNESS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | {"TZ": device_zone},
        )
        self.set_clock(now)
        self._ask("load", exposing(asked, data=data, language=language))

    def call(self, function: str, *arguments: object) -> Any:
        """What a function answers, as JSON has it.

        Raises:
            ScriptError: It threw.
        """
        return self.evaluate(f"given => {function}(...given)", list(arguments))

    def evaluate(self, code: str, argument: object = None) -> Any:
        """The value of an expression; of a function, what it answers for the argument.

        Raises:
            ScriptError: It threw.
        """
        return self._ask("evaluate", [code, argument])

    def set_clock(self, now: str) -> None:
        """Let the scripts believe in another moment."""
        self._ask("clock", now)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, name: str, argument: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        # Halves of characters are asked about too: JSON in ASCII holds them.
        self._process.stdin.write(json.dumps([name, argument]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer["value"]
