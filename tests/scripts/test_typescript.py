"""TypeScript checks what runs in browsers, and knows better than the bundler what a name is."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from michishirube.model import Guide
from michishirube.reading.loader import load_guide
from michishirube.website.bundler.modules import CONTEXTUAL, read_module
from michishirube.website.letter_form import fields_as_json
from michishirube.website.scripts import guide_data
from michishirube.website.search_index import index_of
from tests.conftest import FREELANCE, HOUSEPLANT
from tests.scripts import node, typescript
from tests.scripts.modules import TEMPLATES, read

NAMES = Path(__file__).with_name("names_of.cjs")
SOURCES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.js"))


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    assert typescript.is_installed(), "make lint installs TypeScript"


def found_in(folder: Path, **modules: str) -> str:
    """What TypeScript finds in modules of a project like this one."""
    options = {"tsBuildInfoFile": str(folder / "x.tsbuildinfo"), "rootDir": "/"}
    settings = {"extends": str(node.PROJECT / "tsconfig.json"), "compilerOptions": options}
    whole = settings | {"include": [str(folder)], "exclude": []}
    (folder / "tsconfig.json").write_text(json.dumps(whole), encoding="utf-8")
    for name, text in modules.items():
        (folder / f"{name}.ts").write_text(text, encoding="utf-8")
    return typescript.check(folder)


def handed_over(guide: Guide) -> str:
    """What the build hands to scripts of a guide, each part with its declared type."""
    letters = [
        json.loads(fields_as_json(guide.fields[name] for name in letter.fields))
        for letter in guide.letters.values()
    ]
    parts = {
        "GuideData": guide_data(guide),
        "SearchIndex": index_of(guide),
        "Field[]": [field for fields in letters for field in fields],
    }
    lines = [
        f'import type {{ Field, GuideData }} from "{TEMPLATES}/scripts/data.js"',
        f'import type {{ SearchIndex }} from "{TEMPLATES}/search/data.js"',
    ]
    for number, (kind, value) in enumerate(parts.items()):
        text = json.dumps(value, default=asdict, ensure_ascii=False)
        lines.append(f"export const part{number}: {kind} = {text}")
    return "\n".join(lines)


@pytest.mark.parametrize("project", typescript.PROJECTS)
def test_scripts_keep_to_their_types(project: str) -> None:
    assert typescript.check(project) == ""


def test_what_the_build_hands_over_is_what_is_declared(tmp_path: Path) -> None:
    for root in (FREELANCE, HOUSEPLANT):
        guide = load_guide(root).guide
        assert guide
        assert guide.letters
        (tmp_path / f"{root.name}.ts").write_text(handed_over(guide), encoding="utf-8")
    assert found_in(tmp_path) == ""


def test_a_mistake_in_a_script_is_found_with_its_line(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        wrong=f"""
import {{ addDays, addDay }} from "{TEMPLATES}/scripts/dates.js"
import {{ say }} from "{TEMPLATES}/scripts/words.js"
export const days = [addDays("2026-12-03"), say("no.such-word"), addDay]
""",
    )
    lines = [line.split("error ")[1][:6] for line in found.splitlines() if "error" in line]
    assert lines == ["TS2724", "TS2554", "TS2345"]
    assert "wrong.ts(4,22)" in found


def test_the_bundler_takes_for_variables_what_typescript_does() -> None:
    """Else it would rename a key, or miss a variable, and the bundle would be another program."""
    told = node.run(NAMES, typescript.PACKAGE, TEMPLATES, *SOURCES).stdout
    expected = json.loads(told)
    assert len(SOURCES) > 40
    for path in SOURCES:
        module = read_module(path, read(path))
        own = [
            [name, start, is_key]
            for (_, name, start), is_key in module.uses
            if name not in CONTEXTUAL and not any(a <= start < b for a, b in module.dropped)
        ]
        assert own == [each for each in expected[path] if each[0] not in CONTEXTUAL], path
