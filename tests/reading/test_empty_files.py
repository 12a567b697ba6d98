"""A file that an editor left without content is one finding, whatever would have been in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from michishirube.checks.project import check_project
from michishirube.diagnostics import flat
from michishirube.model.kinds import KINDS, SETTINGS, kind_of
from tests.conftest import HOUSEPLANT, PARCEL
from tests.reused import Reused

GUIDES = (HOUSEPLANT, PARCEL)
FILES = [
    (guide, path.relative_to(guide).as_posix())
    for guide in GUIDES
    for path in sorted(guide.rglob("*"))
    if path.suffix in (".yml", ".md")
]


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Reused]:
    return {guide: Reused(tmp_path_factory.mktemp("guide") / "project", guide) for guide in GUIDES}


def test_every_kind_of_file_is_emptied() -> None:
    assert {kind_of(name) for _, name in FILES} == set(KINDS)


LEFT = ["\n", "---\n", "\ufeff \u3000\n\n"]
OF_EACH_SHAPE = ["content/about.md", "content/fields.yml", "content/scenarios/all.yml", SETTINGS]
CASES = [
    *((guide, name, "") for guide, name in FILES),
    *((HOUSEPLANT, name, left) for name in OF_EACH_SHAPE for left in LEFT),
]


@pytest.mark.parametrize(("guide", "name", "left"), CASES)
def test_emptied_file_is_one_finding(
    guides: dict[Path, Reused], guide: Path, name: str, left: str
) -> None:
    with guides[guide].case() as project:
        project.write(name, left.encode())
        (found,) = flat(check_project(project.root, guides[guide].files).diagnostics)
        assert str(found.span) == f"{name}:1:1"
        assert found.code == ("no-settings" if name == SETTINGS else "empty-file")
        assert ":" in found.params["keys"]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("content/facts.yml", "A1: / statement:"),
        ("content/about.md", "title: / description:"),
        ("content/glossary.yml", "terms:"),
        ("content/stages/dry.yml", "title: / nodes:"),
    ],
)
def test_what_belongs_in_the_file_is_named(
    guides: dict[Path, Reused], name: str, keys: str
) -> None:
    with guides[HOUSEPLANT].case() as project:
        project.write(name, b"# later\n" if name.endswith(".yml") else b"---\n---\n")
        (found,) = check_project(project.root).diagnostics
        assert found.params["keys"] == keys


@pytest.mark.parametrize("new", ["chioce", ""])
def test_field_that_is_lost_leaves_scenarios_unjudged(guides: dict[Path, Reused], new: str) -> None:
    with guides[PARCEL].case() as project:
        text = (project.root / "content/fields.yml").read_text(encoding="utf-8")
        changed = text.replace("  type: choice\n", f"  type: {new}\n", 1)
        project.write("content/fields.yml", changed.encode())
        found = check_project(project.root).diagnostics
        assert {item.span.path for item in found} == {"content/fields.yml"}
