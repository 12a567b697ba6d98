"""Drafts of new letters, including the node and the scenarios that offer them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case
from michishirube.analysis.scenarios import play
from michishirube.editing.draft import Draft, DraftError, Texts, judged_by, new_file, own_judgement
from michishirube.editing.insert import InsertError, into_list, position
from michishirube.editing.yaml_text import FlowList
from michishirube.i18n.messages import Messages
from michishirube.model import Action, Guide, Node, Outcome, Tree
from michishirube.model.kinds import OF_TABLE


@dataclass(frozen=True, slots=True)
class LetterAnswers:
    """Fields of a new letter; `step` is the node that offers it, as `tree/node`."""

    id: str
    title: str
    summary: str
    when: str
    to: str
    channel: str
    after: str
    step: str
    fields: tuple[str, ...]


def draft_letter(guide: Guide, texts: Texts, answers: LetterAnswers, said: Messages) -> Draft:
    """Create a letter and add it to its node, and to the scenarios that pass the node.

    Raises:
        DraftError: The node can't offer letters, a field is unknown, or a file has no safe
            position.
    """
    found = find_node(guide, answers.step, None)
    if found is None or not isinstance(found[1], Action | Outcome):
        raise DraftError("no_step", step=answers.step)
    unknown = [name for name in answers.fields if name not in guide.fields]
    if unknown:
        raise DraftError("no_field", name=unknown[0], known=", ".join(guide.fields))
    judged = own_judgement(guide)
    tree, node = found
    path = OF_TABLE["letters"].path(answers.id)
    files = {path: new_file(path, _letter(guide, answers, judged, said))}
    for name, place in _places(guide, (tree, node)):
        try:
            text = files.get(name, texts[name])
            files[name] = into_list(text, place(text), answers.id)
        except (InsertError, KeyError) as problem:
            raise DraftError("no_place", path=name) from problem
    todo = ("letter_text", *(("letter_evidence",) if judged else ()), "letter_lint")
    params = {"id": answers.id, "step": answers.step, "source": judged}
    return Draft(files, path, todo, params)


def _letter(guide: Guide, answers: LetterAnswers, judged: str, said: Messages) -> object:
    return {
        "title": answers.title,
        "summary": answers.summary,
        "when": answers.when,
        "to": answers.to,
        "channel": answers.channel,
        "fields": FlowList(answers.fields),
        "tones": [
            {
                "id": "polite",
                "label": said["draft.tone"],
                "body": _body(guide, answers, said),
            }
        ],
        "after": answers.after,
        **judged_by(judged),
    }


def _body(guide: Guide, answers: LetterAnswers, said: Messages) -> str:
    """Return a first text with a placeholder for each field."""
    honoured = [name for name in answers.fields if guide.fields[name].honorific][:1]
    signed = [name for name in _signatures(guide) if name in answers.fields][:1]
    blanks = {name: f"{{{{{name}}}}}" for name in answers.fields}
    inner = [
        said("draft.blank", label=guide.fields[name].label, blank=blank)
        for name, blank in blanks.items()
        if name not in (*honoured, *signed)
    ]
    parts = [
        *(said("draft.address", name=blanks[name]) for name in honoured),
        said["draft.greeting"],
        *inner,
        said["draft.closing"],
        *(blanks[name] for name in signed),
    ]
    return "\n\n".join(parts) + "\n"


def _signatures(guide: Guide) -> list[str]:
    """Return the fields that letters of the guide end with, most frequent first."""
    bodies = (tone.body.rstrip() for letter in guide.letters.values() for tone in letter.tones)
    ends = (_SIGNED.search(body) for body in bodies)
    return [name for name, _ in Counter(end[1] for end in ends if end).most_common()]


_SIGNED = re.compile(r"^\{\{(\w+)\}\}\Z", re.MULTILINE)

Place = Callable[[str], list[str | int]]
"""Returns the path of a list in a file's text."""


def _places(guide: Guide, step: tuple[Tree, Node]) -> Iterator[tuple[str, Place]]:
    """Yield file and path of each list that has to contain the letter."""
    tree, node = step
    case = Case(guide)
    yield tree.span.path, lambda _: ["nodes", str(node.id), "letters"]
    for scenario in guide.scenarios.values():
        if (str(tree.id), str(node.id)) in play(guide, scenario, case=case).path:
            yield scenario.span.path, functools.partial(_letters_of, str(scenario.id))


def _letters_of(scenario: str, text: str) -> list[str | int]:
    return ["scenarios", position(text, "scenarios", scenario), "letters"]
