"""The comment on pull requests: what strangers wrote can do nothing in it, and it goes to the
right place. GitHub is played by a small command of the tests' own."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT

SCRIPT = ROOT / ".github" / "scripts" / "comment.py"
REPOSITORY = "example/guide"
COMMIT = "a" * 40


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("comment", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load()


def wash(text: str) -> str:
    return str(script.wash(text, REPOSITORY))


@pytest.mark.parametrize(
    "text",
    [
        "## 変わるところ\n\n- **題** ~~前~~ `後`\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "<details open><summary>手紙</summary>\n\n<del>前</del><ins>後</ins><br>\n\n</details>",
        f"[行](https://github.com/{REPOSITORY}/blob/x/content/a.yml#L3) [上](#top)",
        "1 &lt; 2 &amp; 3 &#124; 4",
    ],
)
def test_plain_structure_is_left_as_it_is(text: str) -> None:
    assert wash(text) == text


@pytest.mark.parametrize(
    ("text", "washed"),
    [
        ("<script>x</script>", "&lt;script>x&lt;/script>"),
        ("<img src=//e onerror=x>", "&lt;img src=//e onerror=x>"),
        ("<b onclick=x>", "&lt;b onclick=x>"),
        ("<details open onclick=x>", "&lt;details open onclick=x>"),
        ("<a href='https://e'>", "&lt;a href='https:\u2060//e'>"),
        ("<!-- reader-changes -->", "&lt;!-- reader-changes -->"),
        ("![p](//evil.example/p.png)", "!\\[p]\\(//evil.example/p.png)"),
        ("[x](javascript:alert)", "[x]\\(javascript:alert)"),
        ("[x](<https://evil.example>)", "[x]\\(&lt;https:\u2060//evil.example>)"),
        ("[x]( https://evil.example)", "[x]\\( https:\u2060//evil.example)"),
        ("[x]: https://evil.example", "[x]\\: https:\u2060//evil.example"),
        ("[x][y]", "[x]\\[y]"),
        ("https://evil.example", "https:\u2060//evil.example"),
        ("WWW.evil.example", "WWW\u2060.evil.example"),
        ("@team", "@\u2060team"),
        (
            "&#64;team &#x40;team &commat;team",
            "&amp;#\u206064;team &amp;#x40;team &amp;commat;team",
        ),
        ("#12 other/repo#12", "#\u206012 other/repo#\u206012"),
        ("GH-12", "GH-\u206012"),
        ("```mermaid\ngraph\n```", "```\ngraph\n```"),
        ("$$\\href{x}{y}$$", "\\$\\$\\href{x}{y}\\$\\$"),
        ("a\u202eb\x1bc\x00d", "abcd"),
    ],
)
def test_what_strangers_write_does_nothing(text: str, washed: str) -> None:
    assert wash(text) == washed


def test_a_link_into_another_repository_of_a_like_name_is_no_link() -> None:
    assert "](" not in wash(f"[x](https://github.com/{REPOSITORY}-evil/x)")


def test_our_own_words_come_first_and_the_rest_has_an_end() -> None:
    body = script.comment("あ\n" * 100_000, REPOSITORY, COMMIT, "https://run.example")
    assert body.startswith(script.MARK + "\n## 読む人にとっての変更 (`aaaaaaa`)\n")
    assert "[この実行](https://run.example)" in body
    assert len(body) < 65_536
    assert body.endswith("…(長いので、ここまで)\n")


def test_nothing_changed_is_said() -> None:
    assert "変更はありません" in script.comment(" \n", REPOSITORY, COMMIT, "")


GH = """\
#!{python}
import json, os, sys
with open(os.environ["GH_LOG"], "a") as log:
    given = sys.stdin.read() if "--input" in sys.argv else ""
    log.write(json.dumps([sys.argv[1:], given]) + "\\n")
for part, answer in json.loads(os.environ["GH_ANSWERS"]).items():
    if any(part in each for each in sys.argv):
        print(json.dumps(answer))
        break
"""


def pull(number: int, commit: str = COMMIT, base: str = REPOSITORY) -> dict[str, Any]:
    return {"number": number, "head": {"sha": commit}, "base": {"repo": {"full_name": base}}}


def run(
    folder: Path, pulls: list[dict[str, Any]], comments: list[dict[str, Any]], text: str = "変更"
) -> tuple[list[tuple[list[str], str]], subprocess.CompletedProcess[str]]:
    """Run the script beside a stand-in for gh; gives what it was asked to write."""
    gh = folder / "gh"
    gh.write_text(GH.format(python=sys.executable))
    gh.chmod(0o755)
    given = folder / "changes.md"
    if not given.is_symlink():
        given.write_text(text)
    environment = os.environ | {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "GH_LOG": str(folder / "log"),
        "GH_ANSWERS": json.dumps({"/comments?": [comments], "/pulls": pulls}),
        "GITHUB_REPOSITORY": REPOSITORY,
        "HEAD_SHA": COMMIT,
        "HEAD_OWNER": "somebody",
        "HEAD_BRANCH": "a&b --method=DELETE",
        "RUN_ADDRESS": "https://run.example",
    }
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(given)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    log = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    return [(call, body) for call, body in log if "--input" in call], done


def test_a_first_comment_is_added_to_the_pull_request_of_the_commit(tmp_path: Path) -> None:
    written, done = run(tmp_path, [pull(7, "b" * 40), pull(8)], [])
    assert done.returncode == 0, done.stderr
    (call, body) = written[0]
    assert call[:4] == ["api", "--method", "POST", f"repos/{REPOSITORY}/issues/8/comments"]
    assert "変更" in json.loads(body)["body"]


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
    written, done = run(tmp_path, pulls, [])
    assert (written, done.returncode) == ([], 0)


def test_a_branch_name_is_data_and_no_option(tmp_path: Path) -> None:
    run(tmp_path, [], [])
    call = json.loads((tmp_path / "log").read_text().splitlines()[0])[0]
    assert "head=somebody:a&b --method=DELETE" in call


def test_a_link_to_a_file_of_the_runner_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "changes.md").symlink_to("/etc/hostname")
    written, done = run(tmp_path, [pull(8)], [])
    assert written == []
    assert done.returncode == 1
    assert "not a plain file" in done.stderr
