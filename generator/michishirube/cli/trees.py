"""Shared by `guide show` and `guide paths`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.checks.project import check_project
from michishirube.cli.common import CONTENT_ERRORS, language_of, report, words_for
from michishirube.diagnostics import nearest
from michishirube.model import Guide, Tree


def tree_of(root: Path, name: str, lang: str | None) -> tuple[Guide, Tree, str]:
    """Load a guide and find one of its trees; a guide with errors will do if it could be loaded.

    Returns:
        The guide, the tree, and the language of messages.

    Raises:
        click.UsageError: There is no such tree.
    """
    loaded = check_project(root)
    if loaded.guide is None:
        report(loaded, lang)
        sys.exit(CONTENT_ERRORS)
    if name not in loaded.guide.trees:
        said = words_for(loaded, lang, "trees")
        near = nearest(name, loaded.guide.trees)
        known = ", ".join(loaded.guide.trees)
        key = "unknown_near" if near else "unknown"
        raise click.UsageError(said(key, name=name, near=near or "", known=known))
    return loaded.guide, loaded.guide.trees[name], language_of(loaded, lang)
