"""Exports a guide as a project that other Markdown site generators build without this program.

The documents are written from the blocks of the site's pages. The settings are for MkDocs and
generators that read mkdocs.yml. Parts that come from the theme's templates are not included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from michishirube.publish import markdown_document
from michishirube.support import outputs
from michishirube.support.escaping import for_themes
from michishirube.support.outputs import inventory
from michishirube.support.outputs.ownership import EXPORT, EXPORT_MARK
from michishirube.website.compile import Asset, CompiledSite, hashed

SETTINGS = "mkdocs.yml"
DOCUMENTS = "docs"

_ROOT = re.compile(r"\.guide(?![\w-])")
"""The root class of a guide in its stylesheet."""

_ROOT_IN_THEMES = ":root [dir] .md-typeset"
"""The root in an export: the theme's, with a specificity above that of the theme's own rules."""

BUILT = ("site", ".cache")
"""Output of generators in an export, which is kept when the export is replaced."""

_THEME: Mapping[str, object] = {
    "name": "material",
    # Zensical's name for the look that the styles are made for; MkDocs passes over it.
    "variant": "classic",
    "font": False,
    "features": ["navigation.tabs", "navigation.top", "toc.follow"],
    "palette": [
        {
            "media": "(prefers-color-scheme)",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/brightness-auto", "name": "auto"},
        },
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-sunny", "name": "light"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-night", "name": "dark"},
        },
    ],
}


def export(site: CompiledSite, target: Path, project: Path) -> None:
    """Write documents, assets and settings; an earlier export is replaced.

    Args:
        site: The compiled site.
        target: The folder.
        project: The project root.

    Raises:
        OutputError: The folder contains anything else, or can't be written.
    """
    with outputs.replaced_folder(project, target, EXPORT, left=BUILT) as place:
        for name, content in files(site):
            path = place.fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        owner = site.owner
        listed = inventory.take(
            place.fresh, EXPORT, lambda name: owner(name.removeprefix(f"{DOCUMENTS}/"))
        )
        inventory.write(place.fresh, listed)


def files(site: CompiledSite) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file of an export."""
    yield SETTINGS, settings(site).encode()
    for document in site.documents:
        yield f"{DOCUMENTS}/{document.path}", markdown_document.write(document).encode()
    styles = _stylesheets(site)
    for asset in (*styles, *(each for each in site.assets if each.path not in site.stylesheets)):
        yield f"{DOCUMENTS}/{asset.path}", asset.content


def _stylesheets(site: CompiledSite) -> list[Asset]:
    """Return the stylesheets, hung on the root class that themes give the text of a page.

    The site's own templates have the class `guide` there instead, and none of the theme's rules.
    Here `.guide .card` becomes `:root [dir] .md-typeset .card`, which outranks the theme's
    `[dir="ltr"] .md-typeset ul li ul`.
    """
    return [_for_themes(each) for each in site.assets if each.path in site.stylesheets]


def _for_themes(stylesheet: Asset) -> Asset:
    text = _ROOT.sub(_ROOT_IN_THEMES, stylesheet.content.decode())
    stem, *_, ending = stylesheet.path.split(".")
    return Asset(hashed(f"{stem}.{ending}", text.encode()), lambda: text)


def settings(site: CompiledSite) -> str:
    """Return the mkdocs.yml of an export."""
    own = site.guide.site
    said = {
        # Themes print these as HTML, as they do the titles of the menu.
        "site_name": for_themes(own.title),
        "site_description": for_themes(own.description),
        "site_author": for_themes(own.author or ""),
        "site_url": str(own.address or ""),
        "docs_dir": DOCUMENTS,
        "site_dir": "site",
        # The documents link to each other by file names.
        "use_directory_urls": False,
        "theme": {**_THEME, "language": str(own.language)},
        "nav": _as_html(site.navigation),
        "extra_css": [each.path for each in _stylesheets(site)],
        "extra_javascript": list(site.scripts),
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", "tables", {"toc": {"permalink": False}}],
        "extra": {"generator": False},
    }
    return f"{EXPORT_MARK}\n" + yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=100)


def _as_html(menu: object) -> object:
    """Escape the titles of the menu, which themes print as HTML."""
    if isinstance(menu, list):
        return [_as_html(each) for each in menu]
    if isinstance(menu, dict):
        return {for_themes(title): _as_html(inside) for title, inside in menu.items()}
    return menu
