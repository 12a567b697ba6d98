"""The MkDocs plugin: hands the compiled guide to MkDocs and reloads when its sources change.

Only this module, `mkdocs_page` and `serving` know MkDocs. Everything is compiled in
`on_config`: an error there leaves the published site whole, while one in a later event would
leave it empty.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from michishirube import reports
from michishirube.git import forge_links
from michishirube.i18n import messages
from michishirube.i18n.output_errors import refused
from michishirube.mkdocs_plugin.dev_server import OnRequest, watch
from michishirube.mkdocs_plugin.page import (
    GuidePage,
    Maker,
    UnwrittenFile,
    escape_by_itself,
    finisher,
    load_with_care,
    write_all,
)
from michishirube.model import Site
from michishirube.model.kinds import CONTENT, SETTINGS
from michishirube.publish import offline
from michishirube.reading.project import TEMPLATES, Project
from michishirube.support import escaping, files, garbage, outputs
from michishirube.support.outputs import inventory
from michishirube.support.outputs.ownership import SITE
from michishirube.website import csp
from michishirube.website.compile import (
    Compiled,
    CompiledDocument,
    CompiledSite,
    Preview,
    compile_site,
)

if TYPE_CHECKING:  # A build doesn't wait for a server.
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger(__name__)

SOURCES = (CONTENT, TEMPLATES, SETTINGS)
"""What the preview watches, relative to the project's root."""

SCRIPTS_IN_PAGE = (
    *(
        f"partials/javascripts/{name}.html"
        for name in ("announce", "base", "consent", "content", "outdated", "palette")
    ),
    "partials/integrations/analytics.html",
    "partials/integrations/analytics/google.html",
    "redirect.html",
)
"""Templates of the theme that put scripts into a page; main.html names those that are used here."""


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong with the content, as every page of a preview says it.

    `text` is the report with its lines; `remark` says what stands below it.
    """

    title: str
    remark: str
    text: str


class GuideConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    templates = Type(str, default="templates")


class GuidePlugin(BasePlugin[GuideConfig]):  # type: ignore[no-untyped-call]
    """Adds the guide's pages, files, navigation and settings to a MkDocs build."""

    def __init__(self) -> None:
        super().__init__()
        self._begin(serving=False, on_request=False)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is the preview, which must survive errors.

        `guide serve` asks for a "dirty" one, in which MkDocs writes only what has changed: then
        pages are made on request.
        """
        serving = command == "serve"
        self._begin(serving=serving, on_request=serving and dirty)
        if self._on_request:
            logging.getLogger("mkdocs.commands.build").addFilter(_is_no_warning_of_old_pages)

    def _begin(self, *, serving: bool, on_request: bool) -> None:
        """Know nothing yet. MkDocs keeps a plugin for as long as a preview runs."""
        self._serving = serving
        self._preview = Preview() if on_request else None
        self._on_request = OnRequest() if on_request else None
        self._site: CompiledSite | None = None
        self._problems: Problems | None = None
        self._menu: Navigation | None = None
        self._theme: tuple[object, Environment] | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the guide; in the preview, keep the last good one and show what is wrong."""
        with garbage.paused():
            self._compile(config)
            if not self._serving:
                garbage.keep_what_is()
        return config

    def _compile(self, config: MkDocsConfig) -> None:
        compiled = compile_site(_root(config), self._templates(config), self._preview)
        self._problems = None
        if compiled.site is None:
            self._refuse(compiled)
        else:
            self._site = compiled.site
        if self._site is not None:
            _apply_settings(self._site, config)
            # What a preview shows must not stay on the device.
            config.extra["guide"]["offline"] = not self._serving
        else:
            config.nav = None
            config.extra["guide"] = {"words": {}}
        config.extra["guide"]["problems"] = self._problems
        for folder in map(str, reversed(Project(_root(config)).published)):
            if folder not in config.theme.dirs:
                config.theme.dirs.insert(0, folder)
        self._keep_theme(config)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Refuse a folder with anybody else's files, before MkDocs empties it."""
        if self._serving:  # Then it is a folder that MkDocs has just made for itself.
            return
        project = Project(_root(config))
        try:
            outputs.check_folder(project.root, Path(config.site_dir), SITE, project.published)
        except outputs.OutputError as error:
            raise PluginError(refused(error, config.theme["language"])) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what lies in the content folder by what was made of it."""
        ours = {config.theme.custom_dir, *map(str, Project(_root(config)).published)}
        theme = {*config.theme.dirs} - ours
        for file in list(files):
            if file.src_dir == config.docs_dir or (
                file.src_dir in theme and not _is_loaded(file.src_uri)
            ):
                files.remove(file)
        for document in self._documents():
            # The menu is made by the guide; what it leaves out is left out on purpose.
            # The page has the content; here it would lie in memory a second time.
            file = UnwrittenFile.generated(
                config, document.path, content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
            file.edit_uri = self._editor(document)
            GuidePage(document, file, config)  # It tells the file of itself.
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002 - MkDocs passes them by name
        """Keep the menu, which pages are finished with."""
        self._menu = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Finish the pages, in a theme that knows their policy; see `website.csp`."""
        if self._theme is None or self._theme[1] is not env:
            self._prepare(env)
            self._theme = self._around(config), env
        assert self._menu is not None  # noqa: S101 - it was made before
        finish = finisher(env, config, files, self._menu)
        pages = [file.page for file in files if isinstance(file.page, GuidePage)]
        makers: dict[str, Maker] = {page.file.dest_uri: partial(finish, page) for page in pages}
        for asset in self._site.assets if self._site else ():
            makers[asset.path] = partial(getattr, asset, "content")
        if self._on_request is None:
            write_all(Path(config.site_dir), makers)
        else:
            language = str(config.theme["language"])
            self._on_request.offer(Path(config.site_dir), makers, language)
        return env

    def _keep_theme(self, config: MkDocsConfig) -> None:
        """Spare the preview reading the theme once more, which takes as long as all the rest."""
        if self._theme is not None and self._theme[0] == self._around(config):
            env = self._theme[1]
            config.theme.get_env = lambda: env  # type: ignore[method-assign]

    def _around(self, config: MkDocsConfig) -> object:
        """What the theme is made of: it is the same while this is."""
        settings = Path(config.config_file_path)
        if self._preview is None:
            return object()
        templates = self._preview.renderer(self._templates(config))
        return settings.read_bytes(), templates

    def _prepare(self, env: Environment) -> None:
        escape_by_itself(env)
        load_with_care(env)
        try:
            csp.check_theme(_sources(env), SCRIPTS_IN_PAGE)
        except csp.UnknownScriptError as error:
            raise PluginError(str(error)) from error
        env.filters["page_policy"] = lambda scripts: escape(csp.of_page(str(scripts)))

    @event_priority(-100)  # Last of all plugins: what it lists has to be all.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let readers keep the finished site on their devices, and list what it consists of."""
        if not self._serving:
            site = Path(config.site_dir)
            script = self._templates(config) / "worker/sw.js"
            offline.add_worker(site, files.as_text(files.read(script, files.MOST_OF_A_TEMPLATE)))
            owner = partial(self._owner, Project(_root(config)).published)
            inventory.write(site, inventory.take(site, SITE, owner))

    def _owner(self, published: Iterable[Path], path: str) -> str:
        """Where a file of the site comes from: the content, or a folder published as it is."""
        if any((folder / path).is_file() for folder in published):
            return f"templates/theme/{path}:1"
        return self._site.owner(path) if self._site else f"{SETTINGS}:1"

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer:
        """Watch all that pages are made of, and make them when browsers ask."""
        root = _root(config)
        known = [Path(config.docs_dir), Path(config.config_file_path)]
        watch(server, known, [root / name for name in SOURCES])
        if self._on_request:
            self._on_request.join(server, config.dev_addr.host)
        return server

    def _templates(self, config: MkDocsConfig) -> Path:
        """Those that the settings name, or those of the project, or those that we bring along."""
        named = _root(config) / self.config.templates
        return named if (named / "theme/main.html").is_file() else Project(_root(config)).templates

    def _documents(self) -> Iterator[CompiledDocument]:
        """The site's; while there has been none, a page for what is wrong with the content."""
        if self._site is not None:
            yield from self._site.documents
        elif self._problems is not None:
            yield _empty_page(self._problems.title)

    def _editor(self, document: CompiledDocument) -> str | None:
        """Where a document is changed, as a whole address (see `_apply_repository`)."""
        where = self._site.guide.site.repository if self._site else None
        if where is None or document.edit_path is None:
            return None
        return forge_links.link(where, document.edit_path)

    def _refuse(self, compiled: Compiled) -> None:
        """Report errors: an end of the build, or on each page of the preview."""
        guide = compiled.loaded.guide
        language = str(guide.site.language) if guide else ""
        said = messages.load(messages.spoken(None, language), "diagnostics")
        report = reports.CheckReport(
            findings=tuple(compiled.diagnostics), files=compiled.loaded.files
        )
        text = reports.FORMATS["text"](report, said)
        if not self._serving:
            raise PluginError(text)
        log.warning("\n%s", text)
        self._problems = Problems(
            reports.report.summary(report, said), said["report.preview"], text
        )


