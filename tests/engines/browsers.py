"""Starts Firefox and WebKitGTK, each with a profile of its own, on a screen that nobody sees.

Whatever is started here ends with this process, also when it is killed: setpriv asks the kernel
for that, and what has a window ends with its screen.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from selenium.webdriver import Remote
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines import programs
from tests.engines.marionette import MarionetteConnection

WITH_PARENT = ("setpriv", "--pdeathsig", "KILL", "--")
START_SECONDS = 60

# As narrow as a phone, as far as a window can be.
PLACE: Mapping[str, int] = MappingProxyType({"x": 0, "y": 0, "width": 500, "height": 900})
# Where Firefox left its window last. Told to move it, it waits five seconds for a window manager.
FIREFOX_WINDOW = {
    "screenX": str(PLACE["x"]),
    "screenY": str(PLACE["y"]),
    "width": str(PLACE["width"]),
    "height": str(PLACE["height"]),
    "sizemode": "normal",
}
FIREFOX_WINDOWS = {"chrome://browser/content/browser.xhtml": {"main-window": FIREFOX_WINDOW}}
FIREFOX_SETTINGS = """\
user_pref("marionette.port", 0);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("intl.accept_languages", "ja");
user_pref("ui.prefersReducedMotion", 1);
"""
# What a reader sets who lets no site store anything. WebKitGTK still gives the store of the visit.
FIREFOX_STORES_NOTHING = 'user_pref("network.cookie.cookieBehavior", 2);\n'
WEBKIT_STORES_NOTHING = ("--enable-html5-local-storage=false",)


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A display of its own, which chooses its own number; gives what DISPLAY has to be."""
    reading, writing = os.pipe()
    command = [*WITH_PARENT, "Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"]
    with subprocess.Popen(
        [*command, "-screen", "0", "1280x1024x24"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as xvfb:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # Empty when it ended without a display.
        if not number:
            raise RuntimeError("Xvfb が始まりません。")
        try:
            yield f":{number}"
        finally:
            xvfb.kill()


@contextlib.contextmanager
def start(
    engine: str, display: str, folder: Path, *, stores_nothing: bool = False
) -> Iterator[Remote]:
    """A browser in a fresh profile, with its window at `PLACE`.

    Args:
        engine: A name that `programs.find` gives.
        display: What `screen` gave.
        folder: For its files; empty, and nobody else's.
        stores_nothing: Whether it is set to refuse sites what they want to store.
    """
    environment = os.environ | {
        "DISPLAY": display,
        "HOME": str(folder),
        # Far from the guide's own: what it reckons must not depend on the device's.
        "TZ": "America/New_York",
        # There is no desktop: nothing to be asked for its settings, and nothing to speak with.
        "GTK_USE_PORTAL": "0",
        "NO_AT_BRIDGE": "1",
        "MOZ_CRASHREPORTER_DISABLE": "1",
        # Root's browser can't be given less than root's rights in every container.
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }
    environment.pop("WAYLAND_DISPLAY", None)
    launch = {"firefox": _firefox, "webkit": _webkit}[engine]
    with launch(programs.find()[engine], folder, environment, stores_nothing) as driver:
        yield driver


@contextlib.contextmanager
def _firefox(
    program: Path, profile: Path, environment: Mapping[str, str], stores_nothing: bool
) -> Iterator[Remote]:
    settings = FIREFOX_SETTINGS + (FIREFOX_STORES_NOTHING if stores_nothing else "")
    (profile / "user.js").write_text(settings, encoding="utf-8")
    (profile / "xulstore.json").write_text(json.dumps(FIREFOX_WINDOWS), encoding="utf-8")
    command = [str(program), "--marionette", "--new-instance", "--profile", str(profile)]
    with subprocess.Popen(
        [*WITH_PARENT, *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as firefox:
        try:
            port = _port(profile / "MarionetteActivePort")
            with contextlib.closing(MarionetteConnection(port)) as connection:
                driver = Remote(connection, options=ArgOptions())
                yield driver
                driver.quit()
        finally:
            firefox.kill()


def _port(written: Path) -> int:
    """The port that Firefox chose, once it has written it down."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if written.is_file() and (port := written.read_text(encoding="ascii")):
            return int(port)
        time.sleep(0.05)
    raise TimeoutError("Firefox が始まりません。")


@contextlib.contextmanager
def _webkit(
    program: Path, _: Path, environment: Mapping[str, str], stores_nothing: bool
) -> Iterator[Remote]:
    options = Options()
    options.binary_location = str(program)
    # So driven, it keeps its profile in memory.
    for argument in ("--automation", *(WEBKIT_STORES_NOTHING if stores_nothing else ())):
        options.add_argument(argument)
    service = _WebKitService(env=environment)
    service.start()
    try:
        # Not by Selenium's own class for it, which warns of how it makes its connection.
        address = ClientConfig(service.service_url)
        driver = Remote(RemoteConnection(client_config=address), options=options)
        driver.set_window_rect(**PLACE)
        yield driver
        driver.quit()
    finally:
        service.stop()


class _WebKitService(Service):
    """WebKitWebDriver, on a port that is free."""

    def __init__(self, env: Mapping[str, str]) -> None:
        # Selenium wants a whole path.
        super().__init__(executable_path=shutil.which(WITH_PARENT[0]), env=env)

    def command_line_args(self) -> list[str]:
        """Let setpriv start it: it has no window that could end it."""
        return [*WITH_PARENT[1:], "WebKitWebDriver", *super().command_line_args()]
