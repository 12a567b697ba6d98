"""MkDocs' settings: what a guide says of itself, written over the stand-ins of mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig

from michishirube.model import Site
from michishirube.reading.project import Project
from michishirube.website.compile import CompiledSite


class GuideConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    templates = Type(str, default="templates")


def project_of(config: MkDocsConfig) -> Project:
    """The project that is built. The settings may lie elsewhere, the content never does."""
    return Project(Path(config.docs_dir).parent)


def templates_of(config: MkDocsConfig, options: GuideConfig) -> Path:
    """Those that the settings name, or those of the project, or those that we bring along."""
    project = project_of(config)
    named = project.root / options.templates
    return named if (named / "theme/main.html").is_file() else project.templates


def apply(site: CompiledSite, config: MkDocsConfig, *, offline: bool) -> None:
    """Set what the site's own settings say; `offline` is whether devices may keep its pages."""
    settings = site.guide.site
    config.site_name = str(settings.title)
    config.site_description = str(settings.description)
    config.site_author = str(settings.author)
    config.site_url = str(settings.address or "")
    config.nav = site.navigation
    config.theme["language"] = str(settings.language)
    config.extra["guide"] = {**site.theme_context, "offline": offline}
    config.extra_css = [*site.stylesheets]
    config.extra_javascript = [*site.scripts]
    _apply_repository(settings, config)


def apply_nothing(config: MkDocsConfig) -> None:
    """Set what a theme needs where there is no site yet."""
    config.nav = None
    config.extra["guide"] = {"words": {}}


def publish_folders(config: MkDocsConfig) -> None:
    """Have the folders that are published as they are come before the theme's own."""
    for folder in map(str, reversed(project_of(config).published)):
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(0, folder)


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
