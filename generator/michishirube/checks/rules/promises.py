"""What `content/promises.yml` says of this guide stays true, however its words change.

Facts and letters that a promise names and that are gone are reported as any other
unknown reference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from michishirube.analysis import addresses, citations
from michishirube.analysis.graph import Graph, Key, graph_of, reachable
from michishirube.diagnostics import Diagnostics
from michishirube.model import (
    NODE_KINDS,
    BannedPhrase,
    FactRef,
    Guide,
    NodeRef,
    Outcome,
    Promises,
    Prose,
    Question,
    Record,
    RoutePromise,
    Term,
    Text,
    Tree,
    Wait,
    published,
    walk,
)
from michishirube.model.kinds import OF_PREFIX, records_of
from michishirube.reading import gaps
from michishirube.support.memo import Memory, recall

CODES = (
    "promise-fact",
    "promise-tone",
    "promise-route",
    "promise-apart",
    "promise-wait",
    "promise-word",
    "promise-reading",
    "promise-phrase",
)

_NEEDS_READING = re.compile(r"[^\x00-\x7f\u3040-\u30ff]")
"""Anything but ASCII and kana."""


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Hold the guide against its promises, if it makes any."""
    if guide.promises is None:
        return
    _check_facts(guide, guide.promises, diagnostics)
    _check_tones(guide, guide.promises, diagnostics)
    _check_phrases(guide, guide.promises.phrases, diagnostics)
    graph = recall(memory, graph_of, guide)
    for promise in guide.promises.routes:
        _check_route(guide, graph, promise, diagnostics)
    _check_apart(guide, guide.promises, diagnostics)
    _check_waits(guide, graph, guide.promises, diagnostics)
    _check_words(guide, guide.promises, diagnostics)


def _check_facts(guide: Guide, promises: Promises, diagnostics: Diagnostics) -> None:
    for promise in promises.facts:
        record = _record_at(guide, promise.at) if promise.at else None
        if record is None or gaps.may_hide(guide, FactRef, Prose, inside=[record]):
            continue
        stated = citations.facts_in(record)
        for fact in promise.facts:
            if fact in guide.facts and fact not in stated and guide.facts[fact].withheld is None:
                diagnostics.error(
                    "promise-fact", fact.span, fact=fact, place=promise.at, why=promise.why
                )


def _record_at(guide: Guide, ref: str) -> Record | None:
    """Return the record that a reference names: a node, a tree or an entry of a table."""
    prefix, _, name = ref.partition("/")
    if prefix in OF_PREFIX:
        return records_of(guide, OF_PREFIX[prefix]).get(name)
    if ref in guide.trees:
        return guide.trees[ref]
    found = addresses.find_node(guide, ref, None)
    return found[1] if found else None


def _check_tones(guide: Guide, promises: Promises, diagnostics: Diagnostics) -> None:
    for promise in promises.letters:
        for name in promise.letters if promise.tones else ():
            letter = guide.letters.get(name)
            there = [tone.label for tone in letter.tones] if letter else []
            for label in promise.tones:
                if letter and label not in there and not gaps.lacks(guide, letter, "tones"):
                    diagnostics.error(
                        "promise-tone", letter.span, letter=name, tone=label, why=promise.why
                    )


def _check_phrases(
    guide: Guide, phrases: Collection[BannedPhrase], diagnostics: Diagnostics
) -> None:
    patterns = [(each, _broken_anywhere(each.words)) for each in phrases if each.words.strip()]
    for text in _published(guide) if patterns else ():
        for phrase, pattern in patterns:
            for match in pattern.finditer(text):
                at = text.at(match.start(), len(match[0]))
                diagnostics.error("promise-phrase", at, words=phrase.words, reason=phrase.reason)


def _broken_anywhere(words: str) -> re.Pattern[str]:
    """Finds words also where a line ends within them, as it may anywhere in Japanese."""
    return re.compile(r"\s*".join(re.escape(char) for char in words if not char.isspace()))


def _published(guide: Guide) -> Iterator[Text]:
    """Yield every text that readers see."""
    for record in published(guide):
        yield from (part for part in walk(record) if isinstance(part, Text))


