"""`guide new`: creates content that passes the check, from prompts or options."""

from __future__ import annotations

from pathlib import Path
from typing import get_type_hints

import click

from michishirube.cli.asking import Session, items
from michishirube.cli.common import language_option, root_option
from michishirube.editing import (
    LetterAnswers,
    ScenarioAnswers,
    SourceAnswers,
    StageAnswers,
    TermAnswers,
    draft_letter,
    draft_scenario,
    draft_source,
    draft_stage,
    draft_term,
    open_question,
)
from michishirube.i18n import time_zones
from michishirube.model import SLUG, Pattern, Source
from michishirube.support.terminal import printable

SOURCE_KINDS: tuple[str, ...] = get_type_hints(Source)["kind"].__args__


@click.group("new")
def command() -> None:
    """Start a stage, letter, term, scenario or source: asks for what no option says."""


@command.command("stage")
@root_option
@language_option
@click.option("--id", "name", help="Its name; becomes the page's address.")
@click.option("--title")
@click.option("--short-title")
@click.option("--summary")
@click.option("--first", help="What to do first.")
@click.option("--question", help="The first question.")
@click.option("--answer", "answers", multiple=True, help="LABEL=OUTCOME, twice or more.")
@click.option("--asks", help="A choice: the answers are its options, in their order.")
@click.option(
    "--place",
    type=click.Choice(["stages", "topics", "situations"]),
    default="situations",
    show_default=True,
    help="The list of the settings that it comes into.",
)
def stage(
    root: Path,
    lang: str | None,
    name: str | None,
    title: str | None,
    short_title: str | None,
    summary: str | None,
    first: str | None,
    question: str | None,
    answers: tuple[str, ...],
    asks: str | None,
    place: str,
) -> None:
    """Start a tree: a question, two outcomes, scenarios, its line in the settings."""
    session = Session(root, lang)
    found = StageAnswers(
        id=session.ask_id(name, session.guide.trees),
        title=session.ask("title_stage", title),
        short_title=session.ask("short_title", short_title),
        summary=session.ask("summary_stage", summary),
        first=session.ask("first", first),
        question=session.ask("question", question),
        answers=session.pairs(answers) or _ask_answers(session),
        place=place,
        asks=asks or "",
    )
    with session.refusals():
        session.finish(draft_stage(session.guide, session.texts, found, session.said))


def _ask_answers(session: Session) -> tuple[tuple[str, str], ...]:
    """Ask for two answers and their outcomes; return pairs of label and outcome."""
    found = []
    for number in (1, 2):
        label = session.ask("answer", None, number=number)
        found.append((label, session.ask("outcome", None, answer=label)))
    return tuple(found)


@command.command("letter")
@root_option
@language_option
@click.option("--id", "name", help="Its name; becomes the page's address.")
@click.option("--title")
@click.option("--summary")
@click.option("--when", help="When to use it.")
@click.option("--to", help="To whom it is sent.")
@click.option("--channel", help="Where it is sent.")
@click.option("--after", help="What to do after sending.")
@click.option("--step", help="The step that offers it: TREE/NODE.")
@click.option("--fields", help="Fields to use, with commas between.")
def letter(
    root: Path,
    lang: str | None,
    name: str | None,
    title: str | None,
    summary: str | None,
    when: str | None,
    to: str | None,
    channel: str | None,
    after: str | None,
    step: str | None,
    fields: str | None,
) -> None:
    """Start a letter, and let a step and its scenarios offer it."""
    session = Session(root, lang)
    shared = ", ".join(key for key, each in session.guide.fields.items() if each.shared)
    found = LetterAnswers(
        id=session.ask_id(name, session.guide.letters),
        title=session.ask("title_letter", title),
        summary=session.ask("summary_letter", summary),
        when=session.ask("when", when),
        to=session.ask("to", to),
        channel=session.ask("channel", channel),
        after=session.ask("after", after),
        step=session.ask("step", step),
        fields=items(session.ask("fields", fields, default=shared)),
    )
    with session.refusals():
        session.finish(draft_letter(session.guide, session.texts, found, session.said))


