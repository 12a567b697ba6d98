"""The table of days off: what the script is told, for which years, and what settings may name."""

from __future__ import annotations

import datetime as dt
import json
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from michishirube.i18n import closing_days, public_holidays, time_zones
from michishirube.website.render import Renderer
from tests.conftest import ROOT, Project

CASES = tomllib.loads((ROOT / "tests/data/business_days.toml").read_text("utf-8"))["case"]
ZONE = "time_zone: Europe/London"


def test_the_table_holds_the_holidays_that_fall_on_no_weekend() -> None:
    table = public_holidays.for_script("JP", 2026)
    assert table["weekend"] == [0, 6]
    years = table["years"]
    assert isinstance(years, dict)
    assert list(years) == ["2025", "2026", "2027", "2028"]
    assert years["2026"] == (
        "01010112"  # 1 January; the second Monday
        "02110223"
        "0320"
        "0429050405050506"  # 3 May is a Sunday: 6 May is off for it.
        "07200811"
        "092109220923"  # A day between two holidays is one too.
        "10121103"
        "1123"
    )


def test_other_countries_have_other_weekends_and_parts() -> None:
    assert public_holidays.for_script("AE", 2026)["weekend"] == [0, 6]
    assert public_holidays.for_script("IR", 2026)["weekend"] == [5]
    bavaria, germany = (
        public_holidays.for_script("DE-BY", 2026),
        public_holidays.for_script("DE", 2026),
    )
    assert len(str(bavaria)) > len(str(germany))


@pytest.mark.parametrize("place", ["XX", "Japan", "DE-XX", "DE-", "-"])
def test_an_unknown_place_is_refused(place: str) -> None:
    assert not public_holidays.is_known(place)
    with pytest.raises(public_holidays.UnknownPlaceError):
        public_holidays.for_script(place, 2026)


def test_the_year_of_the_build_can_be_given() -> None:
    assert public_holidays.build_year({"SOURCE_DATE_EPOCH": "1577836799"}) == 2019
    assert public_holidays.build_year({"SOURCE_DATE_EPOCH": "0"}) >= 2026
    assert public_holidays.build_year({}) >= 2026


def test_settings_may_name_a_part_of_a_country(houseplant: Project) -> None:
    houseplant.replace("site_config.yml", ZONE, f"{ZONE}\nholidays: GB-SCT")
    assert houseplant.codes() == set()


# --- Closing days -------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_business_days_leave_out_holidays_and_closing_days(case: dict[str, object]) -> None:
    closed = public_holidays.closings(case["closed"])  # type: ignore[arg-type]
    days = public_holidays.BusinessDays(case.get("holidays"), closed)  # type: ignore[arg-type]
    found = days.after(dt.date.fromisoformat(str(case["day"])), int(str(case["after"])))
    assert found.isoformat() == case["is"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12/29〜1/3", "12-29..01-03"),
        ("12月29日〜1月3日", "12-29..01-03"),
        ("12-29-01-03", "12-29..01-03"),
        ("12-29..03", "12-29..01-03"),
        ("12-29..31", "12-29..12-31"),
        ("8-10..14", "08-10..08-14"),
        ("2026-08-10..14", "2026-08-10..2026-08-14"),
        ("2026-12-29..03", "2026-12-29..2027-01-03"),
        ("..01-03", None),
        ("R8-08-10", None),
        ("2026/8/10", "2026-08-10"),
        ("2026/9/1-10/3", "2026-09-01..2026-10-03"),
        ("2026-12-29..01-03", "2026-12-29..2027-01-03"),
        ("02-30", None),
        ("13-01..13-05", None),
        ("2026-08-14..2026-08-10", "2026-08-10..2026-08-14"),
        ("12-29..2027-01-03", None),
        ("12-29..", None),
        ("9999-12-31", None),
        ("1899-12-31", None),
        ("New Year", None),
        ("-", None),
    ],
)
def test_bad_closing_days_are_found_at_their_place(
    houseplant: Project, written: str, meant: str | None
) -> None:
    houseplant.replace("site_config.yml", ZONE, f"{ZONE}\nclosed:\n  - 12-25\n  - '{written}'")
    (found,) = houseplant.findings()
    assert (found.code, found.span.line, found.suggestion) == ("bad-closing", 24, meant)
    if meant:
        houseplant.replace("site_config.yml", f"'{written}'", meant)
        assert houseplant.codes() == set()


