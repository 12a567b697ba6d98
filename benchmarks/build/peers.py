"""The generators to compare with: how each is installed, set up and started."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Start = tuple[list[str], Path]

FROM_PYPI = {"pelican": ("pelican[markdown]",), "zensical": ("zensical==0.0.73",)}
FROM_NPM = {"eleventy": "@11ty/eleventy"}

PLAIN = """\
site_name: plain
theme: {name: material, language: ja, font: false}
markdown_extensions: [attr_list, tables]
use_directory_urls: false
"""
PELICAN = """\
PATH = "content"
PAGE_PATHS = [""]
ARTICLE_PATHS = ["none"]
SITENAME = "plain"
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"
MARKDOWN = {"extension_configs": {"markdown.extensions.attr_list": {},
            "markdown.extensions.meta": {}}}
"""
HUGO = """\
title = "plain"
baseURL = "https://plain.example/"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
title = true
"""
LAYOUT = "<!doctype html><html lang=ja><title>{{ %s }}</title><main>{{ %s }}</main></html>"
ELEVENTY = """\
module.exports = config => {
  config.setLibrary("md", require("markdown-it")({ html: true }))
  return { markdownTemplateEngine: false, dir: { input: "documents", includes: "../layouts" } }
}
"""


def install(name: str, tools: Path) -> None:
    """Install a generator below `tools`, unless it is there. Hugo comes from the system."""
    if name in FROM_PYPI and not (tools / name).exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools / name)], check=True)
        pip = [str(tools / name / "bin" / "pip"), "install", "--quiet", *FROM_PYPI[name]]
        subprocess.run(pip, check=True)
    elif name in FROM_NPM and not (tools / name).exists():
        (tools / name).mkdir(parents=True)
        (tools / name / "package.json").write_text("{}")
        command = ["npm", "install", "--silent", "--no-audit", FROM_NPM[name], "markdown-it"]
        subprocess.run(command, cwd=tools / name, check=True)
    elif name == "hugo" and shutil.which("hugo") is None:
        raise SystemExit("hugo is missing (Debian: apt install hugo); leave it out with --only")


def ours(folder: Path, tools: Path) -> Start:  # noqa: ARG001 - like the others
    """This project, from content to site."""
    return [sys.executable, "-c", "from generator.cli import main; main()", "build"], (
        folder / "ours"
    )


def plain(folder: Path, tools: Path) -> Start:  # noqa: ARG001
    """MkDocs and Material, as they come."""
    return _with_docs(folder, "plain"), folder / "plain"


def pruned(folder: Path, tools: Path) -> Start:  # noqa: ARG001
    """The same with the menu cut to the page's section."""
    command = _with_docs(folder, "pruned")
    settings = PLAIN.replace("font: false", "font: false, features: [navigation.prune]")
    (folder / "pruned" / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return command, folder / "pruned"


def _with_docs(folder: Path, name: str) -> list[str]:
    shutil.copytree(folder / "documents", folder / name / "docs")
    (folder / name / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def zensical(folder: Path, tools: Path) -> Start:
    """Material's successor."""
    _with_docs(folder, "zensical")
    return [str(tools / "zensical" / "bin" / "zensical"), "build"], folder / "zensical"


def pelican(folder: Path, tools: Path) -> Start:
    """Pelican with its own theme."""
    place = folder / "pelican"
    shutil.copytree(folder / "documents", place / "content")
    for path in (place / "content").rglob("*.md"):
        head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        title = json.loads(re.search(r"^title: (.*)$", head, re.MULTILINE)[1])  # type: ignore[index]
        slug = path.relative_to(place / "content").with_suffix("").as_posix().replace("/", "-")
        path.write_text(f"Title: {title}\nSlug: {slug}\n\n{body}", encoding="utf-8")
    (place / "pelicanconf.py").write_text(PELICAN, encoding="utf-8")
    return [str(tools / "pelican" / "bin" / "pelican"), "--quiet", "-s", "pelicanconf.py"], place


def hugo(folder: Path, tools: Path) -> Start:  # noqa: ARG001
    """Hugo with a layout of one line."""
    place = folder / "hugo"
    shutil.copytree(folder / "documents", place / "content")
    for path in (place / "content").rglob("index.md"):
        path.rename(path.with_name("_index.md"))
    layouts = place / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for kind in ("single", "list"):
        (layouts / f"{kind}.html").write_text(LAYOUT % (".Title", ".Content"), encoding="utf-8")
    (place / "config.toml").write_text(HUGO, encoding="utf-8")
    return ["hugo", "--quiet"], place


def eleventy(folder: Path, tools: Path) -> Start:
    """Eleventy with a layout of one line."""
    place = folder / "eleventy"
    shutil.copytree(folder / "documents", place / "documents")
    (place / "layouts").mkdir()
    (place / "layouts" / "page.njk").write_text(LAYOUT % ("title", "content | safe"))
    (place / "documents" / "documents.json").write_text('{"layout": "page.njk"}')
    (place / ".eleventy.js").write_text(ELEVENTY)
    (place / "node_modules").symlink_to(tools / "eleventy" / "node_modules")
    return ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"], place


PEERS: dict[str, Callable[[Path, Path], Start]] = {
    "plain": plain,
    "ours": ours,
    "pruned": pruned,
    "zensical": zensical,
    "pelican": pelican,
    "eleventy": eleventy,
    "hugo": hugo,
}
