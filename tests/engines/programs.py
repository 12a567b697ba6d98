"""Finds Firefox and WebKitGTK, or gets them: python -m tests.engines.programs --install.

Both are Debian packages. As root on Debian, --install gets what is missing, and it is an error
when that fails; it is one too where CI is set in the environment. Anywhere else the tests run in
the engines that are there, and this command says which ones are not tested and what to install.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.packages import apt_install, can_install, run

TITLES: Mapping[str, str] = MappingProxyType({"firefox": "Firefox", "webkit": "WebKitGTK"})
# Xvfb: a screen that nobody sees, with a keyboard and a clipboard. util-linux holds setpriv.
PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")

FIREFOX_COMMANDS = ("firefox-esr", "firefox")
MINIBROWSERS = (
    "lib/*/webkit2gtk-4.*/MiniBrowser",
    "libexec/webkit2gtk-4.*/MiniBrowser",
    "lib*/webkit2gtk-4.*/MiniBrowser",
)

NOT_TESTED = "注意: {titles} ではテストしません(見つかりません)。"
HOW_TO_INSTALL = """\
  - Debian: sudo apt install firefox-esr webkit2gtk-driver xvfb
  - Ubuntu: sudo apt install webkit2gtk-driver xvfb(Firefox は、snap でないもの)
  - macOS / Windows: 動きません。送ったあとに、GitHub の上で確かめられます。"""
MISSING = "{titles} を使うテストを動かせません。次のようにして入れてください。"


def find() -> dict[str, Path]:
    """The engines that can be driven here: their names, each with the program to start."""
    found = {"firefox": _firefox(), "webkit": _webkit()} if _has_screen() else {}
    return {name: program for name, program in found.items() if program}


def missing() -> str:
    """The engines that can't be driven here, as a text; empty when there are none."""
    found = find()
    return "、".join(title for name, title in TITLES.items() if name not in found)


def main(arguments: list[str]) -> int:
    """Say which engines are not tested, after getting them if that is wanted and possible."""
    must = can_install() or bool(os.environ.get("CI"))
    if "--install" in arguments and missing():
        apt_install("--no-install-recommends", *PACKAGES)
    titles = missing()
    if not titles:
        return 0
    text = (MISSING if must else NOT_TESTED).format(titles=titles)
    print(f"\n{text}\n{HOW_TO_INSTALL}", file=sys.stderr)
    return 1 if must else 0


def _has_screen() -> bool:
    return all(map(shutil.which, ("Xvfb", "setpriv")))


def _firefox() -> Path | None:
    for command in FIREFOX_COMMANDS:
        path = shutil.which(command)
        if path and not _is_snap(Path(path)) and _is_firefox(path):
            return Path(path)
    return None


def _is_snap(path: Path) -> bool:
    """Tell a snap, or Ubuntu's script that starts one: it can't read the profiles of the tests."""
    if "snap" in path.resolve().parts:
        return True
    with path.open("rb") as program:
        beginning = program.read(4096)
    return beginning.startswith(b"#!") and b"/snap/" in beginning


@functools.cache
def _is_firefox(path: str) -> bool:
    return "Mozilla Firefox" in (run([path, "--version"], seconds=60) or "")


def _webkit() -> Path | None:
    """The browser that WebKitWebDriver drives; it has no --version that works without a screen."""
    if not shutil.which("WebKitWebDriver"):
        return None
    found = [path for pattern in MINIBROWSERS for path in sorted(Path("/usr").glob(pattern))]
    return found[-1] if found else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
