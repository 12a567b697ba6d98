"""The web app manifest: under which name, sign and colours a phone keeps the guide."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from michishirube.model import Site

PATH = "manifest.webmanifest"

ICONS = (
    {"src": "assets/icon-192.png", "sizes": "192x192", "purpose": "any"},
    {"src": "assets/icon-512.png", "sizes": "512x512", "purpose": "any"},
    {"src": "assets/icon.png", "sizes": "512x512", "purpose": "maskable"},
)

_TOKEN = re.compile(r"--guide-(ground|surface):\s*(#[0-9a-fA-F]{3,8});")


def colours(tokens: str) -> dict[str, str]:
    """`ground` and `surface` as the stylesheet of tokens first sets them, for light screens.

    Raises `KeyError` when it doesn't: a mistake of ours.
    """
    found: dict[str, str] = {}
    for name, value in _TOKEN.findall(tokens):
        found.setdefault(name, value)
    return {name: found[name] for name in ("ground", "surface")}


def manifest(site: Site, colour: Mapping[str, str]) -> str:
    """The manifest of a guide. Its addresses are relative to itself, at the site's root."""
    said = {
        "name": str(site.title),
        "short_name": str(site.short_title or site.title),
        "description": str(site.description),
        "lang": str(site.language),
        "id": "./",
        "start_url": "./",
        "scope": "./",
        # The place in the guide stands in the address, so it is shown where that is possible. An
        # iPhone keeps what a page remembers only for an app that stands alone.
        "display": "standalone",
        "display_override": ["minimal-ui"],
        "background_color": colour["ground"],
        "theme_color": colour["surface"],
        "icons": [{**icon, "type": "image/png"} for icon in ICONS],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
