"""Drafts of new terms and sources, which are entries of existing files."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube.editing.draft import Draft, DraftError, Texts, new_file, with_item
from michishirube.editing.insert import InsertError, at_end, into_list, position
from michishirube.editing.yaml_text import FlowList
from michishirube.model import Guide
from michishirube.model.kinds import OF_TABLE

GLOSSARY = OF_TABLE["terms"].path()
SOURCES = OF_TABLE["sources"].path()


@dataclass(frozen=True, slots=True)
class TermAnswers:
    """Fields of a new term."""

    id: str
    term: str
    reading: str
    aliases: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SourceAnswers:
    """Fields of a new source.

    Attributes:
        use: What rests on it: a fact, `tree/node`, `letters/…` or `glossary/…`; "" for nothing yet.
    """

    id: str
    title: str
    publisher: str
    kind: str
    address: str
    checked: str
    use: str


def draft_term(texts: Texts, answers: TermAnswers) -> Draft:
    """Append a term to the glossary.

    Raises:
        DraftError: The glossary has no safe position.
    """
    item = {
        "id": answers.id,
        "term": answers.term,
        "reading": answers.reading,
        "aliases": FlowList(answers.aliases),
        "text": answers.text,
    }
    text = with_item(texts, GLOSSARY, "terms", item)
    todo = ("term_evidence", "term_link")
    return Draft({GLOSSARY: text}, GLOSSARY, todo, {"id": answers.id, "term": answers.term})


def draft_source(guide: Guide, texts: Texts, answers: SourceAnswers) -> Draft:
    """Append a source to the list, and cite it where it is used.

    Raises:
        DraftError: `use` names nothing, or a file has no safe position.
    """
    entry = {
        answers.id: {
            "title": answers.title,
            "publisher": answers.publisher,
            "kind": answers.kind,
            "address": answers.address,
            "checked": answers.checked,
        }
    }
    try:
        text = at_end(texts[SOURCES], entry) if SOURCES in texts else new_file(SOURCES, entry)
    except InsertError as problem:
        raise DraftError("no_place", path=SOURCES) from problem
    files = {SOURCES: text}
    if answers.use:
        path, place = _use(guide, texts, answers.use)
        try:
            files[path] = into_list(texts[path], place, answers.id)
        except (InsertError, KeyError) as problem:
            raise DraftError("no_place", path=path) from problem
    todo = ("source_note",) if answers.use else ("source_note", "source_use")
    return Draft(files, SOURCES, todo, {"id": answers.id})


def _use(guide: Guide, texts: Texts, use: str) -> tuple[str, list[str | int]]:
    """Return the file of what rests on the source, and the path of its list of sources."""
    prefix, _, name = use.partition("/")
    if use in guide.facts:
        return guide.facts[use].span.path, [use, "sources"]
    if prefix == "letters" and name in guide.letters:
        return guide.letters[name].span.path, ["sources"]
    if prefix == "glossary" and name in guide.terms:
        return GLOSSARY, ["terms", position(texts[GLOSSARY], "terms", name), "sources"]
    if prefix in guide.trees and name in guide.trees[prefix].nodes:
        return guide.trees[prefix].span.path, ["nodes", name, "sources"]
    raise DraftError("no_use", name=use)
