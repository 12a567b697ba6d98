"""Draws all pictures of the manual anew: `python -m docs.pictures`."""

from __future__ import annotations

import difflib
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from docs.pictures import drawings, walks
from docs.pictures.drawings import WIDTH, Line
from docs.pictures.walks import Change
from michishirube.checks.project import check_project
from michishirube.i18n import messages
from michishirube.reports.report import message, remedy
from michishirube.support import outputs
from tests.browser import chromium, site
from tests.conftest import FREELANCE, ROOT

FOLDER = Path(__file__).parent
AROUND = 3
"""Lines shown before and after a change."""

PHONE = {"width": 360, "height": 760}
DESK = {"width": 1080, "height": 760}


def main() -> int:
    """Draw them all; they lie beside this module."""
    with tempfile.TemporaryDirectory() as folder, chromium.launched() as browser:
        for name, drawn in drawn_screens(Path(folder)).items():
            _draw(browser, drawn, FOLDER / f"{name}.png")
        built = Path(folder) / "site"
        site.build(built, FREELANCE)
        with site.serve(built) as address:
            for name, take in PHOTOGRAPHS.items():
                take(browser, address, FOLDER / f"{name}.png")
    print(
        "\n".join(f"{path.stat().st_size:>8} {path.name}" for path in sorted(FOLDER.glob("*.png")))
    )
    return 0


def drawn_screens(folder: Path) -> dict[str, str]:
    """Every drawn screen by name, as HTML."""
    (sentence,) = walks.SENTENCE
    letter, use = walks.LETTER
    branch, story = walks.BRANCH
    return {
        "fork": drawings.message(
            "はじめてのとき",
            "このファイルを直すには、あなた用の写しを作ります。元のガイドは変わりません。",
            "Fork this repository",
            2,
        ),
        "sentence": _editor(sentence, step=4),
        "commit": drawings.dialog(
            "Propose changes",
            [
                ("Commit message", "返信の早さの言い方を、やわらかくする"),
                ("Extended description", "「正解」は、責められていると感じる人がいるため。"),
            ],
            "Propose changes",
            (5, 6),
        ),
        "pull-request": drawings.message(
            "Comparing changes",
            "送る前に、何が変わるかをもう一度見られます。次の画面でも、同じボタンを押します。",
            "Create pull request",
            7,
        ),
        "letter": _editor(letter, step=3, file_step=2),
        "letter-use": _editor(use, step=4),
        "branch": _editor(branch, step=3),
        "branch-story": _editor(story, step=4),
        "answer": _answer(folder),
    }


def _editor(change: Change, *, step: int, file_step: int = 0) -> str:
    lines = _lines(change)
    return drawings.editor(
        change.path, lines, button="Commit changes…", step=step, file_step=file_step
    )


def _lines(change: Change) -> list[Line]:
    """The lines of a file after a change, those around it only, with what is new marked."""
    old, changed = change.text(FREELANCE)
    before, after = (text.rstrip("\n").split("\n") if text else [] for text in (old, changed))
    new = {
        number
        for tag, _, _, start, end in difflib.SequenceMatcher(None, before, after).get_opcodes()
        if tag in {"insert", "replace"}
        for number in range(start, end)
    }
    first, last = min(new) - AROUND, max(new) + AROUND
    shown = range(max(first, 0), min(last + 1, len(after)))
    marked = [Line(at + 1, after[at], "new" if old and at in new else "") for at in shown]
    return [*([Line(0, "")] if first > 0 else []), *marked]


def _answer(folder: Path) -> str:
    """What the checks say of a slip, as it stands below the line in the pull request."""
    root = Path(shutil.copytree(FREELANCE, folder / "slip"))
    walks.SLIP.apply(root)
    loaded, said = check_project(root), messages.load("ja", "diagnostics")
    (found,) = list(loaded.diagnostics)
    text = loaded.files[found.span.path].lines
    at = found.span.line - 1
    lines = [Line(each + 1, text[each]) for each in range(at - 2, at)]
    lines.append(Line(at + 1, text[at], "wrong"))
    title = f"{said('report.error')}[{found.code}]: {message(found, said)}"
    return drawings.annotated(found.span.path, lines, title, remedy(found, said))


def _keep(picture: bytes, path: Path) -> None:
    """Write a picture in the place of the last one, and of nothing else."""
    outputs.write_file(ROOT, path, picture, lambda before: before.startswith(b"\x89PNG"))


def _draw(browser: Browser, document: str, path: Path) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 80})
    page.set_content(document)
    _keep(page.screenshot(full_page=True), path)
    page.close()


def _home(browser: Browser, address: str, path: Path) -> None:
    page = browser.new_page(viewport=PHONE, locale="ja-JP")  # type: ignore[arg-type]
    page.goto(address)
    _keep(page.screenshot(), path)
    page.close()


def _chart(browser: Browser, address: str, path: Path) -> None:
    page = browser.new_page(viewport=DESK, locale="ja-JP")  # type: ignore[arg-type]
    page.goto(f"{address}stages/after-delivery.steps.html#_chart")
    page.wait_for_timeout(300)
    _keep(page.screenshot(), path)
    page.close()


def _link(browser: Browser, address: str, path: Path) -> None:
    """A step and the menu at the end of its page, with a ring around what opens its line."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 1600}, locale="ja-JP")
    page.goto(f"{address}stages/before-contract.html?at=wait-day")
    page.locator(".edit-menu").evaluate("menu => { menu.open = true }")
    _ring(page, ".edit-here .edit-link")
    menu = page.locator(".edit-menu").bounding_box()
    if menu is None:
        raise LookupError("the menu isn't shown")
    height = menu["y"] + menu["height"]
    clip = {"x": 0.0, "y": 64.0, "width": float(WIDTH), "height": height - 48}
    _keep(page.screenshot(clip=clip, full_page=True), path)  # type: ignore[arg-type]
    page.close()


def _ring(page: Page, selector: str) -> None:
    # The page's policy lets no style sheet be added to it.
    page.locator(selector).evaluate(
        "link => { link.style.outline = '3px solid #cf222e'; link.style.outlineOffset = '4px' }"
    )


PHOTOGRAPHS: dict[str, Callable[[Browser, str, Path], None]] = {
    "home": _home,
    "chart": _chart,
    "edit-link": _link,
}
"""Pictures of a site, of the guide from which the manual takes its examples."""

if __name__ == "__main__":
    sys.exit(main())
