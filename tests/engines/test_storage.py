"""Who lets no site store anything still walks and writes letters, in Firefox and WebKitGTK."""

from __future__ import annotations

from tests.browser.test_letters import ASK_BACK
from tests.browser.test_walk import TREE
from tests.engines.conftest import OpenPage, Start
from tests.engines.test_letters import fill_all
from tests.engines.test_walk import walk_on

STORES = """
  try {
    localStorage.setItem("tried", "1")
    return localStorage.getItem("tried") === "1"
  } catch {
    return false
  }
"""
# Material, too, asks for storage, and says so when it is refused.
OF_THE_THEME = ("insecure", "SecurityError", "null is not an object", "localStorage")


def test_refused_storage_leaves_the_walk_and_the_letters(
    open_page: OpenPage, start: Start, engine: str
) -> None:
    driver = start(engine, stores_nothing=True)
    page = open_page(TREE, driver=driver, allow=OF_THE_THEME)
    assert not page.evaluate(STORES)
    walk_on(page)
    page = open_page(ASK_BACK, guide="library", driver=driver, allow=OF_THE_THEME)
    fill_all(page)
