"""Strings that make careless readers slow, and the places of a guide in which they can stand.

A family is a kind of string that can be made as long as one likes: marks that nest, marks that
stay open, alternations. A place is all files of the small guide that hold such a string where a
contributor may write it. Together they are what `tests/test_bounds.py` and `benchmarks/bounds`
measure.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from michishirube import reports
from michishirube.i18n import messages
from michishirube.website.compile import PreviewState, compile_site
from tests.conftest import HOUSEPLANT, ROOT

LENGTH = 19_900
"""Characters of a string: as many as a text may have, with what stands around it."""

_MIRROR = str.maketrans("[](){}<>「」", "][)(}{><」「")

_OPEN = (
    *("[", "![", "[@", "[a](", "[a]([a](", "[a](<", '[a](b "', "(", "<", "<a", "<http://a"),
    *("`", "*", "**", "*a **b _c ", "{{", "[[if a]]", "[[if tools=yes]]", "{a: ", "「"),
)
"""Marks that open something."""

_REPEATED = (
    *("[a](b) ", "[a](<b>)", '[a](b ")', "[@A1]", "[@A1]a", "[a]: b\n", "[[]]", "](", "]"),
    *("<a>", "<a@b.c> ", "<!--", "</", "&", "&amp;", "&#", "\\", "\\[", "\\`", "`a``", "``a` "),
    *("*a* ", "a*", "*a_", "_a_ ", "~", "$", "%", "!", '"', "'", "a'b\""),
    *("# a\n", "#", "## a {#b}\n", "---\n", "===\n", "a\n===\n", "***\n", "```\n", "~~~\n"),
    *("- a\n", "- ", "- a\n\n", "1. a\n", "1. ", "> a\n", "> ", "> - ", "  - a\n", "    a\n", "+ "),
    *("|", "|a", "a|b\n", "|a|\n|-|\n", "-|", "a|b\n-|-\n"),
    *("{{day}}", "{{friend}} ", "[[end]]", "[[else]]", "[[if tools=yes]]a[[end]]", "}}", "{a}"),
    *(
        "a",
        "あ",
        "ア",
        "漢",
        "a ",
        "あ。",
        "あ\n",
        "a\n",
        "a\n\n",
        " ",
        "  \n",
        "\u3000",
        "1",
        "1月1日",
    ),
    *(
        "か\u3099",
        "e\u0301",
        "👩\u200d🌾",
        "🇯🇵",
        "\u200d",
        "ﾊﾟ",
        "：",
        "・a",
        "http://a ",
        "a.",
        "a@",
    ),
    *(
        "a: ",
        "a: b\n",
        "- a: b\n",
        "? ",
        "&a ",
        "*a ",
        "!a ",
        "[a, ",
        "a, ",
        "a:\n ",
        "\t",
        " #",
        "。",
    ),
    *(
        "様",
        "お",
        "です。",
        "！？",
        "1-",
        "0120-",
        "a/",
        "//",
        "％",
        "(笑)",
        "www.",
        "a@a.",
        "。",
        "1",
    ),
)
"""Marks one behind the other, most of them closed."""

_MIXED = (
    *(
        "``a` ",
        "`a`` ",
        "```a` ``",
        "`*",
        "`\\",
        "`<",
        "`&",
        "`[",
        "`]",
        "[`](`",
        "`|",
        "\\\\`",
        "``\\`",
    ),
    *(
        "*_",
        "**_",
        "*__a",
        "***_ ",
        "_*a* ",
        "*`_",
        "*<",
        "*&",
        "*\\",
        "**[",
        "_&a;",
        "<&",
        "<\\",
        "<a&",
    ),
    *(
        "<http://",
        "<http://a`",
        "http://a,",
        "a.com,",
        "a.com+",
        "https://a/@",
        "//a.b\\",
        "をhttps:",
    ),
)
"""Different marks in turn, and runs that aren't equal."""


