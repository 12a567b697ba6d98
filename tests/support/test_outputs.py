"""What a command writes: only what this program made is ever replaced, and always as a whole."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from michishirube.changes.report import is_marked, marked
from michishirube.cli import main
from michishirube.editing import autofix, write_all
from michishirube.publish.archive import is_ours, zipped
from michishirube.support import outputs
from michishirube.support.outputs import (
    OutputError,
    exchange,
    inventory,
    locks,
    ownership,
    staging,
    writing,
)
from tests.conftest import ROOT, Project
from tests.publish.test_build import contents


@pytest.fixture
def project(houseplant: Project) -> Project:
    """A project that has everything which must stay."""
    for name in ("templates/own.css", ".git/HEAD", "generator/x.py", "mkdocs.yml", "notes/a.txt"):
        houseplant.write(name, "mine")
    return houseplant


def made(project: Project, target: Path, files: dict[str, str], kind: str = "site") -> None:
    """An output with these files."""
    with outputs.replaced_folder(project.root, target, kind) as place:
        for name, text in files.items():
            Project(place.fresh).write(name, text)
        inventory.write(place.fresh, inventory.take(place.fresh, kind, lambda _: "x.yml:1"))


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path.name.startswith("."))


# --- Folders that stay -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        ".",
        "",
        "..",
        "../..",
        "/",
        "content",
        "content/",
        "content/../content",
        "content/stages",
        "content/new/deep",
        "CONTENT",
        "Content/new",
        "templates",
        "templates/theme",
        "generator/out",
        ".git",
        ".git/hooks/new",
        ".github/x",
        "sub/.git/x",
        "schemas",
        "site_config.yml",
        "site_config.yml/x",
        "mkdocs.yml",
        "notes",
        "notes/a.txt",
        "notes/a.txt/below",
        "to-content",
        "to-content/new",
        "to-here",
        "circle",
        "nowhere\N{ZERO WIDTH SPACE}" * 200,
        str(ROOT),
        str(ROOT / "generator"),
        str(ROOT / "templates" / "new"),
        str(Path.home()),
        str(Path.home().parent),
    ],
)
@pytest.mark.parametrize("command", ["build", "export"])
def test_what_isn_t_ours_stays(project: Project, target: str, command: str) -> None:
    root = project.root
    (root / "to-content").symlink_to("content")
    (root / "to-here").symlink_to(root)
    (root / "circle").symlink_to("circle")
    before = contents(root)
    kind = "site" if command == "build" else "export"
    with pytest.raises(OutputError), outputs.replaced_folder(root, root / target, kind):
        pytest.fail("nothing is even begun")
    assert contents(root) == before


def test_an_empty_home_stays_too(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it says that it is somebody's, and what holds it isn't replaced either."""
    home = tmp_path / "homes" / "mika"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for target in (home, home.parent):
        with pytest.raises(OutputError, match="holds-sources"):
            outputs.check_folder(project.root, target, "site")


