"""How long a phone's processor works for a page, and for each step of a walk.

Chromium counts what its main thread does. Sites are measured in turn, so that what else runs on
the machine touches all of them alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from statistics import median

from playwright.sync_api import Browser, CDPSession

from tests.browser.pages import PHONE

SLOWER = 4
"""A phone's processor beside this one, as Lighthouse takes it."""
ROUNDS = 5
STEPS = 6
COUNTED = {
    "script": "ScriptDuration",
    "style": "RecalcStyleDuration",
    "layout": "LayoutDuration",
    "all": "TaskDuration",
}
"""What is counted, and what Chromium calls it."""

Counts = dict[str, float]
"""Seconds by what they went into."""


def report(browser: Browser, addresses: Mapping[str, str], pages: Mapping[str, str]) -> None:
    """Print what the pages of each site take, and a step of the walk on the page of a tree."""
    taken: dict[tuple[str, str], list[Counts]] = {}
    for _ in range(ROUNDS):
        for kind, path in pages.items():
            for site, address in addresses.items():
                loaded, steps = _visit(browser, address + path)
                taken.setdefault((kind, site), []).append(loaded)
                if steps:
                    taken.setdefault(("a step", site), []).extend(steps)
    print(f"| kind | site | {' | '.join(COUNTED)} |\n|---|---|{'--:|' * len(COUNTED)}")
    for (kind, site), counts in taken.items():
        middle = (f"{1000 * median(each[name] for each in counts):.0f}" for name in COUNTED)
        print(f"| {kind} | {site} | {' | '.join(middle)} |")


def _visit(browser: Browser, address: str) -> tuple[Counts, list[Counts]]:
    """Open a page in a fresh profile, and give the first answer as long as there is one."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    counts = [_counted(session)]
    for _ in range(STEPS):
        ways = page.locator(".walk-step a[data-walk]")
        if not ways.count():
            break
        ways.first.click()
        page.wait_for_timeout(600)  # Until it has scrolled there.
        counts.append(_counted(session))
    context.close()
    steps = [
        {name: after[name] - before[name] for name in COUNTED}
        for before, after in itertools.pairwise(counts)
    ]
    return counts[0], steps


def _counted(session: CDPSession) -> Counts:
    """What the page has taken until now."""
    found = {
        each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]
    }
    return {name: found[key] for name, key in COUNTED.items()}
