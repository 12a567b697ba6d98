"""Time and memory of the proof over every path: python -m benchmarks.case [FOLDER] [TREES …].

Proves the guide of a folder, then synthetic guides of so many trees (500 and 2,000 unless said),
in which each tree asks four fields, two of which the trees before it ask as well, offers two
letters with conditions, and leads on to the next. Processor time of this process, one core.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

from michishirube.analysis.case.proof import prove, starts_of
from michishirube.diagnostics import Span
from michishirube.model import (
    Action,
    Answer,
    Field,
    FieldRef,
    FieldState,
    Guide,
    Letter,
    LetterRef,
    Node,
    NodeRef,
    Outcome,
    Prose,
    Question,
    Text,
    Tone,
    Tree,
    Wait,
)
from michishirube.reading.loader import load_guide

AT = Span.of_file("content/stages/synthetic.yml")
OPTIONS = ("a", "b", "c")
SMALL = Path(__file__).parents[2] / "tests" / "guides" / "parcel"


def text(words: str) -> Text:
    return Text(words, AT)


def question(name: str, field: str, leads: tuple[str, ...]) -> Question:
    answers = tuple(
        Answer(span=AT, label=text(option), option=(text(option),), to=NodeRef(to, AT))
        for option, to in zip(OPTIONS, leads, strict=True)
    )
    asks = FieldRef(field, AT)
    return Question(span=AT, id=text(name), question=text(name), asks=asks, answers=answers)


def tree(number: int, count: int) -> Tree:
    own, shared = f"own_{number}", f"shared_{number // 10}"
    after = f"t{number + 1}" if number + 1 < count else "end"
    is_b = FieldState(span=AT, field=FieldRef(own, AT), options=(text("b"),))
    nodes: dict[str, Node] = {
        "start": question("start", own, ("shared", "act", "end")),
        "shared": question("shared", shared, ("again", "again", "act")),
        "again": question("again", own, ("wait", "act", "end")),
        "act": Action(
            span=AT,
            id=text("act"),
            action=text("act"),
            letters=(LetterRef(f"letter-{number}", AT),),
            sets=(is_b,),
            next=NodeRef("wait", AT),
        ),
        "wait": Wait(span=AT, id=text("wait"), wait=text("wait"), days=3, next=NodeRef(after, AT)),
        "end": Outcome(span=AT, id=text("end"), outcome=text("end"), text=Prose("x", AT)),
    }
    name = text(f"t{number}")
    return Tree(
        span=AT,
        id=name,
        title=name,
        short_title=name,
        summary=name,
        first=Prose("x", AT),
        start=NodeRef("start", AT),
        nodes=nodes,
    )


def letter(number: int) -> Letter:
    name = text(f"letter-{number}")
    needs = (
        FieldState(span=AT, field=FieldRef(f"own_{number}", AT), options=(text("a"), text("b"))),
        FieldState(span=AT, field=FieldRef(f"shared_{number // 10}", AT), options=(text("c"),)),
    )
    return Letter(
        span=AT,
        id=name,
        title=name,
        summary=name,
        when=Prose("x", AT),
        to=name,
        channel=name,
        true_when=needs,
        tones=(Tone(span=AT, id=text("t"), label=name, body=name),),
        after=Prose("x", AT),
    )


def synthetic(count: int) -> Guide:
    """A guide of so many trees, each of six nodes."""
    small = load_guide(SMALL).guide
    assert small is not None
    names = [
        *(f"own_{at}" for at in range(count)),
        *(f"shared_{at}" for at in range(count // 10 + 1)),
    ]
    options = {option: text(option) for option in OPTIONS}
    fields = {
        name: Field(
            span=AT,
            id=text(name),
            label=text(name),
            type="choice",
            options=options,
            changes=(text("a"),) if name.startswith("shared") else (),
        )
        for name in names
    }
    trees = {f"t{at}": tree(at, count) for at in range(count)}
    letters = {f"letter-{at}": letter(at) for at in range(count)}
    return replace(small, trees=trees, letters=letters, fields=fields, clocks={}, scenarios={})


def measure(name: str, guide: Guide) -> None:
    nodes = sum(len(each.nodes) for each in guide.trees.values())
    began = time.process_time()
    proof = prove(guide, starts_of(guide))
    used = time.process_time() - began
    tracemalloc.start()
    prove(guide, starts_of(guide))
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(
        f"{name}: {len(guide.trees)} trees, {nodes} nodes: {used:.2f} s, {proof.states} states"
        f" ({proof.states / max(used, 1e-9):,.0f} a second), {peak:.0f} MB,"
        f" {proof.offers} offers, {len(proof.findings)} findings"
    )


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else SMALL
    guide = load_guide(root).guide
    if guide is not None:
        measure(str(root), guide)
    for count in map(int, sys.argv[2:] or ("500", "2000")):
        measure("synthetic", synthetic(count))


if __name__ == "__main__":
    main()
