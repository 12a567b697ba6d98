"""What the comparison of builds (benchmarks/build) measures, and what it refuses to count."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.build import __main__ as runner
from benchmarks.build import peers
from benchmarks.build.measure import BuildError, Measured, check_complete, measure

TAKES_100_MIB = "held = bytearray(100 * 2**20)"
A_CHILD_TAKES_IT = (
    f"import subprocess, sys; subprocess.call([sys.executable, '-c', {TAKES_100_MIB!r}])"
)
DOCUMENT = '---\ntitle: "A {{b}}"\n---\n# A {#a .c}\n\n<p>{{b}}</p>\n\n'


def run(code: str, place: Path) -> float:
    return measure([sys.executable, "-c", code], place).memory


@pytest.mark.parametrize("code", [TAKES_100_MIB, A_CHILD_TAKES_IT], ids=["itself", "child"])
def test_memory_is_of_the_largest_process_of_this_build(code: str, tmp_path: Path) -> None:
    held = bytearray(60 * 2**20)  # what measures is itself larger than the small build
    assert 100 < run(code, tmp_path) < 160
    assert run("pass", tmp_path) < 40
    assert len(held) > 0


def test_work_is_of_all_processes_and_wall_of_the_clock(tmp_path: Path) -> None:
    code = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    busy = measure([sys.executable, "-c", code], tmp_path)
    idle = measure([sys.executable, "-c", "import time; time.sleep(0.3)"], tmp_path)
    assert busy.work >= 0.2
    assert idle.wall >= 0.3
    assert idle.work < 0.2


def test_a_build_that_fails_stops_the_run_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no such theme"):
        measure([sys.executable, "-c", "raise SystemExit('no such theme')"], tmp_path)


@pytest.mark.parametrize(
    "pages",
    [
        ["index.html", "a/index.html", "a/b.html"],
        ["index.html", "a/index.html", "a/b/index.html", "404.html"],
        ["index.html", "pages/a-index.html", "pages/a-b.html", "tags.html"],
    ],
    ids=["files", "folders", "flat"],
)
def test_every_document_needs_a_page_wherever_it_lies(pages: list[str], tmp_path: Path) -> None:
    for path in ["documents/index.md", "documents/a/index.md", "documents/a/b.md"]:
        write(tmp_path / path, "# A")
    for path in pages:
        write(tmp_path / "site" / path, "<h1>A</h1>")
    check_complete(tmp_path / "documents", tmp_path / "site")
    (tmp_path / "site" / pages[1]).unlink()
    write(tmp_path / "site" / pages[2], "")
    with pytest.raises(BuildError, match="no page for 2 documents: a, a-b"):
        check_complete(tmp_path / "documents", tmp_path / "site")


@pytest.mark.parametrize(
    ("seconds", "counted"), [([5.0, 9.0, 6.0, 7.0], 6.0), ([40.0, 50.0], 40.0)]
)
def test_of_short_builds_the_one_of_middle_length_counts(
    seconds: list[float], counted: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine may do something else meanwhile; a long build bears that."""
    walls = iter(seconds)

    def measured(_command: list[str], place: Path) -> Measured:
        assert not (place / "site").exists(), "each run begins without a site"
        (place / "site").mkdir()
        return Measured(next(walls), 1.0, 1.0)

    monkeypatch.setattr(runner, "measure", measured)
    build = peers.Build(["build"], tmp_path, tmp_path / "site")
    assert runner.several(build).wall == counted


def test_one_that_fails_keeps_no_other_from_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(code: str) -> peers.Build:
        place = tmp_path / "place"
        place.mkdir()
        return peers.Build([sys.executable, "-c", code], place, place / "site")

    codes = {"plain": "raise SystemExit('out of memory')", "hugo": "pass"}
    made = {name: lambda *_, code=code: build(code) for name, code in codes.items()}
    monkeypatch.setattr(peers, "PEERS", made)
    monkeypatch.setattr(runner, "prepare", lambda *_: 1)
    assert not runner.run(1, list(codes), tmp_path)
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.out.splitlines()[2:]] == ["plain", "hugo"]
    assert "plain: " in told.err
    assert "out of memory" in told.err
    assert runner.run(1, ["hugo"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_vitepress_gets_every_document_in_its_menu_and_none_as_a_template(tmp_path: Path) -> None:
    script = '<script type="application/ld+json">{"@graph":[]}</script>\n'
    for path in ["index.md", "letters/ask.md"]:
        write(tmp_path / "documents" / path, DOCUMENT + script)
    build = peers.vitepress(tmp_path, tmp_path / "tools")
    text = (build.place / "letters" / "ask.md").read_text(encoding="utf-8")
    head, body = text.removeprefix("---\n").split("---\n")
    assert head.splitlines()[1] == (
        'head: [["script", {"type": "application/ld+json"}, "{\\"@graph\\":[]}"]]'
    )
    assert body.startswith("::: v-pre\n# A {#a .c}")
    assert body.endswith("\n:::\n")
    assert "<script" not in body
    settings = (build.place / ".vitepress" / "config.mjs").read_text(encoding="utf-8")
    assert '"sidebar": [{"text": "A {{b}}", "link": "/index"}, {"text": "letters", ' in settings
    assert '"link": "/letters/ask"' in settings


def test_starlight_writes_the_title_itself_and_starts_afresh(tmp_path: Path) -> None:
    write(tmp_path / "documents" / "index.md", DOCUMENT)
    left = tmp_path / "tools" / "starlight" / "project" / "cache" / "of-an-earlier-run"
    write(left, "")
    build = peers.starlight(tmp_path, tmp_path / "tools")
    text = (build.place / "src" / "content" / "docs" / "index.md").read_text(encoding="utf-8")
    assert text == '---\ntitle: "A {{b}}"\n---\n\n<p>{{b}}</p>\n\n'
    assert not left.exists()


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
