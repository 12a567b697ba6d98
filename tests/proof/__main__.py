"""`python -m tests.proof [WORDS]`: breaks the lines of the table and shows what stays green.

With WORDS, only the mutants in whose file, test or promise one of them occurs. Exit status 1 if a
mutant survives, or a test fails that nothing was broken for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from tests.conftest import ROOT
from tests.proof import Mutant, mutants

WORKERS = max(1, min(4, os.cpu_count() or 1))
SEEN = "seen"
SECONDS = 300
SECONDS_OF_ALL = 3_600


def main(words: list[str]) -> int:
    """Try the mutants; tells of each that survives."""
    chosen = [each for each in mutants() if _is_wanted(each, words)]
    with _copies(WORKERS) as copies:
        red = _failing(copies[0], sorted({each.test for each in chosen}))
        if red:
            print("These tests fail although nothing is broken:", *sorted(red), sep="\n  ")
        chosen = [each for each in chosen if each.test not in red]
        free: SimpleQueue[Path] = SimpleQueue()
        for copy in copies:
            free.put(copy)
        with ThreadPoolExecutor(WORKERS) as pool:
            seen = 0
            for each, answer in zip(
                chosen, pool.map(lambda each: _seen(free, each), chosen), strict=True
            ):
                seen += answer == SEEN
                if answer != SEEN:
                    said = f"{answer}: {each.file}: {each.old!r} -> {each.new!r}"
                    print(said, each.test, each.holds, sep="\n  ", flush=True)
    print(f"{seen} of {len(chosen)} broken lines were seen by their tests")
    return 1 if seen < len(chosen) or red else 0


def _is_wanted(mutant: Mutant, words: list[str]) -> bool:
    where = f"{mutant.file} {mutant.test} {mutant.holds}"
    return not words or any(word in where for word in words)


def _seen(free: SimpleQueue[Path], mutant: Mutant) -> str:
    """What becomes of a mutant in a copy that nobody else uses meanwhile."""
    copy = free.get()
    path = copy / mutant.file
    whole = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.broken(whole), encoding="utf-8")
        return "survived" if _passes(copy, mutant.test) else SEEN
    except ValueError:
        return "not there"
    finally:
        path.write_text(whole, encoding="utf-8")
        free.put(copy)


def _failing(copy: Path, tests: list[str]) -> set[str]:
    """Which of these tests fail in a copy, of parametrized ones those of which any does.

    Raises:
        RuntimeError: pytest couldn't run them.
    """
    if not tests:
        return set()
    done = _run(copy, ["-rfE", "--color=no", *tests], SECONDS_OF_ALL)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return set(re.findall(r"^(?:FAILED|ERROR) (\S+?::\w+)", done.stdout, re.MULTILINE))


def _passes(copy: Path, test: str) -> bool:
    """Whether a test passes in a copy; one that can't be collected there is an error of the table.

    Raises:
        RuntimeError: pytest couldn't run it.
    """
    try:
        done = _run(copy, ["-x", "-n", "0", test], SECONDS)
    except subprocess.TimeoutExpired:
        return False  # It never ends any more: seen.
    # 2 is a test module that no longer imports: seen too, though only just.
    if done.returncode not in (0, 1, 2):
        raise RuntimeError(f"{test}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == 0


def _run(copy: Path, arguments: list[str], seconds: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=copy,
        env=_environment(copy),
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )


def _environment(copy: Path) -> dict[str, str]:
    """Has the copy's program come before the installed one, in which nothing is broken."""
    path = os.pathsep.join([str(copy / "generator"), str(copy)])
    return os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "EXAMPLES": "first"}


def program_of(copy: Path) -> Path:
    """Where the program lies that the tests of a copy import."""
    code = "import michishirube; print(michishirube.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy,
        env=_environment(copy),
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(done.stdout.strip()).resolve().parent


@contextmanager
def _copies(count: int) -> Iterator[list[Path]]:
    """Copies of the project's own files, under git, since some tests ask git for them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / str(number) for number in range(count)]
        for copy in copies:
            for name in filter(None, listed.stdout.split("\0")):
                target = copy / name
                target.parent.mkdir(parents=True, exist_ok=True)
                if (ROOT / name).is_file():
                    shutil.copy(ROOT / name, target)
            subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
        yield copies


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
