"""Letters in Firefox and WebKitGTK: typed in, and proven by pasting what was copied."""

from __future__ import annotations

from tests.browser.test_letters import ASK_BACK, FILLED
from tests.browser.test_letters_copying import ABSENT, DONE, NO_COMMAND
from tests.engines.conftest import OpenPage
from tests.engines.page import Page

BEFORE = "before"
LETTER = ".desk .letter-text"
SELECTED = """
  const $source = document.activeElement
  return $source.value.slice($source.selectionStart, $source.selectionEnd)
"""


def open_filled(open_page: OpenPage, first: str = "") -> Page:
    page = open_page(ASK_BACK, guide="library", first=first)
    fill_all(page)
    return page


def fill_all(page: Page) -> None:
    page.fill("#field-borrower", "山田様")
    page.fill("#field-book", "坊っちゃん")
    page.fill("#field-history", "・11月12日 電話した\n・11月17日 はがきを出した")
    set_day(page)
    page.until(lambda: page.text(LETTER) == FILLED, "the whole letter")


def set_day(page: Page) -> None:
    """As a picker does it: how a date is typed is another in each browser and language."""
    page.evaluate(
        "arguments[0].value = '2026-11-01';"
        "arguments[0].dispatchEvent(new Event('input', { bubbles: true }))",
        page.find('.entry[data-field="lent_on"] input'),
    )


def copy(page: Page) -> None:
    page.click(".desk button", "コピーする")


def test_the_copied_letter_is_pasted_with_its_lines(open_page: OpenPage) -> None:
    page = open_filled(open_page)
    page.copy_elsewhere(BEFORE)
    assert page.pasted() == BEFORE
    copy(page)
    page.find(".copy-status", DONE)
    assert page.pasted() == FILLED


def test_another_wording_keeps_what_was_typed(open_page: OpenPage) -> None:
    page = open_filled(open_page)
    page.click(".tones label, .choice", "簡潔")
    page.until(lambda: page.text(LETTER).startswith("山田様\n「坊っちゃん」"), "the short one")
    copy(page)
    page.click(".copy-question button", "このままコピーする")
    page.find(".copy-status", DONE)
    assert page.pasted() == page.text(LETTER)


def test_the_old_way_copies_where_there_is_no_other(open_page: OpenPage) -> None:
    page = open_filled(open_page, ABSENT)
    page.copy_elsewhere(BEFORE)
    copy(page)
    page.find(".copy-status", DONE)
    assert page.pasted() == FILLED


def test_where_nothing_copies_the_text_stands_selected(open_page: OpenPage) -> None:
    page = open_filled(open_page, f"{ABSENT};{NO_COMMAND};")
    page.copy_elsewhere(BEFORE)
    copy(page)
    page.find(".copy-status", "コピーしてください")
    assert "コピーしました" not in page.text(".copy-status")
    assert page.evaluate(SELECTED) == FILLED
    assert page.pasted() == BEFORE


def test_blanks_are_named_and_asked(open_page: OpenPage) -> None:
    page = open_filled(open_page)
    page.copy_elsewhere(BEFORE)
    page.fill("#field-book", "")
    page.fill("#field-borrower", "")
    copy(page)
    page.find(".copy-question", "まだ書き入れていません: 借りた人、本の題")
    assert page.pasted() == BEFORE
    page.click(".copy-question button", "書き入れる")
    page.until(lambda: page.has_focus("#field-borrower"), "focus on the first blank")
    copy(page)
    page.click(".copy-question button", "このままコピーする")
    page.find(".copy-status", DONE)
    assert page.pasted() == FILLED.replace("山田", "〔借りた人〕").replace(
        "坊っちゃん", "〔本の題〕"
    )
