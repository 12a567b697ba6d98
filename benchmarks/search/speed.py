"""How soon the search answers: python -m benchmarks.search.speed [--rate 4] [--runs 5].

Builds this guide's site, opens its largest page in a phone's size on a slowed processor, taps the
opener, types, and measures in the page: from the tap to the first result drawn, and the longest
task from then on. What is typed is there as soon as the dialog is: nobody types sooner.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.search.engines import ROOT
from michishirube.publish.build import publish
from tests.browser import chromium, site
from tests.browser.pages import PHONE

PAGE = "stages/after-contract.html"
TYPED = "納品したのに連絡がない"
WATCH = """
typed => {
  const $dialog = document.querySelector("dialog.search")
  window.answered = new Promise(done => {
    new MutationObserver((_, watcher) => {
      if (!$dialog.querySelector(".search-hit")) return
      watcher.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    }).observe($dialog, { childList: true, subtree: true })
  })
  window.tasks = []
  const $opener = document.querySelector(".search-open")
  $opener.addEventListener("pointerdown", () => {
    window.tapped = performance.now()
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        if (entry.startTime >= window.tapped - 1) window.tasks.push(entry.duration)
    }).observe({ type: "longtask" })
  }, { capture: true })
  $opener.addEventListener("click", () => {
    const $input = $dialog.querySelector("input")
    $input.value = typed
    $input.dispatchEvent(new Event("input", { bubbles: true }))
  })
}
"""
RESULT = """async () => {
  const answered = await window.answered
  await new Promise(done => setTimeout(done, 300))
  return [answered - window.tapped, Math.max(0, ...window.tasks)]
}"""


def main() -> None:
    """Read the options, measure, print the medians."""
    options = argparse.ArgumentParser(prog="benchmarks.search.speed", description=__doc__)
    options.add_argument("--rate", type=int, default=4, help="how many times slower the processor")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--site", type=Path, help="a site that is built already")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium.launched() as browser:
        built = chosen.site or Path(folder) / "site"
        if not chosen.site:
            publish(ROOT, built)
        with site.serve(built) as url:
            runs = [measure(browser, url + PAGE, chosen.rate) for _ in range(chosen.runs)]
    firsts, longest = zip(*runs, strict=True)
    print(f"first result after the tap: {statistics.median(firsts):.0f} ms {rounded(firsts)}")
    print(f"longest task of 50 ms and more: {statistics.median(longest):.0f} ms {rounded(longest)}")


def measure(browser: Browser, address: str, rate: int) -> tuple[float, float]:
    """Milliseconds from the tap to the first result, and of the longest task, in a new profile."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.wait_for_timeout(500)
    page.evaluate(WATCH, TYPED)
    page.locator(".search-open").tap()
    found: list[float] = page.evaluate(RESULT)
    context.close()
    return found[0], found[1]


def rounded(values: tuple[float, ...]) -> str:
    """All values of a row."""
    return f"({', '.join(f'{value:.0f}' for value in sorted(values))})"


if __name__ == "__main__":
    main()
