"""Posts what a pull request changes for readers as one comment, kept up to date.

    comment.py FILE

Runs with a token that may write, after a job that ran untrusted code: FILE is
whatever that job wished to write. It is read as text, and washed: no HTML but
plain structure, no picture, no link out of this repository, nobody called, no
issue referred to. Which pull request it belongs to is asked of GitHub by the
commit that was built, never read from the file.

Only the standard library is used, so that nothing has to be installed beside the token.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

MARK = "<!-- reader-changes -->"
BOT = "github-actions[bot]"
LONGEST = 60_000
"""GitHub takes 65,536 characters."""

JOINER = "\u2060"
TAGS = (
    "b|br|code|del|details|em|hr|ins|li|ol|p|pre|s|strong|sub|summary|sup"
    "|table|tbody|td|th|thead|tr|ul"
)
_TAG = re.compile(rf"</?(?:{TAGS})(?: open)? ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(?:amp|lt|gt|quot|nbsp));")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_FENCE = re.compile(r"^(\s*(?:`{3,}|~{3,}))[^\n`]*$", re.MULTILINE)
_CALLS = re.compile(
    r"(?<=@)|(?<=(?<!&)#)(?=\d)|(?<=\bgh-)(?=\d)|(?<=\bwww)(?=\.)|(?<=:)(?=//)", re.IGNORECASE
)


def wash(text: str, repository: str) -> str:
    """Text of strangers as Markdown that can do nothing but be read."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n"))
    text = "".join(_safe_pieces(text))
    text = _FENCE.sub(r"\1", text)  # A fence named mermaid, math or geojson would draw.
    text = (
        text.replace("$", "\\$").replace("![", "!\\[").replace("]:", "]\\:").replace("][", "]\\[")
    )
    own = f"https://github.com/{repository}/"
    kept: list[str] = []

    def link(match: re.Match[str]) -> str:
        if not match[1].startswith((own, "#")):
            return match[0].replace("](", "]\\(", 1)
        kept.append(match[0])
        return f"\x00{len(kept) - 1}\x00"

    text = _CALLS.sub(JOINER, _LINK.sub(link, text))
    return re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], text)


def _safe_pieces(text: str) -> list[str]:
    """The text with every `<` and `&` written out that doesn't begin a harmless tag or sign."""
    pieces, at = [], 0
    for match in re.finditer("[<&]", text):
        if match.start() < at:
            continue
        pieces.append(text[at : match.start()])
        harmless = (_TAG if match[0] == "<" else _ENTITY).match(text, match.start())
        if harmless and not _calls(harmless):
            pieces.append(harmless[0])
            at = harmless.end()
        else:
            pieces.append("&lt;" if match[0] == "<" else "&amp;")
            at = match.end()
    return [*pieces, text[at:]]


def _calls(match: re.Match[str]) -> bool:
    """Whether an entity stands for a sign that calls people or issues, or steers."""
    if match.re is not _ENTITY or not (match[1] or match[2]):
        return False
    number = int(match[1]) if match[1] else int(match[2], 16)
    return number <= 32 or number in {ord("@"), ord("#"), ord(":"), ord("/"), ord(".")}


def comment(text: str, repository: str, commit: str, run: str) -> str:
    """The whole comment: our own words first, then what was made of the pull request."""
    washed = wash(text, repository).strip()
    if len(washed) > LONGEST:
        washed = washed[:LONGEST].rsplit("\n", 1)[0] + "\n\n…(長いので、ここまで)"
    about = "できあがったサイト(preview)と、図つきの変更(reader-changes)は、"
    return "\n".join(
        [
            MARK,
            f"## 読む人にとっての変更 (`{commit[:7]}`)",
            "",
            f"{about}[この実行]({run})の Artifacts から取り出せます。",
            "",
            "---",
            "",
            washed or "読む人にとっての変更はありません。",
            "",
        ]
    )


def find_pull_request(repository: str, owner: str, branch: str, commit: str) -> int | None:
    """The open pull request whose newest commit is the one that was built, if it still is."""
    query = ["-f", "state=open", "-f", f"head={owner}:{branch}", "-f", "per_page=100"]
    found = _github("--method", "GET", f"repos/{repository}/pulls", *query)
    numbers = [
        int(each["number"])
        for each in found
        if each["head"]["sha"] == commit and each["base"]["repo"]["full_name"] == repository
    ]
    return numbers[0] if numbers else None


def post(repository: str, number: int, body: str) -> None:
    """Write the comment, over our own earlier one if there is one."""
    place = f"repos/{repository}/issues/{number}/comments"
    earlier = [
        each["id"]
        for page in _github("--paginate", "--slurp", f"{place}?per_page=100")
        for each in page
        if each["user"]["login"] == BOT and each["body"].startswith(MARK)
    ]
    if earlier:
        _github("--method", "PATCH", f"repos/{repository}/issues/comments/{earlier[0]}", body=body)
    else:
        _github("--method", "POST", place, body=body)


def _github(*arguments: str, body: str | None = None) -> Any:
    """Ask GitHub's API by its own command."""
    command = ["gh", "api", *arguments]
    given = None
    if body is not None:
        command += ["--input", "-"]
        given = json.dumps({"body": body})
    done = subprocess.run(  # noqa: S603 - no shell, and gh is the runner's own
        command, input=given, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout or "null")


def read(path: Path) -> str:
    """The file as text, whatever is in it, as far as a comment could hold it."""
    if path.is_symlink() or not path.is_file():
        raise SystemExit(f"{path.name}: not a plain file")
    with path.open("rb") as file:
        return file.read(4 * LONGEST).decode("utf-8", errors="replace")


def main() -> None:
    """Comment on the pull request that the environment describes."""
    given = os.environ
    repository, commit = given["GITHUB_REPOSITORY"], given["HEAD_SHA"]
    number = find_pull_request(repository, given["HEAD_OWNER"], given["HEAD_BRANCH"], commit)
    if number is None:
        print("このコミットを先頭に持つ、開いているプルリクエストはありません。")
        return
    text = read(Path(sys.argv[1]))
    post(repository, number, comment(text, repository, commit, given["RUN_ADDRESS"]))
    print(f"#{number} に書きました。")


if __name__ == "__main__":
    main()
