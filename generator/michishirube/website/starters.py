"""Beginnings of new content: what a contributor finds in the editor instead of an empty page.

The words are the language's (`drafts.toml`); names that must exist already (a
field to address somebody by, a source, a tree) are taken from the guide, so that
a draft is right as it stands and only its words have to be changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from michishirube.git import forge_links
from michishirube.i18n import messages
from michishirube.i18n.messages import Messages
from michishirube.model import Guide, Repository
from michishirube.model.kinds import OF_TABLE


@dataclass(frozen=True, slots=True)
class Starter:
    """Something to begin: its kind, what to read about it, its text and the address to write it.

    `text` is a whole file where one is made for it, else the part to add to
    `path` (which then is a file that exists).
    """

    kind: str
    path: str
    text: str
    address: str
    in_new_file: bool


def starters(guide: Guide, where: Repository) -> list[Starter]:
    """Everything that can be begun with one tap, in the order in which people want to."""
    said = messages.load(guide.site.language, "drafts")
    found = [_new_file(guide, where, said, "letter", OF_TABLE["letters"].folder)]
    found += [_new_file(guide, where, said, "scenario", OF_TABLE["scenarios"].folder)]
    for kind, records in (("term", guide.terms), ("source", guide.sources)):
        lines = {record.span.path: record.span.line for record in records.values()}
        for path, line in lines.items():
            address = forge_links.link(where, f"{path}#L{line}")
            found.append(Starter(kind, path, text(guide, kind, said), address, False))
    return found


def text(guide: Guide, kind: str, said: Messages) -> str:
    """The beginning of something of a kind, with names that the guide knows."""
    return said(f"{kind}.text", **_names(guide, said)[kind]).strip("\n") + "\n"


def _new_file(guide: Guide, where: Repository, said: Messages, kind: str, folder: str) -> Starter:
    begun, name = text(guide, kind, said), f"{said[f'{kind}.name']}.yml"
    address = forge_links.new_file(where, folder, name, begun)
    return Starter(kind, f"{folder}/{name}", begun, address, True)


def _names(guide: Guide, said: Messages) -> Mapping[str, Mapping[str, str]]:
    own = [name for name, source in guide.sources.items() if source.kind == "editorial"]
    source = next(iter([*own, *guide.sources]), "")
    field = next((name for name, each in guide.fields.items() if each.honorific), "")
    greeting = said("letter.greeting", field="{{" + field + "}}") if field else ""
    signer = _signer(guide)
    signature = said("letter.signature", field="{{" + signer + "}}") if signer else ""
    # What may hold braces of its own is filled in last.
    return {
        "letter": {
            "fields": ", ".join(name for name in (field, signer) if name),
            "source": source,
            "greeting": greeting,
            "signature": signature,
        },
        "scenario": _a_story(guide),
        "term": {"source": source},
        "source": {},
    }


def _signer(guide: Guide) -> str:
    """The field that the guide's letters are signed with, "" if none stands at their end."""
    last = (
        tone.body.rstrip().rpartition("\n")[2]
        for letter in guide.letters.values()
        for tone in letter.tones
    )
    signs = (re.fullmatch(r"\{\{(\w+)\}\}", line.strip()) for line in last)
    return next((sign[1] for sign in signs if sign), "")


def _a_story(guide: Guide) -> Mapping[str, str]:
    """The answers of the shortest story so far: they come true, and show the form."""
    story = min(guide.scenarios.values(), key=lambda each: len(each.answers), default=None)
    if story is None:
        return {"start": str(guide.site.triage), "answers": " []", "ends": "", "letters": ""}
    steps = [f"\n      - {step.at}: {_quoted(step.answer)}" for step in story.answers]
    return {
        "start": str(story.start or guide.site.triage),
        "answers": "".join(steps) or " []",
        "ends": str(story.ends),
        "letters": ", ".join(story.letters),
    }


def _quoted(label: str) -> str:
    """A label as YAML takes it: as it is, or in quotes when signs of YAML might be in it."""
    return label if re.fullmatch(r"\w[\w ]*", label) else json.dumps(label, ensure_ascii=False)
