"""Families of strings and what each costs: python -m benchmarks.bounds [PLACE …] [--all].

For each family of `tests/families.py` and each place in which it can stand: the processor's
seconds a file for check, report and build, with half the string and with all of it, and how much
more the second takes than the first. Without --all only those above a tenth of a second, and the
slowest of each place.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.families import FAMILIES, LENGTH, PLACES, Bench

SHOWN = 0.1


def main() -> None:
    wanted = [each for each in sys.argv[1:] if each in PLACES] or list(PLACES)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "guide")
        print(f"{len(FAMILIES)} families, {LENGTH:,} characters each\n")
        print("| place | family | half (s) | whole (s) | growth |\n|---|---|---|---|---|")
        for place in wanted:
            table(bench, place)


def table(bench: Bench, place: str) -> None:
    rows = []
    for name, make in FAMILIES.items():
        half, whole = bench.cost(make(LENGTH // 2), place), bench.cost(make(LENGTH), place)
        rows.append((whole, half, name))
    shown = sorted(rows, reverse=True)
    if "--all" not in sys.argv:
        shown = [row for row in shown if row[0] > SHOWN] or shown[:1]
    for whole, half, name in shown:
        growth = f"{whole / half:.1f}" if half > 0.02 else "-"
        family = name.replace("|", "\\|").replace("`", "\\`")
        print(f"| {place} | {family} | {half:.2f} | {whole:.2f} | {growth} |", flush=True)


if __name__ == "__main__":
    main()
