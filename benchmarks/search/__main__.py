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
from playwright.sync_api import Page, Response

from benchmarks.search.engines import HERE, ROOT, Engine, prepare
from benchmarks.search.measures import Measures, Query, rank_of
from benchmarks.search.split import TUNING, UNSEEN, half_of
from michishirube.analysis import addresses as places
from michishirube.model import Guide
from michishirube.reading.loader import load_guide
from michishirube.website.search_index import entries_of
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
    return [
        Query(each["q"], each["kind"], tuple(each["expect"]), str(each.get("since", "")))
        for each in written
    ]


def run(engines: list[Engine], queries: list[Query], folder: Path) -> dict[str, dict[str, Any]]:
    """What each engine found, in Chromium, each in a page of its own."""
    found = {}
    asked = [query.text for query in queries]
    with chromium.launched() as browser, site.serve(folder) as url:
        for engine in engines:
            page = browser.new_page()
            page.goto(url)
            for script in ("base.js", *engine.scripts):
                page.add_script_tag(url=url + script)
            size = engine.bytes or bytes_for_the_first_result(page, engine, asked[0])
            found[engine.name] = page.evaluate(RUN, [engine.name, asked]) | {"bytes": size}
            page.close()
    return found


def bytes_for_the_first_result(page: Page, engine: Engine, query: str) -> int:
    """The sum, gzipped, of what an engine that loads its parts by itself asks for."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.evaluate(RUN, [engine.name, [query]])
    page.remove_listener("response", note)
    bodies = [answer.body() for answer in answers if f"/{engine.name}/" in answer.url]
    return sum(min(len(body), len(gzip.compress(body, 9))) for body in bodies)


def report(
    guide: Guide, queries: list[Query], found: dict[str, dict[str, Any]], *, each: bool
) -> None:
    """Print the table, and the kinds of queries for ours, which comes first."""
    ranks = ranks_of(guide, queries, found)
    ours = next(iter(ranks.values()))
    print(
        "engine | top-1 | recall@3 | MRR | kB gzipped | ms to build | ms a query (95 of 100)"
        " | better, worse than the first\n--- | --- | --- | --- | --- | --- | --- | ---"
    )
    for name, of in found.items():
        pairs = [(a or 99, b or 99) for a, b in zip(ranks[name], ours, strict=True)]
        better, worse = sum(a < b for a, b in pairs), sum(a > b for a, b in pairs)
        print(
            f"{name} | {Measures.of(ranks[name])} | {of['bytes'] / 1000:.1f} | {of['built']:.0f}"
            f" | {of['slow']:.1f} | {better}, {worse}"
        )
    if each:
        list_misses(guide, queries, ours, next(iter(found.values())))
    print("\nfirst engine, by kind | n | top-1 | recall@3 | MRR\n--- | --- | --- | --- | ---")
    for kind, measures in by_kind(guide, queries, ours).items():
        print(f"{kind} | {measures.count} | {measures}")


def ranks_of(
    guide: Guide, queries: list[Query], found: dict[str, dict[str, Any]]
) -> dict[str, list[int]]:
    """For each engine the rank of the first right result of each query."""
    addresses = [entry.path for entry in entries_of(guide)]
    ends = {}
    for story in guide.scenarios.values():
        if place := places.find(guide, story.ends):
            ends[f"{places.SCENARIOS}#{story.id}"] = place.path
    for name, tree in guide.trees.items():
        ends[places.tree_page(name)] = f"{places.tree_page(name)}#{tree.start}"
    return {
        name: [
            rank_of(query, [addresses[number] for number in numbers], ends)
            for query, numbers in zip(queries, of["results"], strict=True)
        ]
        for name, of in found.items()
    }


def list_misses(
    guide: Guide, queries: list[Query], ranks: list[int], found: dict[str, Any]
) -> None:
    """Print each query whose first result isn't right."""
    addresses = [entry.path for entry in entries_of(guide)]
    for query, rank, numbers in zip(queries, ranks, found["results"], strict=True):
        if rank != 1:
            best = " ".join(addresses[number] for number in numbers[:3])
            print(f"    {rank or '-'} {query.kind}: {query.text} → {best}")


def by_kind(guide: Guide, queries: list[Query], ranks: list[int]) -> dict[str, Measures]:
    """The measures of each kind and day of queries, and of those that no name spells out."""
    spelt = {name for entry in entries_of(guide) for name in (entry.title, *entry.names)}
    kinds: dict[str, list[int]] = defaultdict(list)
    for query, rank in zip(queries, ranks, strict=True):
        kinds[query.kind].append(rank)
        kinds[f"(since {query.since or 'the first'})"].append(rank)
        if query.text not in spelt:
            kinds["(no title or name as written)"].append(rank)
    return {kind: Measures.of(of) for kind, of in kinds.items()}


if __name__ == "__main__":
    main()
