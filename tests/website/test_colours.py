"""Colours are defined once, for light and dark, and whatever is written in them can be read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from michishirube.analysis import palette as own
from michishirube.support import colours as support
from tests.conftest import tries
from tests.website.sheets import REPORT, ROOT, SHEETS, TOKENS, declarations, rules, written

TEXT = 4.5
LINE = 3.0
"""Contrasts that WCAG asks for (1.4.3, 1.4.11)."""

GROUND = re.compile(r"ground|surface|sunk|.+-ground")
ON_COLOUR = {
    "on-accent": ("accent", "accent-deep"),
    "on-panel": ("line-strong", "question", "action", "wait", "good", "neutral", "bad"),
}
"""What is written on colours that otherwise are written in."""
DECORATION = {"line", "veil"}
"""Between things that are apart without it."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(")
_TOKEN = re.compile(r"--guide-([a-z-]+)")
_IN_BOTH = re.compile(r"var\(--if-light, (.+)\) var\(--if-dark, (.+)\)")
_LINES = re.compile(r"(border|outline|stroke).*|fill")

Palette = Mapping[str, str]


def media(name: str = "") -> dict[str, str]:
    """The tokens as a medium has them; those that a page has first, without a name."""
    text = written(TOKENS)
    if name:
        found = re.search(rf"@media {re.escape(name)} \{{(.*?\}})\s*\}}", text, re.DOTALL)
        assert found
        text = found[1]
    block = next(block for selector, block in rules(text) if selector == ":root, body")
    pairs = (pair.split(":", 1) for pair in block.split(";") if ":" in pair)
    return {name.strip(): value.strip() for name, value in pairs}


def palette(scheme: str) -> Palette:
    """Colours by name, as six digits."""
    found = {}
    for name, value in (media() | (media("print") if scheme == "paper" else {})).items():
        if name.startswith("--guide-") and name != "--guide-shadow":
            both = _IN_BOTH.fullmatch(value)
            shown = both[2 if scheme == "dark" else 1] if both else value
            found[name.removeprefix("--guide-")] = shown
    for name, shown in found.items():
        if alias := re.fullmatch(r"var\(--guide-([a-z-]+)\)", shown):
            found[name] = found[alias[1]]
    return found


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def used(*, for_text: bool) -> set[str]:
    """The colours that some sheet writes or draws in."""
    found: set[str] = set()
    for sheet in SHEETS:
        for name, value in declarations(written(sheet)):
            is_text = name in {"color", "--kind", "--fc-paint"}
            if is_text if for_text else _LINES.fullmatch(name):
                found |= {*_TOKEN.findall(value)}
    return {name for name in found & palette("light").keys() if not GROUND.fullmatch(name)} - {
        *ON_COLOUR,
        *DECORATION,
    }


def faint(colours: Palette, inks: set[str], least: float) -> list[str]:
    """Pairs of a colour and a ground that are too much alike."""
    grounds = [name for name in colours if GROUND.fullmatch(name)]
    assert len(grounds) > 8
    return [
        f"{ink} on {ground}: {reached:.2f}"
        for ink, ground in itertools.product(sorted(inks), grounds)
        if (reached := contrast(colours[ink], colours[ground])) < least
    ]


schemes = pytest.mark.parametrize("scheme", ["light", "dark", "paper"])


@schemes
def test_text_can_be_read_on_every_ground(scheme: str) -> None:
    inks = used(for_text=True)
    assert inks >= {"text", "text-quiet", "accent", "bad", "wait"}
    assert faint(palette(scheme), inks, TEXT) == []


@schemes
def test_lines_that_mean_something_are_seen_on_every_ground(scheme: str) -> None:
    lines = used(for_text=False)
    assert lines >= {"line-strong", "warm", "here"}
    assert faint(palette(scheme), lines, LINE) == []


@schemes
def test_text_can_be_read_on_colours(scheme: str) -> None:
    colours = palette(scheme)
    for ink, under in ON_COLOUR.items():
        for ground in under:
            least = LINE if ground == "line-strong" else TEXT  # A sign alone.
            assert contrast(colours[ink], colours[ground]) >= least, (ink, ground)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
