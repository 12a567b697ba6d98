"""Debian packages that tests need: installed where that is possible without asking anybody."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PACKAGE_SECONDS = 900


def is_root() -> bool:
    """Tell whether this process may do anything on the machine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def can_install() -> bool:
    """Tell whether packages can be installed: as root, on Debian or what came of it."""
    return is_root() and bool(shutil.which("apt-get")) and Path("/etc/debian_version").exists()


def apt_install(*packages: str) -> None:
    """Install Debian packages, where that is possible; otherwise do nothing."""
    if not can_install():
        return
    print(f"{' '.join(packages)} を入れています…", flush=True)
    if (
        run(["apt-get", "update"], seconds=PACKAGE_SECONDS) is None
        or run(["apt-get", "install", "-y", *packages], seconds=PACKAGE_SECONDS) is None
    ):
        print("入れられませんでした。", flush=True)


def run(command: list[str], *, seconds: int) -> str | None:
    """Return what a command printed, or None when it failed or took too long."""
    try:
        done = subprocess.run(
            command,
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace")
