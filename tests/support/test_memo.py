"""What was made of an object that never changes is made once, and only for that very object."""

from __future__ import annotations

from michishirube.support.memo import by_identity

made: list[str] = []


def noted(one: list[str], other: list[str]) -> str:
    made.append(one[0] + other[0])
    return made[-1]


def test_the_same_objects_give_what_they_gave() -> None:
    made.clear()
    remembered = by_identity(10)(noted)
    one, other = ["a"], ["b"]
    assert [remembered(one, other), remembered(one, other)] == ["ab", "ab"]
    assert made == ["ab"]
    assert remembered(["a"], other) == "ab"  # An equal one is another one.
    assert made == ["ab", "ab"]


def test_what_was_made_elsewhere_is_taken() -> None:
    made.clear()
    remembered = by_identity(10)(noted)
    one, other = ["a"], ["b"]
    assert not remembered.knows(one, other)
    remembered.keep("from elsewhere", one, other)
    assert remembered.knows(one, other)
    assert remembered(one, other) == "from elsewhere"
    assert made == []


def test_the_call_longest_ago_is_forgotten() -> None:
    remembered = by_identity(2)(noted)
    pairs = [(["a"], ["b"]), (["c"], ["d"]), (["e"], ["f"])]
    remembered(*pairs[0])
    remembered(*pairs[1])
    remembered(*pairs[0])
    remembered(*pairs[2])
    assert [remembered.knows(*pair) for pair in pairs] == [True, False, True]
