"""Wall time of `guide check` on a whole guide: python -m benchmarks.check [FOLDER].

Starts the command as people do, interpreter and imports included, after one run that
fills caches. The goal is a second at most on two cores.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 11
BARE = [sys.executable, "-c", "import yaml, click, markdown, nh3"]


def seconds(command: list[str]) -> list[tuple[float, float]]:
    """Wall and CPU time of each round but the first, which fills caches."""
    times = []
    for _ in range(ROUNDS + 1):
        began, used = time.perf_counter(), _cpu()
        subprocess.run(command, check=False, capture_output=True)
        times.append((time.perf_counter() - began, _cpu() - used))
    return times[1:]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    files = [path for path in (Path(root) / "content").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files, {size / 1000:.0f} kB")
    guide = str(Path(sys.executable).with_name("guide"))
    for name, command in (
        ("guide check", [guide, "check", "--root", root]),
        ("its libraries alone", BARE),
    ):
        wall, cpu = zip(*seconds(command), strict=True)
        print(
            f"{name:22} best {min(wall):.2f} s, median {statistics.median(wall):.2f} s"
            f" (CPU {min(cpu):.2f} s)"
        )


if __name__ == "__main__":
    main()
