"""Watches the sources of a preview, more often than MkDocs does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from michishirube.mkdocs_plugin.settings import project_of
from michishirube.model.kinds import CONTENT, LOCALES, SETTINGS
from michishirube.reading.project import SETTINGS as MKDOCS_SETTINGS
from michishirube.reading.project import TEMPLATES
from michishirube.support.litter import is_litter

if TYPE_CHECKING:  # A build, which loads this module too, doesn't wait for a server.
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

SOURCES = (CONTENT, TEMPLATES, LOCALES, SETTINGS, MKDOCS_SETTINGS)
"""Watched paths, relative to the project root."""

LOOK_SECONDS = 0.1
"""Polling interval for up to a thousand files; longer for more."""

SETTLE_SECONDS = 0.05
"""Delay after a change, in which further changes are awaited."""


def watch_project(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watch the sources of a project."""
    root = project_of(config).root
    known = [Path(config.docs_dir), Path(config.config_file_path)]
    watch(server, known, [root / name for name in SOURCES])


def watch(server: LiveReloadServer, known: Iterable[Path], others: Iterable[Path]) -> None:
    """Watch paths at shorter intervals than MkDocs, if there are few files.

    Args:
        server: The server.
        known: Paths it watches already.
        others: Further paths.
    """
    from watchdog.observers.polling import (  # noqa: PLC0415 - see TYPE_CHECKING
        PollingObserverVFS,
    )

    # Workaround (MkDocs 1.6.1): it looks twice a second, also at what editors and systems leave.
    # Tested by `test_what_editors_and_systems_leave_is_no_change`.
    for path in known:
        server.unwatch(str(path))
    paths = [*known, *(path for path in others if path.exists())]
    files = sum(1 for path in {*paths} for _ in path.rglob("*"))
    interval = LOOK_SECONDS * max(1.0, files / 1000)
    observer: Any = PollingObserverVFS(os.stat, _without_litter, polling_interval=interval)
    server.observer = observer
    server.build_delay = SETTLE_SECONDS
    for path in paths:
        server.watch(str(path))


def _without_litter(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """Yield the entries of a folder, except temporary files of editors and the like."""
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not is_litter(entry.name))
