"""Style sheets hang on the guide's own root, win by no force, and know no left or right."""

from __future__ import annotations

import re

import pytest

from tests.website.sheets import ROOT, SHEETS, declarations, rules, top_level, values, written

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


# --- The root of the guide ------------------------------------------------------------------------

OUTSIDE = {"search.css", "offline.css"}
"""Of components in the header, where the theme's rules for text don't apply."""
OF_THE_PAGE = {"html:has(.desk-bar)"}
"""Selectors of components that style the page around the content."""
IMPORTANT = {
    # Whoever asks for less motion gets it, whatever a rule says.
    ("base.css", "animation-duration"),
    ("base.css", "scroll-behavior"),
    ("base.css", "transition-duration"),
    # The theme shows its parts with rules of any specificity, and none of them is for paper.
    ("print.css", "display"),
}


def alternatives(selector: str) -> list[str]:
    """The selectors of a list; commas inside brackets divide nothing."""
    return [part.strip() for part in re.split(r",(?![^()]*\))", selector)]


def is_rooted(selector: str) -> bool:
    """Whether a selector hangs on the guide's root class, which an export replaces by a theme's."""
    return re.match(r"\.guide(?![\w-])", selector) is not None


def test_rules_of_components_hang_on_the_guides_own_root() -> None:
    components = [
        sheet for sheet in SHEETS if "components" in sheet.parts and sheet.name not in OUTSIDE
    ]
    assert len(components) > 10
    elsewhere = {
        f"{sheet.relative_to(ROOT)}: {selector}"
        for sheet in components
        for rule, _ in rules(written(sheet))
        for selector in alternatives(rule)
        if not is_rooted(selector) and selector not in OF_THE_PAGE
    }
    assert elsewhere == set()


def test_only_the_sheets_of_the_theme_know_its_classes() -> None:
    known = {"theme.css", "print.css"}
    assert {sheet.name for sheet in SHEETS if ".md-" in written(sheet)} == known


def test_no_rule_wins_by_force() -> None:
    """By `!important`, or by a class that is named twice."""
    forced = {
        (sheet.name, name)
        for sheet in SHEETS
        for name, value in declarations(written(sheet))
        if "!important" in value
    }
    assert forced == IMPORTANT
    doubled = {
        selector
        for sheet in SHEETS
        for selector, _ in rules(written(sheet))
        if re.search(r"(\.[\w-]+)\1(?![\w-])", selector)
    }
    assert doubled == set()


def test_no_rule_is_written_twice() -> None:
    """What a sheet says of a thing stands in one place."""
    for sheet in SHEETS:
        selectors = [selector for selector, _ in top_level(written(sheet))]
        assert sorted(selectors) == sorted(set(selectors)), sheet.name
