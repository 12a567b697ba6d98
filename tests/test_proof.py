"""The table of broken lines is true: each line is there, and each test that must see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.proof import Mutant, mutants
from tests.proof.__main__ import program_of


@pytest.mark.parametrize("mutant", mutants(), ids=lambda each: f"{each.file}: {each.holds}")
def test_the_line_is_there_once_and_the_test_exists(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert mutant.broken(text) != text
    file, _, name = mutant.test.partition("::")
    function = re.escape(name.partition("[")[0])
    assert re.search(rf"^def {function}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_what_is_broken_in_a_copy_is_what_its_tests_import(tmp_path: Path) -> None:
    program = tmp_path / "generator/michishirube"
    program.mkdir(parents=True)
    (program / "__init__.py").touch()
    assert program_of(tmp_path) == program.resolve()
