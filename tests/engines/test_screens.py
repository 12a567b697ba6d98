"""The map and the steps in which one does something, in Firefox and WebKitGTK."""

from __future__ import annotations

from tests.browser.test_letters import FILLED
from tests.browser.test_screens import ACTION, QUESTION, REFUSED, STEPS, TREE, TWO_LETTERS
from tests.engines.conftest import OpenPage
from tests.engines.page import Page
from tests.engines.test_letters import fill_all
from tests.engines.test_walk import at, choose

ESCAPE = "\ue00c"
SHEET = "dialog.map-sheet"


def open_map(page: Page) -> None:
    page.click(".map-opener")
    page.find(f"{SHEET} .map .is-here")


def close_map(page: Page, how: str) -> None:
    if how == "back":
        page.back()
    elif how == "escape":
        page.press(ESCAPE)
    else:
        page.click(".map-close")


def test_the_map_opens_leads_on_and_closes(open_page: OpenPage) -> None:
    page = open_page(QUESTION)
    at(page, "nudge-result")
    before = page.url
    for how in ("escape", "back", "button"):
        open_map(page)
        close_map(page, how)
        page.gone(SHEET)
        page.until(lambda: page.url == before, "the address of before")
        page.until(lambda: page.has_focus(".map-opener"), "focus on what opened it")
    open_map(page)
    page.click(f'{SHEET} [data-node="final-notice"]')
    page.click(".map-bar a", "ここから進む")
    at(page, "final-notice")
    page.gone(SHEET)
    page.back()
    at(page, "nudge-result")


def test_the_address_of_a_step_opens_the_walk_there(open_page: OpenPage) -> None:
    page = open_page(f"{TREE}#progress")
    at(page, "progress")
    page.until(lambda: page.url.endswith(f"{TREE}?at=progress"), "the address of the place")
    choose(page, "できない・仮払いがまだ")
    page.back()
    at(page, "progress")
    page.goto(f"{STEPS}#progress")
    page.find("#progress")


def test_what_was_done_is_recorded_leads_on_and_is_taken_back(open_page: OpenPage) -> None:
    page = open_page(ACTION)
    at(page, "nudge")
    page.click(".done button", "連絡催促を申請した")
    at(page, "wait-office")
    page.find(".walk-note", "このタブを閉じるまで")
    assert page.shown(".due-days li.is-today")
    page.click(".note-undo")
    page.find(".walk-note", "記録を取り消しました")


def test_what_is_refused_to_be_kept_still_counts(open_page: OpenPage) -> None:
    page = open_page(ACTION, first=REFUSED)
    at(page, "nudge")
    page.click(".done button", "連絡催促を申請した")
    at(page, "wait-office")
    page.find(".walk-note", "記録できませんでした")
    page.until(lambda: "on=20" in page.url, "the day in the address")
    page.reload()
    page.find(".due-days li.is-today")


def test_a_letter_in_its_step_is_copied_and_pasted(open_page: OpenPage) -> None:
    page = open_page(TWO_LETTERS, guide="library")
    at(page, "write")
    fill_all(page)
    page.click(".letter-place .copy-button")
    page.find(".copy-status", "コピーしました")
    assert page.pasted() == FILLED
    page.click(".letter-other")
    page.find('.letter-place[data-letter="note"] .copy-button')
