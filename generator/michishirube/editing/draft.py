"""The result of drafting: changed files, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from michishirube.editing.insert import InsertError, item_into_list
from michishirube.editing.yaml_text import FlowList, as_yaml
from michishirube.model import Guide
from michishirube.model.kinds import kind_of

_SCHEMA = "# yaml-language-server:"


class DraftError(Exception):
    """No draft can be created; `code` and `params` are those of the message."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft.

    Attributes:
        files: New texts of files by path.
        main: The file to open next.
        todo: Message keys of the next steps.
        params: Parameters of these messages.
    """

    files: Mapping[str, str]
    main: str
    todo: tuple[str, ...]
    params: Mapping[str, str]


Texts = Mapping[str, str]
"""Texts of the project's files by path."""


def new_file(path: str, content: object) -> str:
    """Return the text of a new content file, with the comment that names its schema."""
    kind = kind_of(path)
    head = f"{kind.schema_line(path)}\n" if kind else ""
    return head + as_yaml(content)


def without_schema_lines(draft: Draft, texts: Texts) -> Draft:
    """Return a draft whose new files name no schema, for a project that has none."""
    files = {
        name: text.partition("\n")[2] if name not in texts and text.startswith(_SCHEMA) else text
        for name, text in draft.files.items()
    }
    return replace(draft, files=files)


def with_item(texts: Texts, path: str, key: str, item: object) -> str:
    """Append an item to the list of a file, which is created if it doesn't exist.

    Args:
        texts: Texts of the project's files.
        path: The file.
        key: Its top-level key with the list.
        item: The item as plain data.

    Raises:
        DraftError: The file has no safe position.
    """
    if path not in texts:
        return new_file(path, {key: [item]})
    try:
        return item_into_list(texts[path], key, item)
    except InsertError as problem:
        raise DraftError("no_place", path=path) from problem


def own_judgement(guide: Guide) -> str:
    """Return the id of the editorial source, else of the first one.

    It is "" if there is none, in a guide that may claim without a source.

    Raises:
        DraftError: There is none, though claims need one.
    """
    own = [name for name, each in guide.sources.items() if each.kind == "editorial"]
    found = next(iter([*own, *guide.sources]), "")
    if not found and not guide.site.is_switched("claim-without-source"):
        raise DraftError("no_source")
    return found


def judged_by(source: str) -> dict[str, object]:
    """Return the key that names a source, for a record; none for ""."""
    return {"sources": FlowList([source])} if source else {}
