"""Compare search engines on what people type: see README.md.

python -m benchmarks.search                 # the half to tune with
python -m benchmarks.search --each          # … and each query that isn't answered first
python -m benchmarks.search --half unseen   # the half that is only reported
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, Response, sync_playwright

from benchmarks.search.engines import HERE, ROOT, Engine, prepare
from benchmarks.search.measures import Measures, Query, rank_of
from benchmarks.search.split import TUNING, UNSEEN, half_of
from generator import places
from generator.load import load_guide
from generator.model import Guide
from generator.search import entries_of
from tests.browser import chromium, site

RUN = """async ([name, queries]) => {
  const data = await (await fetch("data.json")).json()
  const engine = engines[name]
  const start = performance.now()
  const index = await engine.build(data)
  const built = performance.now() - start
  const results = []
  const times = []
  for (const query of queries) {
    const before = performance.now()
    results.push((await engine.find(index, query)).slice(0, 10))
    times.push(performance.now() - before)
  }
  times.sort((a, b) => a - b)
  return { built, slow: times[Math.floor(times.length * 0.95)], results }
}"""


def main() -> None:
    """Read the options, run the engines, print the table."""
    options = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    options.add_argument("--half", choices=[TUNING, UNSEEN], default=TUNING)
    options.add_argument("--each", action="store_true", help="list misses (tuning half only)")
    options.add_argument("--engine", action="append", help="only this one; may be repeated")
    chosen = options.parse_args()
    guide = load_guide(ROOT).guide
    if guide is None:
        raise SystemExit("The guide can't be read: run `guide check`.")
    queries = [query for query in read_queries() if half_of(query.text) == chosen.half]
    with tempfile.TemporaryDirectory() as folder:
        engines, missing = prepare(guide, Path(folder))
        wanted = [each for each in engines if not chosen.engine or each.name in chosen.engine]
        found = run(wanted, queries, Path(folder))
    print(f"{chosen.half} half, {len(queries)} queries, {len(entries_of(guide))} places\n")
    report(guide, queries, found, each=chosen.each and chosen.half == TUNING)
    for name in missing:
        print(f"not installed: {name}")


def read_queries() -> list[Query]:
    """All queries of the file."""
    written = yaml.safe_load((HERE / "queries.yml").read_text("utf-8"))
    return [Query(each["q"], each["kind"], tuple(each["expect"])) for each in written]


def run(engines: list[Engine], queries: list[Query], folder: Path) -> dict[str, dict[str, Any]]:
    """What each engine found, in Chromium, each in a page of its own."""
    found = {}
    with sync_playwright() as playwright, site.serve(folder) as url:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.launch_arguments()
        )
        for engine in engines:
            page = browser.new_page()
            page.goto(url)
            loaded = count_bytes(page)
            for script in ("base.js", *engine.scripts):
                page.add_script_tag(url=url + script)
            asked = [query.text for query in queries]
            if engine.bytes is None:
                page.evaluate(RUN, [engine.name, asked[:1]])
            size = engine.bytes or sum(loaded)
            found[engine.name] = page.evaluate(RUN, [engine.name, asked]) | {"bytes": size}
            page.close()
        browser.close()
    return found


def count_bytes(page: Page) -> list[int]:
    """The sizes, gzipped, of what an engine loads by itself; filled as it does."""
    loaded: list[int] = []

    def count(answer: Response) -> None:
        if "/pagefind/" in answer.url:
            loaded.append(min(len(answer.body()), len(gzip.compress(answer.body(), 9))))

    page.on("response", count)
    return loaded


def report(
    guide: Guide, queries: list[Query], found: dict[str, dict[str, Any]], *, each: bool
) -> None:
    """Print the table, and the kinds of queries for ours."""
    addresses = [entry.path for entry in entries_of(guide)]
    ends = {}
    for story in guide.scenarios.values():
        place = places.find(guide, story.ends)
        if place:
            ends[f"{places.SCENARIOS}#{story.id}"] = place.path
    print("engine | top-1 | recall@3 | MRR | kB gzipped | ms to build | ms a query (95 of 100)")
    print("--- | --- | --- | --- | --- | --- | ---")
    for name, of in found.items():
        results = [[addresses[number] for number in numbers] for numbers in of["results"]]
        ranks = [
            rank_of(query, result, ends) for query, result in zip(queries, results, strict=True)
        ]
        print(
            f"{name} | {Measures.of(ranks)} | {of['bytes'] / 1000:.1f} | {of['built']:.0f}"
            f" | {of['slow']:.1f}"
        )
        if name == "ours":
            kinds = by_kind(queries, ranks)
        if each:
            for query, rank, result in zip(queries, ranks, results, strict=True):
                if rank != 1:
                    print(f"    {rank or '-'} {query.kind}: {query.text} → {' '.join(result[:3])}")
    if "ours" in found:
        print("\nours, by kind | n | top-1 | recall@3 | MRR\n--- | --- | --- | --- | ---")
        for kind, measures in kinds.items():
            print(f"{kind} | {measures.count} | {measures}")


def by_kind(queries: list[Query], ranks: list[int]) -> dict[str, Measures]:
    """The measures of each kind of query."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for query, rank in zip(queries, ranks, strict=True):
        kinds[query.kind].append(rank)
    return {kind: Measures.of(of) for kind, of in kinds.items()}


if __name__ == "__main__":
    main()
