"""Explanations: every code has one in each language, and its examples do what they say."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from michishirube.checks import letter_lint
from michishirube.checks.letter_lint import manual as letter_rules
from michishirube.checks.project import check_project
from michishirube.cli import main
from michishirube.i18n.messages import LOCALES, languages
from michishirube.reports import explanations, manual
from michishirube.reports.explanations import Example, Explanation
from tests import examples
from tests.conftest import ROOT
from tests.reused import Reused

ALL = [
    (language, each)
    for language in languages()
    for each in explanations.load(language).values()
    if "sketch" not in each.bad.how
]


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Reused]:
    paths = {examples.guide(language, each) for language, each in ALL}
    return {path: Reused(tmp_path_factory.mktemp("guide") / "project", path) for path in paths}


@pytest.mark.parametrize("language", languages())
def test_every_code_is_explained(language: str) -> None:
    text = (LOCALES / language / "diagnostics.toml").read_text(encoding="utf-8")
    # The rules for letters have a manual of their own (docs/letter-rules.md).
    own = set(tomllib.loads(text)) - {"report", *letter_lint.CODES}
    assert set(explanations.load(language)) == own
    for code in letter_lint.CODES:
        assert code in letter_rules.rule(code, language)


def test_languages_explain_in_the_same_order_with_the_same_places() -> None:
    first, *others = (
        [(each.code, each.bad.path, each.bad.how) for each in explanations.load(name).values()]
        for name in languages()
    )
    assert all(other == first for other in others)


@pytest.mark.parametrize(("language", "each"), ALL, ids=lambda value: getattr(value, "code", value))
def test_bad_example_gives_the_code_and_the_good_one_nothing(
    guides: dict[Path, Reused], language: str, each: Explanation
) -> None:
    guide = guides[examples.guide(language, each)]
    for example, expected in ((each.bad, {each.code}), (each.good, set[str]())):
        with guide.case() as project:
            examples.apply(project.root, each, example)
            loaded = check_project(project.root, guide.files)
            found = {item.code for item in loaded.diagnostics}
            assert (expected <= found) if expected else not found


def test_example_that_no_longer_fits_is_noticed(tmp_path: Path) -> None:
    examples.prepare(tmp_path / "x", "en")
    each = explanations.load("en")["unknown-node"]
    lost = dataclasses.replace(each, good=Example(each.good.path, (), "next: gone"))
    with pytest.raises(AssertionError, match="stand in the guide once"):
        examples.apply(tmp_path / "x", lost, lost.bad)


def test_explain_shows_words_examples_and_remedy() -> None:
    shown = CliRunner().invoke(main, ["explain", "unknown-node", "--lang", "ja"]).output
    assert "    next: rets" in shown
    assert "    next: rest" in shown
    assert "直し方" in shown


def test_explain_without_a_code_lists_all() -> None:
    shown = CliRunner().invoke(main, ["explain", "--lang", "en"]).output.splitlines()
    assert [line.split("\t")[0] for line in shown] == [*explanations.load("en"), *letter_lint.CODES]


def test_explain_of_an_unknown_code_names_the_near_one() -> None:
    result = CliRunner().invoke(main, ["explain", "unknown-nod", "--lang", "en"])
    assert result.exit_code == 2
    assert 'There is no code "unknown-nod"' in result.output
    assert 'did you mean "unknown-node"?' in result.output


def test_page_of_the_manual_is_fresh() -> None:
    """If not: python -m michishirube.reports.manual."""
    assert (ROOT / manual.PAGE).read_text(encoding="utf-8") == manual.page()
