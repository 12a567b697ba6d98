"""Work on all cores gives what work one by one gives."""

from __future__ import annotations

import threading

import pytest

from generator import parallel


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    # Test processes have a thread of their own; the work here needs none of it.
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.usefixtures("two_cores")
def test_results_come_in_order() -> None:
    words = [str(number) for number in range(500)]
    assert parallel.spread(lambda word: word * 2, words) == [word * 2 for word in words]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.usefixtures("two_cores")
def test_a_mistake_in_any_process_is_raised_here() -> None:
    def work(number: int) -> float:
        return 1 / (number - 499)

    with pytest.raises(ZeroDivisionError):
        parallel.spread(work, range(500))


def test_little_work_stays_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_cores", lambda: 8)
    here: list[int] = []
    parallel.spread(here.append, range(20))
    assert here == [*range(20)]


def test_other_threads_keep_it_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_cores", lambda: 8)
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    here: list[int] = []
    parallel.spread(here.append, range(500))
    assert here == [*range(500)]