def test_commands_refuse_in_one_line(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """They say what, why and what to do, in the guide's language, and end with 3."""
    monkeypatch.chdir(project.root)
    before = contents(project.root)
    for arguments in (
        ["build", "--output", "."],
        ["build", "--output", "content"],
        ["build", "--output", "notes"],
        ["export", ".."],
        ["offline", "--output", "content/facts.yml"],
        ["offline", "--output", "notes/a.txt"],
        ["offline", "--output", "notes"],
        ["offline", "--output", "mkdocs.yml"],
    ):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 3, arguments
        assert done.stdout == ""
        assert done.stderr.startswith("Not written: "), done.stderr
        assert done.stderr.count("\n") == 1
    assert contents(project.root) == before


def test_a_link_to_a_folder_of_ours_is_followed(project: Project, tmp_path: Path) -> None:
    """Web servers' folders are often linked to."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "www")
    made(project, link, {"index.html": "one"})
    made(project, link, {"index.html": "two"})
    assert link.is_symlink()
    assert (tmp_path / "www" / "index.html").read_text() == "two"


# --- Folders that are replaced ---------------------------------------------------------------


def test_ours_is_replaced_as_a_whole(project: Project) -> None:
    site = project.root / "site"
    made(project, site, {"index.html": "one", "old/page.html": "one"})
    made(project, site, {"index.html": "two"})
    assert contents(site).keys() == {"index.html", "inventory.json"}
    assert (site / "index.html").read_text() == "two"
    assert beside(site) == [".git"]


def test_an_empty_folder_and_what_systems_leave_in_one_are_replaced(project: Project) -> None:
    site = project.root / "site"
    (site / "empty").mkdir(parents=True)
    (site / ".DS_Store").write_text("x")
    made(project, site, {"index.html": "one"})
    (site / "Thumbs.db").write_text("x")
    made(project, site, {"index.html": "two"})
    assert (site / "index.html").read_text() == "two"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CNAME", "other-files"),
        ("deep/er/own.html", "other-files"),
        (".well-known/security.txt", "other-files"),
        ("index.html", "changed-files"),
        ("inventory.json", "other-files"),
    ],
)
def test_what_was_put_into_ours_by_hand_stays_and_is_named(
    project: Project, name: str, code: str
) -> None:
    site = project.root / "site"
    made(project, site, {"index.html": "one"})
    Project(site).write(name, "mine")
    with pytest.raises(OutputError) as refusal:
        made(project, site, {"index.html": "two"})
    assert refusal.value.code == code
    assert refusal.value.params["files"] == name
    assert (site / name).read_text() == "mine"
    assert beside(site) == [".git"]


def test_links_and_pipes_in_ours_are_somebody_s(project: Project) -> None:
    site = project.root / "site"
    made(project, site, {"index.html": "one"})
    (site / "link.html").symlink_to(project.root / "site_config.yml")
    with pytest.raises(OutputError, match="other-files"):
        made(project, site, {})
    (site / "link.html").unlink()
    os.mkfifo(site / "pipe")
    with pytest.raises(OutputError, match="other-files"):
        made(project, site, {})
    (site / "pipe").unlink()
    (site / "index.html").unlink()
    os.mkfifo(site / "index.html")
    with pytest.raises(OutputError, match="changed-files"):
        made(project, site, {})


def test_a_file_put_there_during_the_build_stays(project: Project) -> None:
    site = project.root / "site"
    made(project, site, {"index.html": "one"})

    def build() -> None:
        with outputs.replaced_folder(project.root, site, "site") as place:
            Project(place.fresh).write("index.html", "two")
            Project(site).write("CNAME", "mine")

    with pytest.raises(OutputError, match="other-files"):
        build()
    assert (site / "CNAME").read_text() == "mine"
    assert (site / "index.html").read_text() == "one"


def test_a_site_doesn_t_take_an_export_s_place_nor_lie_in_one(project: Project) -> None:
    out = project.root / "out"
    made(project, out, {"index.md": "x"}, "export")
    with pytest.raises(OutputError, match="other-kind"):
        made(project, out, {"index.html": "x"})
    with pytest.raises(OutputError, match="within-output"):
        made(project, out / "below", {"index.html": "x"})
    with pytest.raises(OutputError, match="within-output"):
        outputs.write_file(project.root, out / "report.md", b"x", is_marked)


def test_what_another_builder_made_in_an_export_stays(project: Project) -> None:
    out = project.root / "out"
    made(project, out, {"mkdocs.yml": "x"}, "export")
    Project(out).write("site/index.html", "built")
    with outputs.replaced_folder(project.root, out, "export", left=("site",)) as place:
        Project(place.fresh).write("mkdocs.yml", "y")
        inventory.write(place.fresh, inventory.take(place.fresh, "export", str))
    assert (out / "site" / "index.html").read_text() == "built"
    assert (out / "mkdocs.yml").read_text() == "y"


def _left_folder(place: Path) -> None:
    (place / "below").mkdir(parents=True)
    (place / "below" / "x").write_text("mine")


@pytest.mark.parametrize(
    "leave",
    [
        _left_folder,
        lambda place: place.mkdir(),
        lambda place: place.write_text("mine"),
        lambda place: place.symlink_to(place.parent.parent / "notes" / "a.txt"),
        lambda place: place.symlink_to(place.parent.parent / "notes"),
        lambda place: place.symlink_to("nowhere"),
        os.mkfifo,
    ],
    ids=["folder", "empty", "file", "link", "link-to-folder", "dead-link", "pipe"],
)
def test_what_isn_t_judged_is_there_afterwards_whatever_it_is(
    project: Project, leave: Callable[[Path], object]
) -> None:
    out = project.root / "out"
    made(project, out, {"mkdocs.yml": "x"}, "export")
    leave(out / ".cache")
    before = (out / ".cache").lstat()
    with outputs.replaced_folder(project.root, out, "export", left=("site", ".cache")) as place:
        Project(place.fresh).write("mkdocs.yml", "y")
        inventory.write(place.fresh, inventory.take(place.fresh, "export", str))
    assert (out / ".cache").lstat().st_ino == before.st_ino
    assert (out / "mkdocs.yml").read_text() == "y"


def test_what_would_stay_is_judged_where_the_new_folder_has_its_name(project: Project) -> None:
    out = project.root / "out"
    made(project, out, {"mkdocs.yml": "x"}, "export")
    Project(out).write("site", "mine")

    def export() -> None:
        with outputs.replaced_folder(project.root, out, "export", left=("site",)) as place:
            Project(place.fresh).write("site", "new")
            inventory.write(place.fresh, inventory.take(place.fresh, "export", str))

    with pytest.raises(OutputError, match="other-files"):
        export()
    assert (out / "site").read_text() == "mine"


# --- Sites of versions before ----------------------------------------------------------------


def test_a_folder_that_holds_known_names_alone_is_somebody_s(project: Project) -> None:
    project.write("site/robots.txt", "mine")
    with pytest.raises(OutputError, match="other-files"):
        ownership.refuse_others(project.root / "site", "site")


EARLIER = {
    "sw.js": '"use strict"\nconst VERSION = "1"\n',
    "index.html": '<link rel="stylesheet" href="assets/guide.0123456789.css">',
    "stages/dry.html": '<link rel="stylesheet" href="../assets/guide.0123456789.css">',
    "stages/dry.svg": "<svg/>",
    "guide.json": "{}",
    "sitemap.xml.gz": "x",
    "assets/stylesheets/main.0123abcd.min.css": "x",
    "assets/guide.2d711642b7.css": "x",
    "_headers": "x",
}


def test_a_site_without_an_inventory_is_known_by_its_files(
    project: Project, tmp_path: Path
) -> None:
    site = project.root / "site"
    Project(tmp_path / "theme").write("_headers", "x")
    for name, text in EARLIER.items():
        Project(site).write(name, text)
    ownership.refuse_others(site, "site", (tmp_path / "theme",))
    with pytest.raises(OutputError, match="other-files"):
        ownership.refuse_others(site, "export", (tmp_path / "theme",))


@pytest.mark.parametrize("name", ["CNAME", "own.html", "assets/guide.0123456789.js", "notes.md"])
def test_what_such_a_site_didn_t_hold_stays(project: Project, tmp_path: Path, name: str) -> None:
    site = project.root / "site"
    for known, text in (EARLIER | {name: "mine"}).items():
        Project(site).write(known, text)
    with pytest.raises(OutputError) as refusal:
        ownership.refuse_others(site, "site")
    assert refusal.value.params["files"] == ", ".join(sorted(["_headers", name]))


# --- Ends at any moment ----------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from michishirube.support import outputs
from michishirube.support.outputs import inventory, writing
root = Path(sys.argv[1])
with outputs.replaced_folder(root, root / "site", "site") as place:
    place.fresh.mkdir()
    (place.fresh / "index.html").write_text("two")
    inventory.write(place.fresh, inventory.take(place.fresh, "site", str))
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))
"""


@pytest.mark.parametrize(("end", "left"), [("SIGKILL", 1), ("SIGTERM", 0), ("SIGINT", 0)])
def test_a_build_that_is_ended_leaves_the_last_site_and_the_next_sweeps(
    project: Project, end: str, left: int
) -> None:
    site = project.root / "site"
    made(project, site, {"index.html": "one"})
    command = [sys.executable, "-c", KILLED, str(project.root), end]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode != 0
    assert (site / "index.html").read_text() == "one"
    assert len(list(project.root.glob(".site-*"))) == left
    made(project, site, {"index.html": "three"})
    assert list(project.root.glob(".site-*")) == []


CLEANED = """
import os, signal, sys
from pathlib import Path
from michishirube.support import outputs
from michishirube.support.outputs import inventory

root, end, calls = Path(sys.argv[1]), getattr(signal, sys.argv[2]), int(sys.argv[3])

def ended(act):
    def acting(*given, **named):
        global calls
        calls -= 1
        if calls == 0:
            os.kill(os.getpid(), end)
        return act(*given, **named)
    return acting

with outputs.replaced_folder(root, root / "out", "export") as place:
    place.fresh.mkdir()
    (place.fresh / "index.md").write_text("two")
    inventory.write(place.fresh, inventory.take(place.fresh, "export", str))
    os.unlink, os.rmdir = ended(os.unlink), ended(os.rmdir)
"""


@pytest.mark.parametrize("calls", [1, 3, 6])
@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_an_end_while_the_last_one_is_removed_leaves_nothing_for_ever(
    project: Project, end: str, calls: int
) -> None:
    out = project.root / "out"
    made(project, out, {"index.md": "one", "docs/a.md": "x"}, "export")
    command = [sys.executable, "-c", CLEANED, str(project.root), end, str(calls)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode != 0
    assert (out / "index.md").read_text() == "two"
    left = list(project.root.glob(".out-*"))
    assert len(left) == (end == "SIGKILL")
    assert all((folder / "lock").exists() for folder in left)
    made(project, out, {"index.md": "three"}, "export")
    assert list(project.root.glob(".out-*")) == []


def left_behind(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        Project(folder).write(name, text)
    return folder


def test_what_a_killed_exchange_took_away_comes_back(project: Project) -> None:
    """Where a system exchanges in two steps, a build may end between them."""
    mark = "workshop of michishirube\n"
    left_behind(
        project.root / ".site-abcdefgh",
        {"lock": mark, "old/index.html": "one", "new/index.html": "two"},
    )
    staging.sweep(project.root / "site")
    assert contents(project.root / "site") == {"index.html": b"one"}
    assert list(project.root.glob(".site-*")) == []


@pytest.mark.parametrize(
    "files",
    [
        {"notes.txt": "mine"},
        {"lock": "something else", "new/index.html": "x"},
        {"new/index.html": "mine"},
        {"lock": "workshop of michishirube\n", "new/a": "x", "mine.txt": "x"},
    ],
)
def test_folders_that_only_look_like_leftovers_stay(
    project: Project, files: dict[str, str]
) -> None:
    folder = left_behind(project.root / ".site-abcdefgh", files)
    os.utime(folder, (0, 0))
    before = contents(project.root)
    staging.sweep(project.root / "site")
    assert contents(project.root) == before


def test_leftovers_of_versions_before_go_once_they_are_old(project: Project) -> None:
    folder = left_behind(
        project.root / ".site-abcdefgh", {f"new/{name}": EARLIER[name] for name in ("sw.js",)}
    )
    staging.sweep(project.root / "site")
    assert folder.exists(), "an earlier version may be at work in it"
    os.utime(folder, (0, 0))
    staging.sweep(project.root / "site")
    assert not folder.exists()


def test_a_failure_leaves_no_folders_that_weren_t_there(project: Project) -> None:
    target = project.root / "new" / "deep" / "site"

    def build() -> None:
        with outputs.replaced_folder(project.root, target, "site"):
            raise ValueError

    with pytest.raises(ValueError):
        build()
    assert not (project.root / "new").exists()


def test_a_build_at_work_isn_t_swept(project: Project) -> None:
    site = project.root / "site"
    with outputs.replaced_folder(project.root, site, "site") as place:
        Project(place.fresh).write("index.html", "mine")
        made(project, site, {"index.html": "the other's"})
        assert (place.fresh / "index.html").exists()
        inventory.write(place.fresh, inventory.take(place.fresh, "site", str))
    assert (site / "index.html").read_text() == "mine"
    assert list(project.root.glob(".site-*")) == []


def test_the_exchange_leaves_no_moment_without_a_site(project: Project, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        Project(folder).write("name", folder.name)
    if sys.platform.startswith("linux"):
        assert exchange.exchange(one, other)
        assert (one / "name").read_text() == "other"
        assert (other / "name").read_text() == "one"
    with pytest.raises(FileNotFoundError):
        exchange.exchange(one, tmp_path / "missing")


def test_where_that_can_t_be_done_a_failure_puts_the_last_site_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "exchange", lambda *_: False)
    site = project.root / "site"
    made(project, site, {"index.html": "one"})
    made(project, site, {"index.html": "two"})
    assert (site / "index.html").read_text() == "two"
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == staging.FRESH:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputError) as refusal:
        made(project, site, {"index.html": "three"})
    assert refusal.value.params["reason"] == "No space left on device"
    assert (site / "index.html").read_text() == "two"


def test_locks_of_the_living_hold(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    one = os.open(tmp_path / "lock", os.O_RDWR)
    other = os.open(tmp_path / "lock", os.O_RDWR)
    assert locks.try_lock(one)
    assert not locks.try_lock(other)
    os.close(one)
    assert locks.try_lock(other)
    os.close(other)


# --- Files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "site_config.yml",
        "mkdocs.yml",
        "content/facts.yml",
        "content/new.md",
        "content/../content/facts.yml",
        "CONTENT/facts.yml",
        "to-facts",
        "templates/own.css",
        "generator/x.py",
        ".git/HEAD",
        ".git/new",
        "notes/a.txt",
        "notes",
        "notes/a.txt/below",
        "pipe",
        "circle",
    ],
)
def test_files_that_are_not_ours_stay(project: Project, target: str) -> None:
    (project.root / "to-facts").symlink_to("content/facts.yml")
    (project.root / "circle").symlink_to("circle")
    before = contents(project.root)
    os.mkfifo(project.root / "pipe")
    with pytest.raises(OutputError):
        outputs.write_file(project.root, project.root / target, marked(b"x"), is_marked)
    assert contents(project.root) == before


def test_a_report_replaces_the_last_one_but_none_that_was_changed(project: Project) -> None:
    report = project.root / "reports" / "diff.md"
    for text in (b"one", b"two"):
        outputs.write_file(project.root, report, marked(text), is_marked)
        assert report.read_bytes() == marked(text)
    report.write_bytes(report.read_bytes().replace(b"two", b"my own notes"))
    with pytest.raises(OutputError, match="other-file"):
        outputs.write_file(project.root, report, marked(b"three"), is_marked)
    assert b"my own notes" in report.read_bytes()
    assert [path.name for path in report.parent.iterdir()] == ["diff.md"]


def test_a_zip_is_ours_until_it_is_changed(tmp_path: Path) -> None:
    files = {"index.html": b"x"}
    listed = inventory.of_contents(files, "offline", lambda _: "x.yml:1")
    ours = zipped(files | {inventory.NAME: inventory.text(listed).encode()}, "guide")
    assert is_ours(ours)
    assert is_ours(zipped(files, "guide")), "of versions before inventories"
    path = tmp_path / "x.zip"
    path.write_bytes(ours)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("guide/notes.txt", "mine")
    assert not is_ours(path.read_bytes())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guide/index.html", "mine")
    assert not is_ours(path.read_bytes())
    for other in (b"", b"PK", b"text", ours[:-30]):
        assert not is_ours(other)


def test_sources_are_written_whole_or_not_at_all(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = project.root / "content" / "facts.yml"
    before = facts.read_bytes()
    facts.chmod(0o640)
    outputs.write_source(project.root, "content/facts.yml", b"new")
    assert facts.read_bytes() == b"new"
    assert facts.stat().st_mode & 0o777 == 0o640

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError):
        outputs.write_source(project.root, "content/facts.yml", before)
    assert facts.read_bytes() == b"new"
    assert list(project.root.glob(".guide-*")) == []


def test_of_several_sources_none_is_written_where_one_can_t_be(project: Project) -> None:
    before = contents(project.root)
    facts, new, settings = "content/facts.yml", "content/new.yml", "site_config.yml"
    was = (project.root / facts).read_bytes()
    changes = [
        outputs.SourceChange(facts, facts, was, b"other"),
        outputs.SourceChange(new, new, None, b"new"),
        outputs.SourceChange(settings, "content", before[settings], b"x"),
    ]
    with pytest.raises(OutputError):
        outputs.write_sources(project.root, changes)
    assert contents(project.root) == before
    project.write(new, "somebody's")
    with pytest.raises(OutputError):
        outputs.write_sources(project.root, changes[:2])
    assert contents(project.root) == {**before, new: b"somebody's"}


def test_what_was_changed_since_it_was_read_is_not_written_over(project: Project) -> None:
    facts = project.root / "content" / "facts.yml"
    other = project.root / "content" / "stages" / "dry.yml"
    project.replace("content/stages/dry.yml", "title: The soil", "title： The soil")
    change = outputs.SourceChange("content/facts.yml", "content/facts.yml", b"as read", b"x")
    with pytest.raises(OutputError, match="changed-source"):
        outputs.write_sources(project.root, [change])
    found = autofix.changes(project.root)
    assert [each.path for each in found] == ["content/stages/dry.yml"]
    other.write_text("written meanwhile")
    before = contents(project.root)
    with pytest.raises(OutputError, match="changed-source"):
        write_all(project.root, found)
    assert contents(project.root) == before
    facts.unlink()
    with pytest.raises(OutputError, match="changed-source"):
        outputs.write_sources(project.root, [change])
    assert not facts.exists()


@pytest.mark.parametrize("name", ["../outside.yml", "content/link.yml", ".git/config", "content"])
def test_sources_lie_in_the_project(project: Project, name: str) -> None:
    (project.root / "content" / "link.yml").symlink_to(project.root.parent / "outside.yml")
    with pytest.raises(OutputError):
        outputs.write_source(project.root, name, b"x")
    assert not (project.root.parent / "outside.yml").exists()


def test_guide_schema_leaves_other_files_of_its_names(project: Project) -> None:
    assert CliRunner().invoke(main, ["schema", "--root", str(project.root)]).exit_code == 0
    again = CliRunner().invoke(main, ["schema", "--root", str(project.root), "--lang", "ja"])
    assert again.exit_code == 0, "in another language as well"
    project.write("schemas/letters.json", '{"$schema": "http://json-schema.org/draft-07/schema#"}')
    done = CliRunner().invoke(main, ["schema", "--root", str(project.root)])
    assert done.exit_code == 3
    assert "schemas/letters.json" in done.stderr


# --- The inventory ---------------------------------------------------------------------------


def test_the_inventory_reads_back_and_is_the_same_each_time(project: Project) -> None:
    site = project.root / "site"
    made(project, site, {"b.html": "b", "a/c.html": "c", "図.svg": "x"})
    found = inventory.read(site)
    assert found is not None
    assert [each.path for each in found.entries] == ["a/c.html", "b.html", "図.svg"]
    assert found.kind == "site"
    assert inventory.text(found) == (site / "inventory.json").read_text(encoding="utf-8")
    assert not inventory.compare(site, found)


NFC, NFD = "\u00e9.txt", "e\u0301.txt"
HANGUL = "\u1112\u1161\u11ab.txt"


@pytest.mark.parametrize(("ours", "theirs"), [(NFC, NFD), (NFD, NFC), ("\ud55c.txt", HANGUL)])
def test_another_spelling_of_our_names_is_somebody_s_file(
    project: Project, ours: str, theirs: str
) -> None:
    site = project.root / "site"
    made(project, site, {ours: "x"})
    (site / theirs).write_text("x")
    if len([*site.iterdir()]) == 2:
        pytest.skip("both spellings are one file here")
    found = inventory.read(site)
    assert found is not None
    assert inventory.compare(site, found) == inventory.Differences((), (), (theirs,))
    with pytest.raises(OutputError, match="other-files"):
        made(project, site, {ours: "y"})
    assert (site / theirs).read_text() == "x"


def test_a_system_may_spell_our_names_in_its_way(project: Project) -> None:
    site = project.root / "site"
    made(project, site, {NFC: "x", "a.txt": "a"})
    (site / NFC).rename(site / NFD)
    found = inventory.read(site)
    assert found is not None
    assert not inventory.compare(site, found)
    (site / NFD).write_text("mine")
    assert inventory.compare(site, found).changed == (NFC,)


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", "a/../../x", "a//b", "", ".", "a\\b", "C:x", "a\nb", "a/", "./a"],
)
def test_an_inventory_that_leads_out_of_its_folder_is_none(path: str) -> None:
    entry = {"path": path, "sha256": "0" * 64, "size": 1, "owner": "x"}
    data = {"format": 1, "program": "x", "kind": "site", "files": [entry]}
    with pytest.raises(inventory.InventoryError):
        inventory.parse(json.dumps(data).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"format": 1}',
        b'{"format": 2, "program": "x", "kind": "site", "files": []}',
        b'{"format": 1, "program": "x", "kind": "site", "files": [1]}',
        b'{"format": 1, "program": "\x1b", "kind": "site", "files": []}',
        b"[" * 100_000,
        b'{"format": 1, "program": "x", "kind": "site", "files": [{"path": "a", "sha256": "'
        + b"0" * 64
        + b'", "size": -1, "owner": ""}]}',
    ],
)
def test_what_is_no_inventory_is_said_so(data: bytes) -> None:
    with pytest.raises(inventory.InventoryError):
        inventory.parse(data)


