"""What the reader has said is known: no answer, letter or page contradicts it on any path.

Answers and completed actions set fields. On every path from every beginning, each letter that is
offered is true (`true_when`), each question is asked of somebody, each answer can be given, and no
path ends while a deadline runs unseen. Every finding names a shortest path, and a scenario that
walks it. Of letters whose truth depends on what some path hasn't asked, only as many may exist as
`unproven_letters` in `promises.yml` says.
"""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.domains import domains_of
from michishirube.analysis.case.examples import CompletedPath
from michishirube.analysis.case.findings import CaseFinding, Path, Proof
from michishirube.analysis.case.proof import prove, starts_of
from michishirube.analysis.graph import Key
from michishirube.checks.rules.scenarios import has_lost_fields
from michishirube.diagnostics import Diagnostics
from michishirube.markup.prose import links
from michishirube.model import (
    DATE_WORDS,
    FieldState,
    Guide,
    PlaceRef,
    Prose,
    Question,
    walk,
)
from michishirube.reading.yaml_scalars import scalar
from michishirube.support.memo import Memory, recall

CODES = (
    "letter-untrue",
    "fact-untrue",
    "letter-unproven",
    "fewer-unproven",
    "contradiction",
    "impossible-answer",
    "always-known",
    "no-answer-fits",
    "clock-left-running",
    "clock-without-day",
    "too-many-states",
)


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Prove the guide, unless something of it couldn't be read."""
    if guide.gaps or guide.broken or has_lost_fields(guide):
        return
    _check_days(guide, diagnostics)
    if not domains_of(guide):
        return  # Nothing is known of anybody's case.
    proof = recall(memory, proof_of, guide)
    for finding in proof.findings:
        if finding.code != "letter-unproven":
            _report(guide, finding, diagnostics)
    for fields in proof.too_many:
        at = guide.fields[fields[0]].span
        diagnostics.error("too-many-states", at, fields="・".join(fields))
    _check_unproven(guide, proof, diagnostics)


def proof_of(guide: Guide) -> Proof:
    """Prove a guide from the start of each tree and from each node that pages link to."""
    return prove(guide, dict.fromkeys(starts_of(guide, _linked(guide))))


def _linked(guide: Guide) -> Iterator[Key]:
    pages = (
        guide.site,
        *guide.letters.values(),
        *guide.documents.values(),
        *guide.checklists.values(),
        *guide.terms.values(),
    )
    for part in walk(pages):
        names = [name for name, _ in links(part)] if isinstance(part, Prose) else []
        names += [str(part)] if isinstance(part, PlaceRef) else []
        for name in names:
            found = find_node(guide, str(name), None)
            if found is not None:
                yield str(found[0].id), str(found[1].id)


def _report(guide: Guide, finding: CaseFinding, diagnostics: Diagnostics) -> None:
    path = finding.path
    diagnostics.error(
        finding.code,
        finding.at.span,
        node="/".join(finding.node),
        text=str(finding.at),
        field=_label(guide, finding.field),
        known=_states(guide, finding.field, finding.known),
        needed=_states(guide, finding.field, finding.needed),
        letter=finding.letter,
        clock=str(guide.clocks[finding.clock].label) if finding.clock else "",
        clock_id=finding.clock,
        way=_route_in_words(path) if path else "",
        scenario=_scenario(path.example) if path and path.example else "-",
    )


def _route_in_words(path: Path) -> str:
    asked = [f"{each.key[1]}: {each.label}" for each in path.answers if not each.is_passed]
    return " → ".join(["/".join(path.start), *asked])


def _scenario(example: CompletedPath) -> str:
    """Return a path as one item of a list of scenarios, in one line of YAML."""

    def word(words: str) -> str:
        return scalar(words, in_brackets=True)

    answers = ", ".join(f"{{{each.key[1]}: {word(each.label)}}}" for each in example.answers)
    words = word(" → ".join(each.label for each in example.answers) or example.end[1])
    return (
        f"- {{id: {'-'.join((*example.start, *example.end))}, title: {words}, story: {words}, "
        f"start: {'/'.join(example.start)}, answers: [{answers}], "
        f"ends: {'/'.join(example.end)}, letters: [{', '.join(example.letters)}]}}"
    )


def _label(guide: Guide, field: str) -> str:
    return f"{guide.fields[field].label} ({field})" if field else ""


def _states(guide: Guide, field: str, states: tuple[str, ...]) -> str:
    options = guide.fields[field].options if field else {}
    return " / ".join(str(options.get(state, state)) for state in states)


def _check_unproven(guide: Guide, proof: Proof, diagnostics: Diagnostics) -> None:
    """Hold the number of offers that some path can't answer for; it may only fall."""
    most = guide.promises.unproven_letters if guide.promises else None
    unproven = [each for each in proof.findings if each.code == "letter-unproven"]
    count = len({(each.node, each.letter) for each in unproven})
    if most is None or guide.promises is None:
        return
    if count > most:
        for each in unproven:
            diagnostics.error(
                "letter-unproven",
                each.at.span,
                letter=each.letter,
                field=_label(guide, each.field),
                needed=_states(guide, each.field, each.needed),
                way=_route_in_words(each.path) if each.path else "",
                count=count,
                most=most,
            )
    elif count < most:
        at = guide.promises.span
        diagnostics.warning("fewer-unproven", at, count=count, most=most)


def _check_days(guide: Guide, diagnostics: Diagnostics) -> None:
    """A deadline counts from a day that some question asks for or some step records."""
    known = set()
    for part in walk(tuple(guide.trees.values())):
        if isinstance(part, Question) and part.asks:
            known.add(str(part.asks))
        elif isinstance(part, FieldState) and {*map(str, part.options)} & {*DATE_WORDS}:
            known.add(str(part.field))
    for clock in guide.clocks.values():
        field = guide.fields.get(str(clock.since))
        if field is not None and clock.since not in known and clock.true_when:
            diagnostics.error(
                "clock-without-day", clock.since.span, clock=clock.label, field=field.id
            )
