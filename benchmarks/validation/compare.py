"""Pydantic against our own structuring: the same slips, the same trees, one run.

    pip install pydantic && python benchmarks/validation/compare.py

Both sides read the same nodes (`michishirube.reading.yaml_nodes`). The pydantic side needs
plain data for its models and a walk along each error's `loc` to find the place
again; both belong to what it costs and are counted.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError

from michishirube import model
from michishirube.diagnostics import Diagnostics, Span
from michishirube.reading import yaml_nodes
from michishirube.reading.source_file import SourceFile
from michishirube.reading.structure import structure

TREE = """\
title: T
short_title: T
summary: s
first: f
start: n0
nodes:
"""
NODE = """\
  n{i}:
    question: Q{i}
    answers:
      - label: a
        to: a{i}
      - label: b
        to: o{i}
  a{i}:
    action: A{i}
    do:
      - first
      - second
    sources: [s]
    next: o{i}
  o{i}:
    outcome: O{i}
    result: good
    text: t
    sources: [s]
"""

SLIPS: dict[str, tuple[str, str, str]] = {
    # slip: what is replaced, by what, and where a person would point (line:column)
    "unknown key": ("    question: Q0\n", "    question: Q0\n    hlep: x\n", "9:5"),
    "missing key": ("    text: t\n", "", "21:3"),
    "text instead of list": ("    do:\n      - first\n      - second\n", "    do: first\n", "16:9"),
    "list instead of text": ("title: T\nshort", "title: [T]\nshort", "1:8"),
    "unknown choice": ("result: good", "result: god", "23:13"),
    "one answer only": ("      - label: b\n        to: o0\n", "", "10:7"),
    "answer without label": ("      - label: b\n        to: o0", "      - to: o0", "12:9"),
    "node of no kind": ("    action: A0\n", "", "14:3"),
    "bad node name": ("  a0:\n", "  A_0:\n", "14:3"),
    "empty value": ("    outcome: O0\n", "    outcome:\n", "22:13"),
    "yes as a label": ("label: a", "label: yes", ""),
    "number as a title": ("title: T\nshort", "title: 007\nshort", ""),
}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, Field(min_length=1)]


class Answer(Strict):
    label: Words
    to: str | None = None
    return_to: str | None = None


class Claim(Strict):
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    short: str | None = None


class Question(Claim):
    question: Words
    help: str | None = None
    answers: Annotated[tuple[Answer, ...], Field(min_length=2)]


class Action(Claim):
    action: Words
    do: tuple[str, ...] = ()
    text: str | None = None
    letters: tuple[str, ...] = ()
    next: str | None = None
    return_to: str | None = None


class Wait(Claim):
    wait: Words
    hours: int | None = None
    days: int | None = None
    business_days: int | None = None
    until: str | None = None
    text: str | None = None
    next: str | None = None
    return_to: str | None = None


class Outcome(Claim):
    outcome: Words
    result: Literal["good", "neutral", "bad"] = "neutral"
    text: Words
    letters: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


def kind_of(value: Any) -> str | None:
    return next((kind for kind in ("question", "action", "wait", "outcome") if kind in value), None)


Node = Annotated[
    Annotated[Question, Tag("question")]
    | Annotated[Action, Tag("action")]
    | Annotated[Wait, Tag("wait")]
    | Annotated[Outcome, Tag("outcome")],
    Discriminator(kind_of),
]


class Tree(Claim):
    title: Words
    short_title: Words
    summary: Words
    first: Words
    caution: str | None = None
    start: str
    nodes: Annotated[dict[Slug, Node], Field(min_length=1)]
    more: str | None = None


def plain(node: yaml_nodes.YamlNode) -> Any:
    """Nodes as the plain data that pydantic takes."""
    if isinstance(node, yaml_nodes.ScalarNode):
        return node.value
    if isinstance(node, yaml_nodes.SequenceNode):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


def place(node: yaml_nodes.YamlNode, loc: tuple[int | str, ...], kind: str) -> Span:
    """The place of an error's `loc`, as far as it can be followed."""
    at = node.span
    if loc[0] == "nodes" and len(loc) > 2:
        loc = loc[:2] + loc[3:]  # without the union's tag, which isn't written in the file
    for step in loc:
        if step == "[key]":
            break
        if isinstance(node, yaml_nodes.MappingNode):
            entry = next(((k, v) for k, v in node.entries if k.value == step), None)
            if entry is None:
                continue  # a tag of the union, or a missing key
            key, node = entry
            # An unknown key and a missing one are shown at a key, a wrong value at itself.
            at = key.span if kind in ("extra_forbidden", "missing") else node.span
        elif isinstance(node, yaml_nodes.SequenceNode) and isinstance(step, int):
            node = node.items[step]
            at = node.span
    return at


def by_pydantic(node: yaml_nodes.YamlNode) -> list[str]:
    try:
        Tree.model_validate(plain(node))
    except ValidationError as problem:
        return [
            f"{(at := place(node, each['loc'], each['type'])).line}:{at.column} {each['type']}"
            for each in problem.errors(include_url=False)
        ]
    return []


def by_hand(node: yaml_nodes.YamlNode) -> list[str]:
    found = Diagnostics()
    structure(model.Tree, node, model.Text("t", node.span), found)
    return [f"{item.span.line}:{item.span.column} {item.code}" for item in found]


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    good = TREE + NODE.format(i=0)
    print(f"{'slip':22} {'wanted':7} {'own structuring':38} pydantic")
    for name, (old, new, wanted) in SLIPS.items():
        assert good.count(old) == 1, name
        node = yaml_nodes.parse(SourceFile("t.yml", good.replace(old, new)), Diagnostics())
        assert node is not None
        own, other = by_hand(node), by_pydantic(node)
        print(f"{name:22} {wanted:7} {'; '.join(own):38} {'; '.join(other)}")
    big = TREE + "".join(NODE.format(i=i) for i in range(200))
    node = yaml_nodes.parse(SourceFile("t.yml", big), Diagnostics())
    assert node is not None
    own, other = median_ms(lambda: by_hand(node)), median_ms(lambda: by_pydantic(node))
    print(f"600 nodes: own {own:.1f} ms, pydantic {other:.1f} ms, ratio {own / other:.2f}")
    print("(pydantic's records carry no places: a second walk would have to add them)")


if __name__ == "__main__":
    main()
