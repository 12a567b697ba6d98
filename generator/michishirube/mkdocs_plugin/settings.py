"""Applies the settings of the guide to the configuration of MkDocs."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig

from michishirube.i18n.messages import DEFAULT, base
from michishirube.model import Site
from michishirube.reading.project import Project
from michishirube.website.compile import CompiledSite


class GuideConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    templates = Type(str, default="templates")


def project_of(config: MkDocsConfig) -> Project:
    """Return the project; its mkdocs.yml may be elsewhere, its content is beside `docs_dir`."""
    return Project(Path(config.docs_dir).parent)


def templates_of(config: MkDocsConfig, options: GuideConfig) -> tuple[Path, ...]:
    """Return the folders of templates: that of the options, the project's, the bundled one."""
    project = project_of(config)
    named = project.root / options.templates
    return tuple(dict.fromkeys([*([named] if named.is_dir() else []), *project.templates]))


def apply(site: CompiledSite, config: MkDocsConfig, *, offline: bool) -> None:
    """Apply the settings of a guide.

    Args:
        site: The compiled site.
        config: MkDocs' configuration.
        offline: Whether readers' devices may cache pages.
    """
    settings = site.guide.site
    config.site_name = str(settings.title)
    config.site_description = str(settings.description)
    config.site_author = str(settings.author or "")
    config.site_url = str(settings.address or "")
    config.nav = site.navigation
    config.theme["language"] = _theme_language(str(settings.language), config)
    if site.logo:
        config.theme["logo"] = config.theme["favicon"] = site.logo
    config.extra["guide"] = {**site.theme_context, "offline": offline}
    config.extra_css = [*site.stylesheets]
    config.extra_javascript = [*site.scripts]
    _apply_repository(settings, config)


def _theme_language(language: str, config: MkDocsConfig) -> str:
    """Return the language of the theme's own words: the guide's, without its region, or English."""
    folders = [Path(each) / "partials/languages" for each in config.theme.dirs]
    return next(
        tag
        for tag in (language, base(language), DEFAULT)
        if any((folder / f"{tag}.html").is_file() for folder in folders)
    )


def apply_nothing(config: MkDocsConfig) -> None:
    """Apply what the theme needs while there is no valid guide."""
    config.nav = None
    config.extra["guide"] = {"words": {}}


def publish_folders(config: MkDocsConfig) -> None:
    """Let static folders take precedence over the theme's files."""
    ours = [str(folder) for folder in project_of(config).published]
    config.theme.dirs[:] = [*ours, *(each for each in config.theme.dirs if each not in ours)]


def _apply_repository(settings: Site, config: MkDocsConfig) -> None:
    where = settings.repository
    config.edit_uri = None
    if where is None:
        config.repo_url = config.edit_uri_template = None
        return
    config.repo_url = str(where.address)
    config.repo_name = str(where.name or where.address.rpartition("/")[2])
    # Workaround (MkDocs 1.6.1): it makes the address at which a page is changed of the page's own
    # path. Here the core says the whole address, of a file's line or of a folder.
    # Tested by `test_each_page_leads_to_the_file_it_was_made_from`.
    config.edit_uri_template = "{path}"
