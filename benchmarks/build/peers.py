"""The generators to compare with: how each is installed, set up and started."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

FROM_PYPI = {"pelican": ("pelican[markdown]==4.12.0",), "zensical": ("zensical==0.0.73",)}
FROM_NPM = {
    "eleventy": ("@11ty/eleventy@3.1.8", "markdown-it@15.0.3"),
    # The last ones that run on Debian's Node 20; Astro 6 and later want 22.
    "starlight": ("astro@5.18.2", "@astrojs/starlight@0.37.7"),
    "vitepress": ("vitepress@1.6.4",),
}

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

STARLIGHT = """\
import { defineConfig } from "astro/config"
import starlight from "@astrojs/starlight"

// Headings with attributes, "## Title {#id .class}", which all others understand.
const attributes = () => tree => {
  for (const heading of tree.children.filter(node => node.type === "heading")) {
    const last = heading.children.at(-1)
    const [all, id] = / *\\{#([^ }]+)[^}]*\\}$/.exec(last?.value) ?? []
    if (!id) continue
    last.value = last.value.slice(0, -all.length)
    heading.data = { hProperties: { id } }
  }
}

export default defineConfig({
  cacheDir: "./cache",
  vite: { cacheDir: "./cache/vite" },
  markdown: { remarkPlugins: [attributes] },
  integrations: [starlight({ title: "plain", locales: { root: { label: "日本語", lang: "ja" } } })],
})
"""
STARLIGHT_CONTENT = """\
import { defineCollection } from "astro:content"
import { docsLoader } from "@astrojs/starlight/loaders"
import { docsSchema } from "@astrojs/starlight/schema"

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }),
}
"""
STRUCTURED = re.compile(r'^<script type="application/ld\+json">(.*)</script>$', re.MULTILINE)


@dataclass(frozen=True)
class Build:
    """How a build is started, where, and the folder that it fills."""

    command: list[str]
    place: Path
    site: Path


def install(name: str, tools: Path) -> None:
    """Install a generator below `tools`, unless it is there. Hugo comes from the system."""
    if name in FROM_PYPI and not (tools / name).exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools / name)], check=True)
        pip = [str(tools / name / "bin" / "pip"), "install", "--quiet", *FROM_PYPI[name]]
        subprocess.run(pip, check=True)
    elif name in FROM_NPM and not (tools / name).exists():
        (tools / name).mkdir(parents=True)
        (tools / name / "package.json").write_text("{}")
        npm = ["npm", "install", "--silent", "--no-audit", "--save-exact", *FROM_NPM[name]]
        subprocess.run(npm, cwd=tools / name, check=True)
    elif name == "hugo" and shutil.which("hugo") is None:
        raise SystemExit("hugo is missing (Debian: apt install hugo); leave it out with --only")


def ours(folder: Path, tools: Path) -> Build:  # noqa: ARG001 - like the others
    """This project, from content to site."""
    place = folder / "ours"
    command = [sys.executable, "-c", "from michishirube.cli import main; main()", "build"]
    return Build(command, place, place / "site")


def plain(folder: Path, tools: Path) -> Build:  # noqa: ARG001
    """MkDocs and Material, as they come."""
    return _mkdocs(folder / "plain", PLAIN)


def pruned(folder: Path, tools: Path) -> Build:  # noqa: ARG001
    """The same with the menu cut to the page's section."""
    settings = PLAIN.replace("font: false", "font: false, features: [navigation.prune]")
    return _mkdocs(folder / "pruned", settings)


def zensical(folder: Path, tools: Path) -> Build:
    """Material's successor, which reads the same settings."""
    build = _mkdocs(folder / "zensical", PLAIN)
    return replace(build, command=[str(tools / "zensical" / "bin" / "zensical"), "build"])


