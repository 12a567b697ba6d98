"""New letters: the letter, the step that offers it, and the scenarios that pass that step."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.model import Action, Guide, Node, Outcome, Tree
from generator.places import find_node
from generator.scaffold.draft import Draft, DraftError, Texts, new_file, own_judgement
from generator.scaffold.insert import InsertError, into_list, position
from generator.scaffold.yaml_text import Flow
from generator.scenarios import play
from generator.words import Words


@dataclass(frozen=True, slots=True)
class LetterAnswers:
    """What a new letter says; `step` is the node that offers it, `tree/node`."""

    id: str
    title: str
    summary: str
    when: str
    to: str
    channel: str
    after: str
    step: str
    fields: tuple[str, ...]


def draft_letter(guide: Guide, texts: Texts, answers: LetterAnswers, said: Words) -> Draft:
    """A letter, offered by its step.

    Raises:
        DraftError: The step can't offer a letter, a field is unknown, or a file leaves no
            safe place.
    """
    found = find_node(guide, answers.step, None)
    if found is None or not isinstance(found[1], Action | Outcome):
        raise DraftError("no_step", step=answers.step)
    unknown = [name for name in answers.fields if name not in guide.fields]
    if unknown:
        raise DraftError("no_field", name=unknown[0], known=", ".join(guide.fields))
    judged = own_judgement(guide)
    if not judged:
        raise DraftError("no_source")
    tree, node = found
    path = f"content/letters/{answers.id}.yml"
    files = {path: new_file(path, _letter(guide, answers, judged, said))}
    for name, place in _places(guide, (tree, node)):
        try:
            text = files.get(name, texts[name])
            files[name] = into_list(text, place(text), answers.id)
        except (InsertError, KeyError) as problem:
            raise DraftError("no_place", path=name) from problem
    todo = ("letter_text", "letter_evidence", "letter_lint")
    params = {"id": answers.id, "step": answers.step, "source": judged}
    return Draft(files, path, todo, params)


def _letter(guide: Guide, answers: LetterAnswers, judged: str, said: Words) -> object:
    return {
        "title": answers.title,
        "summary": answers.summary,
        "when": answers.when,
        "to": answers.to,
        "channel": answers.channel,
        "fields": Flow(answers.fields),
        "tones": [
            {
                "id": "polite",
                "label": said["draft.tone"],
                "body": _body(guide, answers, said),
            }
        ],
        "after": answers.after,
        "sources": Flow([judged]),
    }


def _body(guide: Guide, answers: LetterAnswers, said: Words) -> str:
    """A first text in which every field stands once, to be rewritten."""
    names = [name for name in answers.fields if guide.fields[name].honorific][:1]
    address = said("draft.address", name=f"{{{{{names[0]}}}}}") if names else ""
    rest = [name for name in answers.fields if name not in names]
    blanks = [
        said("draft.blank", label=guide.fields[name].label, blank=f"{{{{{name}}}}}")
        for name in rest
    ]
    parts = [address, said["draft.greeting"], *blanks, said["draft.closing"]]
    return "\n\n".join(part for part in parts if part) + "\n"


Place = Callable[[str], list[str | int]]
"""From a file's text to the list in it."""


def _places(guide: Guide, step: tuple[Tree, Node]) -> Iterator[tuple[str, Place]]:
    """The lists that have to name the letter: the step's, and those of scenarios that pass it."""
    tree, node = step
    yield tree.span.path, lambda _: ["nodes", str(node.id), "letters"]
    for scenario in guide.scenarios.values():
        if (str(tree.id), str(node.id)) in play(guide, scenario).path:
            yield scenario.span.path, functools.partial(_letters_of, str(scenario.id))


def _letters_of(scenario: str, text: str) -> list[str | int]:
    return ["scenarios", position(text, "scenarios", scenario), "letters"]