def _check_route(
    guide: Guide, graph: Graph, promise: RoutePromise, diagnostics: Diagnostics
) -> None:
    """Report the shortest route to each thing that must not follow."""
    first = _key(guide, promise.after)
    if first is None:
        return
    barred = {_key(guide, ref) for ref in promise.unless}
    came_from = _came_from(graph, first, barred)
    for letter in promise.no_letters:
        offers = (key for key in came_from if letter in getattr(graph.nodes[key], "letters", ()))
        found = next(offers, None)
        _report_route(guide, came_from, found, f"letters/{letter}", letter, promise, diagnostics)
    for node in promise.no_nodes:
        target = _key(guide, node)
        found = target if target in came_from else None
        _report_route(guide, came_from, found, node, node, promise, diagnostics)


def _report_route(
    guide: Guide,
    came_from: Mapping[Key, Key | None],
    end: Key | None,
    what: str,
    at: Text,
    promise: RoutePromise,
    diagnostics: Diagnostics,
) -> None:
    if end is None:
        return
    route: list[Key] = []
    while end is not None:
        route.insert(0, end)
        end = came_from[end]
    if not all(gaps.is_readable(guide, guide.trees[tree].span.path) for tree, _ in route):
        return  # Of two nodes with one name, the other may be meant.
    shown = " → ".join("/".join(key) for key in route)
    diagnostics.error(
        "promise-route", at.span, after=promise.after, what=what, way=shown, why=promise.why
    )


def _came_from(graph: Graph, first: Key, barred: Collection[Key | None]) -> dict[Key, Key | None]:
    """Return each reachable node with its predecessor on a shortest route, nearest first.

    Routes end at barred nodes.
    """
    found: dict[Key, Key | None] = {first: None}
    waiting = [first]
    for key in waiting:
        for edge in graph.edges[key]:
            if edge.target and edge.target not in found and edge.target not in barred:
                found[edge.target] = key
                waiting.append(edge.target)
    return found


def _key(guide: Guide, ref: NodeRef) -> Key | None:
    found = addresses.find_node(guide, ref, None)
    return (str(found[0].id), str(found[1].id)) if found else None


def _check_apart(guide: Guide, promises: Promises, diagnostics: Diagnostics) -> None:
    for ref in promises.apart:
        tree, question = addresses.find_node(guide, ref, None) or (None, None)
        if not isinstance(question, Question):
            continue
        seen: dict[object, Text] = {}
        for answer in question.answers:
            target = answer.to or answer.return_to
            place = addresses.find(guide, target, tree) if target else None
            if place is None or target is None:
                continue
            if place in seen:
                diagnostics.error(
                    "promise-apart",
                    target.span,
                    question=ref,
                    first=seen[place],
                    second=answer.label,
                    target=target,
                )
            seen.setdefault(place, answer.label)


def _check_waits(guide: Guide, graph: Graph, promises: Promises, diagnostics: Diagnostics) -> None:
    wanted = promises.after_waits
    if wanted is None or gaps.may_hide(guide, Tree, NodeRef, *NODE_KINDS):
        return
    for key, node in graph.nodes.items():
        if isinstance(node, Wait):
            ends = (graph.nodes[each] for each in reachable(graph, [key]))
            if not any(isinstance(end, Outcome) and end.result == wanted for end in ends):
                diagnostics.error("promise-wait", node.span, node=node.id, result=wanted)


def _check_words(guide: Guide, promises: Promises, diagnostics: Diagnostics) -> None:
    terms = guide.terms.values()
    if gaps.may_hide(guide, Term) or any(gaps.lacks(guide, each) for each in terms):
        return
    known = {_folded(name) for term in terms for name in (term.term, *term.aliases)}
    lacks = () if terms else (("terms", ""),)  # One cause for all words: an empty glossary.
    for word in promises.words:
        if _folded(word) not in known:
            diagnostics.error("promise-word", word.span, lacks=lacks, word=word)
    for term in terms if promises.readings else ():
        if not term.reading and _NEEDS_READING.search(term.term):
            diagnostics.error("promise-reading", term.span, term=term.term)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
