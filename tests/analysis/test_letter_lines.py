"""Every line that a letter can have stands once in the list that somebody reads and signs."""

from __future__ import annotations

from michishirube.analysis.letter_lines import letter_lines, new_lines
from michishirube.checks.letter_lint.rendered_letter import rendered_letters
from michishirube.checks.project import check_project
from michishirube.markup.letter_template import fill, parse, start_of
from tests.conftest import FREELANCE, Project

LETTER = "content/letters/ask-friend.yml"


def lines_of(project: Project) -> list[str]:
    return [line.text for line in letter_lines(project.guide())]


def test_each_line_of_each_form_stands_once(houseplant: Project) -> None:
    houseplant.replace(LETTER, "Thank you!", "Thank you!\n      Thank you!")
    assert lines_of(houseplant) == [
        "Dear 〔Name〕,",
        "my plant needs new soil. Could you help me on 〔Day〕?",
        "I have everything we need.",
        "Could you bring a trowel?",
        "Thank you!",
    ]


def test_conditions_on_one_line_are_combined_and_options_are_written_out(
    houseplant: Project,
) -> None:
    houseplant.replace(
        LETTER,
        "[[if tools=yes]]I have everything we need.[[else]]Could you bring a trowel?[[end]]",
        "[[if tools=yes]]A[[else]]B[[end]] [[if tools=no]]C[[else]]D[[end]] {{tools}} "
        "[[if day]]on {{day}}[[else]]some day[[end]].",
    )
    options = houseplant.guide().fields["tools"].options
    assert lines_of(houseplant)[2:6] == [
        f"{'A' if name == 'yes' else 'B'} {'C' if name == 'no' else 'D'} {label} {day}."
        for name, label in options.items()
        for day in ("on 〔Day〕", "some day")
    ]


def test_a_block_under_a_condition_is_read_line_by_line(houseplant: Project) -> None:
    houseplant.replace(
        LETTER, "Thank you!", "[[if tools=yes]]\n      One.\n      Two.\n      [[end]]\n      Bye."
    )
    assert lines_of(houseplant)[-3:] == ["One.", "Two.", "Bye."]


def test_no_line_of_a_rendered_letter_is_missing() -> None:
    """The forms that the letter rules read have no line that isn't in the list."""
    guide = check_project(FREELANCE).guide
    assert guide
    known = {line.text for line in letter_lines(guide)}

    def blank(name: str) -> str:
        return f"〔{guide.fields[name].label}〕"

    for letter in guide.letters.values():
        for tone in letter.tones:
            segments = parse(tone.body.rstrip("\n")).segments
            for form in rendered_letters(letter, tone, guide.fields, None):
                chosen = {name: start_of(field) for name, field in guide.fields.items()}
                typed = {
                    name: value if guide.fields[name].options or not value else blank(name)
                    for name, value in form.choices
                }
                text = fill(segments, chosen | typed, guide.fields, blank)
                assert {each.strip() for each in text.split("\n") if each.strip()} <= known


def test_lines_of_another_letter_are_not_new(houseplant: Project) -> None:
    before = houseplant.guide()
    houseplant.replace(LETTER, "Thank you!", "Thanks a lot!")
    assert [line.text for line in new_lines(before, houseplant.guide())] == ["Thanks a lot!"]
