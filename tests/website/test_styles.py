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
OF_THE_PAGE = {"html:has(.desk-bar)", "html:has(.map-sheet[open])"}
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
        if not is_rooted(selector) and selector not in {*OF_THE_PAGE, "from", "to"}
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


# --- The scales -----------------------------------------------------------------------------------

OWN_MEASURES = {"tokens.css", "theme.css", "print.css", "flowchart.css", "report.css"}
"""Where the scales are defined, the theme's parts, paper in points, a drawing, a page by itself."""
_DISTANCE = re.compile(r"(margin|padding)(-(block|inline)(-(start|end))?)?|(row-|column-)?gap")
_ON_THE_SCALE = re.compile(
    r"0|auto|var\(--guide-(space-\d|edge|inset)\)"
    r"|calc\(-1 \* var\(--guide-(space-\d|edge|inset)\)\)"
)
GEOMETRY = {
    ("walk.css", "30px"): "beside the line of the way so far",
    ("step.css", "44px"): "beside the numbers of what to do",
    ("step.css", "-10px"): "a target of 44 px on the card's lower edge",
    ("base.css", "-0.25em"): "half of the corner that opens something",
    ("base.css", "0.078125em"): "an italic's overhang before a raised mark",
    ("search.css", "8vh"): "a dialog in the upper half of the window",
}
"""Distances that follow from something else than the scale, and from what."""
_TEXT = {
    "font-size": re.compile(r"var\(--guide-(tiny|small|label|size-\d)\)|1em|inherit"),
    "line-height": re.compile(r"var\(--guide-lines-(tight|close|text)\)"),
    "border-radius": re.compile(
        r"(0|50%|var\(--guide-radius(-\w+)?\))( (0|var\(--guide-radius(-\w+)?\)))*"
    ),
}
OF_THEIR_OWN = {
    ("base.css", "font-size", "max(0.8rem, 16px)"): "what the scale is measured by",
    ("base.css", "line-height", "0"): "a raised mark doesn't push lines apart",
    ("step.css", "line-height", "30px"): "a number in its circle",
    ("card.css", "font-size", "max(0.9375em, 14px)"): "two lines of a card on a phone",
    ("search.css", "font-size", "16px"): "in the header, whose own size is the theme's",
    ("offline.css", "font-size", "16px"): "in the header, whose own size is the theme's",
    ("walk.css", "font-size", "max(1em, 16px)"): "iOS zooms into anything smaller",
    ("desk.css", "font-size", "max(1em, 16px)"): "iOS zooms into anything smaller",
}
"""Text that keeps to no step of the scale, and why."""


def test_distances_are_steps_of_one_scale() -> None:
    off = {
        (sheet.name, part)
        for sheet in SHEETS
        if sheet.name not in OWN_MEASURES
        for name, value in declarations(written(sheet))
        if _DISTANCE.fullmatch(name)
        for part in values(value)
        if not _ON_THE_SCALE.fullmatch(part)
    }
    assert off == set(GEOMETRY)


def test_sizes_of_text_and_corners_are_steps_of_one_scale() -> None:
    off = {
        (sheet.name, name, value)
        for sheet in SHEETS
        if sheet.name not in OWN_MEASURES
        for name, value in declarations(written(sheet))
        if name in _TEXT and not _TEXT[name].fullmatch(value)
    }
    assert off == set(OF_THEIR_OWN)
