"""Builds the same pages with several generators, one after the other, in one run.

    python -m benchmarks.build [--trees 10 125 500] [--only ours plain ...] [--peers FOLDER]

Ours builds content; all others build the documents that ours makes of it, as plain Markdown.
See README.md beside this file for what each of them needs.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.build import peers, synthetic
from generator.compile import compile_site

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Measured:
    """One build: seconds on the clock, seconds of work, and the largest process in MB."""

    wall: float
    work: float
    memory: float


def measure(command: list[str], cwd: Path) -> Measured:
    """Run a command; fails with its output when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # The largest child so far: builds run from the smallest to the largest.
    return Measured(wall, work, after.ru_maxrss / 1024)


def prepare(folder: Path, trees: int) -> int:
    """Write the project for ours in `ours/` and its documents in `documents/`."""
    ours = folder / "ours"
    synthetic.write(ours, trees)
    shutil.copy(ROOT / "mkdocs.yml", ours)
    (ours / "templates").symlink_to(ROOT / "templates")
    site = compile_site(ours, ours / "templates").site
    if site is None:
        raise SystemExit("the synthetic guide has errors")
    for document in site.documents:
        path = folder / "documents" / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text, encoding="utf-8")
    return len(site.documents)


def run(trees: int, names: list[str], tools: Path) -> None:
    """Measure each generator on a guide of one size and print a line for it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = prepare(folder, trees)
        gc.collect()
        print(f"\n{pages} pages{'':14} wall s   work s     MB  pages/s  of plain")
        plain = 0.0
        for peer in names:
            command, cwd = peers.PEERS[peer](folder, tools)
            found = measure(command, cwd)
            plain = found.wall if peer == "plain" else plain
            ratio = f"{found.wall / plain:8.2f}" if plain else f"{'-':>8}"
            print(
                f"{peer:24} {found.wall:6.1f} {found.work:8.1f} {found.memory:6.0f} "
                f"{pages / found.wall:8.0f} {ratio}",
                flush=True,
            )


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog=f"{Path(sys.executable).name} -m benchmarks.build")
    parser.add_argument("--trees", type=int, nargs="+", default=[10, 125, 500])
    parser.add_argument("--only", nargs="+", choices=peers.PEERS, default=list(peers.PEERS))
    parser.add_argument("--peers", type=Path, default=ROOT / ".cache" / "peers")
    options = parser.parse_args()
    for peer in options.only:
        peers.install(peer, options.peers)
    for trees in sorted(options.trees):
        run(trees, options.only, options.peers)


if __name__ == "__main__":
    main()
