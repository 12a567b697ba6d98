"""Renders the templates: HTML of blocks, redirect pages, styles and scripts.

The only Jinja environment. This module doesn't depend on a site generator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import jinja2
import rcssmin
from markupsafe import Markup

from michishirube.analysis import addresses, palette
from michishirube.analysis.former_names import MovedPage
from michishirube.i18n import guide_words
from michishirube.i18n.direction import direction
from michishirube.markup import markdown_dialect, prose
from michishirube.markup.html_cache import HtmlCache
from michishirube.model import Guide
from michishirube.support import escaping, files
from michishirube.support.layers import Layers
from michishirube.support.template_loader import TemplateLoader
from michishirube.website import csp, listings
from michishirube.website.blocks import Heading, PageBlock
from michishirube.website.page_html import RenderedBlock
from michishirube.website.pages import Page, menu, pages_of
from michishirube.website.scripts import Scripts
from michishirube.website.views import View

STYLES = ("styles/tokens.css", "styles/base.css", "styles/theme.css")
LAST_STYLES = ("styles/print.css",)


class Renderer:
    """Renders templates, which are loaded once."""

    def __init__(self, *templates: Path) -> None:
        """Prepare an environment.

        Args:
            templates: The folders of templates, those of the project before the bundled one.
        """
        self._layers = Layers(templates)
        self._jinja = jinja2.Environment(
            loader=TemplateLoader(list(templates)),
            autoescape=True,
            finalize=escaping.for_templates,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            # The preview creates a new renderer when a template changes.
            auto_reload=False,
        )
        self._jinja.globals["lists"] = listings
        self._jinja.globals["is_elsewhere"] = markdown_dialect.is_elsewhere
        self._macros: dict[str, Callable[..., str]] = {}
        self.texts = HtmlCache()
        self.scripts = Scripts(self._layers.names, self._read)

    def blocks(self, view: View, blocks: Iterable[PageBlock]) -> tuple[RenderedBlock, ...]:
        """Render the blocks of a page."""
        return tuple(RenderedBlock(block, self._html(view, block)) for block in blocks)

    def _html(self, view: View, block: PageBlock) -> Markup:
        if isinstance(block, Heading):
            return view.phrase(" ".join(block.text.split()))
        # Jinja's type is `str`; as the environment escapes, it is `Markup`.
        return cast("Markup", self._macro(block.name)(view, *block.shown))

    def _macro(self, name: str) -> Callable[..., str]:
        if name not in self._macros:
            component = name.partition("_")[0]
            template = self._jinja.get_template(f"components/{component}/{component}.html")
            self._macros[name] = getattr(template.module, name)
        return self._macros[name]

    def moved(self, guide: Guide, page: MovedPage, script: str) -> str:
        """Render the redirect page at a former address; `script` is the path of its script."""
        site, now = guide.site, addresses.Address("page", page.now, "", "")
        to = now.seen_from(page.path)
        address = _web_only(site.address or "")
        return self._jinja.get_template("moved/moved.html").render(
            language=site.language,
            direction=direction(site.language),
            policy=csp.OF_BARE_PAGE,
            title=page.title,
            canonical=f"{address.rstrip('/')}/{page.now}" if address else to,
            script=addresses.Address("file", script, "", "").seen_from(page.path),
            to=to,
            t=guide_words.load(guide, "ui"),
        )

    def stylesheet(self, colour: str | None = None) -> str:
        """Return all styles, minified: tokens, base, components, then print.

        Args:
            colour: The guide's own colour, if it has one.
        """
        names = [*STYLES[1:], *self._layers.names("components/*/*.css"), *LAST_STYLES]
        tokens = palette.applied(self.tokens(), colour) if colour else self.tokens()
        return str(rcssmin.cssmin("\n".join([tokens, *map(self._read, names)])))

    def tokens(self) -> str:
        """Return the stylesheet that defines the colours."""
        return self._read(STYLES[0])

    def _read(self, name: str) -> str:
        text = files.read(self._layers.path(name), files.MOST_OF_A_TEMPLATE).decode()
        return text.replace("\r\n", "\n").strip() + "\n"


def theme_context(guide: Guide, search_script: str = "") -> dict[str, Any]:
    """Return the variables for the theme's templates (header, footer, 404 page).

    `search_script` is the path of the search, "" for a site without one.
    """
    said = guide_words.load(guide, "ui")
    pages = pages_of(guide)
    shown = [page for group in menu(guide, pages) for page in group.pages if page.kind != "letter"]
    first = {*guide.site.stages, *guide.topics, guide.site.triage}
    licence = guide.site.licence
    return {
        "words": {
            key.removeprefix("theme."): text
            for key, text in said.items()
            if key.startswith("theme.")
        },
        "menu": [{"title": page.name, "path": page.path} for page in shown],
        "ways": [
            {"title": page.name if page.kind == "home" else page.title, "path": page.path}
            for page in pages
            if page.kind == "home" or (page.kind == "tree" and page.subject in first)
        ],
        "search": {
            "script": search_script,
            "instead": _list_of_words(guide),
            "common": _common_situations(guide),
        }
        if search_script
        else None,
        "author": str(guide.site.author or ""),
        "licence": {"name": str(licence.name), "address": _web_only(licence.address)}
        if licence
        else None,
        "language": str(guide.site.language),
        "contribute": next((page.path for page in pages if page.kind == "contribute"), ""),
    }


def _list_of_words(guide: Guide) -> str:
    """Return the page to offer instead of the search without JavaScript."""
    return (
        addresses.GLOSSARY
        if guide.terms
        else addresses.LETTERS
        if guide.letters
        else addresses.HOME
    )


COMMON_SITUATIONS = 6
"""Number of situations that the search offers before anything is typed."""


def _common_situations(guide: Guide) -> list[dict[str, str]]:
    """Return the trees that the search offers, in the order of the settings."""
    site = guide.site
    last = (site.triage,) if site.triage is not None else ()
    names = [*site.stages, *guide.topics, *site.situations, *last]
    trees = [guide.trees[name] for name in dict.fromkeys(names)]
    return [
        {
            "path": addresses.tree_page(tree.id),
            "title": str(tree.short_title),
            "about": prose.plain(tree.summary) if tree.summary else "",
        }
        for tree in trees[:COMMON_SITUATIONS]
    ]


def _web_only(address: str) -> str:
    """Return an address that is safe to link, "" for other schemes."""
    return str(address) if markdown_dialect.is_elsewhere(address) else ""


def front_matter(page: Page) -> dict[str, object]:
    """Return the front matter of a page.

    `hide` lists parts of the theme to omit where they would be empty: `navigation`, `toc`.
    """
    head: dict[str, object] = {
        "title": page.title,
        "description": page.search_description,
        "kind": page.kind,
    }
    if page.search_title != page.title:
        head["search_title"] = page.search_title
    if page.kind == "tree":
        head["name"] = page.name  # Its heading, which the header repeats.
    hidden = [
        *(["navigation"] if page.alone or page.kind == "tree" else []),
        *(["toc"] if page.kind in ("home", "letter", "tree") else []),
    ]
    return head | ({"hide": hidden} if hidden else {})
