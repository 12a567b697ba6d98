"""Time and size of charts: python -m benchmarks.flowchart.

Random trees of the tests, the same in every run. Times are the best of several, so that other
work on the machine counts as little as possible.
"""

from __future__ import annotations

import gzip
import re
import statistics
import time

from michishirube.flowchart import Chart, chart_for
from michishirube.i18n.line_breaks import _phrases
from tests.flowchart.trees import guide, random_tree

MERMAID_BYTES = 975_709
"""mermaid.min.js 11.17.2, gzipped: what a page loads to draw the same in the browser."""

WIDE = re.compile(r'(?s)<div class="fc-wide">.*?</svg></div>')

ROUNDS = 5
SEEDS = range(5)


def drawn(size: int, seed: int) -> tuple[Chart, float]:
    """A chart, and the seconds that it took without anything remembered."""
    tree = random_tree(size, seed)
    made = guide(tree)
    best = float("inf")
    for _ in range(ROUNDS):
        _phrases.cache_clear()
        began = time.perf_counter()
        chart = chart_for(made, tree)
        best = min(best, time.perf_counter() - began)
    return chart, best


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def main() -> None:
    print("nodes   ms/tree   html kB (gzip)   narrow alone   file kB (gzip)   Mermaid kB (gzip)")
    for size in (12, 15, 24, 60, 500):
        charts = [drawn(size, seed) for seed in SEEDS]
        html = [chart.html for chart, _ in charts]
        narrow = [WIDE.sub("", each) for each in html]
        print(
            f"{size:5}"
            f"{statistics.median(took for _, took in charts) * 1000:10.1f}"
            f"{_kilobytes(html):>17}"
            f"{statistics.median(map(packed, narrow)) / 1000:15.1f}"
            f"{_kilobytes([chart.svg for chart, _ in charts]):>17}"
            f"{_kilobytes([chart.mermaid for chart, _ in charts]):>20}"
        )
    ratio = MERMAID_BYTES / statistics.median(packed(drawn(15, seed)[0].html) for seed in SEEDS)
    print(f"\nMermaid's script weighs {ratio:.0f} times a 15-node chart with both drawings.")


def _kilobytes(texts: list[str]) -> str:
    plain = statistics.median(len(text.encode()) for text in texts) / 1000
    small = statistics.median(map(packed, texts)) / 1000
    return f"{plain:.1f} ({small:.1f})"


if __name__ == "__main__":
    main()
