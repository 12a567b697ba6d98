"""Selects and sorts records for list pages: terms, letters, scenarios, facts.

Independent of the page that shows them and of its appearance.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.analysis import addresses
from michishirube.analysis.case.effects import Case
from michishirube.analysis.scenarios import play
from michishirube.i18n.messages import Messages
from michishirube.markup import letter_template
from michishirube.model import (
    Clock,
    Fact,
    Field,
    Guide,
    Letter,
    Question,
    Scenario,
    Source,
    Term,
    Tone,
    Tree,
    published_scenarios,
)


@dataclass(frozen=True, slots=True)
class Variant:
    """Text of a letter that depends on a field: the field, its value, and the text."""

    field: Field
    answer: str
    text: str


def terms_in_order(guide: Guide) -> list[Term]:
    """Return the terms in dictionary order: by reading, with hiragana and katakana equal."""
    return sorted(guide.terms.values(), key=lambda term: _sounds(term.reading or term.term))


def letters_of(guide: Guide, tree: Tree) -> list[Letter]:
    """Return the letters that a tree's nodes offer, in order."""
    names = [str(ref) for node in tree.nodes.values() for ref in getattr(node, "letters", ())]
    return [guide.letters[name] for name in dict.fromkeys(names)]


def trees_with_deadlines(guide: Guide) -> list[tuple[Tree, Clock]]:
    """Return the trees that a reader must not find too late, each with its deadline.

    Such a tree asks first for the day from which a deadline of a known length counts. Stages are
    left out: readers are led to them anyway.
    """
    known = [
        each for each in guide.clocks.values() if each.hours or each.days or each.business_days
    ]
    by_field = {str(each.since): each for each in reversed(known)}
    starts = [(tree, tree.nodes[tree.start]) for tree in guide.trees.values()]
    return [
        (tree, by_field[start.asks])
        for tree, start in starts
        if isinstance(start, Question) and start.asks in by_field
        if tree.id not in guide.site.stages
    ]


def letters_by_tree(guide: Guide) -> list[tuple[Tree | None, list[Letter]]]:
    """Group letters by the first tree that uses them; unused ones come last, with None."""
    left = dict(guide.letters)
    groups: list[tuple[Tree | None, list[Letter]]] = []
    for tree in guide.trees.values():
        own = [letter for letter in letters_of(guide, tree) if letter.id in left]
        for letter in own:
            del left[str(letter.id)]
        if own:
            groups.append((tree, own))
    return [*groups, (None, list(left.values()))] if left else groups


def scenarios_by_end(guide: Guide) -> list[tuple[Tree, list[Scenario]]]:
    """Group scenarios by the tree in which they end."""
    groups: dict[str, list[Scenario]] = {name: [] for name in guide.trees}
    for scenario in published_scenarios(guide).values():
        found = addresses.find_node(guide, scenario.ends, None)
        if found is not None:
            groups[str(found[0].id)].append(scenario)
    return [(guide.trees[name], group) for name, group in groups.items() if group]


def answers_given(guide: Guide, scenario: Scenario, case: Case) -> list[tuple[str, str]]:
    """Return the questions that a scenario passes and its answers."""
    return [
        (str(guide.trees[tree].nodes[node].title), answer)
        for (tree, node), answer in play(guide, scenario, case=case).answers
    ]


def facts_of(guide: Guide, source: Source) -> list[Fact]:
    """Return the published facts that a source supports."""
    facts = guide.facts.values()
    return [fact for fact in facts if source.id in fact.sources and not fact.withheld]


def variants(guide: Guide, tone: Tone, said: Messages) -> list[Variant]:
    """Return the conditional texts of a letter for every value, without duplicates."""
    found: dict[tuple[str, str, str], Variant] = {}
    for each in letter_template.conditionals(letter_template.parse(tone.body).segments):
        field = guide.fields[each.field]
        for answer, pieces in _answers(field, each, said):
            text = "".join(_words(guide, piece, said) for piece in pieces).strip()
            found.setdefault((str(field.id), answer, text), Variant(field, answer, text))
    return list(found.values())


def _answers(
    field: Field, each: letter_template.Conditional, said: Messages
) -> Iterator[tuple[str, tuple[letter_template.Piece, ...]]]:
    if each.option is None:
        yield said["letter.filled"], each.then
        yield said["letter.empty"], each.otherwise
        return
    others = [str(label) for option, label in field.options.items() if option != each.option]
    yield str(field.options[each.option]), each.then
    yield said["letter.or"].join(others), each.otherwise


def _words(guide: Guide, piece: letter_template.Piece, said: Messages) -> str:
    if isinstance(piece, letter_template.LiteralText):
        return piece.text
    return said("letter.blank", label=guide.fields[piece.field].label)


def _sounds(reading: str) -> str:
    """Return the sort key of a reading: full-width characters and katakana normalised."""
    plain = unicodedata.normalize("NFKC", reading).casefold()
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in plain)
