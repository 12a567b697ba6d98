"""Every rule says what is wrong with a guide, and where: one case for each code.

The cases change a small guide that has no findings, so that a rule that is
removed turns its cases red.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from michishirube.checks import letter_lint, rules
from michishirube.checks.rules import (
    cases,
    confidence,
    field_states,
    promised_waits,
    promises,
    snippets,
)
from michishirube.i18n.messages import LOCALES, languages
from tests.conftest import Project


@dataclass(frozen=True)
class Case:
    """One slip: in which file, what is written instead, what must be said and where."""

    code: str
    file: str
    old: str
    new: str
    place: str
    """`line:column`, in `file` or, with a path before it, elsewhere."""
    suggestion: str | None = None


DRY = "content/stages/dry.yml"
WET = "content/stages/wet.yml"
TRIAGE = "content/stages/triage.yml"
LETTER = "content/letters/ask-friend.yml"
FIELDS = "content/fields.yml"
FACTS = "content/facts.yml"
SOURCES = "content/sources.yml"
STORIES = "content/scenarios/all.yml"
CHECKLIST = "content/checklists/healthy-plant.yml"
FIGURE = "content/figures/survey.yml"
SITE = "site_config.yml"
GLOSSARY = "content/glossary.yml"
ABOUT = "content/about.md"

CASES = [
    # --- format ---
    Case("unknown-key", DRY, "summary:", "sumary:", "3:1", "summary"),
    Case("missing-key", DRY, "title: The soil is dry\n", "", "1:1"),
    Case("expected-mapping", TRIAGE, "      - label: Dry\n        to: dry", "      - dry", "11:9"),
    Case("expected-list", DRY, "facts: [A1]\nstart", "facts: A1\nstart", "5:8"),
    Case("expected-text", DRY, "title: The soil is dry", "title: [x]", "1:8"),
    Case("expected-pair", STORIES, "      - soil: Dry", "      - soil", "6:9"),
    Case("expected-number", DRY, "hours: 24", "hours: a day", "17:12"),
    Case("expected-date", SOURCES, "2026-11-01", "1.11.2026", "5:12"),
    Case("empty-text", DRY, "title: The soil is dry", "title:", "1:7"),
    Case("unknown-choice", DRY, "result: good", "result: god", "31:13", "good"),
    Case(
        "bad-address",
        SOURCES,
        "  kind: expert",
        "  kind: expert\n  address: https://a.example@b.example/",
        "5:12",
    ),
    Case("bad-form", DRY, "  water:\n", "  Water:\n", "8:3"),
    Case("too-small", DRY, "hours: 24", "hours: 0", "17:12"),
    Case("too-few", TRIAGE, "      - label: Wet\n        to: wet\n", "", "11:7"),
    Case("two-kinds", DRY, "    wait: Let it drink", "    wait: x\n    action: y", "17:5"),
    Case("no-kind", DRY, "    wait: Let it drink\n", "", "15:3"),
    Case("duplicate-id", STORIES, "id: rotten", "id: no-use", "26:9"),
    Case("no-front-matter", ABOUT, "---\ntitle: About", "title: About", "1:1"),
    Case("equal-terms", GLOSSARY, "terms:\n", "terms:\n  - {id: dust, term: ＤＵＳＴＹ, "
         "text: It flies., facts: [A1]}\n", "5:15"),
    Case("equal-terms", GLOSSARY, "terms:\n", "terms:\n  - {id: dust, term: Dust, "
         "aliases: [dry  soil], text: x, facts: [A1]}\n", "4:11"),
    # --- settings and references ---
    Case("not-in-settings", SITE, "stages: [dry, wet]", "stages: [dry]", f"{WET}:1:1"),
    Case("listed-twice", SITE, "stages: [dry, wet]", "stages: [dry, wet, dry]", "13:20"),
    Case("unknown-language", SITE, "language: en", "language: eo", "3:11"),
    Case(
        "unknown-time-zone",
        SITE,
        "time_zone: Europe/London",
        "time_zone: London",
        "21:12",
        "Europe/London",
    ),
    Case(
        "bad-closing",
        SITE,
        "time_zone: Europe/London",
        "time_zone: Europe/London\nclosed: [12-25, 12/29~1/3]",
        "22:17",
        "12-29..01-03",
    ),
    Case(
        "closed-too-long",
        SITE,
        "time_zone: Europe/London",
        "time_zone: Europe/London\nclosed: [01-04..12-28]",
        "22:10",
    ),
    Case(
        "unknown-holidays",
        SITE,
        "time_zone: Europe/London",
        "time_zone: Europe/London\nholidays: jp",
        "22:11",
        "JP",
    ),
    Case("unknown-node", DRY, "next: rest\n", "next: rets\n", "14:11", "rest"),
    Case("unknown-tree", SITE, "stages: [dry, wet]", "stages: [dry, wett]", "13:15", "wet"),
    Case("unknown-letter", WET, "[ask-friend]", "[ask-freind]", "29:15", "ask-friend"),
    Case("unknown-field", LETTER, "[friend, day", "[freind, friend, day", "6:10", "friend"),
    Case("unknown-fact", DRY, "facts: [A2]", "facts: [A9]", "18:13"),
    Case("unknown-source", TRIAGE, "[handbook]", "[handbok]", "5:11", "handbook"),
    Case("unknown-checklist", SITE, "[healthy-plant]", "[healthy-plant, x]", "14:29"),
    Case("unknown-figure", SITE, "figure: survey", "figure: survy", "20:11", "survey"),
    Case("unknown-page", SITE, "pages: [about]", "pages: [abut]", "15:9", "about"),
    Case(
        "unknown-place",
        DRY,
        "[checklists/healthy-plant]",
        "[checklists/healthy-plan]",
        "34:11",
        "checklists/healthy-plant",
    ),
    Case("renamed", DRY, "  recovered:\n", "  better:\n", "20:3"),
    Case("former-name-used", DRY, "  recovered:\n", "  better:\n    was: [recovered]\n", "21:11"),
    Case("former-name-in-use", DRY, "hours: 24", "hours: 24\n    was: [saved]", "18:11"),
    Case("former-name-in-use", DRY, "hours: 24", "hours: 24\n    was: [saved]", "30:3"),
    Case(
        "former-name-twice",
        TRIAGE,
        "Dry\n        to: dry\n      - label: Wet\n",
        "Dry\n        was: [Dusty]\n        to: dry\n"
        "      - label: Wet\n        was: [Dusty]\n",
        "15:15",
    ),
    Case("unknown-link", DRY, "glossary/dry-soil", "glossary/dry-sol", "32:60"),
    Case("empty-link", DRY, "(glossary/dry-soil)", "()", "32:54"),
    Case("empty-link", DRY, "(glossary/dry-soil)", "(<>)", "32:54"),
    Case("empty-link", DRY, "(glossary/dry-soil)", "(/)", "32:54"),
    Case("empty-link", DRY, "(glossary/dry-soil)", "(glossary/)", "32:60"),
    Case("empty-link", DRY, "(glossary/dry-soil)", "(glossary/dry-soil/)", "32:60"),
    Case("empty-link", DRY, "(glossary/dry-soil)", "(wet/)", "32:60", "wet"),
    Case("unknown-place", DRY, "[checklists/healthy-plant]", "[checklists/]", "34:11"),
    Case("unknown-place", DRY, "[checklists/healthy-plant]", "[wet/]", "34:11", "wet"),
    Case("unknown-node", DRY, "return_to: water", "return_to: dry/", "26:20", "dry"),
    Case("unknown-citation", ABOUT, "[@handbook]", "[@handbok]", "5:30", "handbook"),
    # --- trees ---
    Case("no-way", DRY, "    next: rest\n", "", "8:3"),
    Case("two-ways", DRY, "    next: rest\n", "    next: rest\n    return_to: rest\n", "15:16"),
    Case("wait-length", DRY, "hours: 24", "hours: 24\n    days: 1", "15:3"),
    Case("equal-answers", TRIAGE, "label: Wet", "label: Ｄｒｙ", "13:16"),
    Case("unreachable-node", WET, "next: wilted-still", "next: repot", "20:3"),
    Case("no-outcome", DRY, "next: rest\n", "return_to: water\n", "8:3"),
    Case("unmarked-cycle", DRY, "return_to: water", "to: water", "26:13"),
    # --- letters and fields ---
    Case("unused-letter", WET, "    letters: [ask-friend]\n", "", f"{LETTER}:1:1"),
    Case("unused-field", LETTER, ", day, tools]", ", tools]", f"{FIELDS}:6:1"),
    Case("field-options", FIELDS, "  type: date\n", "  type: choice\n", "6:1"),
    Case("unknown-option", FIELDS, "default: no", "default: none", "16:12", "no"),
    Case("field-default", FIELDS, "default: {days: 2}", "default: soon", "9:12"),
    Case("field-entry", FIELDS, "example: Thursday, 3 December", "example: 31 June", "11:12"),
    Case("offset-too-long", FIELDS, "{days: 2}", "{days: 20000}", "9:12"),
    Case("field-record", FIELDS, "  type: date\n", "  type: date\n  record: true\n", "6:1"),
    Case("placeholder-without-field", LETTER, "{{friend}}", "{{frend}}", "11:14", "friend"),
    Case("field-without-placeholder", LETTER, " on {{day}}?", "?", "6:18"),
    Case("template-fault", LETTER, "[[end]]", "", "14:7"),
    Case("unknown-rule", LETTER, "facts:", "allow:\n  - letter-bracket: A poem\nfacts:", "19:5"),
    Case("unused-allowance", LETTER, "facts:", "allow:\n  - letter-long: A poem\nfacts:", "19:5"),
    # --- evidence ---
    Case("claim-without-source", WET, "    sources: [handbook]\n", "", "32:3"),
    Case("fact-without-source", FACTS, "day to recover.\n  sources: [handbook]", "day.", "4:1"),
    Case("source-unchecked", SOURCES, "  checked: 2026-11-01\n", "", "1:1"),
    Case("unused-source", SOURCES, "handbook:\n", "x:\n  title: X\n  publisher: Y\n  kind: "
         "expert\n  checked: 2026-11-01\nhandbook:\n", "1:1"),
    Case("fact-unplaced", FACTS, "A1:\n", "A4:\n  statement: X\n  sources: [handbook]\nA1:\n",
         "1:1"),
    Case("withheld-fact-stated", FACTS, "day to recover.\n", "day.\n  withheld: Doubtful\n",
         f"{DRY}:18:13"),
    Case("figure-share", FIGURE, "marked: 7", "marked: 11", "1:1"),
    Case("unsafe-markup", ABOUT, "Made by", "<b>Made</b> by", "5:1"),
    Case("long-block", ABOUT, "Made by", "Made\n" * 1000 + "by", "5:1"),
    Case("deep-markup", ABOUT, "Made by", "> 1. " * 5 + "Made by", "5:1"),
    Case("wide-table", ABOUT, "Made by", f"{'a|' * 21}\n{'-|' * 21}\nMade by", "6:1"),
    # --- scenarios ---
    Case("scenario-unfinished", STORIES, "      - recovered: Yes\n", "", "2:9"),
    Case("scenario-other-question", STORIES, "- soil: Wet", "- smell: Wet", "22:9", "soil"),
    Case("scenario-other-answer", STORIES, "- soil: Dry\n      - recovered: Some do",
         "- soil: Dusty\n      - recovered: No", "6:15"),
    Case("reworded-answer", TRIAGE, "label: Dry", "label: Dusty", "11:16"),
    Case("former-answer", TRIAGE, "label: Dry", "label: Dusty\n        was: [Dry]", "12:15"),
    Case("scenario-too-long", STORIES, "      - recovered: No\n",
         "      - recovered: No\n      - recovered: No\n", "16:9"),
    Case("scenario-other-end", STORIES, "    ends: wet/repotted\n    letters: [ask-friend]\n"
         "  - id: too", "    ends: dry/saved\n    letters: [ask-friend]\n  - id: too", "16:11",
         "wet/repotted"),
    Case("scenario-other-letters", STORIES, "    letters: [ask-friend]\n  - id: too",
         "  - id: too", "10:9"),
    Case("faint-colour", SITE, "time_zone: Europe/London",
         "time_zone: Europe/London\ncolour: '#ffcc00'", "22:9"),
    Case("unknown-word", SITE, "time_zone: Europe/London",
         "time_zone: Europe/London\nwords: {theme.scop: Not advice}", "22:21", "theme.scope"),
    Case("word-placeholder", SITE, "time_zone: Europe/London",
         "time_zone: Europe/London\nwords: {theme.scope: 'Not {x} advice'}", "22:22"),
    Case("unknown-switch", SITE, "time_zone: Europe/London",
         "time_zone: Europe/London\nchecks: {skip: [{unwalked-answers: No stories}]}", "22:18"),
    Case("unused-switch", SITE, "time_zone: Europe/London",
         "time_zone: Europe/London\nchecks: {warn: [{unused-letter: Few letters}]}", "22:18"),
    Case("unwalked-answer", STORIES, "      - recovered: Some do\n", "", f"{DRY}:25:16"),
]  # fmt: skip

ELSEWHERE = {
    # What a guide doesn't hold: tests/checks/test_cases.py.
    "referral-word-taken",
    # Files: tests/reading/test_yaml_nodes.py and tests/reading/test_loader.py.
    "unreadable-file",
    "not-a-file",
    "name-not-unicode",
    # Versions of the format: tests/editing/test_migration.py.
    "newer-format",
    # Pictures: tests/reading/test_pictures.py.
    "no-picture",
    "picture-outside",
    "picture-too-large",
    "picture-type",
    "picture-unsafe",
    # A locale of a project's own: tests/test_words.py.
    "locale-syntax",
    # Settings of MkDocs: tests/reading/test_project.py.
    "mkdocs-key",
    "mkdocs-plugin",
    # What follows from one slip: tests/checks/test_folding.py.
    "missing-file",
    "no-scenarios",
    # Needs a guide of its own: below.
    "scenario-in-circles",
    # The words of letters: tests/checks/test_letter_lint.py.
    *letter_lint.CODES,
    # What is known of a case: tests/checks/test_cases.py.
    *cases.CODES,
    *field_states.CODES,
    "scenario-not-offered",
    # How search engines show pages: tests/checks/test_snippets.py.
    *snippets.CODES,
    # What stories promise of letters and facts: tests/checks/test_scenario_promises.py.
    "scenario-text-unoffered",
    "scenario-letter-lacks",
    "scenario-letter-says",
    "scenario-not-told",
    "promise-stories",
    # How sure it may sound: tests/checks/test_confidence.py.
    *confidence.CODES,
    # What a guide promises of itself: tests/checks/test_promises.py.
    *promises.CODES,
    *promised_waits.CODES,
} | {
    expected.split(" ")[1]
    for path in (Path(__file__).parent / "content_cases").glob("*.toml")
    for case in tomllib.loads(path.read_text(encoding="utf-8")).values()
    for expected in case["expect"]
}
"""Codes with a case in another test, most of them in tests/checks/content_cases/."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_slip_is_reported_at_its_place(houseplant: Project, case: Case) -> None:
    houseplant.replace(case.file, case.old, case.new)
    place = case.place if case.place.count(":") == 2 else f"{case.file}:{case.place}"
    found = {(item.code, str(item.span)): item for item in houseplant.findings()}
    assert (case.code, place) in found, "\n".join(map(str, found))
    if case.suggestion:
        assert found[case.code, place].suggestion == case.suggestion


