"""A letter's page as a form: it asks for what is needed, shows it at once, keeps it, and warns."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from michishirube.i18n.messages import load as words_of
from tests.browser.accessibility import violations
from tests.browser.pages import DESKTOP, PHONE, OpenPage, enlarge_text, horizontal_overflow

NOW = "2026-11-25T12:00+09:00"
ASK_BACK = "letters/ask-back.html"
NOTE = "letters/note.html"

OpenLetter = Callable[..., Page]


@pytest.fixture
def open_letter(open_page: OpenPage, library_url: str) -> OpenLetter:
    """Open a page of the small guide at noon of a Wednesday."""

    def open_one(path: str = ASK_BACK, *, now: str = NOW, **options: Any) -> Page:
        return open_page(path, base=library_url, now=now, **options)

    return open_one


def entry(page: Page, field: str) -> Locator:
    return page.locator(f'.entry[data-field="{field}"]')


def fill(page: Page, field: str, value: str) -> None:
    entry(page, field).locator("input, textarea").first.fill(value)


def fill_all(page: Page) -> None:
    fill(page, "borrower", "山田様")
    fill(page, "book", "坊っちゃん")
    fill(page, "lent_on", "2026-11-01")
    fill(page, "history", "・11月12日 電話した\n・11月17日 はがきを出した")


def text(page: Page) -> str:
    return page.locator(".desk .letter-text").text_content() or ""


FILLED = """\
山田様

11月1日(日)にお貸しした「坊っちゃん」は、お読みになりましたか。
11月30日(月)18時までにお返しください。

