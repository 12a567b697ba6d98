"""Guides in languages that the program doesn't bring, and in regions of those that it does."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.i18n import messages
from michishirube.i18n.direction import direction
from michishirube.reading.project import shipped
from michishirube.website.compile import CompiledSite, compile_site
from tests.conftest import Project
from tests.publish.test_build import contents, run
from tests.repositories import under_git

GERMAN = """\
[menu]
more = "Gut zu wissen"
[home.scenarios]
one = "{count} Fall"
other = "{count} Fälle"
"""


def in_language(project: Project, language: str) -> Project:
    project.replace("site_config.yml", "language: en", f"language: {language}")
    return project


def compiled(project: Project) -> CompiledSite:
    site = compile_site(project.root, shipped("templates")).site
    assert site is not None, project.findings()
    return site


def page(site: CompiledSite, path: str) -> str:
    return next(each.html for each in site.documents if each.path == path)


def test_a_region_has_the_words_of_its_language(houseplant: Project) -> None:
    usual = page(compiled(houseplant), "stages/dry.md")
    site = compiled(in_language(houseplant, "en-GB"))
    assert houseplant.findings() == []
    assert page(site, "stages/dry.md").replace("en-GB", "en") == usual


def test_a_locale_beside_the_guide_is_enough_for_another_language(houseplant: Project) -> None:
    """What it doesn't say yet is said in English, by the theme's own parts in the language."""
    houseplant.write("locales/de/ui.toml", GERMAN)
    in_language(houseplant, "de")
    assert houseplant.findings() == []
    done = run("build", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    files = contents(houseplant.root / "site")
    site = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    assert '<html lang="de"' in site["index.html"]
    assert "Gut zu wissen" in site["index.html"]
    assert re.search(r"\d+ Fälle", site["index.html"])
    assert "Seitenanfang" in site["index.html"]


def test_without_a_locale_another_language_is_told(houseplant: Project) -> None:
    assert in_language(houseplant, "de").codes() == {"unknown-language"}


def test_the_words_of_a_region_come_after_those_of_the_language(houseplant: Project) -> None:
    houseplant.write("locales/de/ui.toml", GERMAN)
    houseplant.write("locales/de-CH/ui.toml", '[menu]\nmore = "Wissenswertes"\n')
    home = page(compiled(in_language(houseplant, "de-CH")), "index.md")
    assert "Wissenswertes" in home
    assert "Fälle" in home


@pytest.mark.parametrize(
    ("language", "count", "form"),
    [
        ("ja", 1, "other"),
        ("en", 1, "one"),
        ("en-GB", 0, "other"),
        ("fr-CA", 0, "one"),
        ("ru", 22, "few"),
        ("ar", 11, "many"),
        ("pl", 5, "many"),
        ("no such tag", 1, "one"),
    ],
)
def test_counted_things_have_the_forms_of_their_language(
    language: str, count: int, form: str
) -> None:
    assert messages.plural_form(language, count) == form


def test_a_locale_gives_as_many_forms_as_its_language_has(houseplant: Project) -> None:
    forms = '[length.days]\none = "{count} день"\nfew = "{count} дня"\nmany = "{count} дней"\n'
    houseplant.write("locales/ru/ui.toml", forms + 'other = "{count} дня (доля)"\n')
    houseplant.replace("content/stages/dry.yml", "hours: 24", "days: 5")
    assert "5 дней" in page(compiled(in_language(houseplant, "ru")), "stages/dry.md")
    houseplant.write("locales/ru/ui.toml", forms.replace("many", "meny"))
    assert houseplant.codes() == {"unknown-word"}


def test_the_command_says_what_a_locale_lacks(houseplant: Project) -> None:
    words = '[tree]\nfirst = "Сначала"\n[length.days]\none = "{count}"\n'
    houseplant.write("locales/ru/ui.toml", words)
    in_language(houseplant, "ru")
    command = ["words", "--lacking", "--root", str(houseplant.root)]
    lacking = CliRunner().invoke(main, command).output.splitlines()
    assert {"tree.steps", "length.days.few", "length.days.many"} <= {*lacking}
    assert not {"tree.first", "length.days.one"} & {*lacking}


def test_a_bundled_language_lacks_nothing(houseplant: Project) -> None:
    command = ["words", "--lacking", "--root", str(houseplant.root)]
    assert CliRunner().invoke(main, command).output == ""


def test_a_guide_written_from_the_right_is_laid_out_so(houseplant: Project) -> None:
    houseplant.write("locales/ar/ui.toml", '[tree]\nfirst = "ابدأ هنا"\n')
    done = run("build", cwd=in_language(houseplant, "ar").root)
    assert (done.returncode, done.stderr) == (0, "")
    home = (houseplant.root / "site/index.html").read_text(encoding="utf-8")
    assert '<html lang="ar"' in home
    assert '<body dir="rtl"' in home
    assert (direction("ar-EG"), direction("en")) == ("rtl", "ltr")


def test_messages_follow_the_guide_and_are_english_where_it_has_none(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    houseplant.write("locales/de/ui.toml", GERMAN)
    in_language(houseplant, "de")
    done = CliRunner().invoke(main, ["check", "--root", str(houseplant.root)])
    assert "no problems" in done.output


def test_of_two_guides_in_one_process_each_has_its_own_words(houseplant: Project) -> None:
    houseplant.write("locales/en/ui.toml", '[menu]\nmore = "Mine"\n')
    assert "Mine" in page(compiled(houseplant), "index.md")
    (houseplant.root / "locales/en/ui.toml").unlink()
    assert "Mine" not in page(compiled(houseplant), "index.md")


def test_commands_that_try_a_change_in_a_copy_know_the_words_and_the_logo(
    houseplant: Project,
) -> None:
    houseplant.write("locales/de/ui.toml", GERMAN)
    houseplant.write("content/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    houseplant.replace("site_config.yml", "language: en", "language: de\nlogo: logo.svg")
    under_git(houseplant.root)

    def done(*arguments: str) -> str:
        result = CliRunner().invoke(main, [*arguments, "--root", str(houseplant.root)])
        assert result.exit_code == 0, result.output
        return result.output

    term = ["--id", "loam", "--term", "Lehm", "--text", "Erde.", "--reading=", "--aliases="]
    done("new", "term", *term)
    done("rename", "letter", "ask-friend", "ask-somebody")
    houseplant.replace("content/about.md", "title: ", "title：")
    done("check", "--fix")
    done("migrate")
    assert houseplant.findings() == []
    assert "error" not in done("diff", "HEAD").lower()
