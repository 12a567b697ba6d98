"""Linter for the wording of letters.

A letter is linted as rendered (`rendered_letter`), by rules for all languages (`common`) and those
of a language pack: a subpackage with `RULES`. A letter may suppress a rule by listing it in its
`allow`, with a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from michishirube.checks.letter_lint import common, ja
from michishirube.checks.letter_lint.rendered_letter import RenderedLetter, rendered_letters
from michishirube.checks.letter_lint.rule import Hit, Rule
from michishirube.diagnostics import Diagnostic, Severity, Span
from michishirube.i18n import messages, notation
from michishirube.model import Field, Guide, Letter, Site
from michishirube.support.memo import Memory
from michishirube.support.workers import map_parallel

PACKS: Mapping[str, tuple[Rule, ...]] = {"ja": ja.RULES}
"""Rules by primary language subtag."""

CODES: Mapping[str, Severity] = {
    code: severity
    for rules in (common.RULES, *PACKS.values())
    for rule in rules
    for code, severity in rule.codes.items()
}
"""All codes of the linter with their severities."""


def rules_for(language: str) -> tuple[Rule, ...]:
    """Return the rules for a language tag."""
    return (*common.RULES, *PACKS.get(language.partition("-")[0].lower(), ()))


def lint_letter(guide: Guide, letter: Letter) -> tuple[Diagnostic, ...]:
    """Lint one letter; results allowed by the letter are included."""
    return _linted(guide.site, letter, *guide.fields.values())


def lint_letters(
    guide: Guide, letters: Sequence[Letter], memory: Memory | None = None
) -> list[tuple[Diagnostic, ...]]:
    """Lint many letters, on all cores; with a memory, only those that have changed.

    Returns:
        The diagnostics of each letter, in the order of `letters`.
    """
    if memory is None:
        return list(map_parallel(partial(lint_letter, guide), letters))
    site, fields = guide.site, guide.fields.values()
    new = [letter for letter in letters if not memory.knows(_linted, site, letter, *fields)]
    for letter, found in zip(new, map_parallel(partial(lint_letter, guide), new), strict=True):
        memory.keep(found, _linted, site, letter, *fields)
    return [memory.recall(_linted, site, letter, *fields) for letter in letters]


def _linted(site: Site, letter: Letter, *fields: Field) -> tuple[Diagnostic, ...]:
    return tuple(_findings(site, letter, {str(field.id): field for field in fields}))


def _findings(site: Site, letter: Letter, fields: Mapping[str, Field]) -> Iterator[Diagnostic]:
    """Lint all renderings of a letter and merge equal results.

    A tone has one rendering per combination of its conditions, so most problems occur in many of
    them.
    """
    rules = rules_for(site.language)
    known = messages.bundled(site.language) is not None
    written = notation.load(str(site.language)) if known else None
    for tone in letter.tones:
        forms = list(rendered_letters(letter, tone, fields, site.letter_rules, written))
        found: dict[tuple[str, Span | None], list[tuple[RenderedLetter, Hit]]] = defaultdict(list)
        for sent in forms:
            for hit in _hits(sent, rules):
                # What is missing is missing once, wherever each form would have it.
                span = sent.place(hit.start, hit.end) if hit.start < hit.end else None
                found[hit.code, span].append((sent, hit))
        for (code, span), hits in found.items():
            sent, hit = hits[0]
            note = _filled(sent, hit) + _condition([each for each, _ in hits], forms)
            place = span or sent.place(hit.start, hit.end)
            params = {**hit.params, "note": note}
            yield Diagnostic(code, CODES[code], place, params, _suggestion(sent, hit))


def _suggestion(sent: RenderedLetter, hit: Hit) -> str | None:
    """Return what to write instead; None if a placeholder in that place would get lost."""
    touched = (sent.field_at(at) for at in range(hit.start, hit.end))
    blanks = {f"{{{{{field.id}}}}}" for field in touched if field}
    new = hit.suggestion
    return new if new is not None and all(blank in new for blank in blanks) else None


def _hits(sent: RenderedLetter, rules: tuple[Rule, ...]) -> Iterator[Hit]:
    """Yield the results for one rendering; for one that is far too long, only that.

    Results within a stretch that has to go as a whole (`Hit.is_whole`) are dropped.
    """
    if len(sent.text) > common.LONGEST:
        yield from common.LENGTH.check(sent)
        return
    hits = [hit for rule in rules for hit in rule.check(sent)]
    whole = [hit for hit in hits if hit.is_whole]
    for hit in hits:
        is_within = any(each.start <= hit.start < hit.end <= each.end for each in whole)
        if hit.is_whole or not is_within:
            yield hit


def _filled(sent: RenderedLetter, hit: Hit) -> str:
    """Return a note with the value of the placeholder, if the problem is in that value."""
    field = sent.field_at(hit.start)
    if field is None or hit.end == hit.start or sent.field_at(hit.end - 1) is not field:
        return ""
    return f" [{{{{{field.id}}}}} = {field.example or field.label}]"


def _condition(found: list[RenderedLetter], forms: list[RenderedLetter]) -> str:
    """Return a note with the choices under which the problem occurs, "" if it always does."""
    if len({id(sent) for sent in found}) == len(forms):
        return ""
    everywhere = [dict(sent.choices) for sent in forms]
    here = [dict(sent.choices) for sent in found]
    needed = [
        f"{name}={value or '-'}"
        for name, value in here[0].items()
        if all(choices.get(name) == value for choices in here)
        and any(choices.get(name) != value for choices in everywhere)
    ]
    return f" [{', '.join(needed)}]" if needed else ""