これまでのこと:
・11月12日 電話した
・11月17日 はがきを出した"""


def test_the_letter_follows_what_one_types(open_letter: OpenLetter) -> None:
    page = open_letter()
    assert page.locator(".letter-sheet").count() == 1
    assert page.locator(".variants, .tone-title, .fields").count() == 0
    assert text(page).startswith("〔借りた人〕様\n\n〔貸した日〕にお貸しした「〔本の題〕」")
    fill_all(page)
    assert text(page) == FILLED
    expect(page.locator(".letter-count")).to_have_text(re.compile(r"^\d+文字\(上限 300文字\)$"))
    assert str(len(FILLED)) in page.locator(".letter-count").inner_text()


def test_only_what_the_letter_needs_is_asked(open_letter: OpenLetter) -> None:
    page = open_letter()
    asked = "e => e.filter(one => one.offsetParent).map(one => one.dataset.field)"
    entries = page.locator(".entry")
    assert entries.evaluate_all(asked) == [
        "borrower", "book", "lent_on", "state", "deadline", "history", "place",
    ]  # fmt: skip
    page.get_by_label("なくした").check()
    assert "cost" in entries.evaluate_all(asked)
    assert "deadline" not in entries.evaluate_all(asked)
    fill(page, "cost", "1500円")
    assert "なくされた場合は、1,500円をお願いいたします。" in text(page)
    page.get_by_label("読んでいる").check()
    assert "11月25日(水)にもお伝えしました。" in text(page)


def test_lines_of_conditions_come_and_go_whole(open_letter: OpenLetter) -> None:
    page = open_letter()
    before = text(page)
    fill(page, "place", "図書館")
    assert "\n場所は図書館です。\n\nこれまで" in text(page)
    fill(page, "place", "  ")
    assert text(page) == before


def test_another_wording_has_the_same_entries(open_letter: OpenLetter) -> None:
    page = open_letter()
    fill_all(page)
    page.get_by_label("簡潔").check()
    assert text(page).startswith("山田様\n「坊っちゃん」(11月1日(日))、11月30日(月)18時までに。")
    page.reload()
    assert text(page).startswith("山田様\n「坊っちゃん」")


def test_what_letters_share_is_filled_in_once(open_letter: OpenLetter, library_url: str) -> None:
    page = open_letter()
    fill_all(page)
    page.goto(library_url + NOTE)
    assert text(page) == "山田様\n「坊っちゃん」の件です。"
    page.go_back()
    assert text(page) == FILLED


def test_a_blank_leads_to_its_entry(open_letter: OpenLetter) -> None:
    page = open_letter(viewport=PHONE)
    page.locator(".letter-text a.blank", has_text="本の題").click()
    expect(entry(page, "book").locator("input")).to_be_focused()
    left = page.locator(".copy-left")
    expect(left).to_have_text("あと4つ")
    left.click()
    expect(entry(page, "borrower").locator("input")).to_be_focused()
    fill_all(page)
    expect(left).to_have_text("すべて書き入れました")
    expect(left).to_be_disabled()


def test_what_has_the_focus_is_not_under_the_bars(open_letter: OpenLetter) -> None:
    page = open_letter(viewport=PHONE)
    page.locator(".letter-text a.blank").first.click()
    seen = 0
    # Until the focus leaves the page.
    while page.evaluate("document.activeElement !== document.body") and seen < 25:
        seen += 1
        hidden = page.evaluate(
            """() => {
              const $focus = document.activeElement
              const { left, top, width, height } = $focus.getBoundingClientRect()
              const $top = document.elementFromPoint(left + width / 2, top + height / 2)
              const isSeen = $focus.contains($top) || $top?.contains($focus)
              return isSeen ? "" : $focus.outerHTML
            }"""
        )
        assert hidden == ""
        page.keyboard.press("Tab")
    assert seen > 15


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2026-11-24", "18:00", "もう過ぎています。"),
        ("2026-11-26", "11:00", "早すぎます。11月26日(木)12時より後にします。"),
        ("2026-11-26", "12:00", ""),
    ],
)
def test_a_deadline_that_cannot_be_met_is_told(
    open_letter: OpenLetter, day: str, time: str, words: str
) -> None:
    page = open_letter()
    fill_all(page)
    inputs = entry(page, "deadline").locator("input")
    inputs.nth(0).fill(day)
    inputs.nth(1).fill(time)
    expect(entry(page, "deadline").locator(".entry-warning")).to_have_text(words)
    expected = "確かめるところがあります" if words else "すべて書き入れました"
    expect(page.locator(".copy-left")).to_have_text(expected)
    page.get_by_role("button", name="コピーする").click()
    expect(page.get_by_role("button", name="直す")).to_be_visible(visible=bool(words))


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_dates_are_those_of_the_guide_at_the_end_of_the_year(
    open_letter: OpenLetter, zone: str
) -> None:
    page = open_letter(now="2026-12-31T23:59+09:00", timezone_id=zone)
    assert "2027年1月6日(水)18時までに" in text(page)
    fill(page, "lent_on", "2026-12-31")
    expect(entry(page, "lent_on").locator(".entry-warning")).to_be_empty()
    expect(entry(page, "lent_on").locator(".entry-words")).to_have_text("12月31日(木)")


def test_too_much_is_counted(open_letter: OpenLetter) -> None:
    page = open_letter()
    fill(page, "history", "あ" * 41)
    expect(entry(page, "history").locator(".entry-warning")).to_have_text(
        "1文字多いので、短くします。"
    )
    fill(page, "history", "あ" * 400)
    expect(page.locator(".letter-count")).to_contain_text("上限の300文字より")


def warning(page: Page, field: str) -> Locator:
    return entry(page, field).locator(".entry-warning")


def described(page: Page, field: str) -> str:
    return str(
        entry(page, field)
        .locator("input")
        .first.evaluate(
            "e => e.getAttribute('aria-describedby').split(' ')"
            ".map(id => document.getElementById(id).textContent).join(' ')"
        )
    )


def test_an_amount_stands_in_the_letter_once_however_it_is_typed(open_letter: OpenLetter) -> None:
    page = open_letter()
    page.get_by_label("なくした").check()
    for typed in ("1500円", "￥１，５００", "1,500えん", "1.5千", "千五百円"):
        fill(page, "cost", typed)
        assert "なくされた場合は、1,500円をお願いいたします。" in text(page), typed
        expect(warning(page, "cost")).to_be_empty()
        expect(entry(page, "cost").locator("input")).to_have_attribute("aria-invalid", "false")
        assert "文には「1,500」と入ります。" in described(page, "cost")


def test_what_cannot_be_read_is_told_and_is_not_filled_in(open_letter: OpenLetter) -> None:
    page = open_letter(viewport=PHONE)
    fill_all(page)
    page.get_by_label("なくした").check()
    fill(page, "cost", "1,500円（税込）")
    assert "なくされた場合は、〔本の値段〕円をお願いいたします。" in text(page)
    words = words_of("ja", "script")("warning.amount-words", found="税込", example="12,000")
    expect(warning(page, "cost")).to_have_text(words)
    expect(entry(page, "cost").locator("input")).to_have_attribute("aria-invalid", "true")
    assert words in described(page, "cost")
    expect(page.locator(".copy-left")).to_have_text("あと1つ")
    page.get_by_role("button", name="コピーする").click()
    expect(page.locator(".copy-question")).to_contain_text(f"本の値段: {words}")
    page.get_by_role("button", name="書き入れる").click()
    expect(entry(page, "cost").locator("input")).to_be_focused()
    fill(page, "cost", "1,500")
    expect(page.locator(".copy-left")).to_have_text("すべて書き入れました")
    assert "1,500円をお願い" in text(page)


def test_a_name_has_one_title_or_a_question(open_letter: OpenLetter) -> None:
    page = open_letter()
    fill_all(page)
    fill(page, "borrower", "山田サマ")
    assert text(page).startswith("山田様\n")
    assert "文には「山田」と入ります。" in described(page, "borrower")
    fill(page, "borrower", "山田部長")
    expect(warning(page, "borrower")).to_contain_text("「部長」")
    expect(page.locator(".copy-left")).to_have_text("確かめるところがあります")
    fill(page, "borrower", "様")
    assert text(page).startswith("〔借りた人〕様\n")
    expect(page.locator(".copy-left")).to_have_text("あと1つ")


def test_a_day_of_a_far_year_is_refused(open_letter: OpenLetter) -> None:
    page = open_letter()
    fill_all(page)
    day = entry(page, "deadline").locator("input[type=date]")
    assert [day.get_attribute(name) for name in ("min", "max")] == ["1900-01-01", "2199-12-31"]
    # As older browsers let one type it.
    day.evaluate(
        "e => { e.value = '20261-12-03'; e.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    assert "〔返す期限〕までにお返しください。" in text(page)
    expect(warning(page, "deadline")).to_have_text(
        "暦にある日として読めないので、文にはまだ入れていません。1900年から2199年までの日を書きます。"
    )
    expect(page.locator(".copy-left")).to_have_text("あと1つ")


def test_where_days_are_typed_as_text_they_are_read(open_letter: OpenLetter) -> None:
    # Browsers without a calendar show a plain input instead.
    page = open_letter()
    fill_all(page)
    page.locator("input[type=date]").evaluate_all("all => all.forEach(e => (e.type = 'text'))")
    fill(page, "lent_on", "令和8年11月1日")
    fill(page, "deadline", "12/3")
    assert "11月1日(日)にお貸しした" in text(page)
    assert "12月3日(木)18時までにお返しください。" in text(page)
    page.reload()
    assert entry(page, "lent_on").locator("input").input_value() == "2026-11-01"
    assert "12月3日(木)18時までにお返しください。" in text(page)
    page.locator("input[type=date]").evaluate_all("all => all.forEach(e => (e.type = 'text'))")
    fill(page, "lent_on", "おととい")
    assert "〔貸した日〕にお貸しした" in text(page)
    expect(warning(page, "lent_on")).to_contain_text("暦にある日として読めない")
    page.reload()
    assert "〔貸した日〕にお貸しした" in text(page)


STRANGE = ["constructor", "", 5, None, True, [], {"a": 1}, "20261-12-03T99:99", "T", "\ue000"]
KEEP = """kept => {
  const here = new URL(".", document.querySelector("script[src*=guide]").src)
  const key = name => `guide:${new URL("..", here).pathname}:${name}`
  const shared = ["borrower", "book", "history"].map(name => `field.${name}`)
  const own = ["lent_on", "state", "cost", "deadline", "reminded_on", "place"]
  for (const name of [...shared, ...own.map(name => `letter.ask-back.${name}`)]) {
    sessionStorage.setItem(key(name), JSON.stringify(kept))
  }
}"""


def test_whatever_is_kept_the_letter_works(open_letter: OpenLetter) -> None:
    page = open_letter()
    for kept in STRANGE:
        page.evaluate(KEEP, kept)
        page.reload()
        expect(page.locator(".desk")).to_be_visible()
        fill_all(page)
        written = text(page)
        assert written.startswith("山田様\n\n11月1日(日)にお貸しした「坊っちゃん」は"), kept
        assert not re.search("undefined|NaN|Invalid|object|function", written), kept


def test_what_is_typed_is_text_and_nothing_else(open_letter: OpenLetter) -> None:
    page = open_letter()
    nasty = '<img src=x onerror="document.title=1"> {{book}} [[if state=lost]]$&$1[[end]]'
    fill(page, "book", nasty)
    assert f"「{nasty}」" in text(page)
    assert page.locator(".letter-text img").count() == 0


def test_each_entry_has_its_name_help_and_example(open_letter: OpenLetter) -> None:
    page = open_letter()
    borrower = page.get_by_role("textbox", name="借りた人", exact=True)
    described = borrower.evaluate(
        "e => e.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).innerText).join(' ')"
    )
    assert "「様」は自動でつきます。" in described
    assert "例 山田" in described
    assert page.get_by_role("group", name="返す期限").get_by_label("時刻").input_value() == "18:00"
    assert page.get_by_role("textbox", name="返す場所 なくてもよい").is_visible()


def test_the_letter_is_saved_as_a_file(open_letter: OpenLetter, tmp_path: Path) -> None:
    page = open_letter()
    fill_all(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="ファイルに保存").click()
    assert got.value.suggested_filename == "ask-back.txt"
    got.value.save_as(tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text("utf-8") == FILLED + "\n"


def test_paper_has_the_letter_with_lines_to_write_on(open_letter: OpenLetter) -> None:
    page = open_letter(
        before=lambda page: page.add_init_script("window.print = () => { printed = 1 }")
    )
    page.get_by_role("button", name="印刷").click()
    assert page.evaluate("printed") == 1
    page.emulate_media(media="print")
    for part in (".desk-entries", ".desk-bar", ".tones", ".letter-more"):
        expect(page.locator(part)).to_be_hidden()
    blank = page.locator(".letter-text .blank").first
    line = "e => [getComputedStyle(e).borderBottomStyle, getComputedStyle(e).backgroundColor]"
    assert blank.evaluate(line) == ["solid", "rgba(0, 0, 0, 0)"]


def test_the_record_goes_into_the_letter(open_letter: OpenLetter, library_url: str) -> None:
    page = open_letter()
    assert page.get_by_role("button", name="記録から経過を入れる").count() == 0
    page.evaluate(
        """() => {
          const here = new URL(".", document.querySelector("script[src*=guide]").src)
          const key = `guide:${new URL("..", here).pathname}:record`
          sessionStorage.setItem(key, JSON.stringify([
            { day: "2026-11-12", what: "lent/write", title: "手紙を送る" },
          ]))
        }"""
    )
    page.reload()
    fill(page, "history", "・11月1日 貸した")
    page.get_by_role("button", name="記録から経過を入れる").click()
    lines = text(page).split("これまでのこと:\n")[1].split("\n")
    assert lines[0] == "・11月1日 貸した"
    assert "11月12日" in lines[1]
    assert "手紙を送る" in lines[1]


def test_a_letter_within_a_step_has_what_was_filled_in(
    open_letter: OpenLetter, library_url: str
) -> None:
    page = open_letter()
    fill_all(page)
    page.goto(library_url + "stages/lent.html#write")
    letter = page.locator('.walk-step .letter-place[data-letter="ask-back"]')
    assert letter.locator(".letter-text").evaluate("e => e.textContent") == FILLED
    expect(letter.get_by_role("button", name="コピーする")).to_be_visible()
    # What is filled in there stands in the letter's own page as well.
    letter.locator(".desk-folded > summary").click()
    letter.locator('.entry[data-field="borrower"] input').fill("佐藤")
    letter.locator(".letter-open a").click()
    page.wait_for_url("**/letters/ask-back.html*")
    expect(page.locator('.entry[data-field="borrower"] input')).to_have_value("佐藤")


def test_a_letter_among_all_steps_has_what_was_filled_in(
    open_letter: OpenLetter, library_url: str
) -> None:
    page = open_letter()
    fill_all(page)
    page.goto(library_url + "stages/lent.steps.html#write")
    peek = page.locator('.node[data-node="write"] .letter-peek[data-letter="ask-back"]')
    peek.locator("summary").click()
    assert peek.locator(".letter-text").evaluate("e => e.textContent") == FILLED
    expect(peek.get_by_role("button", name="コピーする")).to_be_visible()


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"]
)
def test_axe_finds_nothing_in_any_state(
    open_letter: OpenLetter, viewport: ViewportSize, scheme: str
) -> None:
    page = open_letter(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page.get_by_role("button", name="コピーする").click()
    assert violations(page) == ""
    page.get_by_role("button", name="書き入れる").click()
    fill_all(page)
    fill(page, "lent_on", "2026-12-31")
    fill(page, "history", "あ" * 400)
    fill(page, "borrower", "山田部長")
    page.get_by_label("なくした").check()
    fill(page, "cost", "少し")
    assert violations(page) == ""


@pytest.mark.parametrize(("width", "percent"), [(320, 100), (360, 200), (1280, 200)])
def test_nothing_sticks_out(open_letter: OpenLetter, width: int, percent: int) -> None:
    page = open_letter(viewport={"width": width, "height": 800})
    enlarge_text(page, percent)
    fill_all(page)
    fill(page, "history", "long" * 100)
    fill(page, "borrower", "long" * 20 + "様")
    page.get_by_label("なくした").check()
    fill(page, "cost", "long" * 20)
    page.get_by_role("button", name="コピーする").click()
    assert horizontal_overflow(page) == 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_inputs_are_large_enough_to_tap_and_not_to_zoom(
    open_letter: OpenLetter, viewport: ViewportSize
) -> None:
    page = open_letter(viewport=viewport)
    inputs = page.locator(".entry input:visible:not([type=radio]), .entry textarea:visible")
    targets = inputs.or_(page.locator(".choice:visible, .desk button:visible"))
    assert targets.count() > 10
    height = "all => Math.min(...all.map(e => e.getBoundingClientRect().height))"
    assert targets.evaluate_all(height) >= 44
    size = "all => Math.min(...all.map(e => parseFloat(getComputedStyle(e).fontSize)))"
    assert inputs.evaluate_all(size) >= 16


def test_forced_colours_show_what_is_chosen(open_letter: OpenLetter) -> None:
    page = open_letter(forced_colors="active")
    chosen = page.locator(".choice:has(:checked)").first
    assert chosen.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_without_script_the_page_is_to_be_read(open_letter: OpenLetter) -> None:
    page = open_letter(java_script_enabled=False)
    assert page.locator(".letter-sheet .letter-text:visible").count() == 2
    assert page.locator(".letter-sheet .variants").count() == 2
    assert page.locator(".fields .field:visible").count() == 9
    assert page.locator(".desk").count() == 0
    assert page.locator("input:visible").count() == 0


def test_the_letter_works_without_storage(open_letter: OpenLetter) -> None:
    refuse = """for (const name of ["sessionStorage", "localStorage"]) {
      const get = () => { throw new DOMException("refused", "SecurityError") }
      Object.defineProperty(window, name, { get })
    }"""
    # Material, too, asks for storage, and says so when it is refused.
    page = open_letter(before=lambda page: page.add_init_script(refuse), allow=("refused",))
    fill_all(page)
    assert text(page) == FILLED
