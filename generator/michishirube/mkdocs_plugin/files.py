"""Replaces the content files in MkDocs' file list by the pages compiled from them."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from michishirube.git import forge_links
from michishirube.mkdocs_plugin.page import GuidePage, UnwrittenFile
from michishirube.mkdocs_plugin.settings import project_of
from michishirube.model import Site
from michishirube.website.compile import CompiledDocument


def replace_sources(
    files: Files, documents: Iterable[CompiledDocument], site: Site | None, config: MkDocsConfig
) -> None:
    """Remove content files and unused theme files from the list, and add the pages.

    Args:
        files: MkDocs' list.
        documents: The pages.
        site: The guide's settings, None while there is no valid guide.
        config: MkDocs' configuration.
    """
    ours = {config.theme.custom_dir, *map(str, project_of(config).published)}
    theme = {*config.theme.dirs} - ours
    for file in list(files):
        if file.src_dir == config.docs_dir or (
            file.src_dir in theme and not _is_loaded(file.src_uri)
        ):
            files.remove(file)
    for document in documents:
        _add(files, document, site, config)


def _add(files: Files, document: CompiledDocument, site: Site | None, config: MkDocsConfig) -> None:
    # The menu is made by the guide; what it leaves out is left out on purpose.
    # The page has the content; here it would lie in memory a second time.
    file = UnwrittenFile.generated(
        config, document.path, content="", inclusion=InclusionLevel.NOT_IN_NAV
    )
    file.edit_uri = _editor(document, site)
    GuidePage(document, file, config)  # It tells the file of itself.
    files.append(file)


def _editor(document: CompiledDocument, site: Site | None) -> str | None:
    """Return the URL for editing a document."""
    where = site.repository if site else None
    if where is None or document.edit_path is None:
        return None
    return forge_links.link(where, document.edit_path)


def _is_loaded(theme_file: str) -> bool:
    """Return whether pages load a file of the theme."""
    # Workaround (Material 9.8.1): its scripts, icons of other programs and search would lie in
    # the site for nobody; there is no setting against it.
    # Tested by `test_of_the_theme_only_what_pages_load_is_in_the_site`.
    return theme_file.endswith(".css")
