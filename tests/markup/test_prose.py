"""The small Markdown: what contributors may write, and that nothing else gets through."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt

from michishirube.markup import inline, markdown_dialect, prose
from michishirube.markup.complexity import excess
from michishirube.markup.html_cache import HtmlCache
from michishirube.markup.prose import (
    ProseWriter,
    citations,
    definitions,
    links,
    plain,
    sections,
    unsafe,
    with_addresses,
)
from tests import finished
from tests.conftest import tries


class Places:
    """A guide with one place and one fact that rests on two sources."""

    def link(self, reference: str) -> str | None:
        return "../glossary.html#word" if reference == "glossary/word" else None

    def cite(self, name: str) -> list[tuple[str, str]]:
        marks = {"A1": [("1", "s.html#a"), ("2", "s.html#b")], "a": [("1", "s.html#a")]}
        return marks.get(name, [])


WRITE = ProseWriter(Places())


def test_writes_paragraphs_lists_and_emphasis() -> None:
    assert WRITE("One **two**.\n\n- a\n- b") == (
        "<p>One <strong>two</strong>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    )


def test_a_list_needs_no_empty_line_before_it() -> None:
    assert "<li>a</li>" in WRITE("Mind:\n- a\n- b")
    assert "<ol>" in WRITE("First:\n1. a\n2. b")


def test_japanese_lines_join_without_a_space() -> None:
    assert WRITE("待ちます。\n次へ進みます。") == "<p>待ちます。次へ進みます。</p>"
    assert WRITE("待ちます。[@a]\n**次**へ。").count("\n") == 0
    assert WRITE("one\ntwo") == "<p>one\ntwo</p>"


def test_references_become_links_seen_from_the_page() -> None:
    assert WRITE.inline("[word](glossary/word)") == '<a href="../glossary.html#word">word</a>'


def test_the_same_text_leads_elsewhere_from_another_page() -> None:
    """What a renderer keeps of a text holds for pages from which its links lead to the same."""

    class Elsewhere(Places):
        def link(self, reference: str) -> str | None:
            found = super().link(reference)
            return found and f"../{found}"

    cache = HtmlCache()
    text = "See [word](glossary/word)."
    here, there = ProseWriter(Places(), cache)(text), ProseWriter(Elsewhere(), cache)(text)
    assert 'href="../glossary.html#word"' in here
    assert 'href="../../glossary.html#word"' in there
    assert ProseWriter(Places(), cache)(text) == here


def test_a_link_to_nowhere_keeps_its_words() -> None:
    assert WRITE.inline("the [word](glossary/none) here") == "the word here"


def test_links_to_elsewhere_say_so() -> None:
    assert WRITE.inline("[x](https://e.example/?a=1&b=2)") == (
        '<a class="elsewhere" href="https://e.example/?a=1&amp;b=2" rel="external noopener">x</a>'
    )


def test_citations_become_marks_each_source_once() -> None:
    shown = WRITE.inline("So it is. [@A1] [@a]")
    assert re.findall(r'href="([^"]*)"', shown) == ["s.html#a", "s.html#b"]
    assert shown.count("<sup") == 1


def test_unknown_citations_leave_nothing() -> None:
    assert WRITE.inline("Yes.[@zz]") == "Yes."


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVa\tscript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](https://other.example/pixel.png)",
    "[x]: javascript:alert(1)\n\n[x]",
    "text {: onclick=alert(1) }",
    "# x {: onmouseover=alert(1) }",
    '[x](https://e.example" onclick="alert(1))',
    "<a href='javascript:alert(1)'>x</a>",
    "<svg/onload=alert(1)>",
    "<!-- --><style>*{display:none}</style>",
    "    <script>alert(1)</script>",
    "`</code><script>alert(1)</script>`",
    "<https://e.example/'onclick=alert(1)>",
    "</div></article><h1>Owned</h1>",
]
TAG = re.compile(r"<(/?[a-z0-9]+)((?:\s+[a-z-]+=\"[^\"<>]*\")*)\s*/?>")


@given(st.text(alphabet="<>a/ \"'=()[]!:`*&;#\n{}@-_|", max_size=80))
@example("\n".join(ATTACKS))
def test_nothing_gets_out(text: str) -> None:
    assert_harmless(WRITE(text))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_come_out_as_text(attack: str) -> None:
    assert_harmless(WRITE(attack))


def assert_harmless(markup: str) -> None:
    """Every `<` begins a tag of ours, with attributes of ours and an address that leads."""
    for match in re.finditer("<", markup):
        tag = TAG.match(markup, match.start())
        assert tag, markup
        assert not re.search(r"script|style|img|svg|div|h1|iframe|form", tag[1])
        for name, value in re.findall(r"([a-z-]+)=\"([^\"]*)\"", tag[2]):
            assert name in {"href", "class", "rel", "start"}
            if name == "href":
                assert re.match(r"https?:|mailto:|\.\./glossary|s\.html", value), markup
    assert "\n\n" not in markup


@pytest.mark.parametrize("attack", [*ATTACKS[:9], ATTACKS[12], *ATTACKS[13:16]])
def test_names_what_isnt_allowed(attack: str) -> None:
    found = unsafe(attack) or [(each.start(), each[0]) for each in definitions(attack)]
    assert found
    for offset, what in found:
        assert attack[offset : offset + len(what)] == what


@pytest.mark.parametrize(
    "text",
    ["a < b, c > d", "`<b>`", "<https://e.example/>", "[x](mailto:a@e.example)", "5 <6", "**x**"],
)
def test_finds_no_fault_with_what_is_fine(text: str) -> None:
    assert unsafe(text) == []


def test_finds_references_and_citations_with_their_places() -> None:
    text = "`[@no](no)` [a](glossary/a) [b](https://e.example) そう。[@B1]"
    assert [(name, text[at : at + len(name)]) for name, at in links(text)] == [
        ("glossary/a", "glossary/a")
    ]
    assert [(name, text[at : at + len(name)]) for name, at in citations(text)] == [("B1", "B1")]


@given(st.text(st.sampled_from("あ。 b1.)\t\u3000\u2028\xa0*_`<>&#-+|=~\\\n"), max_size=12))
def test_plain_text_is_the_same_by_the_short_way(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_MARKS", re.compile(""))
        long_way = plain(text)
    assert plain(text) == long_way


def test_plain_text_has_no_marks() -> None:
    assert plain("**Wait** for [it](a/b). [@A1]\n\n- one\n- two") == "Wait for it. one two"


def test_a_document_is_cut_at_its_headings() -> None:
    found = sections("intro\n\n## One {#one}\ntext\n### Two ##\n```\n## no\n```")
    assert [(each.level, each.heading, each.anchor) for each in found] == [
        (0, "", ""),
        (2, "One", "one"),
        (3, "Two", ""),
    ]
    assert found[2].text == "```\n## no\n```"


@given(st.text("aあ 1.-*_[]()<>&;#|~=+`\\\n:/、@"))
@example("[a](pages/b) [@A1]")
@example("Open  the page ")
def test_a_text_without_signs_is_read_as_markdown_would(text: str) -> None:
    """There is a short way for it."""
    with pytest.MonkeyPatch.context() as patch:
        short = plain(text)
        patch.setattr(prose, "_MARKS", re.compile(""))
        assert short == plain(text)


def test_text_between_two_citations_stays() -> None:
    assert re.sub(r"<[^>]*>|\u2060", "", WRITE("[@a]one[@a] [@a] two")) == "1one1 two"


def test_a_text_of_too_much_markup_is_shown_as_it_is_written() -> None:
    rulers = "---\n" * 3000
    assert WRITE(rulers) == f"<p>{' '.join(rulers.split())}</p>"
    assert "&lt;b&gt;" in WRITE("> " * 50 + "<b>")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\n" * 1001, "long-block"),
        ("- 1. " * 5 + "a", "deep-markup"),
        ("a|" * 30 + "\n" + "-|" * 30, "wide-table"),
        ("a\n" * 999 + "\n" + "a\n" * 999, None),
        ("- " * 30, None),
        ("-" * 30, None),
        ("* * * * * * * * * * * *", None),
        ("a | b\n" + "-" * 60 + "|" + "-" * 60, None),
        ("2026年11月28日 1. 2. 3. 4. 5. 6. 7. 8. 9. 10.", None),
    ],
)
def test_finds_what_would_take_too_long(text: str, code: str | None) -> None:
    found = excess(text)
    assert (found.code if found else None) == code


def test_headings_end_as_they_may() -> None:
    shown = sections("## a {#b} ##\nx\n\n### c##\n## d" + " " * 30 + "e  \n### {#f}\n")
    assert [(each.level, each.heading, each.anchor) for each in shown] == [
        (2, "a", "b"),
        (3, "c", ""),
        (2, "d e", ""),
        (3, "{#f}", ""),
    ]


STRAY = [
    "A tick: ` a\n\n{}\n\nAnother: ` end.",
    "A tick: \\` {} b ` c",
    "- a ` b\n- {} c\n- ` d",
    "| a | b |\n|---|---|\n| ` | x |\n| {} | ` |",
]
"""Backticks around a text that make no code of it."""


@pytest.mark.parametrize("around", STRAY)
@pytest.mark.parametrize(
    "attack", ["[x](http://a.example@evil.test/)", "<b>", "![x](a)", "[x](javascript:alert)"]
)
def test_what_stands_between_stray_backticks_is_read(around: str, attack: str) -> None:
    text = around.format(attack)
    assert unsafe(text)
    assert "href" not in WRITE(text)
    assert not re.search(r"<|\]\(", with_addresses(text, str))


@pytest.mark.parametrize("around", STRAY)
def test_references_between_stray_backticks_are_read(around: str) -> None:
    text = around.format("[x](nowhere/x) [@ZZZ9]")
    assert [name for name, _ in links(text)] == ["nowhere/x"]
    assert [name for name, _ in citations(text)] == ["ZZZ9"]


@pytest.mark.parametrize(
    "target",
    ["http://good.example`@`evil.test/", "`http://a@evil.test/`", "h`ttp://a@evil.te`st/"],
)
def test_a_target_with_code_in_it_leads_nowhere(target: str) -> None:
    assert unsafe(f"[x]({target})")
    assert WRITE.inline(f"[x]({target})") == "x"


BLOCKS = ("``", "```\n", "\n\n", "- ", "1. ", "> ", "# ", "|-|-|\n", "    ")
LEADS = (
    *("[@A1]", "[a](glossary/word)", "[a](https://e.example/)", "<https://e.example/>", "<b>"),
    *("[a](http://a.example@evil.test/)", "http://evil.test/", "[a]: ", "&lt;", "a@b.example"),
)


@pytest.mark.parametrize(
    "address", ["http://a.example@evil.test/", "http:/\\evil.test", "ftp://a.b"]
)
def test_an_address_that_nothing_has_judged_is_cut_out(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown_dialect, "leads_to", lambda *_: address)
    assert "href" not in ProseWriter(Places()).inline(f"[{address}](a/{len(address)})")


PIECES = st.lists(st.sampled_from([*"`\\[]()<>!|\n*_a :&{}", *BLOCKS, *LEADS]), max_size=24).map(
    "".join
)


@tries(300)
@given(PIECES)
def test_the_links_that_are_made_are_those_that_the_check_sees(text: str) -> None:
    read = [mark for mark in inline.read(text) if mark.kind in ("link", "address")]
    seen = [to for mark in read if (to := markdown_dialect.leads_to(mark, Places().link))]
    made = [html.unescape(each) for each in re.findall(r'href="([^"]*)"', WRITE(text))]
    assert [each for each in made if not each.startswith("s.html")] == seen
    known = set(text.split("[@A1]")) != {text}
    assert known or not [each for each in made if each.startswith("s.html")]


@tries(300)
@given(PIECES)
def test_markdown_for_others_leads_nowhere_else(text: str) -> None:
    """Also what the check refuses; read by the standard and by python-markdown."""
    said = with_addresses(text, Places().link)
    usual = Markdown(extensions=["attr_list", "tables", "toc"]).convert(said)
    standard = MarkdownIt("commonmark", {"html": True}).enable("table").render(said)
    for page in (finished.Page(standard), finished.Page(str(usual))):
        assert page.directives == []
        for tag, values in page.elements:
            assert tag not in ("b", "img")
            led = values.get("href", "")
            assert not led or led == "../glossary.html#word" or markdown_dialect.is_fine(led)
