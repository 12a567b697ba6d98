"""Titles and descriptions for search engines, added to a copy of the small guide."""

from __future__ import annotations

from pathlib import Path

SITE = """search:
  home:
    title: Why houseplants wilt, and what to do
    description: A guide to drooping leaves, step by step, for dry soil and for wet soil alike.
  letters: {title: Letters to plant friends}
"""
LETTER = "search: {title: Asking a friend to repot a plant}\n"


def add_snippets(root: Path) -> None:
    """Let the settings and the letter of a guide say how they are found."""
    for name, text in (("site_config.yml", SITE), ("content/letters/ask-friend.yml", LETTER)):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
