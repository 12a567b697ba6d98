"""Lighthouse's scores of the pages that matter most, on its settings of a phone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from tests.browser import chromium

HERE = Path(__file__).parent
INSTALLED = HERE.parents[1] / ".cache" / "pageweight"
KINDS = ("home", "tree", "letter", "checklist")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
RUNS = 3
"""The machine isn't alone: the median counts."""


def install() -> Path:
    """Install what package-lock.json names, once; gives the command."""
    command = INSTALLED / "node_modules" / "lighthouse" / "cli" / "index.js"
    lock = INSTALLED / "package-lock.json"
    wanted = (HERE / "package-lock.json").read_bytes()
    if not command.is_file() or lock.read_bytes() != wanted:
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, INSTALLED / name)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=INSTALLED, check=True)
    return command


def run(command: Path, address: str) -> dict[str, Any]:
    """One run over a page: Lighthouse's own report."""
    flags = " ".join(["--headless=new", *chromium.launch_arguments()])
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                *("node", str(command), address, "--quiet", "--output=json"),
                *(f"--output-path={report}", f"--chrome-flags={flags}"),
                f"--only-categories={','.join(CATEGORIES)}",
            ],
            env=os.environ | {"CHROME_PATH": str(chromium.find())},
            check=True,
        )
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found


def missed(report: Mapping[str, Any]) -> list[str]:
    """The audits that cost points, with their score."""
    names = {
        each["id"]
        for category in report["categories"].values()
        for each in category["auditRefs"]
        if each["weight"]
    }
    audits = {name: report["audits"][name]["score"] for name in sorted(names)}
    return [f"{name} {score}" for name, score in audits.items() if score is not None and score < 1]


def report(address: str, pages: Mapping[str, str]) -> None:
    """Print scores and figures, and what costs points."""
    command = install()
    print(f"| kind | page | {' | '.join(CATEGORIES)} | LCP s | TBT ms | CLS |")
    print("|---|---|" + "--:|" * (len(CATEGORIES) + len(FIGURES)))
    notes = []
    for kind in KINDS:
        runs = [run(command, address + pages[kind]) for _ in range(RUNS)]
        scores = [median(each["categories"][name]["score"] for each in runs) for name in CATEGORIES]
        audits = [each["audits"] for each in runs]
        lcp, tbt, cls = (median(each[name]["numericValue"] for each in audits) for name in FIGURES)
        said = " | ".join(f"{score * 100:.0f}" for score in scores)
        print(f"| {kind} | {pages[kind]} | {said} | {lcp / 1e3:.2f} | {tbt:.0f} | {cls:.3f} |")
        notes.append(f"{kind}: {', '.join(missed(runs[-1])) or 'nothing'}")
    print("\nBelow 1, of what counts:\n" + "\n".join(notes))
