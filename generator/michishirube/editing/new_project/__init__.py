"""Writes the first files of a new guide, and those for GitHub around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from michishirube.editing.yaml_text import as_yaml
from michishirube.i18n.messages import Messages, bundled, load
from michishirube.markup.escape_markdown import line
from michishirube.model.kinds import LOCALES, OF_TABLE, SETTINGS
from michishirube.model.site import FORMAT
from michishirube.reading.file_names import slug

ACTION = "example/michishirube"
"""The repository with the action that the workflows use (`action.yml`)."""

REPOSITORY = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/([A-Za-z0-9._-]{1,100})")
"""Owner and name of a repository on GitHub."""

TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag, such as `de` or `pt-BR`."""

GITHUB_FILES: Mapping[str, str] = {
    ".github/workflows/guide.yml": "workflow.yml",
    ".github/ISSUE_TEMPLATE/1-mistake.yml": "mistake.yml",
    ".github/ISSUE_TEMPLATE/config.yml": "forms.yml",
    ".github/dependabot.yml": "dependabot.yml",
    ".github/CODEOWNERS": "codeowners",
    ".devcontainer/devcontainer.json": "devcontainer.json",
    ".gitignore": "gitignore",
}
"""The files for GitHub, and the templates that they are made of."""

_LONGEST_NAME = 40
_NAMELESS = slug("", "")

_IN_COMMENTS = ("about", "owners", "may_publish", "may_prove")
_BLANK = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class NewGuide:
    """What a new guide begins with.

    Attributes:
        title: Its title.
        language: Its language.
        question: The first question, to be answered by yes or no.
        repository: Owner and name of its repository on GitHub, "" if it has none there.
    """

    title: str
    language: str
    question: str
    repository: str = ""


def files_of(guide: NewGuide, said: Messages) -> dict[str, str]:
    """Return the files of a new guide by path.

    Args:
        guide: What it begins with.
        said: The catalogue `init` of its language.
    """
    files = {SETTINGS: _settings(guide, said), _tree_path(guide): _tree(guide, said)}
    if bundled(guide.language) is None:
        files[f"{LOCALES}/{guide.language}/ui.toml"] = _locale(guide, said)
    return files | dict(_github_files(guide, said)) if guide.repository else files


def _locale(guide: NewGuide, said: Messages) -> str:
    """Return the beginning of a locale for a language that the program doesn't bring."""
    first = load(guide.language, "ui")["menu.home"]
    about = said("guide.about_locale", language=guide.language)
    return f"# {about}\n[menu]\nhome = {json.dumps(first)}\n"


def _tree_path(guide: NewGuide) -> str:
    """Return the path of the tree, named by the title if that has Latin letters."""
    name = slug(re.sub("['’]", "", guide.title), "")
    short = "start" if name == _NAMELESS else name[:_LONGEST_NAME].strip("-")
    return OF_TABLE["trees"].path(short)


def _settings(guide: NewGuide, said: Messages) -> str:
    settings: dict[str, object] = {
        "format": FORMAT,
        "title": guide.title,
        "description": said["guide.description"],
        "language": guide.language,
    }
    if guide.repository:
        owner, name = guide.repository.split("/")
        settings["address"] = f"https://{owner.lower()}.github.io/{name}/"
        settings["repository"] = {"address": _address(guide), "branch": "main"}
    settings["checks"] = {
        "skip": [
            {"claim-without-source": said["guide.no_sources"]},
            {"unwalked-answer": said["guide.no_stories"]},
        ]
    }
    return as_yaml(settings)


def _tree(guide: NewGuide, said: Messages) -> str:
    nodes = {
        "ask": {
            "question": guide.question,
            "answers": [
                {"label": said["guide.yes"], "to": "act"},
                {"label": said["guide.no"], "to": "rest"},
            ],
        },
        "act": {"action": said["guide.act"], "do": [said["guide.act_do"]], "next": "done"},
        "done": {"outcome": said["guide.done"], "text": said["guide.done_text"]},
        "rest": {"outcome": said["guide.rest"], "text": said["guide.rest_text"]},
    }
    return f"# {said['guide.about_tree']}\n{as_yaml({'title': guide.title, 'nodes': nodes})}"


def _github_files(guide: NewGuide, said: Messages) -> Iterator[tuple[str, str]]:
    version = metadata.version("michishirube")
    known = {
        "action": f"{ACTION}@v{version}",
        "address": _address(guide),
        "owner": guide.repository.partition("/")[0],
        "version": version,
    }

    def word(blank: re.Match[str]) -> str:
        return known.get(blank[1]) or _quoted(blank[1], said)

    for path, name in GITHUB_FILES.items():
        template = (Path(__file__).parent / "files" / name).read_text(encoding="utf-8")
        yield path, _BLANK.sub(word, template)
    yield "CONTRIBUTING.md", said("github.contributing", title=line(guide.title))


def _quoted(name: str, said: Messages) -> str:
    """Return words as a scalar of YAML, or as they are after a comment sign."""
    words = said[f"github.{name}"]
    return words if name in _IN_COMMENTS else json.dumps(words, ensure_ascii=False)


def _address(guide: NewGuide) -> str:
    return f"https://github.com/{guide.repository}"
