"""Words of the pages that a guide says otherwise: in its settings, or in a locale beside it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.i18n import guide_words
from michishirube.i18n.messages import languages, load
from michishirube.reading.project import shipped
from michishirube.website.compile import compile_site
from tests.conftest import Project


def everything(project: Project) -> str:
    """All pages and files of a site, with the words that the theme gets."""
    site = compile_site(project.root, shipped("templates")).site
    assert site is not None
    parts = [*(each.html for each in site.documents), str(site.theme_context["words"])]
    return "\n".join([*parts, *(each.content.decode() for each in site.assets)])


def test_settings_change_any_word_of_the_pages(houseplant: Project) -> None:
    own = {
        "theme.scope": "Plants aren't people.",  # around the pages
        "tree.first": "Begin like this",  # in a component
        "kind.question": "Ask yourself",  # in the chart too
        "copy.done": "It is copied",  # in the script
        "llms.pages": "All there is",  # in files for machines
    }
    before = everything(houseplant)
    rows = "".join(f'  {key}: "{text}"\n' for key, text in own.items())
    text = (houseplant.root / "site_config.yml").read_text(encoding="utf-8")
    houseplant.write("site_config.yml", f"{text}words:\n{rows}")
    after = everything(houseplant)
    for key, new in own.items():
        old = next(said[key] for part in guide_words.PARTS if key in (said := load("en", part)))
        assert new not in before
        assert new in after
        assert f">{old}<" not in after, key


def test_a_locale_beside_the_guide_does_too_and_the_settings_come_first(
    houseplant: Project,
) -> None:
    houseplant.write("locales/en/ui.toml", '[tree]\nfirst = "From a file"\nsteps = "Each step"\n')
    text = (houseplant.root / "site_config.yml").read_text(encoding="utf-8")
    houseplant.write("site_config.yml", text + "words: {tree.first: From the settings}\n")
    assert houseplant.findings() == []
    site = everything(houseplant)
    assert "From the settings" in site
    assert "Each step" in site
    assert "From a file" not in site


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("en/ui.toml", '[tree]\nfrist = "x"', ("unknown-word", 2)),
        ("en/ui.toml", '[tree]\nfirst = "{x}"', ("word-placeholder", 2)),
        ("en/ui.toml", '[tree]\nfirst = "<b>x</b>"', ("markup-in-plain-text", 2)),
        ("en/ui.toml", '[tree]\nfirst: "x"', ("locale-syntax", 2)),
        ("en/diagnostics.toml", 'x = "y"', ("unread-file", 1)),
        ("fr/ui.toml", 'x = "y"', ("unread-file", 1)),
    ],
)
def test_what_has_no_effect_is_told(
    houseplant: Project, name: str, text: str, expected: tuple[str, int]
) -> None:
    houseplant.write(f"locales/{name}", text)
    (found,) = houseplant.findings()
    assert (found.code, found.span.line) == expected
    assert found.span.path == f"locales/{name}"


def test_the_command_lists_them_as_the_guide_says_them(houseplant: Project) -> None:
    houseplant.write("locales/en/ui.toml", '[tree]\nfirst = "Begin like this"\n')
    root = ["--root", str(houseplant.root)]
    shown = CliRunner().invoke(main, ["words", *root]).output.splitlines()
    assert "tree.first\tBegin like this" in shown
    assert len(shown) > 200
    assert CliRunner().invoke(main, ["words", "--own", *root]).output == (
        "tree.first\tBegin like this\n"
    )


@pytest.mark.parametrize("language", languages())
def test_catalogues_with_the_same_key_have_the_same_placeholders(language: str) -> None:
    known = guide_words.known(language)
    for part in guide_words.PARTS:
        for key, text in load(language, part).items():
            assert guide_words.placeholders(text) <= known[key], (part, key)