@command.command("term")
@root_option
@language_option
@click.option("--id", "name", help="Its name; becomes its address.")
@click.option("--term")
@click.option("--reading", help="How it is read.")
@click.option("--aliases", help="Other words for it, with commas between.")
@click.option("--text", help="What it means.")
def term(
    root: Path,
    lang: str | None,
    name: str | None,
    term: str | None,
    reading: str | None,
    aliases: str | None,
    text: str | None,
) -> None:
    """Add a term to the glossary."""
    session = Session(root, lang)
    found = TermAnswers(
        id=session.ask_id(name, session.guide.terms),
        term=session.ask("term", term),
        reading=session.ask("reading", reading, default=""),
        aliases=items(session.ask("aliases", aliases, default="")),
        text=session.ask("text", text),
    )
    with session.refusals():
        session.finish(draft_term(session.texts, found))


@command.command("scenario")
@root_option
@language_option
@click.option("--id", "name", help="Its name.")
@click.option("--title")
@click.option("--story", help="The reader's own words.")
@click.option("--start", help="The tree or node where it begins.")
@click.option("--answer", "answers", multiple=True, help="NODE=LABEL, for each question met.")
def scenario(
    root: Path,
    lang: str | None,
    name: str | None,
    title: str | None,
    story: str | None,
    start: str | None,
    answers: tuple[str, ...],
) -> None:
    """Add a scenario; walks the trees with you and notes where it comes out."""
    session = Session(root, lang)
    scenario_id = session.ask_id(name, session.guide.scenarios)
    told = (session.ask("title_scenario", title), session.ask("story", story))
    begins = session.ask("start", start, default="")
    with session.refusals():
        steps = session.pairs(answers) or _walk(session, begins)
        found = ScenarioAnswers(scenario_id, *told, begins, steps)
        session.finish(draft_scenario(session.guide, session.texts, found))


def _walk(session: Session, start: str) -> tuple[tuple[str, str], ...]:
    """Ask the trees' questions until an outcome is reached; return pairs of node and label."""
    steps: list[tuple[str, str]] = []
    while waiting := open_question(session.guide, start, tuple(steps)):
        labels = [str(answer.label) for answer in waiting.question.answers]
        asked = f"{waiting.question.question} ({'/'.join(waiting.key)})"
        click.echo(f"\n{printable(asked)}")
        for number, label in enumerate(labels, 1):
            click.echo(printable(f"  {number}. {label}"))
        chosen = click.prompt(session.said["choose"], type=click.IntRange(1, len(labels)))
        steps.append((waiting.key[1], labels[chosen - 1]))
    return tuple(steps)


@command.command("source")
@root_option
@language_option
@click.option("--id", "name", help="Its name, such as s12.")
@click.option("--title")
@click.option("--publisher", help="Who published it.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS))
@click.option("--address", help="From https:// on.")
@click.option("--checked", help="The day on which you looked; default: today.")
@click.option("--use", help="What rests on it: a fact, TREE/NODE, letters/…, glossary/….")
def source(
    root: Path,
    lang: str | None,
    name: str | None,
    title: str | None,
    publisher: str | None,
    kind: str | None,
    address: str | None,
    checked: str | None,
    use: str | None,
) -> None:
    """Add a source to the list."""
    session = Session(root, lang)
    today = time_zones.today(session.guide.site.time_zone).isoformat()
    found = SourceAnswers(
        id=session.ask_id(name, session.guide.sources, _SOURCE_ID),
        title=session.ask("title_source", title),
        publisher=session.ask("publisher", publisher),
        kind=kind or click.prompt(session.said["ask.kind"], type=click.Choice(SOURCE_KINDS)),
        address=session.ask_address(address),
        checked=session.ask_day(checked, today),
        use=session.ask("use", use, default=""),
    )
    with session.refusals():
        # Without a use the check will ask for one, and so does the list of what to do next.
        session.finish(draft_source(session.guide, session.texts, found))


_SOURCE_ID = Pattern(SLUG.regex, "s12")
