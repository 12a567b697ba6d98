"""The law for fixes: a line that is offered makes its finding go away, and brings no other.

Over all cases of the test suite that change the small guides: the tables of `test_checks` and
`content_cases`, and the bad examples of the explanations.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import explanations, source
from generator.checks import check_project
from generator.diagnostics import Diagnostic, Diagnostics, flat
from generator.fixes import Fix, fix_of
from generator.reading import Files
from generator.source import SourceFile
from tests import examples, test_checks, test_content_cases
from tests.conftest import HOUSEPLANT, Project

Make = Callable[[Path], None]


def _of_a_table(case: test_checks.Case) -> Make:
    def make(root: Path) -> None:
        shutil.copytree(HOUSEPLANT, root)
        Project(root).replace(case.file, case.old, case.new)

    return make


def _of_a_file(case: dict[str, Any]) -> Make:
    def make(root: Path) -> None:
        shutil.copytree(HOUSEPLANT, root)
        test_content_cases.apply(root, case)

    return make


def _of_an_example(language: str, each: explanations.Explanation) -> Make:
    def make(root: Path) -> None:
        examples.prepare(root, language)
        examples.apply(root, each, each.bad)

    return make


def cases() -> Iterator[tuple[str, Make]]:
    for number, case in enumerate(test_checks.CASES):
        yield f"{case.code}-{number}", _of_a_table(case)
    for name, each in test_content_cases.CASES.items():
        if not each.get("some") and "times" not in each:  # Hundreds of the same, to be slow.
            yield name, _of_a_file(each)
    for language in ("ja", "en"):
        for explained in explanations.load(language).values():
            yield f"{language}-{explained.code}", _of_an_example(language, explained)


def offered(root: Path, files: Files) -> Iterator[tuple[Diagnostic, list[tuple[str, Fix]]]]:
    """Each finding of a project that offers lines, with them and those of what is folded in it."""
    loaded = check_project(root, files)
    for item in loaded.diagnostics:
        found: dict[tuple[str, int], Fix] = {}
        for each in flat([item]):
            file = loaded.files.get(each.span.path)
            fix = fix_of(each, file.lines) if file else None
            if fix is not None:
                found.setdefault((each.span.path, fix.first), fix)
        if found:
            yield item, [(path, fix) for (path, _), fix in sorted(found.items(), reverse=True)]


def kinds(root: Path, files: Files) -> Counter[tuple[str, str, str]]:
    """How many findings there are of each kind, wherever in a file they stand now."""
    return Counter(
        (item.code, item.span.path, str(item.params))
        for item in flat(check_project(root, files).diagnostics)
    )


def paste(root: Path, path: str, fix: Fix) -> None:
    text = (root / path).read_bytes().decode("utf-8-sig")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    (root / path).write_bytes("\n".join(fix.applied(lines)).encode())


def faults(root: Path) -> list[str]:
    """The offers of a project that break the law."""
    found = []
    files = Files()  # Only what a fix changes is read again.
    before = kinds(root, files)
    for item, fixes in offered(root, files):
        kept = {path: (root / path).read_bytes() for path, _ in fixes}
        for path, fix in fixes:  # From the last line to the first, so that numbers stay.
            paste(root, path, fix)
        after = kinds(root, files)
        for path, data in kept.items():
            (root / path).write_bytes(data)
        own = (item.code, item.span.path, str(item.params))
        new = {kind for kind, count in after.items() if count > before[kind]}
        if after[own] >= before[own] or new:
            texts = [fix.text for _, fix in fixes]
            found.append(f"{item.code} at {item.span}: {texts} brings {new or 'no end'}")
    return found


CASES = dict(cases())


@pytest.mark.parametrize("name", CASES)
def test_offered_lines_mend_and_break_nothing(tmp_path: Path, name: str) -> None:
    root = tmp_path / "project"
    CASES[name](root)
    assert faults(root) == []


def test_law_is_broken_by_a_wrong_line(houseplant: Project) -> None:
    """The law itself can fail: a line that doesn't mend, and one that breaks something else."""
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    ((item, [(_, fix)]),) = offered(houseplant.root, Files())
    assert faults(houseplant.root) == []
    lines = (houseplant.root / item.span.path).read_text(encoding="utf-8").split("\n")
    wrong = Fix(fix.first, fix.last, ("    next: saved",))
    houseplant.write(item.span.path, "\n".join(wrong.applied(lines)))
    assert {"unreachable-node"} <= houseplant.codes()


def test_block_is_cut_into_lines_as_it_stands() -> None:
    text = "a: |\n  one\n  two\nb: c\n"
    assert source.parse(SourceFile("x.yml", text), Diagnostics()) is not None
    assert Fix(2, 3, ("  1", "  2", "  3")).applied(text.split("\n"))[1:5] == [
        "  1",
        "  2",
        "  3",
        "b: c",
    ]
