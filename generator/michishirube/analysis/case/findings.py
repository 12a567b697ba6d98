"""What a proof finds: claims that don't hold, and the paths that show it."""

from __future__ import annotations

from dataclasses import dataclass, field

from michishirube.analysis.case.examples import CompletedPath
from michishirube.analysis.case.replay import Answered
from michishirube.analysis.graph import Key
from michishirube.model import Text


@dataclass(frozen=True, slots=True)
class Path:
    """A path that a reader can take.

    Attributes:
        start: The first node.
        exits: The indices of the exits taken.
        answers: The questions on it.
        example: The path, continued to an outcome; None if there is none.
    """

    start: Key
    exits: tuple[int, ...]
    answers: tuple[Answered, ...]
    example: CompletedPath | None = None


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """Something that doesn't hold.

    Attributes:
        code: Code of the diagnostic.
        at: The text that it is about.
        node: The node where it shows.
        path: A shortest path that shows it; None for what no path does.
        field: Id of the field, "" if there is none.
        known: What is known of the field there, as names of its states.
        needed: What is needed.
        letter: Id of the letter, "" if it isn't about one.
        clock: Id of the clock, "" if it isn't about one.
    """

    code: str
    at: Text
    node: Key
    path: Path | None = None
    field: str = ""
    known: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    letter: str = ""
    clock: str = ""


@dataclass(slots=True)
class Proof:
    """What was found.

    Attributes:
        findings: What doesn't hold, `letter-unproven` included.
        offers: Number of places that offer a letter with a condition.
        states: Number of states that were walked.
        too_many: Fields whose states multiply beyond the limit, for each slice that was given up.
    """

    findings: list[CaseFinding] = field(default_factory=list)
    offers: int = 0
    states: int = 0
    too_many: list[tuple[str, ...]] = field(default_factory=list)
