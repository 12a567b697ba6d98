"""The documents tell the truth: what they link to and name is there, and their walks work."""

from __future__ import annotations

import fnmatch
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs.pictures.__main__ import PHOTOGRAPHS, drawn_screens
from docs.pictures.walks import SLIP, WALKS, Change
from michishirube.checks import rules
from michishirube.checks.project import check_project
from michishirube.cli import main
from michishirube.editing import KINDS
from tests.conftest import FREELANCE, ROOT

DOCUMENTS = sorted(
    path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if path.is_file()
)
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = ROOT / "generator" / "michishirube"
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
SMALL = 150_000


def links(path: Path) -> list[tuple[bool, str, str]]:
    """The links of a document outside code: whether it is a picture, words, target."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [(bool(mark), words, target) for mark, words, target in LINK.findall(text)]


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives a document's headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}


NAMED = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


def test_the_usual_documents_are_there() -> None:
    usual = {"README.md", "CONTRIBUTING.md", "HACKING.md", "SECURITY.md", "CHANGELOG.md"}
    assert usual <= set(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    path = ROOT / name
    for _, _, target in links(path):
        # What only the site's own reader understands (letters/…) stands where the format is told.
        if "://" in target or name in ("docs/content-format.md", "docs/diagnostics.md"):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file) if file else path
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


@pytest.mark.parametrize("name", NAMED)
def test_commands_in_documents_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    parts = re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", read(name), re.DOTALL)
    code = "\n".join(block or inline for block, inline in parts)
    assert set(re.findall(r"^make ([a-z]+)", code, re.MULTILINE)) <= targets


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


ENGINEERING = [name for name in NAMED if name.count("/") <= 1 and name != "CHANGELOG.md"]
"""Without decision records, which tell what was, and without the log of changes."""

OURS = ("generator", "tests", "templates", "docs", "benchmarks", "schemas", "requirements")


def in_backticks(name: str) -> list[str]:
    text = re.sub(r"```.*?```", "", read(name), flags=re.DOTALL)
    return list(dict.fromkeys(re.findall(r"`([^`\n]+)`", text)))


def tracked() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [f"/{path}" for path in listed.stdout.splitlines()]


@pytest.mark.parametrize("name", ENGINEERING)
def test_files_named_in_documents_exist(name: str) -> None:
    """Of our own files and folders; whatever lies in a guide or a site is an example."""
    rooms = {path.name for path in PROGRAM.iterdir() if path.is_dir()}
    files, gone = tracked(), []
    for word in in_backticks(name):
        # Into templates/theme/ people put files of their own.
        if not re.fullmatch(r"[\w.*<>/-]+", word) or word.startswith(
            (".", "/", "templates/theme/")
        ):
            continue
        first = word.partition("/")[0]
        is_ours = "/" in word and (first in OURS or first in rooms)
        if is_ours or word.endswith((".py", ".toml")):
            pattern = re.sub(r"<\w+>", "*", word)
            if not fnmatch.filter(files, f"*/{pattern}") and not fnmatch.filter(
                files, f"*/{pattern.rstrip('/')}/*"
            ):
                gone.append(word)
    assert gone == []


@pytest.mark.parametrize("name", ENGINEERING)
def test_modules_named_in_documents_exist(name: str) -> None:
    """`reading.cache.FileCache`: a room, a module, and a name that occurs in it."""
    rooms = {path.name for path in PROGRAM.iterdir() if path.is_dir()}
    gone = []
    for word in in_backticks(name):
        parts = word.partition("(")[0].split(".")
        if len(parts) < 2 or parts[0] not in rooms or parts[-1] in ("yml", "toml", "md", "css"):
            continue
        place = PROGRAM
        while parts and (place / parts[0]).is_dir():
            place /= parts.pop(0)
        if parts and (place / f"{parts[0]}.py").is_file():
            place /= f"{parts.pop(0)}.py"
        text = (place / "__init__.py" if place.is_dir() else place).read_text(encoding="utf-8")
        gone += [word for part in parts if not re.search(rf"\b{part}\b", text)]
    assert gone == []


def test_hacking_names_every_benchmark() -> None:
    benchmarks = [path.name for path in (ROOT / "benchmarks").iterdir() if path.is_dir()]
    named = in_backticks("HACKING.md")
    assert len(benchmarks) > 5
    left = [name for name in benchmarks if name[0] != "_" and f"benchmarks/{name}" not in named]
    assert left == []


def test_the_readme_names_every_folder() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    folders = {line.partition("/")[0] for line in listed.stdout.splitlines() if "/" in line}
    assert {name for name in folders - {".ci"} if f"`{name}/`" not in read("README.md")} == set()


def test_hacking_names_every_workflow() -> None:
    workflows = [path.name for path in (ROOT / ".github" / "workflows").glob("*.yml")]
    assert [name for name in workflows if f"`{name}`" not in read("HACKING.md")] == []


def test_pictures_are_small_described_used_and_drawn_by_the_command(tmp_path: Path) -> None:
    used: dict[str, str] = {}
    for name in NAMED:
        for is_picture, words, target in links(ROOT / name):
            if is_picture:
                used[(ROOT / name).parent.joinpath(target).resolve().name] = words
    assert all(len(words) >= 10 for words in used.values()), "a picture is described in words"
    there = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert set(used) == set(there)
    assert {name for name, size in there.items() if size >= SMALL} == set()
    drawn = {*drawn_screens(tmp_path), *PHOTOGRAPHS}
    assert {f"{name}.png" for name in drawn} == set(there)


def test_drawings_say_that_they_are_drawings(tmp_path: Path) -> None:
    manual = read("CONTRIBUTING.md")
    for name, document in drawn_screens(tmp_path).items():
        assert "画面の例</span>" in document
        assert re.search(rf"!\[画面の例。[^\]]+\]\(docs/pictures/{name}\.png\)", manual), name


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the guide from which the manual takes its examples."""
    return Path(shutil.copytree(FREELANCE, tmp_path, dirs_exist_ok=True))


