"""One slip brings one finding, however many signs it is written with."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from michishirube.checks.fixes import Fix, applied, fix_of
from michishirube.checks.project import check_project
from michishirube.checks.repeats import places
from michishirube.diagnostics import Diagnostic, flat
from michishirube.i18n import messages
from michishirube.reports.report import message
from tests.conftest import GUIDES, PARCEL, Project
from tests.reused import Reused

LETTER = "content/letters/ask-friend.yml"
DRY = "content/stages/dry.yml"


def findings_in(root: Path, guide: str, file: str, old: str, new: str) -> list[Diagnostic]:
    project = root / "project"
    shutil.copytree(GUIDES / guide, project)
    Project(project).replace(file, old, new)
    return list(check_project(project).diagnostics)


def codes_in(root: Path, guide: str, file: str, old: str, new: str) -> list[str]:
    return [item.code for item in flat(findings_in(root, guide, file, old, new))]


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<b>it</b>", 1),
        ("<span class='x'>it <i>now</i></span>", 1),
        ("<table><tr><td>it</td></tr></table>", 1),
        ("<B>it</b>", 1),
        ("<br>", 1),
        ("</b>", 1),
        ("<b>it", 1),
        ("<b>it</b> and <b>now</b>", 1),
        ("<br>it<br>", 1),
        ("<b><b>it", 1),
        ("<b><b>it</b></b>", 1),
        ("<b>it <i>now</b>", 1),
        ("<b>it</b> and <i>now</i>", 2),
    ],
)
def test_html_element_is_one_finding(tmp_path: Path, html: str, count: int) -> None:
    found = codes_in(tmp_path, "houseplant", DRY, "Water it again", f"Water {html} again")
    assert found == ["unsafe-markup"] * count


MARKS = ("[[if tools=yes]]", "[[else]]", "[[end]]")


@pytest.mark.parametrize(
    "wide", [each for n in (1, 2, 3) for each in itertools.combinations(MARKS, n)]
)
def test_condition_in_wide_brackets_is_one_finding(tmp_path: Path, wide: tuple[str, ...]) -> None:
    text = (GUIDES / "houseplant" / LETTER).read_text(encoding="utf-8")
    line = next(each for each in text.split("\n") if MARKS[0] in each)
    new = line
    for mark in wide:
        new = new.replace(mark, mark.replace("[", "［").replace("]", "］"))
    assert codes_in(tmp_path, "houseplant", LETTER, line, new) == ["fullwidth-punctuation"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("お電話は０３－１２３４－５６７８へ", "ja-personal-data"),
        ("電話は０９０（１２３４）５６７８です", "ja-personal-data"),
        ("電話は０９０ー１２３４ー５６７８です", "ja-personal-data"),
        ("◯月◯日に伺います", "ja-blank-left"),
        ("〇月〇日 〇時に伺います", "ja-blank-left"),
        ("●月●日に伺います", "ja-blank-left"),
        ("XX月XX日に伺います", "ja-blank-left"),
        ("＿＿月＿＿日に伺います", "ja-blank-left"),
        ("２０２６年１２月３日１８：３０に伺います", "ja-mixed-width"),
    ],
)
def test_slip_in_a_letter_is_one_finding(tmp_path: Path, words: str, code: str) -> None:
    old = "お世話になっております。"
    # The other number is why full-width ones are mixed.
    assert codes_in(tmp_path, "houseplant-ja", LETTER, old, f"{old}2人で、{words}。") == [code]


@pytest.mark.parametrize(
    ("old", "new", "code", "count"),
    [
        ("Water it again", "Wa\u200bter\u2060 it\u200b ag\ufeffain", "bad-character", 4),
        ("Water it again", "Water ＊＊it＊＊ ＊＊now＊＊", "lookalike-markup", 2),
        ("Water it again", "＊＊Water＊＊ it ＊＊now＊＊", "lookalike-markup", 2),
        ("Water it again", "Water it ［＠A1］ a ［＠A1］ b ［＠A1］", "lookalike-link", 3),
        ("Water it again", "Water<br>it<br>again<br>", "unsafe-markup", 3),
    ],
)
def test_same_mistake_in_a_line_is_one_finding_with_their_number(
    tmp_path: Path, old: str, new: str, code: str, count: int
) -> None:
    (found,) = findings_in(tmp_path, "houseplant", DRY, old, new)
    assert (found.code, places(found)) == (code, count)
    said = message(found, messages.load("en", "diagnostics"))
    assert said.endswith(f"({count} in all)")


def test_line_of_a_repeated_word_mends_all_of_it(tmp_path: Path) -> None:
    old = "お世話になっております。"
    (found,) = findings_in(tmp_path, "houseplant-ja", LETTER, old, f"{old}ﾒﾓとﾒﾓです。")
    assert (found.code, places(found)) == ("ja-half-width-kana", 2)
    lines = (tmp_path / "project" / LETTER).read_text(encoding="utf-8").split("\n")
    fix = fix_of(found, lines)
    assert fix is not None
    assert "メモとメモです。" in fix.text


def test_same_mistake_in_other_lines_of_a_file_follows_from_the_first(tmp_path: Path) -> None:
    old = "      Thank you!\n"
    new = "      Thank you {friend}, dear {friend}!\n      Yours, 「{friend}」\n"
    (found,) = findings_in(tmp_path, "houseplant", LETTER, old, new)
    assert (found.code, places(found)) == ("lookalike-placeholder", 3)
    lines = new.split("\n")
    fixes = [fix_of(each, [""] * 15 + lines) for each in flat([found])]
    assert [fix and fix.text.strip() for fix in fixes] == [
        "Thank you {{friend}}, dear {{friend}}!",
        "Yours, 「{{friend}}」",
    ]


def test_two_stand_ins_are_two_findings(tmp_path: Path) -> None:
    old = "お世話になっております。"
    found = codes_in(tmp_path, "houseplant-ja", LETTER, old, f"{old}〇〇様と〇〇様です。")
    assert found == ["ja-blank-left"] * 2


LISTS = [
    "    text:\n      {m}Water it\n      {m}when dry\n",
    "    text: Do this.\n      {m}Water it\n      {m}when dry\n",
    "    text: {m}Water it\n      {m}when dry\n",
    "    text:\n    {m}Water it\n    {m}when dry\n",
    "    text: |\n      {m}Water it\n      {m}when dry\n",
]


@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize("mark", ["・", "①", "＊ ", "- "])
def test_list_in_a_text_is_one_finding_that_mends_all_of_it(
    tmp_path: Path, form: str, mark: str
) -> None:
    if form.startswith("    text: {m}") and mark == "- ":
        return  # A list behind a key has its own finding, as YAML can't read it.
    text = (GUIDES / "houseplant" / DRY).read_text(encoding="utf-8")
    old = next(line for line in text.split("\n") if line.startswith("    text:")) + "\n"
    found = findings_in(tmp_path, "houseplant", DRY, old, form.replace("{m}", mark))
    if mark == "- " and "|" in form:
        assert found == []
        return
    assert len(list(flat(found))) == 1
    path = tmp_path / "project" / DRY
    lines = path.read_text(encoding="utf-8").split("\n")
    fix = fix_of(found[0], lines)
    assert fix is not None
    path.write_text("\n".join(fix.applied(lines)), encoding="utf-8")
    assert list(check_project(tmp_path / "project").diagnostics) == []


ORDERED = "content/stages/ordered.yml"
ASKED = "content/stages/triage.yml"
SHOP = "content/letters/ask-shop.yml"
SETTINGS = "site_config.yml"
NOTHING = "{label: Nothing, option: no, to: ordered}"
BLOCK = "  patience:\n    wait: Let the shop send it\n    since: ordered_on\n    days: 7\n"

SLIPS = [
    # Where the line is offered: with it, nothing is left to say.
    (ORDERED, "start: when", "start：when", "fullwidth-punctuation", True),
    (ORDERED, "days: 7", "days: ７日", "expected-number", True),
    (ORDERED, "    days: 7", "　　days: 7", "odd-space", True),
    (ORDERED, "    days: 7", "\tdays: 7", "tab-indent", True),
    (ORDERED, "    days: 7", "   days: 7", "bad-indent", True),
    (ORDERED, "    days: 7", "     days: 7", "bad-indent", True),
    (ORDERED, "  look:\n", "look:\n", "bad-indent", True),
    (ORDERED, "letters: [ask-shop]", "letters: ［ask-shop］", "fullwidth-punctuation", True),
    (ORDERED, "letters: [ask-shop]", "letters: [ask-shop.yml]", "unknown-letter", True),
    (ORDERED, "option: [yes, part]", "option: [yes、part]", "fullwidth-punctuation", True),
    (ORDERED, "see: [doors/orders]", "see: [doors\\orders]", "unknown-place", True),
    (ORDERED, "first: Wait for", "first: Wait: for", "needs-quotes", True),
    (ORDERED, "first: Wait for", "first: @Wait for", "needs-quotes", True),
    (ORDERED, "first: Wait for", "first: [Wait for", "needs-quotes", True),
    (ORDERED, "first: Wait for", "first: {Wait for", "needs-quotes", True),
    (ORDERED, "first: Wait for", "first: Wait #1 for", "text-after-hash", True),
    (ORDERED, "next: come", "next: comee", "unknown-node", True),
    (ORDERED, "wait: Let the", "wiat: Let the", "unknown-key", True),
    (ORDERED, "summary: You", "要約: You", "unknown-key", True),
    (ASKED, NOTHING, NOTHING[:-1], "unclosed-bracket", True),
    (ASKED, NOTHING, NOTHING[1:], "unopened-bracket", True),
    (ASKED, "{label: Nothing,", '{label: "Nothing,', "unclosed-quote", True),
    (ASKED, "to: ordered}\n      - {label: I", 'to: "ordered}\n      - {label: I',
     "unclosed-quote", True),
    (ASKED, "label: All of it", "label: Everything", "reworded-answer", True),
    (ASKED, "option: part", "option: prat", "unknown-option", True),
    (ASKED, "asks: paid", "asks: paidd", "unknown-field", True),
    (SHOP, "[[if paid=yes]]", "[[if paid＝yes]]", "template-fault", True),
    (SHOP, "[[else]]", "[[ELSE]]", "template-fault", True),
    (SHOP, "{{shop}}", "｛｛shop｝｝", "fullwidth-punctuation", True),
    (SHOP, "{paid: [yes, part]}", "{paid: [yess, part]}", "unknown-option", True),
    ("content/fields.yml", "{yes: paid,", "{yees: paid,", "unknown-option", True),
    ("content/sources.yml", "2026-11-01", "2026/11/1", "expected-date", True),
    ("content/facts.yml", "A2:", "A3:", "renamed", True),
    (SETTINGS, "[ordered, disputed]", "[ordered disputed]", "unknown-tree", True),
    (SETTINGS, "[ordered, disputed]", "[ordered、disputed]", "fullwidth-punctuation", True),
    (ASKED, "    answers:\n", "  answers:\n", "bad-indent", True),
    (ASKED, "    return_to: paid\n", "  return_to: paid\n", "bad-indent", True),
    (ORDERED, "    letters: [ask-shop]\n", "  letters: [ask-shop]\n", "bad-indent", True),
    ("content/facts.yml", "days to send a parcel.\n  sources", "days to send a parcel.\nsources",
     "bad-indent", True),
    ("content/clocks.yml", "  since: ordered_on\n", "since: ordered_on\n", "bad-indent", True),
    (ASKED, "      - Open [your orders](doors/orders) beside it\n      - Look",
     "      1. Open [your orders](doors/orders) beside it\n      2. Look", "expected-list", True),
    (ASKED, "      - Open [your orders](doors/orders) beside it\n      - Look",
     "      ①Open [your orders](doors/orders) beside it\n      ②Look", "expected-list", True),
    (SHOP, "body: |", "body: >", "folded-text", True),
    (SHOP, "body: |", "body: ｜", "fullwidth-punctuation", True),
    # Where somebody has to decide.
    (ORDERED, "letters: [ask-shop]", "letters: []", "unused-letter", False),
    (ORDERED, "days: 7", "days: -7", "too-small", False),
    (ORDERED, BLOCK, BLOCK + "    facts: [A1]\n    next: come\n" + BLOCK, "duplicate-key", False),
    (ORDERED, "  patience:\n", "  😀patience:\n", "bad-form", False),
    (ORDERED, "    days: 7\n", "<<<<<<< HEAD\n    days: 7\n=======\n    days: 8\n>>>>>>> x\n",
     "conflict-mark", False),
    (ASKED, "asks: paid", "asks: yes", "unknown-field", False),
    (ASKED, ", to: ordered}\n      - {label: Noth", "}\n      - {label: Noth", "no-way", False),
    (ASKED, "    return_to: paid\n", "", "no-way", False),
    (SHOP, "{{shop}}", "{{seller}}", "placeholder-without-field", False),
    ("content/fields.yml", "paid:\n  label: Payment\n", "money:\n  label: Payment\n",
     "renamed", True),
    ("content/doors.yml", "help:", "contact:", "unknown-place", False),
]  # fmt: skip


@pytest.fixture(scope="module")
def parcel(tmp_path_factory: pytest.TempPathFactory) -> Reused:
    return Reused(tmp_path_factory.mktemp("parcel") / "project", PARCEL)


@pytest.mark.parametrize(("file", "old", "new", "code", "is_mended"), SLIPS)
def test_slip_of_somebody_who_does_not_program_is_one_finding(
    parcel: Reused, file: str, old: str, new: str, code: str, is_mended: bool
) -> None:
    with parcel.case() as project:
        text = (project.root / file).read_text(encoding="utf-8")
        assert old in text
        project.write(file, text.replace(old, new, 1))
        loaded = check_project(project.root, parcel.files)
        assert [item.code for item in loaded.diagnostics] == [code]
        fixes: dict[str, list[Fix]] = {}
        for item in flat(loaded.diagnostics):
            lines = loaded.files[item.span.path].lines if item.span.path in loaded.files else []
            if (fix := fix_of(item, lines)) is not None:
                fixes.setdefault(item.span.path, []).append(fix)
        assert bool(fixes) is is_mended
        for name, found in fixes.items():
            project.write(name, "\n".join(applied(loaded.files[name].lines, found)))
        if is_mended:
            assert list(check_project(project.root, parcel.files).diagnostics) == []


def test_letter_pasted_twice_into_its_file_is_one_finding(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(PARCEL, root)
    path = root / SHOP
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    (found,) = check_project(root).diagnostics
    assert (found.code, str(found.span)) == ("duplicate-key", f"{SHOP}:19:1")
    assert {item.code for item in found.related} == {"duplicate-key"}
