"""The comment on pull requests: data of strangers can do nothing in it, and it goes to the
right place. GitHub is played by a small command of the tests' own."""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from michishirube.changes.findings import Changes, OutsideChange, Side
from michishirube.changes.report import as_json
from michishirube.changes.reporting import report_of
from tests.change_reports import CANARY, Seen, reports
from tests.conftest import ROOT

SCRIPT = ".github/scripts/comment.py"
REPOSITORY = "example/guide"
COMMIT = "a" * 40
ABOUT = {"GITHUB_REPOSITORY": REPOSITORY, "HEAD_SHA": COMMIT, "RUN": "77"}
UNREADABLE = "報告は読めませんでした"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("comment", ROOT / SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load()


def data(**keys: Any) -> bytes:
    """A report in which a style sheet differs, with some keys exchanged."""
    sides = Side("main", None), Side("work", None)
    report = report_of(Changes(*sides, outside=(OutsideChange("styles", ("templates/x.css",)),)))
    return json.dumps(json.loads(as_json(report)) | keys).encode()


def archive(content: bytes, name: str = "changes.json", mode: int = 0, **options: Any) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", **options) as file:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        entry.compress_type = options.get("compression", zipfile.ZIP_STORED)
        file.writestr(entry, content)
    return packed.getvalue()


# --- What the comment says ------------------------------------------------------------


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(reports)
def test_links_lead_to_lines_of_the_pull_request_and_to_its_run(report: Any) -> None:
    body = script.comment(as_json(report).encode(), ABOUT, own_program=True)
    assert body.startswith(script.MARK + "\nコミット `aaaaaaa` が、")
    assert len(body) < 65_536
    seen = Seen(body)
    lines = f"https://github.com/{REPOSITORY}/blob/{COMMIT}/"
    assert seen.links[0] == f"https://github.com/{REPOSITORY}/actions/runs/77"
    assert all(link.startswith(lines) and ".." not in link for link in seen.links[1:])
    assert seen.tags & {"script", "img", "svg", "iframe"} == set()
    assert CANARY not in seen.outside


def test_report_of_the_pull_request_is_worded_by_main() -> None:
    body = script.comment(data(), ABOUT, own_program=False)
    assert "templates/x.css" in Seen(body).inside
    assert "ページどうしは比べていません" in body
    assert UNREADABLE not in body
    assert "プログラムやテンプレートなども変えます" not in body


def test_whoever_changes_the_program_is_said_to() -> None:
    body = script.comment(data(), ABOUT, own_program=True)
    assert "プログラムやテンプレートなども変えます" in body.split("---")[0]


@pytest.mark.parametrize("given_", [None, b"", b"# @octocat\n", data(version=1), data(extra=1)])
def test_what_is_no_report_is_refused_in_one_line(given_: bytes | None) -> None:
    body = script.comment(given_, ABOUT, own_program=False)
    assert body.split("---\n")[1].strip().startswith(UNREADABLE)
    assert len(body.split("---\n")[1].strip().splitlines()) == 1
    assert "octocat" not in body


def test_long_report_is_cut_between_items() -> None:
    files = [f"content/{number:03}" + "`" * 280 for number in range(50)]
    heads = [{"code": "broken", "count": 1}] * 60
    faults = [
        {"code": "x", "path": files[0], "line": 1, "column": 1, "params": []} for _ in range(20)
    ]
    side = {"name": "x", "readable": True, "errors": 20, "faults": faults, "skipped": files}
    address = {
        "kind": "nodes",
        "title": "`" * 300,
        "before": "a" * 120,
        "after": "b" * 120,
        "leads_on": False,
        "former": "c" * 120,
        "path": files[0],
        "line": 1,
    }
    given_ = data(unread=files, headlines=heads, before=side, after=side, addresses=[address] * 200)
    body = script.comment(given_, ABOUT, own_program=True)
    assert 30_000 < len(body) < 65_536
    assert "長いので、ここまでにしました" in body


# --- The archive ----------------------------------------------------------------------


def test_report_is_read_out_of_the_archive() -> None:
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert script.taken_out(archive(data(), compression=compression)) == data()


def two_files() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("changes.json", data())
        file.writestr("other.json", data())
    return packed.getvalue()


def lying_size() -> bytes:
    """A bomb whose directory says that it is small."""
    bomb = archive(b"0" * 50_000_000, compression=zipfile.ZIP_DEFLATED)
    return bomb.replace((50_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def pointing_to_its_end() -> bytes:
    """The directory says that the file begins where the archive ends."""
    whole = bytearray(archive(data()))
    place = whole.index(b"PK\x01\x02") + 42
    whole[place : place + 4] = (len(whole) - 10).to_bytes(4, "little")
    return bytes(whole)


def in_64_bits(offset: int, size: int = 2) -> bytes:
    """An archive of `{}` whose directory tells its place and size in the form for large files."""
    file, extra = b"changes.json", struct.pack("<HHQQQ", 1, 24, size, size, offset)
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 2, 2, len(file), 0) + file + b"{}"
    entry = struct.pack(
        "<4s6H3I5H2I",
        *(b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 2**32 - 1, 2**32 - 1),
        *(len(file), len(extra), 0, 0, 0, 0, 2**32 - 1),
    )
    directory = entry + file + extra
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(head), 0)
    return head + directory + end


@pytest.mark.parametrize(
    "given_",
    [
        b"",
        b"not a zip",
        in_64_bits(2**64 - 1),
        in_64_bits(2**63),
        in_64_bits(0, 2**63),
        data(),
        archive(data(), "../changes.json"),
        archive(data(), "/changes.json"),
        archive(data(), "changes.json/"),
        archive(data(), "x/changes.json"),
        archive(b"0" * 2_000_000, compression=zipfile.ZIP_DEFLATED),
        archive(data(), compression=zipfile.ZIP_BZIP2),
        archive(data(), compression=zipfile.ZIP_LZMA),
        archive(data())[:-30],
        archive(data())[40:],
        two_files(),
        lying_size(),
        pointing_to_its_end(),
    ],
    ids=range(18),
)
def test_archive_of_anything_else_is_refused(given_: bytes) -> None:
    assert script.taken_out(given_) is None


def test_link_in_the_archive_is_text_like_any_other() -> None:
    found = script.taken_out(archive(b"/etc/hostname", mode=0o120777))
    assert found == b"/etc/hostname"
    assert UNREADABLE in script.comment(found, ABOUT, own_program=False)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_archive_with_any_bytes_exchanged_is_read_or_refused(draw: st.DataObject) -> None:
    kinds = archive(data(), compression=zipfile.ZIP_DEFLATED), in_64_bits(0)
    whole = bytearray(draw.draw(st.sampled_from(kinds)))
    spots = st.integers(-120, 40)  # Where the headers are.
    for _ in range(draw.draw(st.integers(1, 4))):
        whole[draw.draw(spots)] = draw.draw(st.sampled_from([0, 1, 2, 9, 12, 127, 128, 254, 255]))
    found = script.taken_out(bytes(whole))
    assert found is None or len(found) <= script.MOST_BYTES


# --- To the right place -----------------------------------------------------------------

GH = """\
#!{python}
import base64, json, os, sys
with open(os.environ["GH_LOG"], "a") as log:
    given = sys.stdin.read() if "--input" in sys.argv else ""
    log.write(json.dumps([sys.argv[1:], given]) + "\\n")
for part, answer in json.load(open(os.environ["GH_ANSWERS"])).items():
    if any(part in each for each in sys.argv):
        if isinstance(answer, str):
            sys.stdout.buffer.write(base64.b64decode(answer))
        else:
            print(json.dumps(answer))
        break
"""


def pull(number: int, commit: str = COMMIT, base: str = REPOSITORY) -> dict[str, Any]:
    return {"number": number, "head": {"sha": commit}, "base": {"repo": {"full_name": base}}}


def main_checkout(folder: Path) -> Path:
    """What the job takes out: the folders it names, and the files beside and above them."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/comment.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["comment"]["steps"]
    (checkout,) = (step["with"] for step in steps if "actions/checkout" in step.get("uses", ""))
    here = folder / "checkout"
    for name in checkout["sparse-checkout"].split():
        shutil.copytree(ROOT / name, here / name, ignore=shutil.ignore_patterns("__pycache__"))
        for above in Path(name).parents:
            for path in (ROOT / above).iterdir():
                if path.is_file() and path.suffix in (".py", ".toml"):
                    shutil.copy(path, here / above)
    return here


def run(
    folder: Path,
    pulls: list[dict[str, Any]],
    comments: list[dict[str, Any]] | None = None,
    given_: bytes | None = None,
    files: tuple[str, ...] = ("content/facts.yml",),
    size: int | None = None,
    attempts: tuple[int, ...] = (5,),
    moved: tuple[tuple[str, str], ...] = (),
    environment: dict[str, str] | None = None,
) -> tuple[list[tuple[list[str], str]], subprocess.CompletedProcess[str]]:
    """Run the script as the job does, beside a stand-in for gh; gives what it asked to write.

    The interpreter runs without installed packages: there are none beside the token.
    """
    gh = folder / "gh"
    gh.write_text(GH.format(python=sys.executable))
    gh.chmod(0o755)
    packed = archive(data()) if given_ is None else given_
    kept = {"expired": False, "size_in_bytes": size or len(packed)}
    found = [{"id": number, **kept} for number in attempts] if packed else []
    answers = {
        "/comments?": [comments or []],
        "/files?": [
            [{"filename": name} for name in files]
            + [{"filename": now, "previous_filename": before} for before, now in moved]
        ],
        "/zip": base64.b64encode(packed).decode(),
        "/artifacts": {"artifacts": found},
        "/pulls": pulls,
    }
    (folder / "answers").write_text(json.dumps(answers))
    asked = {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "GH_LOG": str(folder / "log"),
        "GH_ANSWERS": str(folder / "answers"),
        "HEAD_OWNER": "somebody",
        "HEAD_BRANCH": "a&b --method=DELETE",
        **ABOUT,
        **(environment or {}),
    }
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT],
        cwd=main_checkout(folder),
        env=os.environ | asked,
        capture_output=True,
        text=True,
        check=False,
    )
    log = folder / "log"
    rows = log.read_text().splitlines() if log.exists() else []
    calls = [json.loads(line) for line in rows]
    return [(call, body) for call, body in calls if "--input" in call], done


def test_a_first_comment_is_added_to_the_pull_request_of_the_commit(tmp_path: Path) -> None:
    written, done = run(tmp_path, [pull(7, "b" * 40), pull(8)])
    assert done.returncode == 0, done.stderr
    (call, body) = written[0]
    assert call[:4] == ["api", "--method", "POST", f"repos/{REPOSITORY}/issues/8/comments"]
    assert "templates/x.css" in json.loads(body)["body"]


def test_an_earlier_comment_of_ours_is_written_over(tmp_path: Path) -> None:
    comments = [
        {"id": 1, "user": {"login": "somebody"}, "body": script.MARK},
        {"id": 2, "user": {"login": script.BOT}, "body": "something else"},
        {"id": 3, "user": {"login": script.BOT}, "body": script.MARK + "\nold"},
    ]
    written, _ = run(tmp_path, [pull(8)], comments)
    assert [call[1:4] for call, _ in written] == [
        ["--method", "PATCH", f"repos/{REPOSITORY}/issues/comments/3"]
    ]


@pytest.mark.parametrize("pulls", [[], [pull(7, "b" * 40)], [pull(7, base="other/guide")]])
def test_without_a_pull_request_of_the_commit_nothing_is_written(
    tmp_path: Path, pulls: list[dict[str, Any]]
) -> None:
    written, done = run(tmp_path, pulls)
    assert (written, done.returncode) == ([], 0)


def test_a_branch_name_is_data_and_no_option(tmp_path: Path) -> None:
    run(tmp_path, [])
    call = json.loads((tmp_path / "log").read_text().splitlines()[0])[0]
    assert "head=somebody:a&b --method=DELETE" in call


@pytest.mark.parametrize("given_", [b"", b"no zip", archive(b"[" * 900_000)], ids=range(3))
def test_a_job_that_hands_over_anything_else_gets_one_line(tmp_path: Path, given_: bytes) -> None:
    written, done = run(tmp_path, [pull(8)], given_=given_)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert UNREADABLE in json.loads(written[0][1])["body"]


def test_an_archive_that_is_too_large_is_not_downloaded(tmp_path: Path) -> None:
    written, _ = run(tmp_path, [pull(8)], size=script.MOST_BYTES + 1)
    assert UNREADABLE in json.loads(written[0][1])["body"]
    assert "/zip" not in (tmp_path / "log").read_text()


def test_the_newest_of_several_attempts_is_taken(tmp_path: Path) -> None:
    written, _ = run(tmp_path, [pull(8)], attempts=(4, 6, 5))
    assert UNREADABLE not in json.loads(written[0][1])["body"]
    assert "/artifacts/6/zip" in (tmp_path / "log").read_text()


def test_more_files_than_github_lists_may_be_anything(tmp_path: Path) -> None:
    written, _ = run(tmp_path, [pull(8)], files=("content/a.yml",) * 3_000)
    assert "プログラムやテンプレートなども変えます" in json.loads(written[0][1])["body"]


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("content/stages/dry.yml", False),
        ("site_config.yml", False),
        ("README.md", False),
        ("generator/michishirube/i18n/messages.py", True),
        ("Makefile", True),
        ("templates/styles/base.css", True),
        (".github/scripts/diff.sh", True),
        ("requirements/test.txt", True),
    ],
)
def test_whether_the_program_is_its_own_is_asked_of_github(
    tmp_path: Path, name: str, own: bool
) -> None:
    written, _ = run(tmp_path, [pull(8)], files=("content/facts.yml", name))
    body = json.loads(written[0][1])["body"]
    assert ("プログラムやテンプレートなども変えます" in body) == own


def test_whoever_moves_the_program_away_changes_it(tmp_path: Path) -> None:
    written, _ = run(
        tmp_path,
        [pull(8)],
        moved=(("generator/michishirube/i18n/messages.py", "content/words.md"),),
    )
    assert "プログラムやテンプレートなども変えます" in json.loads(written[0][1])["body"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_REPOSITORY", "example/guide/../x"),
        ("HEAD_SHA", "../../x"),
        ("RUN", "77)[x](https://evil.example"),
    ],
)
def test_odd_environment_writes_nothing(tmp_path: Path, name: str, value: str) -> None:
    written, done = run(tmp_path, [pull(8)], environment={name: value})
    assert written == []
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_github_out_of_order_is_told_in_one_line(tmp_path: Path) -> None:
    _, done = run(tmp_path, [pull(8)], environment={"GH_ANSWERS": str(tmp_path / "nothing")})
    assert done.returncode == 1
    assert done.stderr.startswith("GitHub: ")
    assert len(done.stderr.splitlines()) == 1
