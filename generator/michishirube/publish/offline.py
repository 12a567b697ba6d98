"""Makes a built site available offline: a service worker, or a folder for a zip file.

Works on the built folder, whichever generator wrote it. Included is what readers can reach: all
pages, what their attributes refer to, and what stylesheets and the web app manifest refer to. Files
for machines and source maps are left out.
"""

from __future__ import annotations

import hashlib
import html
import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import rjsmin

from michishirube.support.outputs import inventory
from michishirube.website.web_manifest import PATH as MANIFEST

WORKER = "sw.js"
MISSING_PAGE = "404.html"

MOST_BYTES = 20_000_000
"""Size limit; larger sites aren't cached on readers' devices."""

_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)""")
_JSON_ADDRESS = re.compile(r'"(?:src|url)":\s*"([^"]+)"')
_WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_FOR_MACHINES = (".xml", ".map")

_HASH_LENGTH = 20


def add_worker(site: Path, script: str) -> None:
    """Write the service worker of a built site.

    Args:
        site: The built folder.
        script: Source of the worker.
    """
    files = reachable(site, scripts=True) if _pages_size(site) <= MOST_BYTES else {}
    if sum(map(len, files.values())) > MOST_BYTES:
        files = {}
    (site / WORKER).write_text(worker(files, script), encoding="utf-8")


def worker(files: Mapping[str, bytes], script: str) -> str:
    """Return the service worker for these files. Its version is a hash of all it does."""
    kept = [
        [quote(name), hashlib.sha256(content).hexdigest()[:_HASH_LENGTH]]
        for name, content in sorted(files.items())
    ]
    table = json.dumps(kept, separators=(",", ":"))
    # Without comments: a word changed in one would have every device copy its whole cache.
    script = f"{rjsmin.jsmin(script)}\n"
    version = hashlib.sha256((table + script).encode()).hexdigest()[:_HASH_LENGTH]
    return f'"use strict"\nconst VERSION = "{version}"\nconst FILES = {table}\n{script}'


def reachable(site: Path, *, scripts: bool = False) -> dict[str, bytes]:
    """Return all files of a site that readers can reach, by path.

    Args:
        site: The built folder.
        scripts: Whether to ignore `<noscript>`, since browsers with service workers run scripts.
    """
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = {name for name in paths if not name.endswith(_FOR_MACHINES)}
    waiting = sorted(name for name in names if name.endswith(".html"))
    found: dict[str, bytes] = {}
    seen: dict[str, set[str]] = defaultdict(set)  # Pages of one folder name mostly the same.
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = (site / name).read_bytes()
        folder = posixpath.dirname(name)
        fresh = _written(name, found[name], scripts=scripts) - seen[folder]
        seen[folder] |= fresh
        addresses = map(html.unescape, fresh) if name.endswith(".html") else fresh
        waiting += sorted({_resolved(folder, each) for each in addresses} & names)
    return dict(sorted(found.items()))


def without_network(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files without those that only a web server needs."""
    for_hosts = {MISSING_PAGE, MANIFEST, WORKER}
    link = re.compile(rb'\s*<link rel="manifest"[^>]*>')
    return {
        name: link.sub(b"", content) if name.endswith(".html") else content
        for name, content in files.items()
        if name not in for_hosts
    }


def unpacked(site: Path) -> dict[str, bytes]:
    """Return the content of the zip file: the files for offline use, with an inventory."""
    files = without_network(reachable(site))
    listed = inventory.read(site)
    owner = {each.path: each.owner for each in listed.entries} if listed else {}
    own = inventory.of_contents(files, "offline", lambda name: owner.get(name, ""))
    return {**files, inventory.NAME: inventory.text(own).encode()}


def _written(name: str, content: bytes, *, scripts: bool) -> set[str]:
    """Return the possible addresses in a file, as written."""
    text = content.decode(errors="replace")
    if name.endswith(".html"):
        if scripts:
            text = _WITHOUT_SCRIPTS.sub("", text)
        # The value of every attribute; whatever isn't an address of the site falls out later.
        return {part.partition('"')[0] for part in text.split('="')[1:]}
    if name.endswith((".css", ".svg")):
        return {*_CSS_ADDRESS.findall(text)}
    if name == MANIFEST:
        return {*_JSON_ADDRESS.findall(text)}
    return set()


def _resolved(folder: str, address: str) -> str:
    """Resolve an address in a folder to a path of the site, "" if it leads elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if not parts.path or parts.scheme or parts.netloc:
        return ""
    return posixpath.normpath(posixpath.join(folder, unquote(parts.path)))


def _pages_size(site: Path) -> int:
    return sum(path.stat().st_size for path in site.rglob("*.html"))
