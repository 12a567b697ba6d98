"""What the reader has said is known: on the pages, with the way in the address and nothing else."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.pages import PHONE, OpenPage

DEPOSIT = "stages/ordered.html?way=triage/~ordered/.2"
"""Who paid a deposit, asked when it was ordered."""

NOW = "2026-11-29T09:00+00:00"


def answer(page: Page, label: str) -> None:
    page.locator(f'.walk-step [data-answer="{label}"]').click()


def letter_here(page: Page) -> str:
    """The letter in the step, as it would be copied."""
    return page.locator(".walk-step .letter-text").inner_text()


def test_a_question_whose_answer_is_known_is_passed_and_told(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page(DEPOSIT, base=parcel_url, viewport=PHONE)
    answer(page, "Two weeks ago or more")
    expect(page.locator(".walk-step h2")).to_have_text("Write to the shop")
    passed = page.locator(".trail li", has_text="Have you paid anything?")
    expect(passed).to_contain_text("from your answers")


def test_a_question_that_was_passed_can_be_answered_otherwise(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page(DEPOSIT, base=parcel_url, viewport=PHONE)
    answer(page, "Two weeks ago or more")
    page.locator(".trail summary").click()
    page.locator(".trail li", has_text="Have you paid anything?").locator("a").click()
    expect(page.locator(".walk-step h2")).to_have_text("Have you paid anything?")
    # Nothing was paid: that contradicts the answer before, so it isn't offered here.
    expect(page.locator('.walk-step [data-answer="Nothing"]')).to_be_hidden()
    page.go_back()
    expect(page.locator(".walk-step h2")).to_have_text("Write to the shop")


def test_a_letter_says_what_was_answered(open_page: OpenPage, parcel_url: str) -> None:
    for number, said in ((1, "I have paid all of it."), (2, "I have paid the deposit.")):
        way = f"stages/ordered.html?at=write&way=triage/~ordered/.{number}~paid~write"
        page = open_page(way, base=parcel_url, viewport=PHONE)
        assert said in letter_here(page)
        known = page.locator('.walk-step .entry[data-field="paid"] .entry-known')
        expect(known).to_have_text("from your answers")


def test_the_letters_page_knows_the_answers_and_says_where_they_are_changed(
    open_page: OpenPage, parcel_url: str
) -> None:
    way = "stages/ordered.html?at=write&way=triage/~ordered/.2~paid~write"
    page = open_page(way, base=parcel_url, viewport=PHONE)
    page.locator(".walk-step .letter-open a").click()
    expect(page.locator(".desk .letter-text")).to_contain_text("I have paid the deposit.")
    field = page.locator('.entry[data-field="paid"]')
    expect(field.locator(".entry-known")).to_have_text("from your answers")
    field.get_by_label("paid", exact=True).check()
    expect(page.locator(".desk .letter-text")).to_contain_text("I have paid all of it.")
    expect(field.locator(".entry-known")).to_contain_text("a deposit paid")


def test_a_letter_opened_from_elsewhere_asserts_nothing(
    open_page: OpenPage, parcel_url: str
) -> None:
    """A choice that decides between two sentences is left to fill in until it is made."""
    page = open_page("letters/ask-shop.html", base=parcel_url, viewport=PHONE)
    expect(page.locator(".copy-left")).to_contain_text("3")
    page.locator('.entry[data-field="paid"]').get_by_label("paid", exact=True).check()
    expect(page.locator(".copy-left")).to_contain_text("2")


def test_what_the_address_says_of_a_letter_is_read_as_an_answer_or_not_at_all(
    open_page: OpenPage, parcel_url: str
) -> None:
    hostile = "?case=paid.toString~shop.x~paid.%3Cb%3E~ordered_on.9999-99-99~__proto__.yes"
    page = open_page(f"letters/ask-shop.html{hostile}", base=parcel_url, viewport=PHONE)
    expect(page.locator(".entry-known")).to_have_count(0)


def test_a_day_given_at_a_question_names_its_answer_and_counts_the_deadline(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page(DEPOSIT, base=parcel_url, viewport=PHONE, now=NOW)
    page.locator(".walk-step .day-answer input").fill("2026-11-01")
    expect(page.locator(".walk-step .day-answer")).to_contain_text("Two weeks ago or more")
    answer(page, "Two weeks ago or more")
    expect(page.locator(".walk-clocks .clock-now .clock-end")).to_contain_text("1 March 2027")
    assert "1 November" in letter_here(page)
    expect(page.locator(".walk-clocks .clock-now .clock-end")).to_contain_text("92")
    page.locator(".walk-clocks .clock-now summary").click()
    with page.expect_download() as download:
        page.locator(".walk-clocks .clock-now button").click()
    assert download.value.suggested_filename == "chargeback.ics"


def test_a_deadline_runs_on_every_step_as_long_as_it_holds(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page("stages/ordered.html", base=parcel_url, viewport=PHONE)
    expect(page.locator(".walk-clocks .clock-now")).to_have_count(
        0
    )  # Nobody has said that they paid.
    page = open_page(DEPOSIT, base=parcel_url, viewport=PHONE)
    expect(page.locator(".walk-clocks .clock-now")).to_have_count(1)
    answer(page, "In the last two weeks")
    page.locator(".walk-step .way-on a").click()
    expect(page.locator(".walk-clocks .clock-now")).to_have_count(
        0
    )  # After the wait it may have come.
    answer(page, "Not yet")
    expect(page.locator(".walk-clocks .clock-now")).to_have_count(1)


def test_who_cannot_do_a_step_goes_on_elsewhere_and_comes_back(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page("stages/ordered.html", base=parcel_url, viewport=PHONE)
    answer(page, "I don't know")
    answer(page, "There is no such order")
    expect(page.locator(".walk-step h2")).to_have_text("There is no order")
    expect(page.locator(".trail")).to_contain_text("There is no such order")
    page.reload()
    expect(page.locator(".walk-step h2")).to_have_text("There is no order")
    page.go_back()
    expect(page.locator(".walk-step h2")).to_have_text("Look into your orders")


def test_an_address_of_before_opens_its_step_and_knows_what_it_tells(
    open_page: OpenPage, parcel_url: str
) -> None:
    """Which of three answers led here isn't in an old address: nothing is made up."""
    way = "stages/ordered.html?at=paid&way=triage/~ordered/~paid"
    page = open_page(way, base=parcel_url, viewport=PHONE)
    expect(page.locator(".walk-step h2")).to_have_text("Have you paid anything?")
    expect(page.locator(".walk-step .answer:visible")).to_have_count(2)


def test_a_way_that_contradicts_itself_still_opens(open_page: OpenPage, parcel_url: str) -> None:
    """Nothing was paid, yet the shop is written to: somebody wrote that address."""
    way = "stages/ordered.html?at=write&way=triage/~ordered/.3~paid~write"
    page = open_page(way, base=parcel_url, viewport=PHONE)
    expect(page.locator(".walk-step h2")).to_have_text(re.compile("Write to the shop|Cancel"))


def test_without_a_script_doors_and_other_ways_are_there(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page("stages/ordered.steps.html", base=parcel_url, java_script_enabled=False)
    look = page.locator('.node[data-node="look"]')
    expect(look.locator(".door-open")).to_have_attribute("href", "https://market.example/orders")
    expect(look.locator(".answer")).to_contain_text("There is no such order")
    deadlines = open_page("deadlines.html", base=parcel_url, java_script_enabled=False)
    expect(deadlines.locator(".clock")).to_contain_text("120 days")
