"""The web app manifest: name, icons and colours of the installed guide."""

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

_TOKEN = re.compile(r"--guide-(ground|surface): var\(--if-light, (#[0-9a-fA-F]{3,8})\)")


def colours(tokens: str) -> dict[str, str]:
    """Return the colours `ground` and `surface` of the light palette from the tokens stylesheet.

    Raises:
        KeyError: The stylesheet doesn't define them.
    """
    found = dict(_TOKEN.findall(tokens))
    return {name: found[name] for name in ("ground", "surface")}


def manifest(site: Site, colour: Mapping[str, str]) -> str:
    """Render the manifest. Its URLs are relative to itself, at the root of the site."""
    said = {
        "name": str(site.title),
        "short_name": str(site.short_title or site.title),
        "description": str(site.description),
        "lang": str(site.language),
        "id": "./",
        "start_url": "./",
        "scope": "./",
        # The position in the guide is part of the address, so the address bar is shown if possible.
        # iOS keeps a page's storage permanently only for standalone apps.
        "display": "standalone",
        "display_override": ["minimal-ui"],
        "background_color": colour["ground"],
        "theme_color": colour["surface"],
        "icons": [{**icon, "type": "image/png"} for icon in ICONS],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
