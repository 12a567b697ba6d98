"""The garbage collector rests while a guide is made, and works again afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from michishirube.support import garbage


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_it_rests_meanwhile_and_works_again_even_after_an_error() -> None:
    with garbage.paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), garbage.paused():
        raise ValueError("broken")
    assert gc.isenabled()


def test_the_inner_of_two_pauses_does_not_end_the_outer() -> None:
    with garbage.paused():
        with garbage.paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_in_a_copied_process_it_works_on_what_is_made_there() -> None:
    with garbage.paused():
        garbage.begin_in_copy()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
