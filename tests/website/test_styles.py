"""Style sheets name sides by the direction of reading, not as left and right."""

from __future__ import annotations

import re

import pytest

from tests.website.sheets import ROOT, SHEETS, declarations, values, written

_SIDE = re.compile(
    r"(scroll-)?(margin|padding|border)-(left|right|top|bottom)\b.*|left|right|top|bottom"
)
_CORNERS = "border-radius"
_FOUR_SIDES = re.compile(
    r"(scroll-)?(margin|padding)|inset|border-(width|style|color)|border-radius"
)
_SIDEWAYS = re.compile(r"text-align|float|clear|caption-side")


def is_physical(name: str, value: str) -> bool:
    """Whether a declaration says left or right where it could say start or end.

    Of the short forms, those whose values for left and right differ.
    """
    if _SIDE.fullmatch(name):
        return True
    if _SIDEWAYS.fullmatch(name):
        return value in {"left", "right"}
    parts = values(value)
    if not _FOUR_SIDES.fullmatch(name) or len(parts) != 4:
        return False
    if name == _CORNERS:
        return parts[0] != parts[1] or parts[2] != parts[3]
    return parts[1] != parts[3]


def test_sides_are_said_by_the_direction_of_reading() -> None:
    assert len(SHEETS) > 20
    physical = {
        f"{sheet.relative_to(ROOT)}: {name}: {value}"
        for sheet in SHEETS
        for name, value in declarations(written(sheet))
        if is_physical(name, value)
    }
    assert physical == set()


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1em",
        "border-top-width: 1px",
        "border-bottom-right-radius: 4px",
        "inset: 0 auto 0 12px",
        "padding: 0 calc(1em + 2px) 0 1em",
        "border-radius: 0 1em 1em 0",
        "text-align: right",
        "top: 0",
    ],
)
def test_a_physical_side_would_be_found(declaration: str) -> None:
    ((name, value),) = declarations(f"a {{ {declaration}; }}")
    assert is_physical(name, value)
