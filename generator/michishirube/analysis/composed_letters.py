"""Letters as a reader may compose them at a node: every combination that the case leaves open.

Choices that were settled on the way have their options, others may have any; whoever sends a
letter has seen to it that it is true there. Entries stay blank, and those that may be left out
are left out in one form and not in another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from michishirube.analysis.case.effects import Case, Known, Masks
from michishirube.analysis.graph import Key
from michishirube.markup import letter_template
from michishirube.markup.letter_template import Placeholder, Segment
from michishirube.model import Guide, Letter, Text, Tone

MOST_FORMS = 4_096
"""Limit for the forms of a tone; above it, fields are varied one at a time."""


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A letter offered on a way: where, what is known there, and what completing the step sets."""

    letter: str
    at: Key
    known: Known
    sets: Masks = ()


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """A form of a letter: its tone, the choices that lead to it, its text."""

    tone: Text
    choices: tuple[tuple[str, str], ...]
    text: str


def composed(guide: Guide, case: Case, offer: LetterOffer) -> Iterator[ComposedLetter]:
    """Yield every form in which a reader may send the letter."""
    letter = guide.letters[offer.letter]
    states = _states(case, letter, offer)
    for tone in letter.tones:
        yield from _forms(guide, case, tone, states)


def _states(case: Case, letter: Letter, offer: LetterOffer) -> Known:
    """Return what is known where the letter is sent: before the step's own `sets`, or after."""
    known = list(offer.known)
    then = dict(offer.sets)
    for number, mask in case.masks(letter.true_when):
        known[number] = known[number] & mask or then.get(number, 0) & mask or known[number]
    return tuple(known)


def _forms(guide: Guide, case: Case, tone: Tone, states: Known) -> Iterator[ComposedLetter]:
    segments = letter_template.parse(tone.body.rstrip("\n")).segments
    values = _values(guide, case, segments, states)
    for chosen in _combinations(values):
        text = letter_template.fill(
            segments, chosen, guide.fields, lambda name: f"〔{guide.fields[name].label}〕"
        )
        choices = tuple((name, value) for name, value in chosen.items() if len(values[name]) > 1)
        yield ComposedLetter(tone.label, choices, text)


def _values(
    guide: Guide, case: Case, segments: tuple[Segment, ...], states: Known
) -> Mapping[str, list[str]]:
    """Return, for each field on which the text depends, the values that it may have."""
    found: dict[str, list[str]] = {}
    for each in letter_template.named(segments):
        field = guide.fields.get(each.field)
        if field is None or each.field in found:
            continue
        if field.options:
            found[each.field] = _options(case, each.field, states) or (
                [str(field.default)] if field.default else list(field.options)
            )
        elif not isinstance(each, Placeholder):
            found[each.field] = [f"〔{field.label}〕", *([] if field.required else [""])]
    return found


def _options(case: Case, field: str, states: Known) -> list[str]:
    number = case.number.get(field)
    return [] if number is None else case.domains[number].names(states[number])


def _combinations(values: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    count = 1
    for each in values.values():
        count = min(count * len(each), MOST_FORMS + 1)
    if count <= MOST_FORMS:
        yield from (
            dict(zip(values, each, strict=True)) for each in itertools.product(*values.values())
        )
        return
    first = {name: each[0] for name, each in values.items()}
    for name, each in values.items():
        yield from ({**first, name: value} for value in each)