# --- There is no other way -------------------------------------------------------------------

WRITES = re.compile(
    r"\.(write_text|write_bytes|unlink|rmdir|rmtree|rename|replace|touch|symlink_to)\((?![\"'b]|r\")"
    r"|open\([^)]*[\"'][wax+]|os\.(remove|rename|replace)|shutil\.(move|copy)"
)
WITHIN_FOLDERS_OF_THEIR_OWN = {
    "generator/michishirube/mkdocs_plugin/writing.py": "the site's folder, looked at before",
    "generator/michishirube/mkdocs_plugin/dev_server.py": "a folder that MkDocs' server makes",
    "generator/michishirube/publish/offline.py": "the worker, in the site's folder",
    "generator/michishirube/reading/project.py": "settings, in a staging folder",
    "generator/michishirube/publish/export.py": "the export, in a staging folder",
    "generator/michishirube/cli/offline.py": "the zip, in a staging folder",
    "generator/michishirube/editing/autofix.py": "a copy in a temporary folder",
    "generator/michishirube/git/commits.py": "a commit's files in a temporary folder",
    "generator/michishirube/reports/affected.py": "a commit's files in a temporary folder",
    "generator/michishirube/editing/trial.py": "a copy in a temporary folder",
}


def test_nothing_else_writes() -> None:
    """Whoever writes goes through `support.outputs`, or stands above with the reason."""
    found = set()
    for path in sorted((ROOT / "generator").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("generator/michishirube/support/outputs/"):
            continue
        text = path.read_text(encoding="utf-8").replace("dataclasses.replace(", "(")
        code = re.sub(r"\.replace\([^,()]+, [^()]*\)", "", text)
        if WRITES.search(code):
            found.add(name)
    assert found <= WITHIN_FOLDERS_OF_THEIR_OWN.keys()