def _mkdocs(place: Path, settings: str) -> Build:
    shutil.copytree(place.parent / "documents", place / "docs")
    (place / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return Build([sys.executable, "-m", "mkdocs", "build", "--quiet"], place, place / "site")


def pelican(folder: Path, tools: Path) -> Build:
    """Pelican with its own theme."""
    place = folder / "pelican"
    shutil.copytree(folder / "documents", place / "content")
    for path in (place / "content").rglob("*.md"):
        head, body = _parts(path)
        slug = path.relative_to(place / "content").with_suffix("").as_posix().replace("/", "-")
        path.write_text(f"Title: {_title(head)}\nSlug: {slug}\n\n{body}", encoding="utf-8")
    (place / "pelicanconf.py").write_text(PELICAN, encoding="utf-8")
    command = [str(tools / "pelican" / "bin" / "pelican"), "--quiet", "-s", "pelicanconf.py"]
    return Build(command, place, place / "output")


def eleventy(folder: Path, tools: Path) -> Build:
    """Eleventy with a layout of one line."""
    place = folder / "eleventy"
    shutil.copytree(folder / "documents", place / "documents")
    (place / "layouts").mkdir()
    (place / "layouts" / "page.njk").write_text(LAYOUT % ("title", "content | safe"))
    (place / "documents" / "documents.json").write_text('{"layout": "page.njk"}')
    (place / ".eleventy.js").write_text(ELEVENTY)
    (place / "node_modules").symlink_to(tools / "eleventy" / "node_modules")
    command = ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    return Build(command, place, place / "_site")


def hugo(folder: Path, tools: Path) -> Build:  # noqa: ARG001
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
    return Build(["hugo", "--quiet"], place, place / "public")


def starlight(folder: Path, tools: Path) -> Build:
    """Astro's Starlight as it comes: menu from the folders, search by Pagefind."""
    # Astro wants its packages above the project, in truth and not by a link.
    place = tools / "starlight" / "project"
    shutil.rmtree(place, ignore_errors=True)
    documents = place / "src" / "content" / "docs"
    shutil.copytree(folder / "documents", documents)
    for path in documents.rglob("*.md"):
        head, body = _parts(path)
        # The theme writes the title of the front matter as heading.
        body = body.partition("\n")[2]
        path.write_text(f"---\n{head}\n---\n{body}", encoding="utf-8")
    (place / "src" / "content.config.ts").write_text(STARLIGHT_CONTENT, encoding="utf-8")
    (place / "astro.config.mjs").write_text(STARLIGHT, encoding="utf-8")
    return Build(["node", "../node_modules/astro/astro.js", "build"], place, place / "dist")


def vitepress(folder: Path, tools: Path) -> Build:
    """VitePress with its own theme, and the menu that plain makes by itself."""
    place = folder / "vitepress"
    shutil.copytree(folder / "documents", place)
    menu: dict[str, list[dict[str, str]]] = {}
    for path in sorted(place.rglob("*.md")):
        head, body = _parts(path)
        address = path.relative_to(place).with_suffix("")
        entry = {"text": _title(head), "link": f"/{address.as_posix()}"}
        menu.setdefault(address.parent.name, []).append(entry)
        path.write_text(_for_vue(head, body), encoding="utf-8")
    sidebar = [*menu.pop(""), *({"text": name, "items": items} for name, items in menu.items())]
    settings = {"title": "plain", "lang": "ja", "themeConfig": {"sidebar": sidebar}}
    (place / ".vitepress").mkdir()
    text = f"export default {json.dumps(settings, ensure_ascii=False)}\n"
    (place / ".vitepress" / "config.mjs").write_text(text, encoding="utf-8")
    (place / "node_modules").symlink_to(tools / "vitepress" / "node_modules")
    command = ["node", "node_modules/vitepress/bin/vitepress.js", "build"]
    return Build(command, place, place / ".vitepress" / "dist")


def _for_vue(head: str, body: str) -> str:
    """A document whose body Vue takes as it is, `{{…}}` too; a script belongs into the head."""
    scripts = [
        ["script", {"type": "application/ld+json"}, text] for text in STRUCTURED.findall(body)
    ]
    body = STRUCTURED.sub("", body)
    head += f"\nhead: {json.dumps(scripts, ensure_ascii=False)}"
    return f"---\n{head}\n---\n::: v-pre\n{body}\n:::\n"


def _parts(path: Path) -> tuple[str, str]:
    """A document's front matter and body."""
    head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    return head, body


def _title(head: str) -> str:
    title: str = json.loads(re.search(r"^title: (.*)$", head, re.MULTILINE)[1])  # type: ignore[index]
    return title


PEERS: dict[str, Callable[[Path, Path], Build]] = {
    "plain": plain,
    "ours": ours,
    "pruned": pruned,
    "zensical": zensical,
    "pelican": pelican,
    "starlight": starlight,
    "vitepress": vitepress,
    "eleventy": eleventy,
    "hugo": hugo,
}
