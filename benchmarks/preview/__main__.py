"""Seconds from saving a file to the preview serving the changed page.

    python -m benchmarks.preview [--trees 0 750] [--times 7]

Starts `guide serve` on a copy of this guide (0), or on a synthetic guide of so many trees, changes
a letter and a tree, and asks for the page until it shows the change.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.build import synthetic

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
PAUSE = 1.0
"""Between two changes, so that the preview is at rest."""


def prepare(folder: Path, trees: int) -> list[tuple[str, str]]:
    """Write the project; gives files to change, each with the page that shows its summary."""
    for name in ("mkdocs.yml", "templates"):
        (folder / name).symlink_to(ROOT / name)
    if trees:
        synthetic.write(folder, trees)
        names = ["letters/ask-1", "stages/tree-1"]
    else:
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copy(ROOT / "site_config.yml", folder)
        letters = sorted((folder / "content" / "letters").glob("*.yml"))
        largest = max((folder / "content" / "stages").glob("*.yml"), key=lambda p: p.stat().st_size)
        names = [f"letters/{letters[0].stem}", f"stages/{largest.stem}"]
    return [(f"content/{name}.yml", f"{name}.html") for name in names]


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """The preview's address while it runs; it comes from site_config.yml's, path included."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from michishirube.cli import main; main()", "serve"]
    with subprocess.Popen(
        [*command, "--root", str(folder), "--address", f"127.0.0.1:{port}"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def get(address: str) -> str:
    """A page's text, "" while there is none."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own
            return str(answer.read().decode())
    except OSError:
        return ""


def wait_for(address: str, words: str) -> float:
    """Seconds until a page shows words."""
    began = time.perf_counter()
    while words not in get(address):
        time.sleep(0.01)
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit(f"{address} never showed {words!r}")
    return time.perf_counter() - began


def change(file: Path, original: str, words: str) -> None:
    """Save a file with words at the end of its summary."""
    lines = original.split("\n")
    place = next(at for at, line in enumerate(lines) if line.startswith("summary:"))
    lines[place] += words
    file.write_text("\n".join(lines), encoding="utf-8")


def run(trees: int, times: int) -> None:
    """Measure one guide and print a line for each file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = prepare(folder, trees)
        with preview(folder) as address:
            print(f"{trees or 'this guide'}: started in {wait_for(address, '<title>'):.1f} s")
            for mark, (file, page) in zip("AB", files, strict=True):
                path = folder / file
                original = path.read_text(encoding="utf-8")
                found = []
                for number in range(times):
                    time.sleep(PAUSE)
                    words = f" 変更{mark}{number}号"
                    change(path, original, words)
                    found.append(wait_for(address + page, words.strip()))
                middle = statistics.median(found)
                print(f"  {file:36} {min(found):5.2f} {middle:5.2f} {max(found):5.2f}", flush=True)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog=f"{Path(sys.executable).name} -m benchmarks.preview")
    parser.add_argument("--trees", type=int, nargs="+", default=[0, 750])
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    print(f"seconds from saving to seeing {'least':>13} {'mid':>4} {'most':>5}")
    for trees in options.trees:
        run(trees, options.times)


if __name__ == "__main__":
    main()
