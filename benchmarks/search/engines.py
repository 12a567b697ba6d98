"""The engines: what each is made of, what a reader loads for it, and its folder to be served.

The engines besides ours come from npm (package.json) and PyPI (pagefind-bin-extended); one that
isn't installed is left out, and said so.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from michishirube.i18n import messages
from michishirube.model import Guide
from michishirube.website.bundler import bundle
from michishirube.website.render import Renderer
from michishirube.website.scripts import GIVEN, SEARCH_DATA
from michishirube.website.search_index import entries_of, index_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OWN = """
import { eachToken, fold } from "./search/fold.js"
import { readIndex } from "./search/index.js"
import { search } from "./search/rank.js"
Object.assign(globalThis, { readIndex, eachToken, fold, search })
"""
LIBRARIES = {
    "minisearch": "minisearch/dist/umd/index.js",
    "lunr": "lunr/lunr.min.js",
    "flexsearch": "flexsearch/dist/flexsearch.bundle.min.js",
}


@dataclass(frozen=True)
class Engine:
    """An engine: its name, the scripts to run in the page, and the bytes of what readers load.

    `bytes` is None for what is counted while it answers.
    """

    name: str
    scripts: tuple[str, ...]
    bytes: int | None


def documents_of(guide: Guide) -> list[dict[str, object]]:
    """The entries as the libraries take them: the same texts, other names included."""
    return [
        {
            "id": number,
            "title": entry.title,
            "names": " ".join(entry.names),
            "text": entry.text,
        }
        for number, entry in enumerate(entries_of(guide))
    ]


def prepare(guide: Guide, folder: Path) -> tuple[list[Engine], list[str]]:
    """Put everything into a folder to be served; gives the engines, and what is missing."""
    said = json.dumps(dict(messages.load(guide.site.language, "search")), ensure_ascii=False)
    own = bundle("own.js", OWN, lambda path: (ROOT / "templates" / path).read_text("utf-8"), GIVEN)
    code = own.with_values({SEARCH_DATA: {"WORDS": said}})
    base = f"const engines = {{}};\n(() => {{\n{code}\n}})()\n" + (
        HERE / "adapters" / "pairs.js"
    ).read_text("utf-8")
    (folder / "base.js").write_text(base, "utf-8")
    (folder / "index.html").write_text("<!doctype html><meta charset=utf-8>", "utf-8")
    data = {"index": index_of(guide), "documents": documents_of(guide), "config": _material()}
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    whole = Renderer(ROOT / "templates").scripts.of_search(guide)
    engines = [Engine("ours", _adapter("ours", folder), _size(whole.encode()))]
    engines.append(_from_material(data, folder))
    missing = []
    for name, path in LIBRARIES.items():
        if (library := HERE / "node_modules" / path).is_file():
            engines.append(_library(name, library, data, folder))
        else:
            missing.append(f"{name} (npm ci)")
    if importlib.util.find_spec("pagefind_bin_extended"):
        engines.append(_pagefind(guide, folder))
    else:
        missing.append("pagefind (pip install pagefind-bin-extended)")
    return engines, missing


def _adapter(name: str, folder: Path) -> tuple[str, ...]:
    shutil.copy(HERE / "adapters" / f"{name}.js", folder / f"{name}.adapter.js")
    return (f"{name}.adapter.js",)


def _library(name: str, library: Path, data: dict[str, object], folder: Path) -> Engine:
    shutil.copy(library, folder / f"{name}.js")
    documents = json.dumps(data["documents"], ensure_ascii=False, separators=(",", ":"))
    loaded = _size(library.read_bytes()) + _size(documents.encode())
    return Engine(name, (f"{name}.js", *_adapter(name, folder)), loaded)


def _material() -> dict[str, object]:
    """What the theme's plug-in hands its worker for Japanese."""
    theme = _theme() / "partials" / "languages" / "ja.html"
    said = dict(re.findall(r'"search\.config\.(\w+)": (".*")', theme.read_text("utf-8")))
    return {
        "lang": [json.loads(said["lang"])],
        "separator": json.loads(said["separator"]),
        "pipeline": [json.loads(said["pipeline"])],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    }


def _theme() -> Path:
    found = importlib.util.find_spec("material")
    assert found
    assert found.origin
    return Path(found.origin).parent / "templates"


def _from_material(data: dict[str, object], folder: Path) -> Engine:
    scripts = _theme() / "assets" / "javascripts"
    shutil.copytree(scripts / "lunr", folder / "material" / "lunr")
    (folder / "material" / "workers").mkdir()
    worker = next((scripts / "workers").glob("search.*.js"))
    shutil.copy(worker, folder / "material" / "workers" / "search.js")
    parts = [worker, *(scripts / "lunr" / "min").glob("lunr.ja.min.js")]
    parts += [scripts / "lunr" / "min" / "lunr.stemmer.support.min.js"]
    parts += [scripts / "lunr" / "tinyseg.js"]
    documents = json.dumps(data["documents"], ensure_ascii=False, separators=(",", ":"))
    loaded = sum(_size(part.read_bytes()) for part in parts) + _size(documents.encode())
    return Engine("material", _adapter("material", folder), loaded)


def _pagefind(guide: Guide, folder: Path) -> Engine:
    """One small page for each entry, and the index that Pagefind makes of them."""
    site = folder / "pagefind"
    site.mkdir()
    for number, entry in enumerate(entries_of(guide)):
        said = [entry.title, " ".join(entry.names), entry.text]
        title, names, text = (html.escape(part) for part in said)
        page = f'<!doctype html><html lang="{guide.site.language}"><title>{title}</title>'
        page += (
            f"<body data-pagefind-body><h1>{title}</h1><p>{names}</p><p>{text}</p></body></html>"
        )
        (site / f"{number}.html").write_text(page, "utf-8")
    command = [sys.executable, "-m", "pagefind_bin_extended", "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)
    return Engine("pagefind", _adapter("pagefind", folder), None)


def _size(content: bytes) -> int:
    return len(gzip.compress(content, 9))
