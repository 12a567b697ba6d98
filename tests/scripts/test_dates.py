"""Dates as the script counts and writes them, in the guide's own time zone and language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import holidays
import pytest

from michishirube.i18n import public_holidays
from tests.scripts.asking import Scripts

DATES = [
    "nowInZone",
    "today",
    "addDays",
    "daysBetween",
    "addBusinessDays",
    "momentAfter",
    "showDay",
    "showMoment",
]
ASKED = {"scripts/dates.js": DATES}
JAPAN = {"daysOff": public_holidays.for_script("JP", 2026)}

At = Callable[..., Scripts]


@pytest.fixture(scope="module")
def at() -> Iterator[At]:
    """Let the script believe in a moment: `at("2026-12-31T23:59+09:00", device_zone="…")`."""
    pages: dict[tuple[str, str], Scripts] = {}

    def open_at(
        now: str = "2026-11-25T12:00+09:00", language: str = "ja", device_zone: str = "Asia/Tokyo"
    ) -> Scripts:
        key = (language, device_zone)
        if key not in pages:
            pages[key] = Scripts(
                ASKED,
                data=JAPAN,
                language=language,
                device_zone=device_zone,
            )
        pages[key].set_clock(now)
        return pages[key]

    yield open_at
    for scripts in pages.values():
        scripts.close()


def counted(scripts: Scripts, day: str, count: int) -> tuple[str, bool]:
    found = scripts.call("addBusinessDays", day, count)
    return found["day"], found["known"]


@pytest.mark.parametrize(
    ("now", "day", "time"),
    [
        ("2026-11-25T00:00+09:00", "2026-11-25", "00:00"),
        ("2026-12-31T23:59+09:00", "2026-12-31", "23:59"),
        ("2026-12-31T23:59-05:00", "2027-01-01", "13:59"),
        ("2028-02-29T23:59+09:00", "2028-02-29", "23:59"),
    ],
)
@pytest.mark.parametrize("device_zone", ["Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
def test_it_is_the_day_of_the_guide_not_of_the_device(
    at: At, now: str, day: str, time: str, device_zone: str
) -> None:
    scripts = at(now, device_zone=device_zone)
    assert scripts.call("nowInZone") == {"day": day, "time": time}
    assert scripts.call("today") == day


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-25", 7, "2026-12-02"),
        ("2026-11-30", 1, "2026-12-01"),
        ("2026-12-31", 1, "2027-01-01"),
        ("2027-01-01", -1, "2026-12-31"),
        ("2028-02-28", 1, "2028-02-29"),
        ("2027-02-28", 1, "2027-03-01"),
        ("2026-03-08", 1, "2026-03-09"),  # Summer time begins in New York.
        ("2026-10-31", 2, "2026-11-02"),  # It ends.
        ("2026-11-25", 0, "2026-11-25"),
    ],
)
def test_days_are_counted_over_every_border(at: At, day: str, count: int, expected: str) -> None:
    scripts = at(device_zone="America/New_York")
    assert scripts.call("addDays", day, count) == expected
    assert scripts.call("daysBetween", day, expected) == count


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-25", 3, "2026-11-30"),  # Wednesday, over a weekend
        ("2026-11-20", 1, "2026-11-24"),  # Friday; Monday is a holiday
        ("2026-11-21", 1, "2026-11-24"),  # from a Saturday
        ("2026-04-28", 1, "2026-04-30"),
        ("2026-04-30", 3, "2026-05-08"),  # Golden week, with a day off for one on a Sunday
        ("2026-09-18", 1, "2026-09-24"),  # Silver week, with a day between two holidays
        ("2026-12-31", 1, "2027-01-04"),
        ("2027-01-04", -1, "2026-12-31"),
        ("2026-11-25", 0, "2026-11-25"),
    ],
)
def test_business_days_skip_weekends_and_holidays(
    at: At, day: str, count: int, expected: str
) -> None:
    assert counted(at(), day, count) == (expected, True)


def test_business_days_agree_with_the_library_over_the_whole_table(at: At) -> None:
    scripts = at()
    japan = holidays.country_holidays("JP")
    starts = [dt.date(2025, 1, 1) + dt.timedelta(days=each) for each in range(0, 1380, 3)]
    for count in (1, 2, 3, 10):
        found = scripts.evaluate(
            "([days, count]) => days.map(day => addBusinessDays(day, count))",
            [[day.isoformat() for day in starts], count],
        )
        expected = [japan.get_nth_working_day(day, count).isoformat() for day in starts]
        assert [each["day"] for each in found] == expected
        assert all(each["known"] for each in found)


def test_beyond_the_table_it_says_that_it_does_not_know(at: At) -> None:
    scripts = at()
    assert counted(scripts, "2028-12-27", 2) == ("2028-12-29", True)
    assert counted(scripts, "2028-12-28", 2) == ("2029-01-01", False)
    assert counted(scripts, "2025-01-02", -2)[1] is False


def test_without_a_table_only_weekends_are_off() -> None:
    plain = {"daysOff": public_holidays.for_script(None, 2026)}
    with Scripts(ASKED, data=plain) as scripts:
        assert counted(scripts, "2099-12-31", 1) == ("2100-01-01", True)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        ({"business_days": 3, "at": "18:00"}, ("2027-01-05", "18:00")),
        ({"days": 0}, ("2026-12-30", "23:30")),
        ({"hours": 24}, ("2026-12-31", "23:30")),
        ({"hours": 1}, ("2026-12-31", "00:30")),
        ({"days": 2, "hours": 12, "at": "09:05"}, ("2027-01-02", "09:05")),
    ],
)
def test_an_offset_leads_to_a_moment(
    at: At, offset: dict[str, object], expected: tuple[str, str]
) -> None:
    found = at().call("momentAfter", {"day": "2026-12-30", "time": "23:30"}, offset)
    assert (found["day"], found["time"], found["known"]) == (*expected, True)


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("ja", "2026-12-03", "12月3日(木)"),
        ("ja", "2027-01-04", "2027年1月4日(月)"),
        ("ja", "2025-12-31", "2025年12月31日(水)"),
        ("en", "2026-12-03", "Thursday, 3 December"),
        ("en", "2027-01-04", "Monday, 4 January 2027"),
    ],
)
def test_days_in_words(at: At, language: str, day: str, words: str) -> None:
    scripts = at(language=language, device_zone="America/New_York")
    assert scripts.call("showDay", day) == words


@pytest.mark.parametrize(
    ("language", "time", "words"),
    [
        ("ja", "18:00", "12月3日(木)18時"),
        ("ja", "09:05", "12月3日(木)9時05分"),
        ("ja", "00:00", "12月3日(木)0時"),
        ("en", "18:30", "Thursday, 3 December, 18:30"),
        ("en", "09:00", "Thursday, 3 December, 9:00"),
    ],
)
def test_moments_in_words(at: At, language: str, time: str, words: str) -> None:
    assert at(language=language).call("showMoment", "2026-12-03", time) == words


def test_the_year_shows_as_soon_as_it_is_another(at: At) -> None:
    scripts = at("2026-12-31T14:59Z", device_zone="America/New_York")
    assert scripts.call("showDay", "2026-12-31") == "12月31日(木)"
    scripts = at("2026-12-31T15:00Z", device_zone="America/New_York")
    assert scripts.call("showDay", "2026-12-31") == "2026年12月31日(木)"
