"""No words of a draft are left: those of `guide new` and the page on helping, TODO, 下書き.

What drafts and unfinished texts look like is data of each language (`drafts.toml`). All languages
are looked for, since people also write such marks in another one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from michishirube.diagnostics import Diagnostics, Span
from michishirube.i18n import messages
from michishirube.markup.prose import without_code
from michishirube.model import (
    Answer,
    BannedPhrase,
    Field,
    Figure,
    ForbiddenWord,
    Guide,
    Letter,
    LetterPromise,
    Outcome,
    Pattern,
    Promises,
    Prose,
    Record,
    Ref,
    Scenario,
    Source,
    Step,
    Term,
    Text,
    Tone,
    tables,
    walk,
)
from michishirube.reading import yaml_nodes
from michishirube.reading.declarations import keys_of, unwrap_items
from michishirube.reading.source_file import SourceFile

CODES = ("draft-left",)

_DRAFTED: Mapping[type[Record], str] = {
    Letter: "letter",
    Scenario: "scenario",
    Term: "term",
    Source: "source",
}
"""The kinds of drafts in `drafts.toml`."""

_QUOTING: Mapping[type[Record], frozenset[str]] = {
    ForbiddenWord: frozenset({"word"}),
    LetterPromise: frozenset({"tones"}),
    BannedPhrase: frozenset({"words"}),
    Promises: frozenset({"words"}),
    Step: frozenset({"at", "answer"}),
}
"""Keys whose words stand elsewhere as well, or must not stand anywhere."""

_NAMES: Mapping[type[Record], frozenset[str]] = {
    Answer: frozenset({"label"}),
    Field: frozenset({"label", "options", "default", "example"}),
    Figure: frozenset({"marked_label", "other_label"}),
    Term: frozenset({"term", "aliases"}),
    Tone: frozenset({"label"}),
}
"""Keys whose words may name an unfinished state: an answer "not decided yet"."""

_LONGEST = 80
"""Length limit in characters for a line that is nothing but a draft."""


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look for drafts in every text of the guide."""
    found: dict[Span, str] = {}
    for record in [guide.site, guide.promises, *(r for t in tables(guide) for r in t.values())]:
        for part in walk(record):
            if isinstance(part, Record):
                for key, text in _texts(part):
                    for offset, what in _left(part, key, text):
                        found.setdefault(text.at(offset, len(what)), what)
    for span, what in found.items():
        diagnostics.warning("draft-left", span, what=what)


def _texts(record: Record) -> Iterator[tuple[str, Text]]:
    """Yield the texts of a record, with their keys; no names, addresses and references."""
    kind: Any = type(record)  # A type can be hashed, which its base doesn't say.
    for key, is_drafted in _keys(kind):
        value = getattr(record, key)
        values = tuple(value.values()) if isinstance(value, Mapping) else value
        for text in values if isinstance(values, tuple) else (values,):
            if isinstance(text, Text) and (not is_drafted or str(text) in _words(kind, key)):
                yield key, text


@functools.cache
def _keys(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Return the keys of a record that may hold texts, and whether only its draft's words count."""
    found = []
    for key in keys_of(kind):
        types, rules = unwrap_items(key.type)
        if key.name == "was" or key.name in _QUOTING.get(kind, ()):
            continue
        if any(isinstance(each, type) and issubclass(each, Text) for each in types):
            is_name = key.name == "id" or any(
                isinstance(rule, Pattern) for rule in (*key.rules, *rules)
            )
            if not any(isinstance(each, type) and issubclass(each, Ref) for each in types):
                found.append((key.name, is_name))
    return tuple(found)


def _left(part: Record, key: str, text: Text) -> Iterator[tuple[int, str]]:
    """Yield the offsets and the words of what is left of a draft in a text, one for a line."""
    kind: Any = type(part)
    stripped = str(text).strip()
    pattern = _scaffolded(part, key)
    if stripped in _words(kind, key) or (pattern and pattern.fullmatch(stripped)):
        yield text.find(stripped), stripped
        return
    at = 0
    for line in (without_code(text) if isinstance(text, Prose) else str(text)).split("\n"):
        match = _in_line(part, key, line)
        if match:
            yield at + match[0], match[1]
        at += len(line) + 1


def _in_line(part: Record, key: str, line: str) -> tuple[int, str] | None:
    if match := _pattern("left.within").search(line):
        return match.start(), match[0]
    if isinstance(part, Tone) and (match := _filler().search(line)):
        return match.start(), match[0]
    bare = line.strip(" \t\u3000*>・-")
    if not bare or len(bare) > _LONGEST:
        return None
    kinds = ["left.whole", "left.asked", "left.state"]
    if isinstance(part, Field):
        kinds.remove("left.asked")  # A form asks for something, too.
    if key in _NAMES.get(type(part), ()):
        kinds.remove("left.state")
    if isinstance(part, Term) and key != "text":
        kinds.remove("left.whole")
    if any(_pattern(kind).fullmatch(bare) for kind in kinds):
        return line.find(bare), bare
    return None


@functools.cache
def _words(kind: Any, key: str) -> frozenset[str]:
    """Return the words under a key of a draft, in every language."""
    if kind not in _DRAFTED:
        return frozenset()
    found: set[str] = set()
    for language in messages.languages():
        form = messages.load(language, "drafts")[f"{_DRAFTED[kind]}.text"]
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
            if name.value == key:
                yield from _scalars(value)
            elif key == "id" and isinstance(value, yaml_nodes.MappingNode):
                yield name.value  # A table's ids are its keys.
            yield from _values(value, key)


def _scalars(node: yaml_nodes.YamlNode) -> Iterator[str]:
    if isinstance(node, yaml_nodes.ScalarNode):
        yield node.value.strip()
    elif isinstance(node, yaml_nodes.SequenceNode):
        for item in node.items:
            yield from _scalars(item)


def _scaffolded(part: Record, key: str) -> re.Pattern[str] | None:
    """Return a pattern for what `guide new` writes there, with anything as parameters."""
    if isinstance(part, Outcome) and key == "text":
        return _form("draft.outcome_text")
    if isinstance(part, Scenario) and key == "story":
        return _form("draft.story")
    return None


@functools.cache
def _form(key: str) -> re.Pattern[str]:
    forms = (messages.load(language, "scaffold")[key] for language in messages.languages())
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", ".{1,300}", re.escape(f)) for f in forms))


@functools.cache
def _filler() -> re.Pattern[str]:
    """Return a pattern for the filler of a letter's draft, in every language."""
    said = (messages.load(language, "drafts") for language in messages.languages())
    return re.compile("|".join(re.escape(each["letter.filler"]) for each in said))


@functools.cache
def _pattern(key: str) -> re.Pattern[str]:
    """Return a regular expression of `drafts.toml`, in every language at once."""
    forms = (messages.load(language, "drafts")[key] for language in messages.languages())
    return re.compile("|".join(f"(?:{form})" for form in forms))
