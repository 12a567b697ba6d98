"""What the commands about one tree share."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.checks.project import check_project
from michishirube.cli.common import CONTENT_ERRORS, language_of, report, words_for
from michishirube.diagnostics import nearest
from michishirube.model import Guide, Tree


def tree_of(root: Path, name: str, lang: str | None) -> tuple[Guide, Tree, str]:
    """The guide, its tree of that name, and the language to speak.

    A guide with errors will do as long as it could be read at all.

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
