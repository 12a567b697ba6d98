"""Fuzzes the check for as long as you like: python -m benchmarks.fuzz [SECONDS] [SEED].

Each guide is changed at random (tests/mutations.py), checked, reported in all formats
and, where it has no errors, compiled. A process of its own with limited memory does the
work; an exception, more than two seconds or more than 300 MB end it, and the files that
did it are kept.
"""

from __future__ import annotations

import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from michishirube import reports
from michishirube.checks.project import check_project
from michishirube.i18n import messages
from michishirube.website.compile import compile_site
from tests import mutations
from tests.conftest import ROOT

SECONDS = 2
MEGABYTES = 300


def run(root: Path) -> list[str]:
    loaded = check_project(root)
    report = reports.CheckReport(findings=tuple(loaded.diagnostics), files=loaded.files)
    for form in reports.FORMATS.values():
        form(report, messages.load("ja", "diagnostics"))
    if not loaded.diagnostics.has_errors:
        compile_site(root, ROOT / "templates")
    return [item.code for item in report.findings]


def used() -> float:
    """The most memory that was ever used, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 2**32
    root = Path(tempfile.mkdtemp(prefix="fuzz-"))
    codes: Counter[str] = Counter()
    slowest = 0.0
    runs = 0
    # CPU time, so that other work on the machine doesn't count.
    signal.signal(signal.SIGPROF, _too_long)
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        draw = random.Random(seed + runs)  # noqa: S311 - nothing secret
        mutations.write(root, mutations.mutated(draw))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        start = time.process_time()
        try:
            codes.update(set(run(root)))
        except BaseException:
            print(f"seed {seed + runs}: the guide is kept in {root}", file=sys.stderr)
            raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - start)
        assert used() < MEGABYTES, f"seed {seed + runs}: {used():.0f} MB ({root})"
        runs += 1
    took = time.monotonic() - began
    print(f"{runs} guides in {took:.0f} s (seed {seed}), slowest {slowest:.2f} s of CPU")
    print(f"memory at most {used():.0f} MB; {len(codes)} different codes")


if __name__ == "__main__":
    main()
