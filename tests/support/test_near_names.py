"""What is offered as "did you mean" is near, and the only one that is."""

from __future__ import annotations

import pytest

from michishirube.support.near_names import nearest_name


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("recoverd", ["recovered", "saved"], "recovered"),
        ("recovreed", ["recovered", "saved"], "recovered"),
        ("Re_covered", ["re-covered"], "re-covered"),
        ("letters/declien", ["letters/decline", "decline"], "letters/decline"),
        ("decline", ["letters/decline"], "letters/decline"),
        ("leters/decline", ["letters/decline"], "letters/decline"),
        # As near as each other: nobody knows which.
        ("step-b", ["step-a", "step-c"], None),
        # Numbers are no slips.
        ("fact-12", ["fact-13"], None),
        ("A112", ["A113"], None),
        # Short words, and words that are only alike.
        ("ab", ["ac"], None),
        ("no", ["on"], None),
        ("water", ["waiter", "later"], None),
        ("a/rest", ["b/rest"], None),
        ("", ["rest"], None),
        ("x" * 101, ["x" * 100], None),
    ],
)
def test_names_that_are_near_and_names_that_only_look_so(
    name: str, known: list[str], meant: str | None
) -> None:
    assert nearest_name(name, known) == meant
