"""A project's own `mkdocs.yml`, which overrides the bundled one key by key.

Most guides have none. Whoever writes one to change a key or two must neither repeat the rest nor
wonder why a key does nothing: what the guide's settings decide is reported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from michishirube.diagnostics import Diagnostics, Span
from michishirube.model.kinds import CONTENT
from michishirube.reading.source_file import SourceFile, read_text
from michishirube.reading.yaml_nodes import LOADER

NAME = "mkdocs.yml"

DECIDED_ELSEWHERE: Mapping[str, str] = {
    "site_name": "site_config.yml: title",
    "site_description": "site_config.yml: description",
    "site_author": "site_config.yml: author",
    "site_url": "site_config.yml: address",
    "nav": "site_config.yml: stages, topics, situations, checklists, pages",
    "copyright": "site_config.yml: author, licence",
    "repo_url": "site_config.yml: repository",
    "repo_name": "site_config.yml: repository",
    "edit_uri": "site_config.yml: repository",
    "edit_uri_template": "site_config.yml: repository",
    "theme.language": "site_config.yml: language",
    "docs_dir": f"{CONTENT}/",
    "site_dir": "guide build --output",
    "dev_addr": "guide serve --address",
    "extra_css": "templates/components/*/*.css",
    "extra_javascript": "templates/components/*/*.js",
}
"""Keys without effect, and where what they say is decided."""

PATHS = ("hooks", "watch")
"""Keys that list paths relative to the settings."""

Nodes = Mapping[str, tuple[yaml.Node, yaml.Node]]
"""Key and value by the key's name."""


def lacking(own: Path, bundled: Path) -> dict[str, object]:
    """Return what a project's settings lack of the bundled ones.

    Paths in lists are returned as absolute ones, so that the result can be written elsewhere.
    """
    known: dict[str, object] = yaml.safe_load(bundled.read_text(encoding="utf-8"))
    written = _written(read_text(own, NAME, Diagnostics()))
    paths = {
        name: [str(own.parent / item.value) for item in value.value]
        for name, (_, value) in written.items()
        if name in PATHS and _is_list_of_scalars(value)
    }
    return _without(known, written) | paths


def custom_dir(own: Path) -> Path | None:
    """Return the folder of a theme's own templates that a project's settings name."""
    _, theme = _written(read_text(own, NAME, Diagnostics())).get("theme", (None, None))
    _, value = _entries(theme).get("custom_dir", (None, None))
    return own.parent / value.value if isinstance(value, yaml.ScalarNode) else None


def report(root: Path, bundled: Path, diagnostics: Diagnostics) -> SourceFile | None:
    """Report keys that have no effect, and plugins without the one that makes the guide.

    A key with the value that the bundled settings have is no news, as in a copy of them.

    Returns:
        The file, if anything was reported.
    """
    source = read_text(root / NAME, NAME, Diagnostics()) if (root / NAME).is_file() else None
    written = _written(source)
    bundled_keys = _written(read_text(bundled, NAME, Diagnostics()))
    found = Diagnostics()
    for name, instead in DECIDED_ELSEWHERE.items():
        key, value = _at(written, name)
        _, usual = _at(bundled_keys, name)
        if key is not None and (usual is None or _said(usual) != _said(value)):
            found.warning("mkdocs-key", _span(key), key=name, instead=instead)
    key, plugins = written.get("plugins", (None, None))
    if key is not None and "guide" not in _names(plugins):
        found.error("mkdocs-plugin", _span(key))
    diagnostics.extend(found)
    return source if list(found) else None


def _written(source: SourceFile | None) -> Nodes:
    """Return the entries of a file; none if it isn't a mapping, which MkDocs will report."""
    try:
        return _entries(yaml.compose(source.readable, LOADER)) if source else {}
    except yaml.YAMLError:
        return {}


def _entries(node: yaml.Node | None) -> Nodes:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): (key, value) for key, value in node.value}


def _at(written: Nodes, name: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return key and value at a dotted path."""
    outer, _, inner = name.partition(".")
    key, value = written.get(outer, (None, None))
    return _entries(value).get(inner, (None, None)) if inner else (key, value)


def _without(known: Mapping[str, object], written: Nodes) -> dict[str, object]:
    rest: dict[str, object] = {}
    for name, usual in known.items():
        _, value = written.get(name, (None, None))
        if value is None:
            rest[name] = usual
        elif isinstance(usual, dict) and isinstance(value, yaml.MappingNode):
            rest[name] = _without(usual, _entries(value))
    return {name: usual for name, usual in rest.items() if usual != {}}


def _names(plugins: yaml.Node | None) -> set[str]:
    """Return the names in a list of plugins, of which each may be a mapping with its options."""
    if isinstance(plugins, yaml.MappingNode):
        return set(_entries(plugins))
    found: set[str] = set()
    for item in plugins.value if isinstance(plugins, yaml.SequenceNode) else ():
        found |= {str(item.value)} if isinstance(item, yaml.ScalarNode) else set(_entries(item))
    return found


def _said(node: yaml.Node | None) -> object:
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _is_list_of_scalars(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode) and all(
        isinstance(item, yaml.ScalarNode) for item in node.value
    )


def _span(node: yaml.Node) -> Span:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    return Span(NAME, line, column, line, column + len(str(node.value)))
