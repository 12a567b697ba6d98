"""Work on all cores gives what work one by one gives."""

from __future__ import annotations

import os
import threading
from functools import partial
from pathlib import Path

import pytest

from benchmarks.build import synthetic
from michishirube.checks import letter_lint
from michishirube.checks.rules import unsourced_claims
from michishirube.mkdocs_plugin.writing import Maker, write_all
from michishirube.reading.cache import identical
from michishirube.support import workers
from michishirube.website.compile import CompiledDocument, CompiledSite, PreviewState, compile_site
from tests.conftest import ROOT


def written(site: CompiledSite, folder: Path) -> dict[str, bytes]:
    """The files of a guide as a build writes them, without the theme."""
    makers: dict[str, Maker] = {each.path: partial(_text, each) for each in site.documents}
    makers |= {each.path: partial(getattr, each, "content") for each in site.assets}
    write_all(folder, makers)
    assert len(makers) > workers.FEW * 2
    return {path: (folder / path).read_bytes() for path in makers}


def _text(document: CompiledDocument) -> bytes:
    return document.html.encode()


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    # Test processes have a thread of their own; the work here needs none of it.
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.usefixtures("two_cores")
def test_results_come_in_order() -> None:
    words = [str(number) for number in range(500)]
    assert [*workers.map_parallel(lambda word: word * 2, words)] == [word * 2 for word in words]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.usefixtures("two_cores")
def test_a_mistake_in_any_process_is_raised_here() -> None:
    def work(number: int) -> float:
        return 1 / (number - 499)

    with pytest.raises(ZeroDivisionError):
        list(workers.map_parallel(work, range(500)))


def test_little_work_stays_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 8)
    here: list[int] = []
    list(workers.map_parallel(here.append, range(20)))
    assert here == [*range(20)]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.usefixtures("two_cores")
def test_few_things_with_many_steps_are_shared_out() -> None:
    processes = {*workers.map_parallel(lambda _: os.getpid(), range(18), workers.FEW * 2)}
    assert os.getpid() not in processes


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.usefixtures("two_cores")
def test_a_share_of_the_work_is_not_shared_out_again() -> None:
    def share(number: int) -> tuple[int, set[int]]:
        return os.getpid(), {*workers.map_parallel(lambda _: os.getpid(), range(number, 500))}

    for process, helpers in workers.map_parallel(share, range(200)):
        assert helpers == {process}


def test_other_threads_keep_it_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 8)
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    here: list[int] = []
    list(workers.map_parallel(here.append, range(500)))
    assert here == [*range(500)]


@pytest.fixture
def shared_guide(two_cores: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guide large enough for two processes to have a share of it each."""
    monkeypatch.setattr(workers, "FEW", 8)
    synthetic.write(tmp_path, workers.FEW * 2)
    return tmp_path


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_guide_made_on_two_cores_is_the_one_made_on_one(
    shared_guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A finding of a file that is read elsewhere has to arrive too.
    odd = shared_guide / "content/letters/ask-7.yml"
    odd.write_text(odd.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    broken = compile_site(shared_guide, ROOT / "templates")
    assert "unknown-key" in {each.code for each in broken.diagnostics}

    odd.write_text(odd.read_text(encoding="utf-8").replace("colour: red\n", ""), encoding="utf-8")
    together = compile_site(shared_guide, ROOT / "templates")
    assert together.site is not None
    files = written(together.site, shared_guide / "together")
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    alone = compile_site(shared_guide, ROOT / "templates")
    assert list(together.diagnostics) == list(alone.diagnostics)
    assert alone.site is not None
    assert files == written(alone.site, shared_guide / "alone")
    trees = alone.site.guide.trees
    assert all(identical(tree, trees[name]) for name, tree in together.site.guide.trees.items())


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_preview_remembers_what_rules_found(
    shared_guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What other processes find out is lost with them, and the first change would take as long."""
    preview = PreviewState()
    assert compile_site(shared_guide, ROOT / "templates", preview).site is not None

    def looked_at_again(*_: object) -> None:
        raise AssertionError("a letter that hasn't changed")

    monkeypatch.setattr(letter_lint, "_findings", looked_at_again)
    monkeypatch.setattr(unsourced_claims, "walk", looked_at_again)
    assert compile_site(shared_guide, ROOT / "templates", preview).site is not None
