"""A guide that is read from the right: nothing of a drawing leaves its box, arrows point onward."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.pages import DESKTOP, PHONE
from tests.conftest import HOUSEPLANT, Project
from tests.publish.test_build import run


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("arabic") / "guide")
    shutil.copytree(HOUSEPLANT, project.root)
    project.replace("site_config.yml", "language: en", "language: ar")
    project.write("locales/ar/ui.toml", '[menu]\nhome = "البداية"\n')
    project.replace("content/stages/dry.yml", "action: Water the plant", "action: اسق النبتة جيدا")
    done = run("build", cwd=project.root)
    assert done.returncode == 0, done.stderr
    return project.root / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


LEAVING = """() => [...document.querySelectorAll(".fc-svg a")].flatMap(box => {
  const shape = box.querySelector("rect, path")
  const outer = shape.getBoundingClientRect()
  return !outer.width ? [] : [...box.querySelectorAll("text")].filter(text => {
    const inner = text.getBoundingClientRect()
    return inner.left < outer.left - 2 || inner.right > outer.right + 2
  }).map(text => text.textContent)
})"""


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_a_page_read_from_the_right_is_as_legible(
    page: Page, serve: Callable[[Path], str], arabic: Path, viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    page.goto(f"{serve(arabic)}stages/dry.steps.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert page.evaluate(LEAVING) == []
    heading = page.locator("h1").bounding_box()
    assert heading
    assert heading["x"] + heading["width"] > viewport["width"] / 2


def test_arrows_point_to_the_left_there(
    page: Page, serve: Callable[[Path], str], arabic: Path
) -> None:
    page.goto(f"{serve(arabic)}index.html")
    turned = page.locator(".card-arrow .icon").first.evaluate("e => getComputedStyle(e).transform")
    assert turned == "matrix(-1, 0, 0, 1, 0, 0)"