def test_guide_in_order_has_no_findings(houseplant: Project) -> None:
    assert houseplant.findings() == []


def test_terms_called_the_same_are_one_finding(houseplant: Project) -> None:
    copied = (houseplant.root / GLOSSARY).read_text(encoding="utf-8").partition("terms:\n")[2]
    houseplant.replace(GLOSSARY, "terms:\n", f"terms:\n{copied.replace('dry-soil', 'dust')}")
    assert [str(item.span) for item in houseplant.findings()] == [f"{GLOSSARY}:8:11"]


def test_story_in_circles_is_reported(houseplant: Project) -> None:
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "return_to: water\n")
    found = {(item.code, str(item.span)) for item in houseplant.findings()}
    assert ("scenario-in-circles", f"{STORIES}:2:9") in found
    assert ("no-outcome", f"{DRY}:8:3") in found


def test_name_that_leads_nowhere_is_the_only_finding(houseplant: Project) -> None:
    """What follows from it (stories, ways, endings) isn't reported as well."""
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "next: nowhere\n")
    assert houseplant.codes() == {"unknown-node"}


def test_every_code_has_a_case() -> None:
    tested = {case.code for case in CASES} | ELSEWHERE
    words = tomllib.loads((LOCALES / "en" / "diagnostics.toml").read_text(encoding="utf-8"))
    assert set(words) - {"report"} == tested
    declared = {code for rule in rules.RULES for code in rule.CODES}
    assert declared <= tested


@pytest.mark.parametrize("part", sorted(p.name for p in (LOCALES / "ja").glob("*.toml")))
def test_languages_say_the_same_things(part: str) -> None:
    def keys(language: str) -> set[str]:
        table = tomllib.loads((LOCALES / language / part).read_text(encoding="utf-8"))
        return {
            f"{name}.{inner}"
            for name, value in table.items()
            for inner in (value if isinstance(value, dict) else [""])
        }

    first, *others = (keys(language) for language in languages())
    for other in others:
        assert other == first
