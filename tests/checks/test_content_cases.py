"""Bad input of every kind: each gives its codes at their places, or is shown as mere text.

The cases lie in `content_cases/*.toml`, one table each, and change the small guide
`houseplant`, which has no findings:

    [name]
    file = "content/…"         the file (or folder) that the case is about
    old, new                   what is written instead of what stands there once
    content, bytes, link       or: the whole file, as text, as hex, as a link to this
    delete = true              or: the file is gone
    times, fill                "…" in the above stands for so many of these
    expect = ["line:column code"]   everything that must be found; in other files
                               "path:line:column code"; nothing else may be found
    some = true                more may be found (hundreds of the same)
    inert = true               without errors: must be published, and do nothing
    shows = "…"                and readers see this text
"""

from __future__ import annotations

import re
import shutil
import time
import tomllib
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import Markdown

from michishirube import reports
from michishirube.checks.project import check_project
from michishirube.i18n import messages
from michishirube.i18n.messages import languages
from michishirube.markup.prose import TAGS
from michishirube.publish import markdown_document
from michishirube.website.compile import CompileResult, PreviewState, compile_site
from tests.conftest import HOUSEPLANT, ROOT

FOLDER = Path(__file__).parent / "content_cases"
CASES: dict[str, dict[str, Any]] = {
    f"{path.stem}/{name}": case
    for path in sorted(FOLDER.glob("*.toml"))
    for name, case in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
SECONDS = 2.0
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# What the prose of contributors may become; everything else comes from the templates.
_PROSE = {(tag, "") for tag in TAGS} | {("a", "href"), ("a", "class"), ("a", "rel")}


def apply(root: Path, case: dict[str, Any]) -> None:
    target = root / case["file"]
    fill = case.get("fill", "") * case.get("times", 0)
    if "old" in case:
        text = target.read_text(encoding="utf-8")
        assert text.count(case["old"]) == 1
        target.write_bytes(text.replace(case["old"], case["new"].replace("…", fill)).encode())
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    elif "link" in case or "delete" in case:
        target.unlink()
    if "link" in case:
        target.symlink_to(case["link"])
    elif "content" in case:
        target.write_bytes(case["content"].replace("…", fill).encode())
    elif "bytes" in case:
        target.write_bytes(bytes.fromhex(case["bytes"]))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(HOUSEPLANT, root)
    return root


@pytest.mark.parametrize("name", CASES)
def test_case_is_found_at_its_place(project: Path, name: str) -> None:
    case = CASES[name]
    apply(project, case)
    began = time.process_time()
    loaded = check_project(project)
    took = time.process_time() - began
    found = found_in(loaded.diagnostics, case["file"])
    if case.get("some"):
        assert set(case["expect"]) <= set(found)
    else:
        assert found == case["expect"]
    assert took < SECONDS
    report = reports.CheckReport(findings=tuple(loaded.diagnostics), files=loaded.files)
    for language in languages():
        for form in reports.FORMATS.values():
            shown = form(report, messages.load(language, "diagnostics"))
            assert not _STEERING.search(shown)


def found_in(diagnostics: Any, file: str) -> list[str]:
    spans = [(str(item.span).removeprefix(f"{file}:"), item.code) for item in diagnostics]
    return [f"{place} {code}" for place, code in spans]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.get("inert")])
def test_what_is_allowed_does_nothing(project: Path, name: str) -> None:
    case = CASES[name]
    apply(project, case)
    began = time.process_time()
    compiled = compile_site(project, ROOT / "templates", with_templates_read())
    assert time.process_time() - began < 2 * SECONDS
    assert compiled.site is not None, found_in(compiled.diagnostics, case["file"])
    pages = published(compiled)
    usual = plain_guide()
    strange = {pair for page in pages for pair in page.pairs} - usual - _PROSE
    assert strange == set()
    for page in pages:
        assert all(is_harmless(address) for address in page.addresses)
        assert page.head == {"title", "description"} or page.head <= heads()
    if "shows" in case:
        assert any(case["shows"] in page.text for page in pages)


def is_harmless(address: str) -> bool:
    scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return scheme is None or scheme[1].lower() in ("https", "http", "mailto")


class Page(HTMLParser):
    """What a browser would make of a page: its tags, attributes, addresses and text."""

    def __init__(self, document: str, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pairs: set[tuple[str, str]] = set()
        self.addresses: list[str] = []
        self.text = ""
        head = document.split("\n---\n", 1)[0].removeprefix("---\n") if document else ""
        self.head = set(yaml.safe_load(head) or {})
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pairs.add((tag, ""))
        for attribute, value in attrs:
            self.pairs.add((tag, attribute))
            if attribute in ("href", "src", "action", "formaction", "xlink:href"):
                self.addresses.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def published(compiled: CompileResult) -> list[Page]:
    """The pages of a site, those that Markdown makes of its export, and its drawings."""
    assert compiled.site
    made = Markdown(extensions=["attr_list", "tables", "toc"], output_format="html")
    pages = [
        Page(text, made.reset().convert(text.split("\n---\n", 1)[1]))
        for text in map(markdown_document.write, compiled.site.documents)
    ]
    pages += [Page("", each.html) for each in compiled.site.documents]
    drawings = [each for each in compiled.site.assets if each.path.endswith(".svg")]
    return pages + [Page("", each.content.decode()) for each in drawings]


def with_templates_read() -> PreviewState:
    """What a preview knows that has read the templates, and no guide."""
    state = PreviewState()
    state.renderer = _templates().renderer  # type: ignore[method-assign]
    return state


@cache
def _templates() -> PreviewState:
    return PreviewState()


@cache
def plain_guide() -> set[tuple[str, str]]:
    pages = published(compile_site(HOUSEPLANT, ROOT / "templates", with_templates_read()))
    return {pair for page in pages for pair in page.pairs}


@cache
def heads() -> set[str]:
    pages = published(compile_site(HOUSEPLANT, ROOT / "templates", with_templates_read()))
    return {key for page in pages for key in page.head}


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120
