"""The answers of a question have different labels, so that a reader can choose one."""

from __future__ import annotations

import unicodedata

from michishirube.diagnostics import Diagnostics, Loss
from michishirube.model import Guide, Question

CODES = ("equal-answers",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare labels as a reader sees them: without regard to width and spaces."""
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            if isinstance(node, Question):
                _check_question(node, diagnostics)


def _check_question(question: Question, diagnostics: Diagnostics) -> None:
    first: dict[str, int] = {}
    for answer in question.answers:
        seen_as = "".join(unicodedata.normalize("NFKC", answer.label).split())
        if not seen_as:
            continue
        if seen_as in first:
            diagnostics.error(
                "equal-answers",
                answer.label.span,
                loss=Loss(question.span, frozenset({"answers"})),
                label=answer.label,
                first=first[seen_as],
            )
        first.setdefault(seen_as, answer.label.span.line)
