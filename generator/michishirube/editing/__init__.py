"""Changes content files: drafts of new content, renames, automatic fixes.

From a person's answers to changed files; nothing is written before the result has been checked in a
copy of the project. Existing lines keep their comments and formatting, since new lines are inserted
instead of dumping the file anew.
"""

from michishirube.editing.draft import Draft, DraftError
from michishirube.editing.letter import LetterAnswers, draft_letter
from michishirube.editing.rename import KINDS, Renaming, follows, renaming
from michishirube.editing.scenario import (
    OpenQuestion,
    ScenarioAnswers,
    draft_scenario,
    open_question,
)
from michishirube.editing.small import SourceAnswers, TermAnswers, draft_source, draft_term
from michishirube.editing.sources import as_read
from michishirube.editing.stage import StageAnswers, draft_stage
from michishirube.editing.trial import after_renaming, new_errors, write, write_all

__all__ = [
    "KINDS",
    "Draft",
    "DraftError",
    "LetterAnswers",
    "OpenQuestion",
    "Renaming",
    "ScenarioAnswers",
    "SourceAnswers",
    "StageAnswers",
    "TermAnswers",
    "after_renaming",
    "as_read",
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
