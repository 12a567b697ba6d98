"""Questions that a guide doesn't answer, and who does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from michishirube.model.record import ADDRESS, AtLeast, Claim, KeySlug, Slugs
from michishirube.model.text import Prose, Text, Texts


@dataclass(frozen=True, kw_only=True)
class Referral(Claim):
    """A subject outside of the guide: the search then says so, and nothing else.

    Attributes:
        title: What it is about.
        words: What people type who look for it.
        text: What they are told instead of an answer.
        who: Whom they may ask.
        address: The URL of whom they may ask.
    """

    id: KeySlug
    title: Text
    words: Annotated[Texts, AtLeast(1)]
    text: Prose
    who: Text
    address: Annotated[Text, ADDRESS]
    was: Slugs = ()
