"""The palette of a guide that names a colour of its own: its shades, for light and for dark.

The tokens of the templates define each colour once, as `var(--if-light, …) var(--if-dark, …)`. Of
the guide's colour the accent is made, with its grounds, so that all that is written can still be
read: the accent becomes darker for light and lighter for dark, and a ground fainter, until it can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from michishirube.support.colours import LINE, TEXT, contrast, mix

Scheme = Literal["light", "dark"]
Colours = Mapping[str, str]
"""Colours by the names of their tokens."""

BLACK, WHITE = "#000000", "#ffffff"

_BOTH = re.compile(
    r"--guide-([a-z-]+): "
    r"var\(--if-light, (#[0-9a-fA-F]{3,6})\) var\(--if-dark, (#[0-9a-fA-F]{3,6})\)"
)
_GROUND = re.compile(r"ground|surface|sunk|.+-ground")
_DRAWN = frozenset({"line-strong", "warm", "here"})
"""Colours of lines; the others that aren't grounds are those of text."""
_OTHERS = frozenset({"line", "on-accent", "on-panel"})
"""Colours that stand on no ground, or mean nothing."""
_OURS = ("accent", "accent-deep", "accent-ground", "on-accent", "action-ground")

_FAINTEST: Mapping[Scheme, tuple[float, float]] = {"light": (0.10, 0.08), "dark": (0.20, 0.16)}
"""Shares of the colour in the grounds of accent and action, at most."""
_AT_LEAST: Mapping[Scheme, float] = {"light": TEXT, "dark": 7.0}
"""Contrast of the accent: on dark grounds, as bright as the other colours of text."""


def of_tokens(tokens: str) -> dict[Scheme, dict[str, str]]:
    """Return the colours that a stylesheet of tokens defines, for light and for dark."""
    found = _BOTH.findall(tokens)
    return {
        "light": {name: light for name, light, _ in found},
        "dark": {name: dark for name, _, dark in found},
    }


def shades(colour: str, usual: Colours, scheme: Scheme) -> Colours:
    """Return the colours that a guide's own one takes the place of.

    Args:
        colour: The guide's colour.
        usual: All colours of this scheme.
        scheme: Light or dark.
    """
    away = BLACK if scheme == "light" else WHITE
    others = {name: each for name, each in usual.items() if name not in _OURS}
    grounds = [_ground(colour, others, share) for share in _FAINTEST[scheme]]
    under = [*(each for name, each in others.items() if _GROUND.fullmatch(name)), *grounds]
    accent = _until(colour, away, lambda shade: _least(shade, under) >= _AT_LEAST[scheme])
    deep = mix(accent, away, 0.3)
    on_accent = WHITE if scheme == "light" else mix(colour, BLACK, 0.88)
    return dict(zip(_OURS, (accent, deep, grounds[0], on_accent, grounds[1]), strict=True))


def applied(tokens: str, colour: str) -> str:
    """Return a stylesheet of tokens with the shades of a guide's colour."""
    palette = of_tokens(tokens)
    light, dark = (shades(colour, palette[scheme], scheme) for scheme in ("light", "dark"))

    def own(found: re.Match[str]) -> str:
        name = found[1]
        if name not in light:
            return found[0]
        return f"--guide-{name}: var(--if-light, {light[name]}) var(--if-dark, {dark[name]})"

    return _BOTH.sub(own, tokens)


def faint(colours: Colours) -> list[tuple[str, str, float]]:
    """Return pairs of a colour and a ground on which it can't be seen well, with the contrast."""
    grounds = {name: each for name, each in colours.items() if _GROUND.fullmatch(name)}
    return [
        (ink, name, reached)
        for ink, each in colours.items()
        if ink not in grounds and ink not in _OTHERS
        for name, ground in grounds.items()
        if (reached := contrast(each, ground)) < (LINE if ink in _DRAWN else TEXT)
    ]


def _ground(colour: str, others: Colours, share: float) -> str:
    """Return the surface with so much of a colour that all else can still be read on it."""
    surface = others["surface"]
    while share > 0 and faint({**others, "new-ground": mix(surface, colour, share)}):
        share -= 0.01
    return mix(surface, colour, max(share, 0.0))


def _until(colour: str, away: str, is_enough: Callable[[str], bool]) -> str:
    """Return the shade nearest to a colour, on the way to black or white, that is enough."""
    shades = (mix(colour, away, step / 50) for step in range(51))
    return next(shade for shade in shades if is_enough(shade))


def _least(colour: str, grounds: list[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)
