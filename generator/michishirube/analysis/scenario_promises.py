"""Checks what a scenario promises beyond its end: words of letters, facts stated on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case
from michishirube.analysis.citations import facts_in
from michishirube.analysis.composed_letters import ComposedLetter, composed
from michishirube.analysis.scenarios import PlayedScenario
from michishirube.diagnostics import Span
from michishirube.model import Guide, LetterWords, Scenario, Text


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A promise that a story doesn't keep: code, place and parameters of a diagnostic."""

    code: str
    span: Span
    params: dict[str, str]


def broken_promises(
    guide: Guide, case: Case, scenario: Scenario, walk: PlayedScenario
) -> Iterator[BrokenPromise]:
    """Yield what the story promises of letters and facts, and the guide doesn't keep."""
    for words in scenario.texts:
        yield from _of_letter(guide, case, walk, words)
    told = _stated_facts(guide, walk)
    for fact in scenario.told:
        if fact not in told:
            yield BrokenPromise("scenario-not-told", fact.span, {"name": str(fact)})


def misses(
    guide: Guide, case: Case, scenario: Scenario, walk: PlayedScenario
) -> Iterator[BrokenPromise]:
    """Yield all in which the guide leads a person otherwise than the story says."""
    expected = find_node(guide, scenario.ends, None)
    wanted = (str(expected[0].id), str(expected[1].id)) if expected else None
    if walk.fault is not None:
        yield BrokenPromise(walk.fault.code, walk.fault.span, dict(walk.fault.params))
        return
    if walk.end != wanted:
        params = {"wanted": str(scenario.ends), "found": "/".join(walk.end or ())}
        yield BrokenPromise("scenario-other-end", scenario.ends.span, params)
    if set(walk.letters) != {str(letter) for letter in scenario.letters}:
        params = {"wanted": ", ".join(scenario.letters) or "-", "found": ", ".join(walk.letters)}
        yield BrokenPromise("scenario-other-letters", scenario.id.span, params)
    yield from broken_promises(guide, case, scenario, walk)


def _of_letter(
    guide: Guide, case: Case, walk: PlayedScenario, words: LetterWords
) -> Iterator[BrokenPromise]:
    offers = [each for each in walk.offers if each.letter == words.letter]
    if str(words.letter) not in guide.letters:
        return  # An unknown letter is reported by a rule of its own.
    if not offers:
        params = {"letter": str(words.letter)}
        yield BrokenPromise("scenario-text-unoffered", words.letter.span, params)
    forms = [form for offer in offers for form in composed(guide, case, offer)]
    for said in words.says:
        lacking = next((form for form in forms if said not in form.text), None)
        if lacking is not None:
            yield _about("scenario-letter-lacks", words, said, lacking)
    for never in words.never:
        saying = next((form for form in forms if never in form.text), None)
        if saying is not None:
            yield _about("scenario-letter-says", words, never, saying)


def _about(code: str, letter: LetterWords, words: Text, form: ComposedLetter) -> BrokenPromise:
    choices = ", ".join(f"{name}={value or '-'}" for name, value in form.choices)
    note = f" [{form.tone}{': ' if choices else ''}{choices}]"
    params = {"letter": str(letter.letter), "words": str(words), "note": note}
    return BrokenPromise(code, words.span, params)


def _stated_facts(guide: Guide, walk: PlayedScenario) -> set[str]:
    """Return the facts that the nodes on the way state, their pages' heads, and their letters."""
    found: set[str] = set()
    for tree, node in walk.path:
        found |= facts_in(guide.trees[tree].nodes[node])
        page = guide.trees[tree]
        found |= {str(fact) for fact in page.facts}
    for name in walk.letters:
        if name in guide.letters:
            found |= facts_in(guide.letters[name])
    return found
