"""Places in the address: read, followed through a tree, written; and what doesn't fit any more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scripts.asking import Scripts

# Questions a, c; actions b, d (d leads back to c); wait w; outcome z; a way to another tree.
TREE = """
(() => {
  const way = (to, name = to, rest = {}) => ({ to, name, isHere: true, ...rest })
  const step = (id, kind, ...ways) => [id, { id, kind, ways }]
  const trees = new Map([['triage', []], ['dry', []], ['wet', []]])
  return { id: 'wet', start: 'a', trees, steps: new Map([
    step('a', 'question', way('b'), way('c'), way('c', 'c.2')),
    step('b', 'action', way('w')),
    step('w', 'wait', way('c')),
    step('c', 'question', way('z'), way('d'), { to: '', name: 'dry/', isHere: false }),
    step('d', 'action', way('c', 'c', { returns: true })),
    step('z', 'outcome'),
  ]) }
})()
"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    functions = ["readRoute", "writeRoute", "followRoute", "routeAlong", "treesBefore"]
    with Scripts({"scripts/route.js": functions}, data={}) as started:
        started.evaluate(f"globalThis.tree = {TREE}")
        started.evaluate("globalThis.follow = query => followRoute(tree, readRoute(query))")
        yield started


def visited(scripts: Scripts, query: str) -> tuple[list[str], str]:
    path = scripts.call("follow", query)
    return [visit["id"] for visit in path["visits"]], path["lost"]


def test_the_steps_between_the_answers_follow_from_the_tree(scripts: Scripts) -> None:
    assert visited(scripts, "?at=c&way=wet/~b") == (["a", "b", "w", "c"], "")
    assert visited(scripts, "?at=z&way=wet/~c.2~z") == (["a", "c", "z"], "")
    path = scripts.call("follow", "?at=z&way=wet/~c.2~z")
    assert [visit.get("answer", {}).get("name") for visit in path["visits"]] == ["c.2", "z", None]


def test_the_way_before_is_kept_and_told_by_tree(scripts: Scripts) -> None:
    query = "?at=w&way=triage/~x~y~dry/q~wet/~b"
    path = scripts.call("follow", query)
    assert path["before"] == ["triage/", "x", "y", "dry/q"]
    assert visited(scripts, query) == (["a", "b", "w"], "")
    assert scripts.call("treesBefore", path["before"]) == [
        {"tree": "triage", "way": ["triage/", "x", "y"]},
        {"tree": "dry", "way": ["triage/", "x", "y", "dry/q"]},
    ]


def test_a_way_may_begin_within_the_tree_and_end_of_itself(scripts: Scripts) -> None:
    assert visited(scripts, "?at=w&way=wet/b") == (["b", "w"], "")
    assert visited(scripts, "?at=-&way=wet/~b") == (["a", "b", "w", "c"], "")
    assert visited(scripts, "?way=triage/~wet/") == (["a"], "")
    assert visited(scripts, "") == (["a"], "")


@pytest.mark.parametrize(
    ("query", "ids", "lost"),
    [
        ("?at=gone&way=wet/~b", ["a"], "step"),
        ("?at=w&way=wet/~z", ["w"], "path"),
        ("?at=w&way=wet/~b~nothing", ["w"], "path"),
        ("?at=w&way=other/~b", ["w"], "path"),
        ("?at=w&way=other/~wet/~b", ["w"], "path"),
        ("?at=c&way=%3Cscript%3E", ["c"], ""),
        ("?at=__proto__&way=constructor/~toString", ["a"], "step"),
        ("?at=c", ["c"], ""),
    ],
)
def test_what_fits_no_more_falls_back(
    scripts: Scripts, query: str, ids: list[str], lost: str
) -> None:
    assert visited(scripts, query) == (ids, lost)


def test_a_way_of_many_steps_is_none(scripts: Scripts) -> None:
    """An address of a few hundred characters may name tens of thousands of steps."""
    way = """(tree => {
      const ids = [...Array(100).keys()].map(each => `x${each}`)
      const goOn = to => [{ to, name: to, isHere: true }]
      const step = (id, kind, to) => [id, { id, kind, ways: goOn(to) }]
      const chain = ids.map((id, at) => step(id, "action", ids[at + 1] ?? "a"))
      const start = step("a", "question", "x0")
      return query => followRoute({ ...tree, steps: new Map([start, ...chain]) }, readRoute(query))
    })(tree)"""
    scripts.evaluate(f"globalThis.longer = {way}")
    assert len(scripts.call("longer", f"?at=a&way=wet/{'~x0' * 9}")["visits"]) == 910
    found = scripts.call("longer", f"?at=a&way=wet/{'~x0' * 150}")
    assert (len(found["visits"]), found["lost"]) == (1, "path")


def test_each_step_can_be_gone_back_to(scripts: Scripts) -> None:
    for visit in scripts.call("follow", "?at=z&way=triage/~wet/~b~z")["visits"]:
        again = scripts.call("writeRoute", {"at": visit["id"], "way": visit["way"]})
        assert scripts.call("follow", again)["visits"][-1]["id"] == visit["id"]


def along(scripts: Scripts, query: str, index: int) -> str:
    code = """([query, index]) => {
      const path = follow(query)
      const here = tree.steps.get(path.visits.at(-1).id)
      return writeRoute(routeAlong(tree, path, here.ways[index]))
    }"""
    return str(scripts.evaluate(code, [query, index]))


def test_answers_lengthen_the_way_and_other_steps_do_not(scripts: Scripts) -> None:
    assert along(scripts, "?at=a", 2) == "?at=c&way=wet/~c.2"
    assert along(scripts, "", 0) == "?at=b&way=wet/~b"
    assert along(scripts, "?at=b&way=wet/~b", 0) == "?at=w&way=wet/~b"


def test_a_return_takes_back_what_came_between(scripts: Scripts) -> None:
    assert along(scripts, "?at=d&way=wet/~b~d", 0) == "?at=c&way=wet/~b"


def test_another_tree_is_entered_once(scripts: Scripts) -> None:
    assert along(scripts, "?at=c&way=wet/~c", 2) == "?way=wet/~c~dry/"
    # Back in the tree in which the way began: its beginning needs no words.
    assert along(scripts, "?at=c&way=dry/~x~wet/~c", 2) == ""


def test_an_address_stays_short(scripts: Scripts) -> None:
    query = f"?at=c&way={'dry/~' * 79}wet/~c"
    assert len(scripts.call("follow", query)["before"]) == 79
    assert along(scripts, query, 0) == "?at=z&way=wet/z"


@pytest.mark.parametrize(
    ("on", "read"),
    [
        ("2026-11-25", "2026-11-25"),
        ("2026-12-03T18:00", "2026-12-03T18:00"),
        ("2028-02-29", ""),
        ("2026-02-28", "2026-02-28"),
        ("2026-02-29", ""),
        ("2026-13-01", ""),
        ("tomorrow", ""),
    ],
)
def test_only_a_day_is_taken_for_one(scripts: Scripts, on: str, read: str) -> None:
    assert scripts.call("readRoute", f"?at=w&on={on}")["on"] == read
