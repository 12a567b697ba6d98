"""The comb holds everything that a tree says, once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.flowchart import comb
from michishirube.flowchart.comb import Comb
from michishirube.i18n import messages
from michishirube.model import Tree
from tests.conftest import tries
from tests.flowchart.trees import (
    action,
    guide,
    outcome,
    question,
    random_tree,
    tree,
    wait,
    ways_of,
)

WORDS = messages.load("ja", "flowchart")

trees = st.builds(random_tree, st.integers(3, 80), st.integers(0, 2**32 - 1))


def build(written: Tree) -> Comb:
    return comb.build(guide(written), written, WORDS)


def ways_drawn(made: Comb) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str | None]] = []
    for index, block in enumerate(made.blocks):
        found += [(block.node.id, made.blocks[index + 1].node.id, each) for each in block.falls]
        for branch in block.branches:
            here, label = block.node.id, branch.label
            for node in branch.nodes:
                found.append((here, node.id, label))
                here, label = node.id, None
            if branch.jump:
                found.append((here, branch.jump.to, label))
    return sorted((one, two, "".join((label or "").split())) for one, two, label in found)


@tries(100)
@given(trees)
def test_every_node_once_and_every_way_with_its_label(written: Tree) -> None:
    made = build(written)
    assert Counter(node.id for node in made.nodes()) == Counter(list(written.nodes))
    assert ways_drawn(made) == ways_of(written)


@tries(50)
@given(trees)
def test_only_returns_lead_up(written: Tree) -> None:
    made = build(written)
    for index, block in enumerate(made.blocks):
        for branch in block.branches:
            if branch.jump and branch.jump.kind == "block":
                assert branch.jump.block is not None
                assert branch.jump.block > index


def test_a_side_branch_hangs_in_its_answer() -> None:
    made = build(
        tree(
            "t",
            question("paid", "払われましたか", ("はい", "silent"), ("不明", "look")),
            action("look", "画面を見る", "<paid"),
            question("silent", "返信は", ("来た", "done"), ("来ない", "lost")),
            outcome("done", "終わり", "good"),
            outcome("lost", "失う", "bad"),
        )
    )
    assert [block.node.id for block in made.blocks] == ["paid", "silent"]
    assert made.blocks[0].falls == ("はい",)
    (branch,) = made.blocks[0].branches
    assert [node.id for node in branch.nodes] == ["look"]
    assert branch.jump is not None
    assert (branch.jump.kind, branch.jump.text) == ("back", "1番へ戻る")


def test_steps_on_the_way_straight_down_join_the_spine() -> None:
    made = build(
        tree(
            "t",
            question("a", "問い", ("まだ", "do"), ("いいえ", "end")),
            action("do", "する", "then"),
            wait("then", "待つ", "b"),
            question("b", "問い", ("はい", "end"), ("いいえ", "end")),
            outcome("end", "終わり"),
        )
    )
    assert [block.node.name for block in made.blocks] == ["1", "2", "3", "4"]
    assert [block.falls for block in made.blocks] == [("まだ",), (None,), (None,), ()]
    assert made.blocks[2].node.note == "3日"


def test_a_shared_outcome_is_drawn_at_its_first_use_and_named_there() -> None:
    made = build(
        tree(
            "t",
            question("a", "問い", ("はい", "b"), ("いいえ", "end")),
            question("b", "問い", ("はい", "end"), ("いいえ", "other")),
            outcome("end", "終わり"),
            outcome("other", "別の終わり"),
        )
    )
    first, second = (block.branches[0] for block in made.blocks)
    assert first.nodes[0].name == "A"
    assert second.nodes == ()
    assert second.jump is not None
    assert (second.jump.text, second.jump.title) == ("結果Aへ", "終わり")
    assert made.blocks[1].branches[1].nodes[0].name == ""


def test_several_answers_may_lead_straight_down() -> None:
    made = build(
        tree(
            "t",
            question("a", "問い", ("1日", "b"), ("2日", "b"), ("3日", "end")),
            question("b", "問い", ("はい", "end"), ("いいえ", "end")),
            outcome("end", "終わり"),
        )
    )
    assert made.blocks[0].falls == ("1日", "2日")


def test_a_way_into_another_tree_says_its_name_and_leads_there() -> None:
    made = build(
        tree(
            "t",
            question("a", "問い", ("木", "elsewhere"), ("節", "elsewhere/there")),
        )
    )
    whole, node = (branch.jump for branch in made.blocks[0].branches)
    assert whole is not None
    assert node is not None
    assert (whole.kind, whole.href, whole.title) == ("tree", "elsewhere.html", "")
    assert (node.href, node.title) == ("elsewhere.html#there", "別のページの結果")


@pytest.mark.parametrize(
    "nodes",
    [
        [outcome("a", "結果だけ")],
        [question("a", "先がない", ("はい", "nowhere"), ("いいえ", "nowhere/else"))],
        [question("a", "輪", ("はい", "a"), ("いいえ", "b")), question("b", "輪", ("はい", "a"))],
        [outcome("a", "終わり"), action("b", "離れた輪", "c"), action("c", "離れた輪", "b")],
        [question("a", "問い", ("はい", "b")), action("b", "自分へ", "b")],
        [action("a", "する", "b"), wait("b", "待つ", "a")],
        [outcome("a", "終わり"), question("b", "始まりへ", ("はい", "a"), ("いいえ", "b"))],
    ],
)
def test_a_broken_tree_is_drawn_all_the_same(nodes: list[object]) -> None:
    written = tree("t", *nodes)  # type: ignore[arg-type]
    made = build(written)
    assert sorted(node.id for node in made.nodes()) == sorted(written.nodes)
    assert ways_drawn(made) == ways_of(written)


def test_control_characters_and_turned_writing_stay_out() -> None:
    made = build(tree("t", outcome("a", "左\u202e右\u0000と\n次の\u200f行")))
    assert made.blocks[0].node.title == "左右 と 次の行"
