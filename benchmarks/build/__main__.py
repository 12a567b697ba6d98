"""Builds the same pages with several generators, one after the other, in one run.

    python -m benchmarks.build [--trees 10 125 500] [--only ours plain ...] [--peers FOLDER]

Ours builds content; all others build the documents that ours makes of it, as plain Markdown.
See README.md beside this file for what each of them needs.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.build import peers, synthetic
from benchmarks.build.measure import BuildError, Measured, check_complete, measure
from michishirube.publish import markdown_document
from michishirube.website.compile import compile_site

ROOT = Path(__file__).resolve().parents[2]

SHORT = 15
"""Seconds: what else a machine does for as long can make a build look half as slow again."""
RUNS = 3
"""How often a short build is measured."""


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
        path.write_text(markdown_document.write(document), encoding="utf-8")
    return len(site.documents)


def run(trees: int, names: list[str], tools: Path) -> bool:
    """Measure each generator on a guide of one size, a line for each; false when one failed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = prepare(folder, trees)
        gc.collect()
        print(f"\n{pages} pages{'':14} wall s   work s    MiB  pages/s  of plain")
        plain, good = 0.0, True
        for peer in names:
            found = attempt(peer, folder, tools)
            good = good and found is not None
            if found is None:
                continue
            plain = found.wall if peer == "plain" else plain
            ratio = f"{found.wall / plain:8.3f}" if plain else f"{'-':>8}"
            print(
                f"{peer:24} {found.wall:6.1f} {found.work:8.1f} {found.memory:6.0f} "
                f"{pages / found.wall:8.0f} {ratio}",
                flush=True,
            )
    return good


def attempt(peer: str, folder: Path, tools: Path) -> Measured | None:
    """Measure one generator; one that fails is said, and keeps no other from its turn."""
    build = peers.PEERS[peer](folder, tools)
    try:
        found = several(build)
        check_complete(folder / "documents", build.site)
    except BuildError as error:
        print(f"{peer:24} {'-':>6} {'-':>8} {'-':>6} {'-':>8} {'-':>8}", flush=True)
        print(f"{peer}: {error}", file=sys.stderr)
        return None
    finally:
        # Thousands of pages, and not all of them lie in the folder that goes by itself.
        shutil.rmtree(build.place)
    return found


def several(build: peers.Build) -> Measured:
    """Measure a build, a short one several times: the run of middle length."""
    runs = [measure(build.command, build.place)]
    while len(runs) < RUNS and runs[0].wall < SHORT:
        shutil.rmtree(build.site, ignore_errors=True)
        runs.append(measure(build.command, build.place))
    return sorted(runs, key=lambda each: each.wall)[len(runs) // 2]


def main() -> int:
    """Read the options and run; 1 when a build failed."""
    parser = argparse.ArgumentParser(prog=f"{Path(sys.executable).name} -m benchmarks.build")
    parser.add_argument("--trees", type=int, nargs="+", default=[10, 125, 500])
    parser.add_argument("--only", nargs="+", choices=peers.PEERS, default=list(peers.PEERS))
    parser.add_argument("--peers", type=Path, default=ROOT / ".cache" / "peers")
    options = parser.parse_args()
    for peer in options.only:
        peers.install(peer, options.peers)
    good = [run(trees, options.only, options.peers) for trees in sorted(options.trees)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