def _repeated(token: str) -> Callable[[int], str]:
    return lambda length: (token * (length // len(token) + 1))[:length]


def _nested(token: str) -> Callable[[int], str]:
    closing = token[::-1].translate(_MIRROR)
    return lambda length: (
        token * (length // 2 // len(token)) + closing * (length // 2 // len(token))
    )


def _between(before: str, token: str, after: str) -> Callable[[int], str]:
    """Much of the same in a line whose beginning asks for more to come, and whose end doesn't."""
    return lambda length: (before + token * length)[: length - len(after)] + after


def _counting(sign: str, between: str) -> Callable[[int], str]:
    """Runs of a sign that get longer, so that none closes another."""

    def make(length: int) -> str:
        whole = "".join(sign * count + between for count in range(1, 300))
        return (whole * 9)[:length]

    return make


def _stairs(mark: str) -> Callable[[int], str]:
    """Lines each of which stands within the one before."""
    return lambda length: "".join("    " * depth + f"{mark}\n" for depth in range(200))[:length]


def _wide_table(length: int) -> str:
    return "|a" * (length // 8) + "|\n" + "|-" * (length // 8) + "|\n" + "|a\n" * (length // 6)


FAMILIES: Mapping[str, Callable[[int], str]] = {
    **{repr(token): _repeated(token) for token in (*_OPEN, *_REPEATED, *_MIXED)},
    **{f"{token!r} closed": _nested(token) for token in _OPEN},
    **{
        f"{before!r} {token!r} {after!r}": _between(before, token, after)
        for before, token, after in (
            ("## a", " ", "b"),
            ("[a](", "a", ""),
            ("[a](", " ", "b"),
            ("[a](", "()", ""),
            ("[", "[]", ""),
            ("a: ", " ", "b #"),
            ("- ", " ", "x"),
            ("あ", " ", "\nあ"),
            ("https://", "a.", "!"),
            ("https://a", "/", "あ"),
            ("{#", "a", ""),
            ("#", " ", "x"),
            ("<", " ", "x"),
            ("<a ", "a=", ""),
            ("　", "1.", "！"),
        )
    },
    "` counting": _counting("`", "a"),
    "` counting in a table": lambda length: "|a|b|\n|-|-|\n|" + _counting("`", "|")(length - 14),
    "* counting": _counting("*", "a"),
    "* counting between _": _counting("*", "a_ "),
    "` counting between \\": _counting("`", "\\"),
    "~ counting": _counting("~", "\n"),
    "lists in lists": _stairs("- a"),
    "numbers in numbers": _stairs("1. a"),
    "quotes in quotes": _stairs("> a"),
    "keys in keys": lambda length: "\n".join(" " * depth + "a:" for depth in range(190))[:length],
    "many keys": lambda length: "".join(f"a{n}: b\n" for n in range(3000))[:length],
    "many near keys": lambda length: "".join(f"titl{n}: b\n" for n in range(3000))[:length],
    "many blanks": lambda length: "".join(f"{{{{friend{n}}}}}" for n in range(3000))[:length],
    "many conditions": lambda length: "".join(f"[[if a{n}]]x[[else]]y[[end]]" for n in range(3000))[
        :length
    ],
    "a wide table": _wide_table,
}


def _block(text: str, indent: str) -> str:
    """A text as a `|` block; 2 for an indentation that a space at its beginning can't change."""
    return "|2\n" + "\n".join(f"{indent}{line}" if line else "" for line in text.split("\n"))


def _prose(text: str) -> Iterator[tuple[str, str, str]]:
    yield "content/about.md", "Made by", f"Made\n\n{text}\n\nby"
    asked = "    question: Do the leaves stand up again?\n"
    block = _block(text, "      ")
    yield "content/stages/dry.yml", asked, f"{asked}    help: {block}\n"
    term = "    text: Soil that doesn't stick to your finger."
    yield "content/glossary.yml", term, f"    text: {block}"


def _words(text: str) -> Iterator[tuple[str, str, str]]:
    quoted = json.dumps(text, ensure_ascii=False)
    yield "content/stages/wet.yml", "title: The soil is wet", f"title: {quoted}"
    yield "content/letters/ask-friend.yml", "to: A friend", f"to: {quoted}"
    yield "content/glossary.yml", "term: Dry soil", f"term: {quoted}"
    yield "content/sources.yml", "title: Handbook of houseplants", f"title: {quoted}"
    yield "content/fields.yml", "label: Name", f"label: {quoted}"


def _letter(text: str) -> Iterator[tuple[str, str, str]]:
    body = "      my plant needs"
    block = _block(text[:9500], "      ").removeprefix("|2\n")
    yield "content/letters/ask-friend.yml", body, f"{block}\n{body}"


def _whole_letter(text: str) -> Iterator[tuple[str, str, str]]:
    yield from ((file, old, new) for file, old, new in _letter(text))
    example = json.dumps(text, ensure_ascii=False)
    yield "content/fields.yml", "example: Robin", f"example: {example}"


def _names(text: str) -> Iterator[tuple[str, str, str]]:
    quoted = json.dumps(text, ensure_ascii=False)
    yield "content/stages/dry.yml", "    next: rest", f"    next: {quoted}"
    yield "content/sources.yml", "  kind: expert", f"  kind: expert\n  address: {quoted}"
    yield "content/checklists/healthy-plant.yml", "lead: Look", f"{quoted}: x\nlead: Look"
    yield "content/glossary.yml", "  - id: dry-soil", f"  - id: {quoted}"


def _yaml(text: str) -> Iterator[tuple[str, str, str]]:
    yield "content/stages/wet.yml", "title: The soil is wet", f"title: {text}"
    figure = "content/figures/survey.yml"
    yield figure, (HOUSEPLANT / figure).read_text(encoding="utf-8"), text
    about = "content/about.md"
    yield about, "description:", f"{text}\ndescription:"


PLACES: Mapping[str, Callable[[str], Iterator[tuple[str, str, str]]]] = {
    "prose": _prose,
    "words": _words,
    "letter": _whole_letter,
    "names": _names,
    "yaml": _yaml,
}
"""For a string the files that hold it, each with what stands there otherwise."""


class Bench:
    """A copy of the small guide that strings are put into, one after the other."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(HOUSEPLANT, root)
        self._root = root
        self._preview = PreviewState()
        self.seconds("b", "prose")  # Reads the templates and the models.
        self._usual = min(self.seconds("a", "prose") for _ in range(3))

    def cost(self, text: str, place: str) -> float:
        """Seconds of the processor that a string adds to check, report and build, a file."""
        files = len({file for file, _, _ in PLACES[place](text)})
        return max(0.0, self.seconds(text, place) - self._usual) / files

    def seconds(self, text: str, place: str) -> float:
        """Seconds of the processor for the whole guide."""
        changed: dict[str, str] = {}
        for name, old, new in PLACES[place](text):
            before = changed.get(name) or (HOUSEPLANT / name).read_text(encoding="utf-8")
            assert before.count(old) == 1, (name, old)
            changed[name] = before.replace(old, new)
        for name, content in changed.items():
            (self._root / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        try:
            return self._run()
        finally:
            for name in changed:
                shutil.copyfile(HOUSEPLANT / name, self._root / name)

    def _run(self) -> float:
        began = time.process_time()
        # What the preview remembers of texts would make the second run of each cheaper.
        preview = PreviewState()
        preview.renderer = self._preview.renderer  # type: ignore[method-assign]
        compiled = compile_site(self._root, ROOT / "templates", preview)
        report = reports.CheckReport(
            findings=tuple(compiled.diagnostics), files=compiled.loaded.files
        )
        for form in reports.FORMATS.values():
            form(report, messages.load("ja", "diagnostics"))
        if compiled.site is not None:
            for document in compiled.site.documents:
                document.html  # noqa: B018 - made when it is asked for
            for asset in compiled.site.assets:
                asset.content  # noqa: B018 - made when it is asked for
        return time.process_time() - began
