"""Prepares the theme's templates: autoescaping, the Content Security Policy, caching."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FileSystemLoader
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from michishirube.mkdocs_plugin.page import WRITTEN, Keep
from michishirube.support import escaping
from michishirube.support.template_loader import TemplateLoader
from michishirube.website import csp

# Workaround (Material 9.8.1): these templates put scripts into a page, which no policy lets
# through that names the scripts of a page; main.html names those that are used here.
# Tested by `test_the_theme_has_no_script_that_is_not_known`.
SCRIPTS_IN_PAGE = (
    *(
        f"partials/javascripts/{name}.html"
        for name in ("announce", "base", "consent", "content", "outdated", "palette")
    ),
    "partials/integrations/analytics.html",
    "partials/integrations/analytics/google.html",
    "redirect.html",
)
"""Templates of the theme with inline scripts."""


class ThemeCache:
    """Caches the theme's environment in a preview, as long as its sources are unchanged.

    Loading it takes as long as all the rest of a rebuild.
    """

    def __init__(self) -> None:
        self._made_of: object = None
        self._offered: object = None
        self._env: Environment | None = None

    def offer(self, config: MkDocsConfig, made_of: object) -> None:
        """Make MkDocs use the cached environment if it is valid.

        Args:
            config: MkDocs' configuration.
            made_of: What the theme depends on, compared by equality; None disables the cache.
        """
        if self._env is not None and made_of is not None and self._made_of == made_of:
            env = self._env
            # Workaround (MkDocs 1.6.1): it makes the theme's environment anew with each build.
            # Tested by `test_a_preview_reads_the_theme_once`.
            config.theme.get_env = lambda: env  # type: ignore[method-assign]
        self._offered = made_of

    def prepare(self, env: Environment) -> None:
        """Prepare an environment unless it is the cached one.

        Raises:
            PluginError: The theme contains a script that the policy would block.
        """
        if self._env is not env:
            prepare(env)
            self._env = env
        self._made_of = self._offered


def prepare(env: Environment) -> None:
    """Prepare an environment: autoescaping, limits for templates, the filter for the policy.

    Raises:
        PluginError: The theme contains an unknown script.
    """
    escape_by_itself(env)
    load_with_care(env)
    env.loader = _PageTemplateLoader([DictLoader({WRITTEN: ""}), env.loader or BaseLoader()])
    try:
        csp.check_theme(_sources(env), SCRIPTS_IN_PAGE)
    except csp.UnknownScriptError as error:
        raise PluginError(str(error)) from error
    env.filters["page_policy"] = lambda scripts: escape(csp.of_page(str(scripts)))
    env.globals["kept"] = (
        _render_uncached  # For what MkDocs renders by itself, as the page of an error.
    )


def load_with_care(env: Environment) -> None:
    """Load the theme's templates with the limits of our own: regular files of limited size."""
    if isinstance(env.loader, FileSystemLoader):
        env.loader = TemplateLoader(env.loader.searchpath)


def escape_by_itself(env: Environment) -> None:
    """Enable autoescaping, before any template is loaded.

    The only `Markup` that comes from the guide is a page's content with its headings, escaped by
    our own templates.
    """
    # Workaround (MkDocs 1.6.1): its environment prints texts as they are, and so do Material's
    # templates: a title was markup on every page. Now only a value of the type `Markup` is.
    # Tested by `test_in_no_file_of_the_site_is_a_text_more_than_text`.
    env.autoescape = True
    env.finalize = escaping.for_templates
    env.filters["e"] = env.filters["escape"] = escaping.inert


class CachedParts:
    """Caches parts of the theme that are equal on many pages.

    Such a part depends on the site and on the folder that links are relative to. Rendering them for
    each page takes half of the theme's time.
    """

    def __init__(self, nav: Navigation) -> None:
        self._in_menu = frozenset(page.url for page in nav.pages)
        self._made: dict[tuple[str, str], Markup] = {}

    def around(self, page: Page) -> Keep:
        """Return the function that renders parts for a page.

        A page in the menu is highlighted there, so nothing is cached for it.
        """
        if page.url in self._in_menu:
            return _render_uncached
        folder = page.url.rpartition("/")[0]

        def keep(name: str, caller: Callable[[], Markup]) -> Markup:
            if (folder, name) not in self._made:
                self._made[folder, name] = caller()
            return self._made[folder, name]

        return keep


def _render_uncached(_name: str, caller: Callable[[], Markup]) -> Markup:
    return caller()


def _sources(env: Environment) -> dict[str, str]:
    """Return the theme's HTML templates (the icons are thousands of SVG files)."""
    assert env.loader is not None  # noqa: S101 - MkDocs gave it one
    wanted = [name for name in env.loader.list_templates() if name.endswith(".html")]
    return {name: env.loader.get_source(env, name)[0] for name in wanted}


class _PageTemplateLoader(ChoiceLoader):
    """Loads the theme's templates, and an empty one for pages that MkDocs must not render."""

    _names: list[str] | None = None

    def list_templates(self) -> list[str]:
        """Return the names of all templates that aren't hidden, cached."""
        # Workaround (Material 9.8.1): it brings thousands of icons, which MkDocs looks through
        # with each build, to leave them out by their names.
        # Tested by `test_a_preview_reads_the_theme_once`.
        if self._names is None:
            self._names = [name for name in super().list_templates() if name[0] != "."]
        return self._names
