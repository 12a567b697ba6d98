"""No words of a draft are left, as `guide new` and the page on helping put them to be replaced."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from michishirube.diagnostics import Diagnostics
from michishirube.i18n import messages
from michishirube.model import (
    Guide,
    Letter,
    Outcome,
    Record,
    Scenario,
    Source,
    Term,
    Text,
    tables,
    walk,
)
from michishirube.reading import yaml_nodes
from michishirube.reading.yaml_nodes import SourceFile

CODES = ("draft-left",)

_KEYS: Mapping[type[Record], tuple[str, tuple[str, ...]]] = {
    Letter: ("letter", ("title", "summary", "when", "to", "channel", "after")),
    Scenario: ("scenario", ("id", "title", "story")),
    Term: ("term", ("id", "term", "reading", "text")),
    Source: ("source", ("id", "title", "publisher", "address", "note")),
}
"""The kinds of drafts (`drafts.toml`), and the keys whose words are there to be replaced."""


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare texts with the drafts of every language."""
    for records in tables(guide):
        for record in records.values():
            for text in _left(record):
                diagnostics.warning("draft-left", text.span, what=text)
            if isinstance(record, Letter):
                _check_body(record, diagnostics)


def _left(record: Record) -> Iterator[Text]:
    for part in walk(record):
        kind, keys = _KEYS.get(type(part), ("", ()))  # type: ignore[arg-type]
        for key in keys:
            text = getattr(part, key)
            if isinstance(text, Text) and str(text).strip() in _drafted(kind, key):
                yield text
        for text, pattern in _scaffolded(part):
            if text and pattern.fullmatch(str(text).strip()):
                yield text


def _check_body(letter: Letter, diagnostics: Diagnostics) -> None:
    fillers = {
        messages.load(language, "drafts")["letter.filler"] for language in messages.languages()
    }
    for tone in letter.tones:
        for filler in fillers:
            at = tone.body.find(filler)
            if at >= 0:
                diagnostics.warning("draft-left", tone.body.at(at, len(filler)), what=filler)


@functools.cache
def _drafted(kind: str, key: str) -> frozenset[str]:
    """The words under a key of a draft, in every language."""
    found: set[str] = set()
    for language in messages.languages():
        form = messages.load(language, "drafts")[f"{kind}.text"]
        # Its blanks are names; whatever stands for them, the words stay the same.
        node = yaml_nodes.parse(SourceFile("", re.sub(r"\{\w+\}", "x", form)), Diagnostics())
        found |= set(_values(node, key))
    return frozenset(found)


def _values(node: yaml_nodes.YamlNode | None, key: str) -> Iterator[str]:
    if isinstance(node, yaml_nodes.SequenceNode):
        for item in node.items:
            yield from _values(item, key)
    elif isinstance(node, yaml_nodes.MappingNode):
        for name, value in node.entries:
            if name.value == key and isinstance(value, yaml_nodes.ScalarNode):
                yield value.value.strip()
            elif key == "id" and isinstance(value, yaml_nodes.MappingNode):
                yield name.value  # A table's ids are its keys.
            yield from _values(value, key)


def _scaffolded(part: object) -> Iterator[tuple[Text, re.Pattern[str]]]:
    if isinstance(part, Outcome):
        yield part.text, _pattern("draft.outcome_text")
    elif isinstance(part, Scenario):
        yield part.story, _pattern("draft.story")


@functools.cache
def _pattern(key: str) -> re.Pattern[str]:
    """What `guide new` writes, with anything in its blanks, in every language."""
    forms = (messages.load(language, "scaffold")[key] for language in messages.languages())
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", ".{1,300}", re.escape(f)) for f in forms))