def _root(config: MkDocsConfig) -> Path:
    """The project's folder. The settings may lie elsewhere, the content never does."""
    return Path(config.docs_dir).parent


def _empty_page(title: str) -> CompiledDocument:
    """A home page where there is no site yet."""
    body = Markup("# {} {{#_top}}\n").format(escaping.inert(title))
    front = {"title": title, "hide": ["navigation", "toc"]}
    return CompiledDocument("index.md", title, front, None, lambda: body)


def _is_no_warning_of_old_pages(record: logging.LogRecord) -> bool:
    """MkDocs warns with each build that old pages may stay; here none does (`OnRequest.offer`)."""
    return not record.getMessage().startswith("A 'dirty' build")


def _is_loaded(theme_file: str) -> bool:
    """Whether pages load a file of the theme; its scripts are left out (theme/main.html)."""
    return theme_file.endswith(".css")


def _sources(env: Environment) -> dict[str, str]:
    """The theme's templates (with the icons left out, which are thousands of drawings)."""
    loader = env.loader
    names = loader.list_templates() if loader else []
    wanted = [name for name in names if name.endswith(".html")]
    return {name: loader.get_source(env, name)[0] for name in wanted} if loader else {}


def _apply_settings(site: CompiledSite, config: MkDocsConfig) -> None:
    """Write the guide's settings over the stand-ins of mkdocs.yml."""
    settings = site.guide.site
    config.site_name = str(settings.title)
    config.site_description = str(settings.description)
    config.site_author = str(settings.author)
    config.site_url = str(settings.address or "")
    config.nav = site.navigation
    config.theme["language"] = str(settings.language)
    config.extra["guide"] = dict(site.theme_context)
    config.extra_css = [*site.stylesheets]
    config.extra_javascript = [*site.scripts]
    _apply_repository(settings, config)


def _apply_repository(settings: Site, config: MkDocsConfig) -> None:
    where = settings.repository
    config.edit_uri = None
    if where is None:
        config.repo_url = config.edit_uri_template = None
        return
    config.repo_url = str(where.address)
    config.repo_name = str(where.name or where.address.rpartition("/")[2])
    # The whole address comes from the core: a folder has another one than a file.
    config.edit_uri_template = "{path}"