def codes(root: Path) -> list[str]:
    return [item.code for item in check_project(root).diagnostics]


@pytest.mark.parametrize("walk", WALKS)
def test_each_walk_of_the_manual_passes_the_checks(project: Path, walk: str) -> None:
    before = codes(project)
    for change in WALKS[walk]:
        change.apply(project)
    assert codes(project) == before


def test_the_walks_survive_other_words(project: Path) -> None:
    stage = project / "content/stages/before-contract.yml"
    words = stage.read_text(encoding="utf-8")
    stage.write_text(words.replace("返信の早さに正解はありません。", "早さはさまざまです。"))
    for change in (*WALKS["sentence"], *WALKS["branch"]):
        change.apply(project)
    assert "人によって違います" in stage.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("walk", "missing", "said"),
    [("letter", 1, "unused-letter"), ("branch", 1, "unwalked-answer")],
)
def test_the_checks_tell_of_a_step_left_out(
    project: Path, walk: str, missing: int, said: str
) -> None:
    for at, change in enumerate(WALKS[walk]):
        if at != missing:
            change.apply(project)
    assert said in codes(project)


def test_the_slip_in_the_manual_is_answered_as_shown(project: Path) -> None:
    SLIP.apply(project)
    assert "fullwidth-punctuation" in codes(project)


def test_a_change_that_no_longer_fits_is_refused(project: Path) -> None:
    with pytest.raises(ValueError, match="there 0 times"):
        Change("content/about.md", "no such words", "").apply(project)
    with pytest.raises(ValueError, match="is there already"):
        Change("content/about.md", "", "new").apply(project)


def test_hacking_is_right_about_where_rules_are_kept() -> None:
    folder = ROOT / "generator" / "michishirube" / "checks" / "rules"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {rule.__name__.rpartition(".")[2] for rule in rules.RULES}


RENAMINGS = re.findall(r"^\| `guide rename ([^`]+)` \|", read("docs/commands.md"), re.MULTILINE)


@pytest.mark.parametrize("example", RENAMINGS)
def test_examples_of_renaming_work(example: str) -> None:
    command = ["rename", *shlex.split(example), "--diff", "--root", str(FREELANCE)]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "\n+++ b/" in done.stdout


def test_kinds_of_renaming_are_told() -> None:
    table = read("docs/commands.md").partition("guide rename")[2]
    assert [
        kind for kind in KINDS if f"guide rename {kind} " not in table and f"`{kind}`" not in table
    ] == []
