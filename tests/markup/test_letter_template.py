"""Letters: what is filled in, what depends on an answer, and what contributors get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.diagnostics import Span
from michishirube.markup.letter_template import (
    Conditional,
    LiteralText,
    Placeholder,
    fields_in,
    fill,
    parse,
    preview,
)
from michishirube.model import Field, Text

HERE = Span.of_file("content/fields.yml")


def text(value: str) -> Text:
    return Text(value, HERE)


def field(name: str, **more: object) -> Field:
    made = {"type": "text", **more}
    return Field(span=HERE, id=text(name), label=text(name.title()), **made)  # type: ignore[arg-type]


STATE = field(
    "state",
    type="choice",
    options={"sent": text("I sent it"), "soon": text("not yet")},
    default=text("soon"),
)
FIELDS = {"name": field("name"), "note": field("note", required=False), "state": STATE}


def filled(body: str, **values: str) -> str:
    return fill(parse(body).segments, values, FIELDS)


def test_takes_a_letter_apart() -> None:
    body = "Dear {{name}}, [[if state=sent]]sent[[else]]to {{note}}[[end]]."
    assert parse(body).segments == (
        LiteralText("Dear ", 0),
        Placeholder("name", 5),
        LiteralText(", ", 13),
        Conditional(
            "state",
            "sent",
            (LiteralText("sent", 32),),
            (LiteralText("to ", 44), Placeholder("note", 47)),
            15,
        ),
        LiteralText(".", 62),
    )
    assert [name for name, _ in fields_in(parse(body).segments)] == ["name", "state", "note"]


def test_fills_in_and_marks_what_is_missing() -> None:
    assert filled("Dear {{name}} / {{ note }}", name="Ann") == "Dear Ann / 〔note〕"


def test_writes_the_words_of_an_option() -> None:
    assert filled("It is so: {{state}}", state="sent") == "It is so: I sent it"


@pytest.mark.parametrize(
    ("values", "expected"),
    [({"state": "sent"}, "a\nyes\nb"), ({"state": "soon"}, "a\nno\nb"), ({}, "a\nno\nb")],
)
def test_lines_of_conditions_leave_no_empty_line(values: dict[str, str], expected: str) -> None:
    body = "a\n[[if state=sent]]\nyes\n[[else]]\nno\n[[end]]\nb"
    assert filled(body, **values) == expected


def test_a_line_whose_condition_leaves_nothing_goes() -> None:
    body = "a\n[[if note]]P.S. {{note}}[[end]]\nb\n\nc"
    assert filled(body, note="bye") == "a\nP.S. bye\nb\n\nc"
    assert filled(body) == "a\nb\n\nc"


def test_empty_lines_of_the_author_stay() -> None:
    assert filled("a\n\n\nb") == "a\n\n\nb"


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("[[if name]]x", "open-if", "[[if name]]"),
        ("x[[end]]", "stray-end", "[[end]]"),
        ("x[[else]]", "stray-else", "[[else]]"),
        ("[[if name]]a[[else]]b[[else]]c[[end]]", "stray-else", "[[else]]"),
        ("[[if name]][[if note]]x[[end]]", "nested-if", "[[if note]]"),
        ("[[unless name]]", "bad-mark", "[[unless name]]"),
        ("[[if Name=x]]", "bad-mark", "[[if Name=x]]"),
        ("{{Name}}", "bad-blank", "{{Name}}"),
        ("{{}}", "bad-blank", "{{}}"),
        ("{{宛名}}", "bad-blank", "{{宛名}}"),
    ],
)
def test_points_at_what_it_doesnt_understand(body: str, code: str, words: str) -> None:
    fault = parse(body).faults[0]
    assert fault.code == code
    assert body[fault.offset :].startswith(words)
    assert fault.text == words


def test_preview_shows_a_choice_at_its_default() -> None:
    body = "{{name}}[[if state=sent]] sent[[else]] soon[[end]][[if note]] with {{note}}[[end]]"
    pieces = preview(parse(body).segments, FIELDS)
    assert pieces == [Placeholder("name"), LiteralText(" soon with "), Placeholder("note")]


@given(st.text(alphabet="ab{}[]=\n ifelsdn_"))
def test_never_fails_and_loses_nothing(body: str) -> None:
    parsed = parse(body)
    assert isinstance(fill(parsed.segments, {}, {}), str)
    if not any(isinstance(each, Conditional) for each in parsed.segments):
        whole = "".join(each.text for each in parsed.segments if isinstance(each, LiteralText))
        blanks = [each for each in parsed.segments if isinstance(each, Placeholder)]
        assert len(whole) + sum(body[each.offset :].index("}}") + 2 for each in blanks) == len(body)
