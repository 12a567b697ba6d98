"""The law for fixes: a line that is offered makes its finding go away, and brings no other.

Over all cases of the test suite that change the small guides: the tables of `test_checks` and
`content_cases`, and the bad examples of the explanations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from michishirube.checks.fixes import Fix, applied, fix_of
from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, Diagnostics, Severity, flat, whole_line
from michishirube.editing import autofix, write_all
from michishirube.reading import yaml_nodes
from michishirube.reading.cache import FileCache
from michishirube.reading.quoting import needs_quotes, unquoted
from michishirube.reading.source_file import SourceFile
from michishirube.reports import explanations
from tests import examples
from tests.checks import test_content_cases, test_rules
from tests.conftest import EXAMPLES, HOUSEPLANT, PARCEL, Project
from tests.reused import Reused

Make = Callable[[Path], None]
GUIDES = (HOUSEPLANT, examples.guide("ja"), PARCEL)


def _of_a_table(case: test_rules.Case, root: Path) -> None:
    Project(root).replace(case.file, case.old, case.new)


def cases() -> Iterator[tuple[str, Path, Make]]:
    """Each case with its name, the guide that it changes, and how."""
    for number, case in enumerate(test_rules.CASES):
        yield f"{case.code}-{number}", HOUSEPLANT, partial(_of_a_table, case)
    for name, each in test_content_cases.CASES.items():
        if not each.get("some") and "times" not in each:  # Hundreds of the same, to be slow.
            yield name, HOUSEPLANT, partial(test_content_cases.apply, case=each)
    for language in ("ja", "en"):
        for explained in explanations.load(language).values():
            if "sketch" not in explained.bad.how:
                make = partial(examples.apply, each=explained, example=explained.bad)
                yield f"{language}-{explained.code}", examples.guide(language, explained), make


def offered(
    root: Path, files: FileCache | None
) -> Iterator[tuple[Diagnostic, list[tuple[str, Fix]]]]:
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


def kinds(root: Path, files: FileCache | None) -> Counter[tuple[str, str, str]]:
    """How many findings there are of each kind, wherever in a file they stand now."""
    return Counter(
        (item.code, item.span.path, str(item.params))
        for item in flat(check_project(root, files).diagnostics)
    )


def paste(root: Path, path: str, fix: Fix) -> None:
    text = (root / path).read_bytes().decode("utf-8-sig")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    (root / path).write_bytes("\n".join(fix.applied(lines)).encode())


_QUOTED = re.compile(r""" *(?:- +)*(?:[\w-]+: +)?(?P<value>(['"]).*\2) *""")


def needless(fix: Fix, lines: list[str]) -> list[str]:
    """Lines of a fix that put a value into quotes which it needs as little as it had them."""
    before = "\n".join(lines[fix.first - 1 : fix.last])
    quoted = [match for line in fix.lines if (match := _QUOTED.fullmatch(line))]
    return [
        match[0]
        for match in quoted
        # A value that was quoted stays so: in "…" a backslash means something, in '…' it doesn't.
        if not {"'", '"'} & {*before} and not needs_quotes(unquoted(match["value"]))
    ]


def faults(root: Path, files: FileCache | None) -> list[str]:
    """The offers of a project that break the law."""
    found = []
    before = kinds(root, files)
    for item, fixes in offered(root, files):
        kept = {path: (root / path).read_bytes() for path, _ in fixes}
        for path, fix in fixes:  # From the last line to the first, so that numbers stay.
            paste(root, path, fix)
        after = kinds(root, files)
        for path, data in kept.items():
            (root / path).write_bytes(data)
        for path, fix in fixes:
            lines = (root / path).read_bytes().decode("utf-8-sig", "replace").split("\n")
            found += [f"{item.code}: needless quotes: {line}" for line in needless(fix, lines)]
        own = (item.code, item.span.path, str(item.params))
        new = {kind for kind, count in after.items() if count > before[kind]}
        if after[own] >= before[own] or new:
            texts = [fix.text for _, fix in fixes]
            found.append(f"{item.code} at {item.span}: {texts} brings {new or 'no end'}")
    return found


CASES = [case for case in cases() if EXAMPLES == "new" or not case[0].startswith("ja-")]
"""`make test` leaves out the examples that another language has as well."""

PARTS = 16
"""The cases of a part change one copy of a guide in turn."""
parts = pytest.mark.parametrize("part", range(PARTS))


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Reused]:
    folder = tmp_path_factory.mktemp("fixes")
    return {guide: Reused(folder / guide.name, guide) for guide in GUIDES}


@pytest.mark.thorough
@parts
def test_offered_lines_mend_and_break_nothing(guides: dict[Path, Reused], part: int) -> None:
    broken = {}
    for name, guide, make in CASES[part::PARTS]:
        with guides[guide].case() as project:
            make(project.root)
            if found := faults(project.root, guides[guide].files):
                broken[name] = found
    assert broken == {}


def texts(root: Path) -> dict[str, bytes]:
    """What a project holds; no links, which may lead to a device that never ends."""
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def pasted_one_by_one(root: Path, files: FileCache | None) -> bool:
    """Paste what `--fix` takes over, looking again after each offer; whether there was one."""
    for rounds in range(100):
        loaded = check_project(root, files)
        taken = (item for item in loaded.diagnostics if item.code in autofix.CODES)
        offers = ((item, fix_of(item, loaded.files[item.span.path].lines)) for item in taken)
        found = next(((item, fix) for item, fix in offers if fix is not None), None)
        if found is None:
            return rounds > 0
        paste(root, found[0].span.path, found[1])
    raise AssertionError("no end")


@pytest.mark.thorough
@parts
def test_fix_does_what_its_findings_offer_and_no_more(
    guides: dict[Path, Reused], part: int
) -> None:
    different = []
    for name, guide, make in CASES[part :: PARTS if EXAMPLES == "new" else 2 * PARTS]:
        with guides[guide].case() as project:
            make(project.root)
            if not pasted_one_by_one(project.root, guides[guide].files):
                continue
            # What is left by hand: line ends and trailing spaces.
            write_all(project.root, autofix.changes(project.root))
            by_hand = texts(project.root)
        with guides[guide].case() as project:
            make(project.root)
            write_all(project.root, autofix.changes(project.root))
            if texts(project.root) != by_hand:
                different.append(name)
    assert different == []


@pytest.mark.parametrize("mark", ["・", "－", "＊"])
def test_list_with_wrong_marks_is_one_slip_and_mended_as_a_whole(
    houseplant: Project, mark: str
) -> None:
    whole = (houseplant.root / "content/stages/dry.yml").read_bytes()
    lines = whole.decode().split("\n")
    points = [n for n, line in enumerate(lines) if line.startswith("      - ")]
    assert len(points) > 1
    for point in points:
        lines[point] = f"      {mark}{lines[point][8:]}"
    houseplant.write("content/stages/dry.yml", "\n".join(lines))
    write_all(houseplant.root, autofix.changes(houseplant.root))
    mended = (houseplant.root / "content/stages/dry.yml").read_bytes()
    assert mended.split() == whole.split()  # How deep a list stands is free.


def test_fixes_of_one_place_are_applied_once() -> None:
    twice = [Fix(2, 3, ("b", "c", "!")), Fix(2, 2, ("B",)), Fix(2, 2, ("b",))]
    assert applied(["a", "b", "c", "d"], [*twice, Fix(4, 4, ("D", "E"))]) == list("aBcDE")


def test_edit_of_a_whole_line_holds_whatever_was_read_in_its_place() -> None:
    edits = (whole_line("x.yml", 1, "- a"), whole_line("x.yml", 2, "- b"))
    found = Diagnostic("x", Severity.ERROR, edits[0][0], edits=edits)
    fix = fix_of(found, ["・a　　", "", "c"])
    assert fix == Fix(1, 2, ("- a", "- b"))


def test_law_is_broken_by_a_wrong_line(houseplant: Project) -> None:
    """The law itself can fail: a line that doesn't mend, and one that breaks something else."""
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    ((item, [(_, fix)]),) = offered(houseplant.root, FileCache())
    assert faults(houseplant.root, FileCache()) == []
    lines = (houseplant.root / item.span.path).read_text(encoding="utf-8").split("\n")
    wrong = Fix(fix.first, fix.last, ("    next: saved",))
    houseplant.write(item.span.path, "\n".join(wrong.applied(lines)))
    assert {"unreachable-node"} <= houseplant.codes()


def test_needless_quotes_break_the_law() -> None:
    lines = ["title: “a”", "text: b", "to: 'c'"]
    assert needless(Fix(1, 1, ('title: "a"',)), lines) == ['title: "a"']
    assert needless(Fix(1, 1, ('title: "a: b"',)), lines) == []
    assert needless(Fix(2, 2, ("text: b",)), lines) == []
    assert needless(Fix(3, 3, ("to: 'd'",)), lines) == []


def test_block_is_cut_into_lines_as_it_stands() -> None:
    text = "a: |\n  one\n  two\nb: c\n"
    assert yaml_nodes.parse(SourceFile("x.yml", text), Diagnostics()) is not None
    assert Fix(2, 3, ("  1", "  2", "  3")).applied(text.split("\n"))[1:5] == [
        "  1",
        "  2",
        "  3",
        "b: c",
    ]
