"""Copying proves itself: success is said only when the text is on the clipboard for certain."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.pages import PHONE, OpenPage
from tests.browser.test_letters import ASK_BACK, FILLED, NOTE, NOW, fill_all

PERMISSIONS = ["clipboard-read", "clipboard-write"]
DONE = "コピーしました。はがきに貼り付けて送ります。"

ABSENT = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
REFUSING = """
Object.defineProperty(navigator, 'clipboard', { value: {
  writeText: () => Promise.reject(new DOMException('refused', 'NotAllowedError')),
} })
"""
SILENT = """
Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => new Promise(() => {}) } })
"""
NO_COMMAND = "document.execCommand = () => false"
MAYBE_COMMAND = "document.execCommand = () => 'perhaps'"
THROWING_COMMAND = "document.execCommand = () => { throw new Error('no') }"


def open_filled(open_page: OpenPage, base: str, *scripts: str) -> Page:
    def stub(page: Page) -> None:
        for script in scripts:
            page.add_init_script(script)

    page = open_page(
        ASK_BACK,
        base=base,
        viewport=PHONE,
        now=NOW,
        before=stub if scripts else None,
        permissions=PERMISSIONS,
    )
    fill_all(page)
    return page


def clipboard(page: Page) -> str:
    """What is on the clipboard, read by a page on which nothing is changed."""
    other = page.context.new_page()
    other.goto(page.url)
    other.bring_to_front()
    found = str(other.evaluate("navigator.clipboard.readText()"))
    other.close()
    return found


def put_on_clipboard(page: Page, text: str) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.bring_to_front()
    other.evaluate("text => navigator.clipboard.writeText(text)", text)
    other.close()
    page.bring_to_front()


def test_the_letter_is_on_the_clipboard_with_its_lines(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_filled(open_page, library_url)
    put_on_clipboard(page, "前のもの")
    status = page.get_by_role("status").filter(has_text="コピー")
    expect(status).to_have_count(0)
    page.get_by_role("button", name="コピーする").click()
    expect(status).to_have_text(DONE)
    assert clipboard(page) == FILLED


@pytest.mark.parametrize("stub", [ABSENT, REFUSING, SILENT], ids=["absent", "refusing", "silent"])
def test_the_old_way_copies_where_the_new_one_is_refused(
    open_page: OpenPage, library_url: str, stub: str
) -> None:
    page = open_filled(open_page, library_url, stub)
    put_on_clipboard(page, "前のもの")
    button = page.get_by_role("button", name="コピーする")
    button.click()
    expect(page.locator(".copy-status")).to_have_text(DONE)
    assert clipboard(page) == FILLED
    assert page.locator(".copy-source").count() == 0
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    "command",
    [NO_COMMAND, MAYBE_COMMAND, THROWING_COMMAND],
    ids=["false", "not-true", "throwing"],
)
@pytest.mark.parametrize("stub", [ABSENT, REFUSING], ids=["absent", "refusing"])
def test_where_nothing_copies_the_text_stands_selected(
    open_page: OpenPage, library_url: str, stub: str, command: str
) -> None:
    page = open_filled(open_page, library_url, stub, command)
    page.get_by_role("button", name="コピーする").click()
    expect(page.locator(".copy-status")).to_contain_text("長押ししてコピーしてください")
    expect(page.locator(".copy-status")).not_to_contain_text("コピーしました")
    source = page.get_by_label("コピーする文")
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport()
    assert source.evaluate("e => [e.tagName, e.readOnly]") == ["TEXTAREA", True]
    assert source.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)") == FILLED
    if stub == ABSENT and command == NO_COMMAND:
        assert violations(page) == ""


def test_what_was_said_goes_when_the_letter_changes(open_page: OpenPage, library_url: str) -> None:
    page = open_filled(open_page, library_url)
    page.get_by_role("button", name="コピーする").click()
    expect(page.locator(".copy-status")).to_have_text(DONE)
    page.locator("#field-book").fill("こころ")
    expect(page.locator(".copy-status")).to_be_empty()


def test_with_blanks_left_it_names_them_and_asks(open_page: OpenPage, library_url: str) -> None:
    page = open_filled(open_page, library_url)
    put_on_clipboard(page, "前のもの")
    page.locator("#field-book").fill("")
    page.locator("#field-borrower").fill("")
    page.get_by_role("button", name="コピーする").click()
    question = page.get_by_role("group", name="まだ書き入れていません: 借りた人、本の題")
    expect(question).to_be_focused()
    assert clipboard(page) == "前のもの"
    page.bring_to_front()
    page.get_by_role("button", name="書き入れる").click()
    expect(page.locator("#field-borrower")).to_be_focused()
    expect(question).to_be_hidden()
    page.get_by_role("button", name="コピーする").click()
    page.get_by_role("button", name="このままコピーする").click()
    expect(page.locator(".copy-status")).to_have_text(DONE)
    assert clipboard(page) == FILLED.replace("山田", "〔借りた人〕").replace(
        "坊っちゃん", "〔本の題〕"
    )


def test_escape_leaves_the_question(open_page: OpenPage, library_url: str) -> None:
    page = open_filled(open_page, library_url)
    page.locator("#field-book").fill("")
    button = page.get_by_role("button", name="コピーする")
    button.click()
    page.keyboard.press("Escape")
    expect(page.locator(".copy-question")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_deadline_that_passed_meanwhile_is_asked_about(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_filled(open_page, library_url)
    page.clock.set_fixed_time("2026-12-01T09:00+09:00")
    page.get_by_role("button", name="コピーする").click()
    expect(page.locator(".copy-question")).to_contain_text("返す期限: もう過ぎています。")


def test_a_letter_within_a_step_is_copied_from_there(open_page: OpenPage, library_url: str) -> None:
    page = open_filled(open_page, library_url)
    page.goto(library_url + "stages/lent.html#write")
    page.locator('.letter-place[data-letter="note"] .letter-other').click()
    letter = page.locator('.letter-place[data-letter="note"] .letter-here')
    letter.get_by_role("button", name="コピーする").click()
    expect(letter.locator(".copy-status")).to_have_text(
        "コピーしました。付せんに貼り付けて送ります。"
    )
    assert clipboard(page) == "山田様\n「坊っちゃん」の件です。"


def test_a_letter_within_a_step_asks_and_leads_to_what_is_missing(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_page("stages/lent.html#write", base=library_url, permissions=PERMISSIONS)
    page.locator('.letter-place[data-letter="note"] .letter-other').click()
    letter = page.locator('.letter-place[data-letter="note"] .letter-here')
    letter.get_by_role("button", name="コピーする").click()
    expect(letter.locator(".copy-question")).to_contain_text("借りた人、本の題")
    letter.locator(".copy-question").get_by_role("button", name="書き入れる").click()
    expect(letter.locator(".entry input").first).to_be_focused()
    expect(letter.locator(".copy-question")).to_be_hidden()


def test_a_letter_among_all_steps_is_copied_from_there(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_filled(open_page, library_url)
    page.goto(library_url + "stages/lent.steps.html#write")
    peek = page.locator('.node[data-node="write"] .letter-peek[data-letter="note"]')
    peek.locator("summary").click()
    peek.get_by_role("button", name="コピーする").click()
    expect(peek.locator(".copy-status")).to_have_text(
        "コピーしました。付せんに貼り付けて送ります。"
    )
    assert clipboard(page) == "山田様\n「坊っちゃん」の件です。"


def test_a_letter_among_all_steps_asks_and_leads_to_its_page(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_page("stages/lent.steps.html#write", base=library_url, permissions=PERMISSIONS)
    peek = page.locator('.node[data-node="write"] .letter-peek[data-letter="note"]')
    peek.locator("summary").click()
    peek.get_by_role("button", name="コピーする").click()
    expect(peek.locator(".copy-question")).to_contain_text("借りた人、本の題")
    peek.locator(".copy-question a").click()
    page.wait_for_url("**/" + NOTE)