@pytest.mark.parametrize(
    "written",
    [
        *("１２－２９..０１－０３", "12–29..1–3", "12-29〜01-03", "12−29～01−03", "12-29~1-3"),
        *("12-29…01-03", "12-29...01-03", "12-29 .. 01-03", "12-29 - 01-03", "12ー29〜01ー03"),
    ],
)
def test_closing_days_are_read_in_any_width_and_with_any_dash(written: str) -> None:
    assert closing_days.read(written) == closing_days.Closing("12-29", "01-03")


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[0-9/.〜-]{1,25}", fullmatch=True)))
@example("2026-02-29..2026-03-01")
@example("..")
def test_what_is_read_are_real_days_and_what_is_offered_can_be_read(text: str) -> None:
    try:
        closing = closing_days.read(text)
    except closing_days.BadClosingError as error:
        if error.suggestion:
            closing_days.read(error.suggestion)
        return
    for start in closing.starts(range(2024, 2029)):
        assert closing.includes(start)


@pytest.mark.parametrize(
    "closed",
    ["01-01..12-31", "01-04..12-28", "2026-01-01..2030-12-31", "01-01..06-30, 07-01..12-20"],
)
def test_closing_days_leave_business_days(houseplant: Project, closed: str) -> None:
    houseplant.replace("site_config.yml", ZONE, f"{ZONE}\nclosed: [{closed}]")
    assert houseplant.codes() == {"closed-too-long"}


def test_the_script_is_told_of_closing_days(houseplant: Project) -> None:
    houseplant.replace("site_config.yml", ZONE, f"{ZONE}\nclosed: [12-29..01-03, 2026-08-10]")
    assert houseplant.codes() == set()
    script = Renderer(ROOT / "templates").scripts.of_guide(houseplant.guide())
    data = json.JSONDecoder().raw_decode(script, script.index('{"language"'))[0]
    assert data["daysOff"]["closed"] == [["12-29", "01-03"], ["2026-08-10", "2026-08-10"]]


# --- Places and zones ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Japan", "JP"),
        ("jp", "JP"),
        ("United Kingdom", "GB"),
        ("DE-Bayern", "DE-BY"),
        ("DE-by", "DE-BY"),
        ("DE-QQ", "DE"),
        ("JP-13", "JP"),
        ("Atlantis", None),
    ],
)
def test_a_misspelt_place_of_holidays_is_named(
    houseplant: Project, written: str, meant: str | None
) -> None:
    houseplant.replace("site_config.yml", ZONE, f"{ZONE}\nholidays: {written}")
    (found,) = houseplant.findings()
    assert (found.code, found.suggestion) == ("unknown-holidays", meant)
    assert meant is None or public_holidays.is_known(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("Tokio", "Asia/Tokyo"),
        ("asia/tokyo", "Asia/Tokyo"),
        ("Asia/Tokyo2", "Asia/Tokyo"),
        ("America/New York", "America/New_York"),
        ("utc", "UTC"),
        # Alike, but something else.
        ("JST", None),
        ("UTC+9", None),
        ("GMT+9", None),
        ("+09:00", None),
        ("localtime", None),
        ("Factory", None),
        ("../../etc/passwd", None),
        ("日本", None),
    ],
)
def test_an_unknown_time_zone_is_refused(
    houseplant: Project, written: str, meant: str | None
) -> None:
    houseplant.replace("site_config.yml", ZONE, f"time_zone: '{written}'")
    (found,) = houseplant.findings()
    assert (found.code, found.span.line, found.suggestion) == ("unknown-time-zone", 21, meant)
    assert time_zones.today(written).year >= 2026


@pytest.mark.parametrize(
    "zone", ["Asia/Tokyo", "UTC", "Japan", "Etc/GMT-9", "America/Argentina/Ushuaia"]
)
def test_every_zone_of_the_table_may_be_named(houseplant: Project, zone: str) -> None:
    houseplant.replace("site_config.yml", ZONE, f"time_zone: {zone}")
    assert houseplant.codes() == set()
