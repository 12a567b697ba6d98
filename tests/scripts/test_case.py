"""The script knows of a reader's case what the prover knows, on every way through a guide."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from michishirube.analysis.case.effects import Case, Known
from michishirube.analysis.case.transitions import after, narrowed, open_exits, passed
from michishirube.analysis.graph import Key
from michishirube.model import Guide, Question
from michishirube.reading.loader import load_guide
from michishirube.website.case_data import case_as_json, exit_names
from tests.conftest import ROOT
from tests.scripts.asking import Scripts

ASKED = {
    "scripts/case.js": ["followCase", "isOffered", "passedExit", "knownEntries", "runningClocks"]
}
WALKS = 300
LONGEST = 25
FOLLOW = """([data, walks]) => walks.map(({ way, tree, at }) => {
  const { known, node, tree: here } = followCase(data, way, tree, at)
  const exits = data.trees[here][2][node][3]
  return {
    at: `${here}/${node}`,
    known,
    open: exits.flatMap((_, index) => isOffered(data, here, node, index, known) ? [index] : []),
    passed: passedExit(data, here, node, known),
    entries: knownEntries(data, known),
    clocks: runningClocks(data, known).map(clock => clock.id),
  }
})"""


@dataclass(frozen=True)
class Walk:
    """A way through a guide as an address has it, and what the prover knows at its end."""

    way: tuple[str, ...]
    key: Key
    known: Known


def walk(guide: Guide, case: Case, chance: random.Random) -> Walk:
    """Answer at random from the beginning of a tree, as far as edges are open."""
    everywhere = {number: number for number in range(len(case.domains))}
    tree = chance.choice([*guide.trees.values()])
    key = (str(tree.id), str(tree.start))
    known = narrowed(case.start(), case.arrives(key), everywhere)
    assert known is not None
    way = [f"{tree.id}/"]
    for _ in range(chance.randrange(LONGEST)):
        node = case.node(key)
        exits = [*open_exits(node, known, everywhere)]
        if not exits:
            break
        index, chosen = chance.choice(exits)
        arrived = narrowed(after(case, node, chosen, known, everywhere), chosen.arrives, everywhere)
        if chosen.target is None or arrived is None:
            break
        name = [*exit_names(guide, guide.trees[key[0]], node.node)][index]
        # What follows by itself isn't named, but where it leads into another tree.
        is_told = isinstance(node.node, Question) or index > 0 or "/" in name
        way = [*way, name] if is_told else way
        key, known = chosen.target, arrived
    return Walk(tuple(way), key, known)


def walks(guide: Guide, case: Case) -> Iterator[Walk]:
    chance = random.Random(20261125)  # noqa: S311 - the same walks in every run
    for _ in range(WALKS):
        yield walk(guide, case, chance)


@pytest.mark.parametrize("name", ["dates", "expenses", "parcel", "towing"])
def test_the_script_knows_what_the_prover_knows(name: str) -> None:
    guide = load_guide(ROOT / "tests" / "guides" / name).guide
    assert guide
    case = Case(guide)
    everywhere = {number: number for number in range(len(case.domains))}
    taken = [*walks(guide, case)]
    data = json.loads(case_as_json(guide, case, guide.trees))
    asked = [{"way": each.way, "tree": each.key[0], "at": each.key[1]} for each in taken]
    with Scripts(ASKED, data={}) as scripts:
        found = scripts.evaluate(FOLLOW, [data, asked])
    for each, here in zip(taken, found, strict=True):
        node = case.node(each.key)
        alone = passed(node, each.known, everywhere)
        assert here["at"] == "/".join(each.key), each
        assert tuple(here["known"]) == each.known, each
        assert here["passed"] == (-1 if alone is None else alone), each
        if alone is None:
            is_open = [index for index, _ in open_exits(node, each.known, everywhere)]
            assert here["open"] == is_open, each
        assert here["entries"] == dict(entries(case, each.known)), each
    assert any(each.known != case.start() for each in taken)


def entries(case: Case, known: Known) -> Iterator[tuple[str, str]]:
    """The options that are known, where one is left."""
    for domain, mask in zip(case.domains, known, strict=True):
        left = [option for bit, option in enumerate(domain.options) if mask >> bit & 1]
        if len(left) == 1:
            yield domain.field, left[0]
