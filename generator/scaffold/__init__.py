"""Drafts of new content: a person's answers in, changed files out, nothing written yet.

What already stands in a file stays as it is, comments and all: new lines are
put in, nothing is written anew. Every draft is tried on a copy first.
"""

from generator.scaffold.draft import Draft, DraftError
from generator.scaffold.letter import LetterAnswers, draft_letter
from generator.scaffold.rename import KINDS, Renaming, follows, renaming
from generator.scaffold.scenario import (
    Open,
    ScenarioAnswers,
    draft_scenario,
    open_question,
)
from generator.scaffold.small import SourceAnswers, TermAnswers, draft_source, draft_term
from generator.scaffold.stage import StageAnswers, draft_stage
from generator.scaffold.trial import after_renaming, new_errors, write, write_all

__all__ = [
    "KINDS",
    "Draft",
    "DraftError",
    "LetterAnswers",
    "Open",
    "Renaming",
    "ScenarioAnswers",
    "SourceAnswers",
    "StageAnswers",
    "TermAnswers",
    "after_renaming",
    "draft_letter",
    "draft_scenario",
    "draft_source",
    "draft_stage",
    "draft_term",
    "follows",
    "new_errors",
    "open_question",
    "renaming",
    "write",
    "write_all",
]
