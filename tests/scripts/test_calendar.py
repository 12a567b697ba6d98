"""Calendar files, read back by a library that knows the standard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import icalendar
import pytest

from tests.scripts.asking import Scripts

ASKED = {"scripts/calendar.js": ["calendarFile"]}
EVENT: dict[str, Any] = {
    "uid": "after-contract.wait-request.2026-12-02@guide.example",
    "day": "2026-12-02",
    "time": "09:00",
    "title": "リクエストは、どうなりましたか; 1週間, と\\少し(契約後)",
    "text": "12月2日(水) 長い長い説明がここに入ります。" * 4 + "\nhttps://guide.example/",
    "address": "https://guide.example/stages/x.html?at=wait&way=triage/~a~b.2&on=2026-11-25",
}


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts(ASKED, data={}, device_zone="America/New_York") as started:
        yield started


def written(scripts: Scripts, **changes: object) -> str:
    return str(scripts.call("calendarFile", EVENT | changes))


def event_in(text: str) -> Any:
    calendar: Any = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    return calendar.walk("VEVENT")[0]


def test_a_calendar_reads_what_was_meant(scripts: Scripts) -> None:
    event = event_in(written(scripts))
    assert event.errors == []
    assert str(event["SUMMARY"]) == EVENT["title"]
    assert str(event["DESCRIPTION"]) == EVENT["text"]
    assert str(event["URL"]) == EVENT["address"]
    assert str(event["UID"]) == EVENT["uid"]
    assert event["DTSTAMP"].dt == dt.datetime(2026, 11, 25, 3, tzinfo=dt.UTC)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\u2029"])
def test_no_text_is_a_line_of_its_own(scripts: Scripts, end: str) -> None:
    hostile = f"<b>{end}ATTACH:https://evil.example/{end}END:VEVENT{end}\x1b[31m\x00;,\\n"
    text = written(scripts, title=hostile, text=hostile)
    assert len(text.splitlines()) == text.count("\r\n")
    assert not any(line.startswith(("ATTACH", "END:VEVENT;")) for line in text.splitlines())
    event = event_in(text)
    assert "ATTACH" not in event
    shown = hostile.replace(end, "\n").replace("\x1b", "").replace("\x00", "")
    assert str(event["SUMMARY"]) == str(event["DESCRIPTION"]) == shown


def test_the_time_is_the_guides_own(scripts: Scripts) -> None:
    start = event_in(written(scripts))["DTSTART"]
    assert start.params["TZID"] == "Asia/Tokyo"
    assert start.dt.astimezone(dt.UTC) == dt.datetime(2026, 12, 2, 0, tzinfo=dt.UTC)


def test_it_reminds(scripts: Scripts) -> None:
    alarm = event_in(written(scripts)).walk("VALARM")[0]
    assert str(alarm["ACTION"]) == "DISPLAY"
    assert alarm["TRIGGER"].dt == dt.timedelta(0)


def test_lines_are_short_whole_and_ended_as_the_standard_says(scripts: Scripts) -> None:
    text = written(scripts)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # No character is cut in two.


def test_without_an_address_there_is_no_link(scripts: Scripts) -> None:
    assert "URL" not in event_in(written(scripts, address=""))


@pytest.mark.parametrize(
    ("day", "hour"), [("2026-07-01", 8), ("2026-12-01", 9)], ids=["summer", "winter"]
)
def test_a_zone_with_summer_time_has_the_offset_of_the_day(day: str, hour: int) -> None:
    with Scripts(ASKED, data={"timeZone": "Europe/London"}) as london:
        text = written(london, day=day)
    calendar: Any = icalendar.Calendar.from_ical(text)
    zone = calendar.walk("VTIMEZONE")[0]
    offset = zone.walk("STANDARD")[0]["TZOFFSETTO"].td
    assert dt.timedelta(hours=9) - offset == dt.timedelta(hours=hour)
