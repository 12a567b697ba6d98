"""The MkDocs plugin: adds the compiled guide to a build, or serves it in a preview.

MkDocs' events are used in three steps. `on_startup`, `on_config` and `on_pre_build` compile the
guide before anything is touched: an error there leaves the published site intact, in a later event
it would leave an empty folder. `on_files`, `on_nav` and `on_env` replace the content files by
pages. `on_post_build` and `on_serve` finish the site, or serve it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from michishirube.i18n.output_errors import refused
from michishirube.mkdocs_plugin import dev_server, problems, settings, watching
from michishirube.mkdocs_plugin.files import replace_sources
from michishirube.mkdocs_plugin.settings import GuideConfig, project_of, templates_of
from michishirube.mkdocs_plugin.theme import ThemeCache
from michishirube.mkdocs_plugin.writing import finisher, makers, write_all
from michishirube.publish import offline
from michishirube.support import files, garbage, outputs
from michishirube.support.layers import Layers
from michishirube.support.outputs import inventory
from michishirube.support.outputs.ownership import SITE
from michishirube.website.compile import CompiledDocument, CompiledSite, PreviewState, compile_site

if TYPE_CHECKING:  # A build doesn't wait for a server.
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger(__name__)


class GuidePlugin(BasePlugin[GuideConfig]):  # type: ignore[no-untyped-call]
    """Adds pages, files, navigation and settings of a guide to a MkDocs build."""

    def __init__(self) -> None:
        super().__init__()
        self._begin(serving=False, on_request=False)

    def _begin(self, *, serving: bool, on_request: bool) -> None:
        """Reset the state; MkDocs keeps the plugin for the duration of a preview."""
        self._serving = serving
        self._preview = PreviewState() if on_request else None
        self._on_request = dev_server.OnDemandFiles() if on_request else None
        self._theme = ThemeCache()
        self._site: CompiledSite | None = None
        self._problems: problems.Problems | None = None
        self._menu: Navigation | None = None

    # --- Before anything is touched -------------------------------------------------------------

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Detect a preview, which has to survive errors.

        `guide serve` starts MkDocs with `--dirty`, which means here that pages are written on
        demand.
        """
        serving = command == "serve"
        self._begin(serving=serving, on_request=serving and dirty)
        if self._on_request:
            dev_server.spare_warnings_of_old_pages()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the guide. A preview keeps the last valid one and shows the errors."""
        with garbage.paused():
            self._compile(config)
            if not self._serving:
                garbage.keep_what_is()
        if self._site is not None:
            # What a preview shows must not stay on the device.
            settings.apply(self._site, config, offline=not self._serving)
        else:
            settings.apply_nothing(config)
        config.extra["guide"]["problems"] = self._problems
        settings.publish_folders(config)
        self._theme.offer(config, self._theme_is_made_of(config))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check the site folder for files of others, before MkDocs empties it."""
        if self._serving:  # Then it is a folder that MkDocs has just made for itself.
            return
        project = project_of(config)
        try:
            outputs.check_folder(project.root, Path(config.site_dir), SITE, project.published)
        except outputs.OutputError as error:
            raise PluginError(refused(error, config.theme["language"])) from error

    def _compile(self, config: MkDocsConfig) -> None:
        templates = templates_of(config, self.config)
        compiled = compile_site(project_of(config).root, templates, self._preview)
        self._problems = None
        if compiled.site is not None:
            self._site = compiled.site
            return
        self._problems = problems.problems_of(compiled)
        if not self._serving:
            raise PluginError(self._problems.text)
        log.warning("\n%s", self._problems.text)

    def _theme_is_made_of(self, config: MkDocsConfig) -> object:
        """Return what the theme depends on, as a cache key; None in a build."""
        if self._preview is None:
            return None
        templates = self._preview.renderer(*templates_of(config, self.config))
        return Path(config.config_file_path).read_bytes(), templates

    # --- The guide's pages take the place of its content ------------------------------------------

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace content files by the pages compiled from them."""
        site = self._site.guide.site if self._site else None
        replace_sources(files, self._documents(), site, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002 - MkDocs passes them by name
        """Keep the navigation, which is needed to render pages."""
        self._menu = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Write the site's files; a preview offers them to its server instead."""
        assert self._menu is not None  # noqa: S101 - it was made before
        self._theme.prepare(env)
        made = makers(finisher(env, config, files, self._menu), files, self._site)
        if self._on_request is None:
            write_all(Path(config.site_dir), made)
        else:
            self._on_request.offer(Path(config.site_dir), made, str(config.theme["language"]))
        return env

    def _documents(self) -> Iterator[CompiledDocument]:
        """Yield the pages, or a page with the errors if there hasn't been a valid guide yet."""
        if self._site is not None:
            yield from self._site.documents
        elif self._problems is not None:
            yield problems.page_for(self._problems)

    # --- The site is finished, or served ----------------------------------------------------------

    @event_priority(-100)  # Last of all plugins: what it lists has to be all.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add the service worker and the inventory."""
        if not self._serving:
            site = Path(config.site_dir)
            script = Layers(templates_of(config, self.config)).path("worker/sw.js")
            offline.add_worker(site, files.as_text(files.read(script, files.MOST_OF_A_TEMPLATE)))
            owner = partial(self._owner, project_of(config).published)
            inventory.write(site, inventory.take(site, SITE, owner))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer:
        """Watch the sources, and serve pages on demand."""
        from michishirube.mkdocs_plugin.live_reload import (  # noqa: PLC0415 - see TYPE_CHECKING
            PreviewServer,
        )

        ours = PreviewServer(server)
        watching.watch_project(ours, config)
        if self._on_request:
            self._on_request.join(ours, config.dev_addr.host)
        return ours

    def on_shutdown(self) -> None:
        """Stop writing, since MkDocs removes the folder of the preview now."""
        if self._on_request:
            self._on_request.close()

    def _owner(self, published: Iterable[Path], path: str) -> str:
        """Return the source of a site's file: in the content, or in a static folder."""
        if any((folder / path).is_file() for folder in published):
            return f"templates/theme/{path}:1"
        return self._site.owner(path) if self._site else "site_config.yml:1"
