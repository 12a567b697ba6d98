"""Templates for new content, which contributors find in the forge's editor.

The texts come from the locales (`drafts.toml`). Names that must exist (a field for the salutation,
a source, a tree) are taken from the guide, so that a template is valid and only its words need
editing.
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
    """A template for new content.

    Attributes:
        kind: What is created.
        path: The file.
        text: Content of a new file, else the part to add to an existing one.
        address: URL of the editor.
        in_new_file: Whether a file is created.
    """

    kind: str
    path: str
    text: str
    address: str
    in_new_file: bool


def starters(guide: Guide, where: Repository) -> list[Starter]:
    """Return all templates, in order of popularity."""
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
    """Return the template for a kind, with names from the guide."""
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
    # Values that may contain braces come last.
    return {
        "letter": {
            "fields": ", ".join(name for name in (field, signer) if name),
            "source": source,
            "greeting": greeting,
            "signature": signature,
        },
        "scenario": _example_scenario(guide),
        "term": {"source": source},
        "source": {},
    }


def _signer(guide: Guide) -> str:
    """Return the field that letters are signed with, "" if none is on their last line."""
    last = (
        tone.body.rstrip().rpartition("\n")[2]
        for letter in guide.letters.values()
        for tone in letter.tones
    )
    signs = (re.fullmatch(r"\{\{(\w+)\}\}", line.strip()) for line in last)
    return next((sign[1] for sign in signs if sign), "")


def _example_scenario(guide: Guide) -> Mapping[str, str]:
    """Return the answers of the shortest scenario, as a valid example."""
    scenario = min(guide.scenarios.values(), key=lambda each: len(each.answers), default=None)
    if scenario is None:
        return {"start": str(guide.first_tree), "answers": " []", "ends": "", "letters": ""}
    steps = [f"\n      - {step.at}: {_quoted(step.answer)}" for step in scenario.answers]
    return {
        "start": str(scenario.start or guide.first_tree),
        "answers": "".join(steps) or " []",
        "ends": str(scenario.ends),
        "letters": ", ".join(scenario.letters),
    }


def _quoted(label: str) -> str:
    """Quote a label for YAML if it contains anything but words."""
    return label if re.fullmatch(r"\w[\w ]*", label) else json.dumps(label, ensure_ascii=False)
