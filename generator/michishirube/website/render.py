"""Renders pages to Markdown documents: front matter, headings with ids, blocks of raw HTML, data.

The only Jinja environment. The documents can be built by any generator that supports headings like
`## Words {#id}`; this module doesn't depend on one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import rcssmin
from markupsafe import Markup

from michishirube.analysis import addresses
from michishirube.analysis.former_names import MovedPage
from michishirube.analysis.usage_index import UsageIndex
from michishirube.flowchart import Chart
from michishirube.i18n import messages
from michishirube.markup import markdown_dialect, prose
from michishirube.model import Guide
from michishirube.support import escaping, files
from michishirube.support.template_loader import TemplateLoader
from michishirube.website import csp, listings
from michishirube.website.machine import json_ld
from michishirube.website.pages import Page, menu, pages_of
from michishirube.website.scripts import Scripts
from michishirube.website.views import View

STYLES = ("styles/tokens.css", "styles/base.css", "styles/theme.css")
LAST_STYLES = ("styles/print.css",)
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Renderer:
    """Renders the templates of a folder, which are loaded once."""

    def __init__(self, templates: Path) -> None:
        self._folder = templates
        self._jinja = jinja2.Environment(
            loader=TemplateLoader(templates),
            autoescape=True,
            # A blank line ends a block of raw HTML, so line breaks in texts must be escaped.
            finalize=escaping.for_templates,
            # `{#`, Jinja's default, starts the id of a Markdown heading.
            comment_start_string="{##",
            comment_end_string="##}",
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            # The preview creates a new renderer when a template changes.
            auto_reload=False,
        )
        self._jinja.filters["island"] = _island
        self._jinja.filters["verbatim"] = escaping.inert
        self._jinja.globals["lists"] = listings
        self._jinja.globals["sections"] = prose.sections
        self._jinja.globals["is_elsewhere"] = markdown_dialect.is_elsewhere
        self.scripts = Scripts(templates, self._read)

    def body(
        self, guide: Guide, page: Page, uses: UsageIndex, chart: Chart | None = None
    ) -> Markup:
        """Render a page's document without front matter.

        Returns `Markup`, as everything in it is escaped by the environment or comes from templates.

        Args:
            guide: The guide.
            page: The page.
            uses: The usage index of the guide.
            chart: The flowchart of the page's tree.
        """
        view = View(guide, page, uses, chart)
        template = self._jinja.get_template(f"pages/{page.kind}.md.jinja")
        body = template.render(view=view, guide=guide, page=page, t=view.t, chart=chart)
        return Markup(f"{_squeezed(body)}\n\n{json_ld.block(guide, page)}\n")  # noqa: S704 - see above

    def moved(self, guide: Guide, page: MovedPage, script: str) -> str:
        """Render the redirect page at a former address; `script` is the path of its script."""
        site, now = guide.site, addresses.Address("page", page.now, "", "")
        to = now.seen_from(page.path)
        address = _web_only(site.address or "")
        return self._jinja.get_template("moved/moved.html").render(
            language=site.language,
            policy=csp.OF_BARE_PAGE,
            title=page.title,
            canonical=f"{address.rstrip('/')}/{page.now}" if address else to,
            script=addresses.Address("file", script, "", "").seen_from(page.path),
            to=to,
            t=messages.load(site.language, "ui"),
        )

    def stylesheet(self) -> str:
        """Return all styles, minified: tokens, base, components, then print."""
        found = (self._folder / "components").glob("*/*.css")
        components = sorted(path.relative_to(self._folder).as_posix() for path in found)
        names = [*STYLES, *components, *LAST_STYLES]
        return str(rcssmin.cssmin("\n".join(self._read(name) for name in names)))

    def tokens(self) -> str:
        """Return the stylesheet that defines the colours."""
        return self._read(STYLES[0])

    def _read(self, name: str) -> str:
        text = files.read(self._folder / name, files.MOST_OF_A_TEMPLATE).decode()
        return text.replace("\r\n", "\n").strip() + "\n"


def theme_context(guide: Guide, search_script: str = "") -> dict[str, Any]:
    """Return the variables for the theme's templates (header, footer, 404 page).

    `search_script` is the path of the search, "" for a site without one.
    """
    said = messages.load(guide.site.language, "ui")
    pages = pages_of(guide)
    shown = [page for group in menu(guide, pages) for page in group.pages if page.kind != "letter"]
    first = {*guide.site.stages, guide.site.triage}
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
        "search": {"script": search_script, "instead": _list_of_words(guide)}
        if search_script
        else None,
        "author": str(guide.site.author),
        "licence": {"name": str(licence.name), "address": _web_only(licence.address)},
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


def _web_only(address: str) -> str:
    """Return an address that is safe to link, "" for other schemes."""
    return str(address) if markdown_dialect.is_elsewhere(address) else ""


def front_matter(page: Page) -> dict[str, object]:
    """Return the front matter of a page.

    `hide` lists parts of the theme to omit where they would be empty: `navigation`, `toc`.
    """
    head: dict[str, object] = {
        "title": page.title,
        "description": page.description,
        "kind": page.kind,
    }
    hidden = [
        *(["navigation"] if page.alone else []),
        *(["toc"] if page.kind in ("home", "letter") else []),
    ]
    return head | ({"hide": hidden} if hidden else {})


def head_of(front: Mapping[str, object]) -> str:
    """Serialise front matter. Values are JSON, which is valid YAML, so no title can add a key.

    Texts are escaped as HTML, since generators and themes print them unescaped.
    """

    def quoted(value: object) -> str:
        shown = escaping.for_themes(value) if isinstance(value, str) else value
        text = json.dumps(shown, ensure_ascii=False)
        return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

    lines = [f"{key}: {quoted(value)}" for key, value in front.items()]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _island(markup: str) -> Markup:
    """Strip blank lines and indentation from HTML, as a blank line ends a block of raw HTML."""
    inside = "\n".join(filter(None, map(str.strip, str(markup).split("\n"))))
    return Markup(f"\n{inside}\n\n")  # noqa: S704 - only spaces changed


def _squeezed(body: str) -> str:
    """Collapse runs of blank lines."""
    # Ten times faster than `\n{3,}`, which can't use a literal prefix.
    return re.sub(r"\n\n\n+", "\n\n", body.strip("\n"))
