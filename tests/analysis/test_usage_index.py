"""What is used where, looked up once for all pages."""

from __future__ import annotations

from michishirube.analysis.usage_index import index_uses
from tests.conftest import Project


def test_letters_know_the_steps_that_offer_them(houseplant: Project) -> None:
    guide = houseplant.guide()
    uses = index_uses(guide)
    for name in guide.letters:
        assert list(uses.steps.get(name, ())) == [
            (tree_id, node_id)
            for tree_id, tree in guide.trees.items()
            for node_id, node in tree.nodes.items()
            if name in getattr(node, "letters", ())
        ]
    assert any(uses.steps.values())


def test_trees_between_which_a_way_leads_are_connected_both_ways(houseplant: Project) -> None:
    guide = houseplant.guide()
    trees = index_uses(guide).trees
    assert set(trees) == set(guide.trees)
    for name, others in trees.items():
        assert name in others
        assert all(name in trees[other] for other in others)
        assert list(others) == [each for each in guide.trees if each in others]


def test_a_tree_that_no_way_touches_stands_alone(houseplant: Project) -> None:
    houseplant.write(
        "content/stages/alone.yml",
        "title: Alone\nshort_title: Alone\nsummary: x\nfirst: x\nstart: end\n"
        "nodes:\n  end: {outcome: Done, text: x}\n",
    )
    assert index_uses(houseplant.parts()).trees["alone"] == ("alone",)
