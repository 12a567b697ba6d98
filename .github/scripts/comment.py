"""Posts what a pull request changes for readers as one comment, kept up to date.

    comment.py

Runs with a token that may write, after a job that ran untrusted code. What that job hands
over is data (`guide diff --format json`): it is read in memory from the archive, within bounds,
and refused as a whole when it is anything else. Every word of the comment is the main branch's
own; texts of the guide stand in it as quotations that can do nothing. Which pull request it
belongs to is asked of GitHub by the commit that was built, never read from the data.

Only the standard library and main's own generator/michishirube/changes/report are used, so that
nothing has to be installed beside the token.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "generator"))

from michishirube.changes.report import (  # noqa: E402 - found by the line above
    UnreadableError,
    as_markdown,
    document_of,
    from_json,
)
from michishirube.i18n import messages  # noqa: E402

MARK = "<!-- reader-changes -->"
BOT = "github-actions[bot]"
ARTIFACT = "reader-changes-data"
FILE = "changes.json"
LANGUAGE = "ja"
LONGEST = 60_000
"""GitHub takes 65,536 characters."""
MOST_BYTES = 1024 * 1024
"""Neither the archive nor the file in it is longer."""

MOST_FILES = 3_000
"""GitHub lists no more files of a pull request."""

NAMES = {
    "GITHUB_REPOSITORY": re.compile(r"[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}", re.ASCII),
    "HEAD_SHA": re.compile(r"[0-9a-f]{40}", re.ASCII),
    "RUN": re.compile(r"[0-9]{1,20}", re.ASCII),
}
"""What the environment must look like before it becomes part of an address."""

INSIDE = re.compile(r"(?:content|docs)/.*|site_config\.yml|[A-Z]+\.md", re.DOTALL)
"""Files with which a pull request can't change how its own report is made."""


def comment(data: bytes | None, about: Mapping[str, str], *, own_program: bool) -> str:
    """The whole comment.

    Args:
        data: The report as JSON; None where none could be taken out of the archive.
        about: The checked environment: GITHUB_REPOSITORY, HEAD_SHA, RUN.
        own_program: Whether the pull request changes more than content, so that the report
            was made by its own program.
    """
    said = messages.load(LANGUAGE, "changes")
    address = f"https://github.com/{about['GITHUB_REPOSITORY']}"
    run = f"{address}/actions/runs/{about['RUN']}"
    lines = [MARK, said("comment.about", commit=about["HEAD_SHA"][:7], run=run)]
    if own_program:
        lines += ["", said["comment.own_program"]]
    report = _report(data, f"{address}/blob/{about['HEAD_SHA']}")
    return "\n".join([*lines, "", "---", "", report or said["comment.unreadable"] + "\n"])


def _report(data: bytes | None, blob: str) -> str | None:
    """The report in the main branch's words, its links below `blob`; None if there is none."""
    if data is None:
        return None
    try:
        document = document_of(from_json(data), LANGUAGE)
    except UnreadableError as problem:
        print(f"{FILE}: {problem}")
        return None
    return as_markdown(document, messages.load(LANGUAGE, "changes"), LONGEST, blob)


def taken_out(archive: bytes) -> bytes | None:
    """The report in an archive; None when the archive holds anything else.

    Nothing is written to the disk, so names and links in the archive mean nothing.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as found:
            (entry,) = found.infolist()
            if entry.filename != FILE or entry.file_size > MOST_BYTES:
                return None
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                return None
            with found.open(entry) as file:
                data = file.read(MOST_BYTES + 1)
    except Exception as problem:  # noqa: BLE001 - whatever reading it ends with, it is unreadable.
        # Not one entry, encrypted, cut off, numbers beyond any file: zipfile has no error for all.
        print(f"{FILE}: {type(problem).__name__}")
        return None
    return data if len(data) <= MOST_BYTES else None


# --- GitHub ---------------------------------------------------------------------


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


def changes_the_program(repository: str, number: int) -> bool:
    """Whether a pull request changes more than content, as GitHub knows it."""
    pages = _github(
        "--paginate", "--slurp", f"repos/{repository}/pulls/{number}/files?per_page=100"
    )
    files = [each for page in pages for each in page]
    names = [
        str(each[key]) for each in files for key in ("filename", "previous_filename") if key in each
    ]
    return len(files) >= MOST_FILES or any(not INSIDE.fullmatch(name) for name in names)


def download(repository: str, run: str) -> bytes | None:
    """The report of a run; None when there is none that could be one."""
    place = f"repos/{repository}/actions/runs/{run}/artifacts"
    found = _github("--method", "GET", place, "-f", f"name={ARTIFACT}", "-f", "per_page=100")
    sound = [each for each in found["artifacts"] if not each["expired"]]
    newest = max(sound, key=lambda each: int(each["id"]), default=None)  # Runs can be repeated.
    if newest is None or newest["size_in_bytes"] > MOST_BYTES:
        return None
    return taken_out(_ask(f"repos/{repository}/actions/artifacts/{int(newest['id'])}/zip"))


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
    return json.loads(_ask(*arguments, body=body) or "null")


def _ask(*arguments: str, body: str | None = None) -> bytes:
    command = ["gh", "api", *arguments]
    given = None
    if body is not None:
        command += ["--input", "-"]
        given = json.dumps({"body": body}).encode()
    done = subprocess.run(  # noqa: S603 - no shell, and gh is the runner's own
        command, input=given, capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise SystemExit(f"GitHub: {said[:500]}".replace("\n", " "))
    return done.stdout


def main() -> None:
    """Comment on the pull request that the environment describes."""
    about = {name: os.environ[name] for name in NAMES}
    for name, value in about.items():
        if not NAMES[name].fullmatch(value):
            raise SystemExit(f"{name}: not of the form that it must have")
    repository = about["GITHUB_REPOSITORY"]
    owner, branch = os.environ["HEAD_OWNER"], os.environ["HEAD_BRANCH"]
    number = find_pull_request(repository, owner, branch, about["HEAD_SHA"])
    if number is None:
        print("このコミットを先頭に持つ、開いているプルリクエストはありません。")
        return
    own_program = changes_the_program(repository, number)
    data = download(repository, about["RUN"])
    post(repository, number, comment(data, about, own_program=own_program))
    print(f"#{number} に書きました。")


if __name__ == "__main__":
    main()
