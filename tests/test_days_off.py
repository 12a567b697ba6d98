"""The table of days off: what the script is told, for which years, and what settings may name."""

from __future__ import annotations

import pytest

from generator import days_off
from tests.conftest import Project


def test_the_table_holds_the_holidays_that_fall_on_no_weekend() -> None:
    table = days_off.for_script("JP", 2026)
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
    assert days_off.for_script("AE", 2026)["weekend"] == [0, 6]
    assert days_off.for_script("IR", 2026)["weekend"] == [5]
    bavaria, germany = days_off.for_script("DE-BY", 2026), days_off.for_script("DE", 2026)
    assert len(str(bavaria)) > len(str(germany))


@pytest.mark.parametrize("place", ["XX", "Japan", "DE-XX"])
def test_an_unknown_place_is_refused(place: str) -> None:
    assert not days_off.is_known(place)
    with pytest.raises(days_off.UnknownPlaceError):
        days_off.for_script(place, 2026)


def test_the_year_of_the_build_can_be_given() -> None:
    assert days_off.build_year({"SOURCE_DATE_EPOCH": "1577836799"}) == 2019
    assert days_off.build_year({"SOURCE_DATE_EPOCH": "0"}) >= 2026
    assert days_off.build_year({}) >= 2026


def test_settings_may_name_a_part_of_a_country(houseplant: Project) -> None:
    zone = "time_zone: Europe/London"
    houseplant.replace("site_config.yml", zone, f"{zone}\nholidays: GB-SCT")
    assert houseplant.codes() == set()
