"""Finds a Chromium for the browser tests, or gets one: python -m tests.browser.chromium.

Looked for in this order: the environment variable CHROME_PATH, the commands on PATH, the usual
places of macOS and Windows, and the one that Playwright downloaded before. When none of them is
there, `main` downloads Playwright's, or, as root on Debian, installs the system's package. The
tests themselves only look: they fail when there is none, and install nothing.

Nearly all tests run in Chromium's headless shell where there is one: the same engine without a
window, which needs three quarters of the time for a page and a third of it for a new profile.
Debian has it as a package of its own, which `main` installs beside Debian's Chromium.
"""

from __future__ import annotations

import contextlib
import functools
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.packages import apt_install, is_root, run

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
SHELL_COMMANDS = ("chromium-headless-shell", "chrome-headless-shell")
DEBIANS_OWN = Path("/usr/bin/chromium")
SHELL_PACKAGE = "chromium-headless-shell"
MACOS_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PLACES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)

DOWNLOAD_SECONDS = 120

NO_BROWSER = """\
Chromium が見つからず、自動で入れることもできませんでした。次のどれかをしてください。
  - Debian / Ubuntu: sudo apt install chromium fonts-noto-cjk
  - macOS / Windows: Google Chrome か Chromium を入れる
  - どこでも: .venv/bin/playwright install chromium
  - すでにあるなら、その場所を CHROME_PATH=/場所/chrome で渡す"""
NO_FONT = """\
注意: 日本語の書体がありません。文字の幅をはかるテストが失敗することがあります。
  - Debian / Ubuntu: sudo apt install fonts-noto-cjk"""


class ChromiumMissingError(RuntimeError):
    """There is no Chromium that starts; the message says what to install."""


def launch_arguments() -> list[str]:
    """Return the switches that keep Chromium to itself, and let root run it."""
    arguments = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        # No other host is found, whatever a page asks for.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    if is_root():
        arguments.append("--no-sandbox")
    return arguments


@functools.cache
def find() -> Path:
    """Return the Chromium to use.

    Raises:
        ChromiumMissingError: There is none.
    """
    given = os.environ.get("CHROME_PATH")
    if given:
        if _starts(Path(given)):
            return Path(given)
        raise ChromiumMissingError(f"CHROME_PATH={given} が動きません。")
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    downloaded = _playwright_own()
    if downloaded and _starts(downloaded):
        return downloaded
    raise ChromiumMissingError(NO_BROWSER)


@functools.cache
def find_shell() -> Path:
    """Return the headless shell, or the whole Chromium where there is none or it is given.

    Raises:
        ChromiumMissingError: There is neither.
    """
    return find() if os.environ.get("CHROME_PATH") else _shell() or find()


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """Chromium for what is no test: benchmarks and pictures.

    Raises:
        ChromiumMissingError: There is none.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=launch_arguments())
        yield browser
        browser.close()


def ensure() -> Path:
    """Return the Chromium to use, after getting one if there is none.

    Raises:
        ChromiumMissingError: There is none, and none could be got.
    """
    try:
        return find()
    except ChromiumMissingError:
        if os.environ.get("CHROME_PATH"):
            raise
    for attempt in (_download, _install_package):
        attempt()
        try:
            return find()
        except ChromiumMissingError:
            continue
    raise ChromiumMissingError(NO_BROWSER)


def has_japanese_font() -> bool:
    """Tell whether Japanese text can be drawn; only Linux may be without."""
    if platform.system() != "Linux":
        return True
    if not shutil.which("fc-list"):
        return False
    listed = run(["fc-list", ":lang=ja", "family"], seconds=60)
    return bool(listed and listed.strip())


def main() -> int:
    """Make sure of a browser and a Japanese font, and say which browser it is."""
    try:
        chromium = ensure()
    except ChromiumMissingError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    if chromium == DEBIANS_OWN and not _shell():
        apt_install(SHELL_PACKAGE)
    if not has_japanese_font():
        apt_install("fontconfig", "fonts-noto-cjk")
        if not has_japanese_font():
            print(NO_FONT, file=sys.stderr)
    print(f"ブラウザー: {'、'.join(map(str, dict.fromkeys([chromium, find_shell()])))}")
    return 0


def _shell() -> Path | None:
    found = [Path(path) for name in SHELL_COMMANDS if (path := shutil.which(name))]
    return next(filter(_starts, found), None)


def _candidates() -> list[Path]:
    found = [Path(path) for name in COMMANDS if (path := shutil.which(name))]
    if platform.system() == "Darwin":
        found += [Path(place) for place in MACOS_PLACES]
    elif platform.system() == "Windows":
        roots = [os.environ.get(n) for n in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        found += [Path(root, place) for root in roots if root for place in WINDOWS_PLACES]
    return found


def _starts(path: Path) -> bool:
    """Tell a browser from a mere stand-in, such as Ubuntu's hint to install a snap."""
    if not path.is_file():
        return False
    if platform.system() == "Windows":
        return True  # There, --version opens a window instead of answering.
    answer = run([str(path), "--version"], seconds=60)
    return bool(answer and any(name in answer for name in ("Chrom", "Edge")))


def _playwright_own() -> Path | None:
    # In a process of its own: inside a test, Playwright may be running already.
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = run([sys.executable, "-c", code], seconds=60)
    return Path(answer.strip()) if answer and answer.strip() else None


def _download() -> None:
    print(f"Chromium をダウンロードしています({DOWNLOAD_SECONDS}秒まで)…", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if run(command, seconds=DOWNLOAD_SECONDS) is None:
        print("ダウンロードできませんでした。", flush=True)


def _install_package() -> None:
    apt_install("chromium", "fonts-noto-cjk")


if __name__ == "__main__":
    sys.exit(main())
