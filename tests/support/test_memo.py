"""What was found of an object that never changes is found once, and only for that very object."""

from __future__ import annotations

from michishirube.support.memo import Memory, recall

made: list[str] = []


def noted(one: list[str], other: list[str]) -> str:
    made.append(one[0] + other[0])
    return made[-1]


def test_the_same_objects_give_what_they_gave() -> None:
    made.clear()
    memory = Memory()
    one, other = ["a"], ["b"]
    assert [memory.recall(noted, one, other), memory.recall(noted, one, other)] == ["ab", "ab"]
    assert made == ["ab"]
    assert memory.recall(noted, ["a"], other) == "ab"  # An equal one is another one.
    assert made == ["ab", "ab"]


def test_without_a_memory_nothing_is_remembered() -> None:
    made.clear()
    one, other = ["a"], ["b"]
    assert [recall(None, noted, one, other), recall(None, noted, one, other)] == ["ab", "ab"]
    assert made == ["ab", "ab"]


def test_one_memory_knows_nothing_of_another() -> None:
    one, other = ["a"], ["b"]
    first, second = Memory(), Memory()
    recall(first, noted, one, other)
    assert first.knows(noted, one, other)
    assert not second.knows(noted, one, other)


def test_what_was_made_elsewhere_is_taken() -> None:
    made.clear()
    memory = Memory()
    one, other = ["a"], ["b"]
    memory.keep("from elsewhere", noted, one, other)
    assert memory.recall(noted, one, other) == "from elsewhere"
    assert made == []


def test_what_the_last_check_did_not_ask_for_is_forgotten() -> None:
    memory = Memory()
    asked, forgotten, other = ["a"], ["b"], ["c"]
    for each in (asked, forgotten):
        memory.recall(noted, each, other)
    for _ in range(2):
        memory.begin()
        memory.recall(noted, asked, other)
    assert memory.knows(noted, asked, other)
    assert not memory.knows(noted, forgotten, other)


def test_an_object_takes_nothing_over_from_one_that_is_gone() -> None:
    """Python gives the identity of an object that is gone to a new one."""
    memory = Memory()
    other = ["b"]
    for number in range(100):
        assert memory.recall(noted, [str(number)], other) == f"{number}b"
