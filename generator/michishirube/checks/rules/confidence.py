"""What is only reported is never asserted.

A fact says how sure the guide may sound (`stated`). One that rests on quotations alone is
`reported`, and then so is each sentence that cites it, or that has the words by which it is
recognised (`words`), in all prose but stories and in every form of a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from michishirube.checks.letter_lint.rendered_letter import rendered_letters
from michishirube.diagnostics import Diagnostics, Span
from michishirube.i18n.hedges import reports, sentences
from michishirube.markup import inline
from michishirube.model import (
    QUOTED,
    Fact,
    Field,
    Guide,
    Letter,
    Prose,
    Record,
    Scenario,
    Tone,
    published,
    walk,
)
from michishirube.reading import gaps
from michishirube.support.memo import Memory, recall

CODES = ("quotation-as-fact", "report-as-fact")

_CITATIONS = re.compile(rf"{inline.CITATION.pattern}(?:\s*{inline.CITATION.pattern})*")
"""One citation, or several in a row."""


@dataclass(frozen=True, slots=True)
class _Assertion:
    """A place that asserts what a fact only reports."""

    fact: str
    span: Span


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report facts that are stated with more confidence than their sources have."""
    stated = [fact for fact in guide.facts.values() if fact.withheld is None]
    for fact in stated:
        if fact.stated != "reported" and _rests_on_quotations(guide, fact):
            names = ", ".join(fact.sources)
            diagnostics.error("quotation-as-fact", fact.span, name=fact.id, sources=names)
    reported = tuple(fact for fact in stated if fact.stated == "reported")
    if not reported:
        return
    language = guide.site.language
    found = [
        *(each for record in stated for each in recall(memory, _in_fact, record, language)),
        *(
            each
            for record in published(guide)
            if not isinstance(record, Scenario)  # People tell what happened to them.
            for each in recall(memory, _in_record, record, language, *reported)
        ),
        *(
            each
            for letter in guide.letters.values()
            for each in _in_letter(guide, letter, reported)
        ),
    ]
    for each in found:
        statement = guide.facts[each.fact].statement
        diagnostics.error("report-as-fact", each.span, name=each.fact, statement=statement)


def _rests_on_quotations(guide: Guide, fact: Fact) -> bool:
    known = [guide.sources.get(name) for name in fact.sources]
    return bool(known) and all(source and source.kind == QUOTED for source in known)


def _in_fact(fact: Fact, language: str) -> tuple[_Assertion, ...]:
    if fact.stated != "reported" or reports(fact.statement, language):
        return ()
    return (_Assertion(str(fact.id), fact.statement.span),)


def _in_record(record: Record, language: str, *reported: Fact) -> tuple[_Assertion, ...]:
    """Return what a record's prose asserts."""
    names = {str(fact.id) for fact in reported}
    found: list[_Assertion] = []
    for text in walk(record):
        if not isinstance(text, Prose):
            continue  # Titles and labels name things; the bodies of letters are read as sent.
        cited = list(_cited(text, names, language))
        told = {each.fact for each in cited}
        found += cited
        for fact, at, word in _recognised(text, reported, language):
            if fact not in told:
                found.append(_Assertion(fact, text.at(at, len(word))))
    return tuple(found)


def _cited(text: Prose, names: set[str], language: str) -> Iterator[_Assertion]:
    """Yield the citations of reported facts whose passage doesn't say that it reports.

    A passage is what stands before a citation, from the start of its line or the citation before.
    """
    start = 0
    for group in _CITATIONS.finditer(text):
        start = max(start, text.rfind("\n", 0, group.start()) + 1)
        passage = text[start : group.start()]
        if passage.strip(" -*") and not reports(passage, language):
            for each in inline.CITATION.finditer(group[0]):
                name = each[1]
                if name in names:
                    yield _Assertion(name, text.at(group.start() + each.start(1), len(name)))
        start = group.end()


def _recognised(
    text: str, reported: Iterable[Fact], language: str
) -> Iterator[tuple[str, int, str]]:
    """Yield fact, offset and word where a sentence has its words and doesn't say it reports."""
    for fact in reported:
        for word in fact.words:
            if word not in text:
                continue
            for start, sentence in sentences(text):
                if word in sentence and not reports(sentence, language):
                    yield str(fact.id), start + sentence.index(word), word


def _in_letter(guide: Guide, letter: Letter, reported: tuple[Fact, ...]) -> list[_Assertion]:
    """Return what a form of the letter asserts, each place once."""
    fields = {str(name): guide.fields[name] for name in letter.fields if name in guide.fields}
    if len(fields) < len(letter.fields) or gaps.lacks(guide, letter, "fields", "tones"):
        return []
    words = [word for fact in reported for word in fact.words]
    found = {
        each: None
        for tone in letter.tones
        if any(word in tone.body for word in words)
        for each in _in_tone(letter, tone, fields, reported, str(guide.site.language))
    }
    return list(found)


def _in_tone(
    letter: Letter,
    tone: Tone,
    fields: Mapping[str, Field],
    reported: tuple[Fact, ...],
    language: str,
) -> Iterator[_Assertion]:
    for sent in rendered_letters(letter, tone, fields, None):
        for fact, at, word in _recognised(sent.text, reported, language):
            yield _Assertion(fact, sent.place(at, at + len(word)))