@tries(60)
def test_whatever_colour_a_guide_has_can_be_read(colour: str) -> None:
    tokens = written(TOKENS)
    for scheme, colours in own.of_tokens(own.applied(tokens, colour)).items():
        assert own.faint(colours) == [], scheme
        for ink, under in ON_COLOUR.items():
            for ground in {*under} & {"accent", "accent-deep"}:
                assert contrast(colours[ink], colours[ground]) >= TEXT, (scheme, ink, ground)


def test_a_colour_that_can_be_read_is_shown_as_it_is_and_changes_nothing_else() -> None:
    before = own.of_tokens(written(TOKENS))
    after = own.of_tokens(own.applied(written(TOKENS), "#6a1b9a"))
    assert after["light"]["accent"] == "#6a1b9a"
    for scheme, colours in before.items():
        changed = {name for name, each in colours.items() if each != after[scheme][name]}
        assert changed <= {"accent", "accent-deep", "accent-ground", "on-accent", "action-ground"}
        assert {"accent", "accent-deep"} <= changed


def test_what_a_guides_colour_is_measured_by_is_what_the_sheets_draw() -> None:
    """The measure of the program and that of these tests know the same colours."""
    colours = own.of_tokens(written(TOKENS))["light"]
    assert contrast("#777777", "#ffffff") == pytest.approx(support.contrast("#777777", "#ffffff"))
    inks = used(for_text=True) | used(for_text=False)
    assert inks - {"action"} <= {*colours}
    assert not own.faint(colours)
    for ink in inks - {"action"}:
        assert own.faint(colours | {ink: colours["ground"]}), ink


def test_the_page_of_changes_can_be_read() -> None:
    both = re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", written(REPORT))
    for colours in (
        {name: light for name, light, _ in both},
        {name: dark for name, _, dark in both},
    ):
        for ink, ground in itertools.product(("ink", "quiet"), ("ground", "code", "notice")):
            assert contrast(colours[ink], colours[ground]) >= TEXT, (ink, ground)
        for name in ("removed", "added"):
            assert contrast(colours[f"{name}-ink"], colours[name]) >= TEXT, name


def test_each_colour_is_defined_for_light_and_dark() -> None:
    alone = {
        name
        for name, value in media().items()
        if name.startswith("--guide-") and not _IN_BOTH.fullmatch(value)
    }
    # One is another's, one lies over the page whatever its colours.
    assert alone == {"--guide-action", "--guide-veil"}
    assert media("print").keys() | media("(forced-colors: active)").keys() <= media().keys()


def test_each_colour_is_defined_once() -> None:
    for sheet in SHEETS:
        text = written(sheet)
        if sheet == REPORT:
            assert not _COLOUR.search(text.partition("}")[2]), sheet
        elif sheet != TOKENS:
            found = {*_COLOUR.findall(text), *re.findall(r"--guide-[a-z-]+(?=\s*:)", text)}
            assert found == set(), sheet.relative_to(ROOT)
    for _, block in rules(written(TOKENS)):
        names = [name for name, _ in declarations(block)]
        assert len({*names}) == len(names)


def test_whatever_is_used_is_defined() -> None:
    everything = "".join(map(written, SHEETS))
    defined = {*re.findall(r"(?<![\w-])(--[a-z0-9-]+)\s*:", everything)}
    used_names = {*re.findall(r"var\((--[a-z0-9-]+)\)", everything)}
    assert "--guide-text" in used_names
    assert used_names - defined == set()


def test_nothing_is_defined_that_nobody_uses() -> None:
    everything = "".join(map(written, SHEETS))
    defined = {*re.findall(r"(?<![\w-])(--(?!md-)[a-z0-9-]+)\s*:", everything)}
    in_program = "".join(
        path.read_text(encoding="utf-8") for path in _sources() if path.suffix in {".py", ".js"}
    )
    used_names = {*re.findall(r"var\((--[a-z0-9-]+)", everything + in_program)}
    assert defined - used_names == set()


def _sources() -> list[Path]:
    return [*(ROOT / "generator").rglob("*.py"), *(ROOT / "templates").rglob("*.js")]
