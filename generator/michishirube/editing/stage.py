"""Drafts of new trees: a question, an outcome and a scenario for each answer."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube.editing.draft import Draft, DraftError, Texts, judged_by, new_file, own_judgement
from michishirube.editing.insert import InsertError, into_list
from michishirube.editing.scenario import ScenarioAnswers, scenario_item
from michishirube.i18n.messages import Messages
from michishirube.model import Guide
from michishirube.model.kinds import OF_TABLE, SETTINGS


@dataclass(frozen=True, slots=True)
class StageAnswers:
    """Fields of a new tree.

    Attributes:
        answers: Pairs of a label and the outcome it leads to.
        asks: A choice that the question asks for, with an option for each answer; "" for none.
        place: The list of the settings it is added to: "stages", "topics" or "situations".
    """

    id: str
    title: str
    short_title: str
    summary: str
    first: str
    question: str
    answers: tuple[tuple[str, str], ...]
    place: str
    asks: str = ""


def draft_stage(guide: Guide, texts: Texts, answers: StageAnswers, said: Messages) -> Draft:
    """Create a tree and its scenarios, and add it to the settings.

    Raises:
        DraftError: There are less than two answers, no source, or no safe position in the settings.
    """
    if len(answers.answers) < 2:
        raise DraftError("two_answers")
    options = _options(guide, answers)
    judged = own_judgement(guide)
    path = OF_TABLE["trees"].path(answers.id)
    stories = OF_TABLE["scenarios"].path(answers.id)
    files = {
        path: new_file(path, _tree(answers, options, judged, said)),
        stories: new_file(stories, {"scenarios": _scenarios(answers, said)}),
    }
    if guide.site.trees:  # Where the settings name no tree, each is published by itself.
        try:
            files[SETTINGS] = into_list(texts[SETTINGS], [answers.place], answers.id)
        except (InsertError, KeyError) as problem:
            raise DraftError("no_place", path=SETTINGS) from problem
    evidence = ("stage_evidence",) if judged else ()
    way = ("stage_way",) if guide.site.triage is not None else ()
    todo = ("stage_texts", *evidence, "stage_names", *way, "stage_stories")
    return Draft(files, path, todo, {"id": answers.id, "stories": stories, "source": judged})


def _options(guide: Guide, answers: StageAnswers) -> tuple[str, ...]:
    """Return the options of the field that the question asks for, one for each answer.

    Raises:
        DraftError: It isn't a choice with as many options.
    """
    if not answers.asks:
        return ()
    field = guide.fields.get(answers.asks)
    options = tuple(field.options) if field else ()
    if len(options) != len(answers.answers):
        choices = [name for name, each in guide.fields.items() if each.options]
        found = {"field": answers.asks, "count": str(len(options)), "known": ", ".join(choices)}
        raise DraftError("asks_options", **found)
    return options


def _tree(answers: StageAnswers, options: tuple[str, ...], judged: str, said: Messages) -> object:
    asks = {"asks": answers.asks} if options else {}
    told = [{"option": option} for option in options] or [{} for _ in answers.answers]
    nodes: dict[str, object] = {
        "ask": {
            "question": answers.question,
            **asks,
            "answers": [
                {"label": label, **tells, "to": f"end-{number}"}
                for number, ((label, _), tells) in enumerate(
                    zip(answers.answers, told, strict=True), 1
                )
            ],
        }
    }
    for number, (_, outcome) in enumerate(answers.answers, 1):
        nodes[f"end-{number}"] = {
            "outcome": outcome,
            "text": said("draft.outcome_text", outcome=outcome),
            **judged_by(judged),
        }
    return {
        "title": answers.title,
        "short_title": answers.short_title,
        "summary": answers.summary,
        "first": answers.first,
        **judged_by(judged),
        "start": "ask",
        "nodes": nodes,
    }


def _scenarios(answers: StageAnswers, said: Messages) -> list[object]:
    made = []
    for number, (label, _) in enumerate(answers.answers, 1):
        story = ScenarioAnswers(
            id=f"{answers.id}-{number}",
            title=said("draft.story_title", title=answers.short_title, answer=label),
            story=said("draft.story", question=answers.question, answer=label),
            start=answers.id,
            steps=(("ask", label),),
        )
        made.append(scenario_item(story, f"{answers.id}/end-{number}", ()))
    return made
