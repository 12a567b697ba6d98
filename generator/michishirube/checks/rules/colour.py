"""A guide's own colour can be read as it is written, and needs no darker shade."""

from __future__ import annotations

import re

from michishirube.analysis import palette
from michishirube.diagnostics import Diagnostics
from michishirube.model import COLOUR, Guide
from michishirube.reading.project import shipped
from michishirube.support import files

CODES = ("faint-colour",)

TOKENS = "templates/styles/tokens.css"


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report a colour of which pages show a darker shade, since nobody could read it."""
    colour = guide.site.colour
    if colour is None or not re.fullmatch(COLOUR.regex, colour):
        return
    tokens = files.as_text(files.read(shipped(TOKENS), files.MOST_OF_A_TEMPLATE))
    shown = palette.shades(colour, palette.of_tokens(tokens)["light"], "light")["accent"]
    if shown != colour.lower():
        diagnostics.warning(
            "faint-colour", colour.span, suggestion=f'"{shown}"', value=colour, shown=shown
        )
