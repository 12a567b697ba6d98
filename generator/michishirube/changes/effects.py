"""What routes do for a reader: the letters offered on them, deadlines that run, values known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case, Known
from michishirube.analysis.case.taken import known_after
from michishirube.analysis.routes import Route
from michishirube.model import Guide

MOST = 1_000
"""Maximum number of routes whose effects are compared."""

EffectKind = Literal["letters", "clocks", "known"]
"""What a route does: it offers a letter, ends while a deadline runs, makes a value known."""


@dataclass(frozen=True, slots=True)
class RouteEffect:
    """Something that routes gain or lose: its kind, its name, and on how many routes."""

    kind: EffectKind
    gained: bool
    name: str
    count: int


Effects = frozenset[tuple[EffectKind, str]]


def effect_changes(
    before: Guide, after: Guide, pairs: Iterable[tuple[Route, Route]]
) -> tuple[RouteEffect, ...]:
    """Compare the effects of routes that both versions have, and count what they gain and lose.

    Args:
        before: The old guide.
        after: The new one.
        pairs: Each route as it was and as it is.
    """
    cases = Case(before), Case(after)
    counted: Counter[tuple[EffectKind, bool, str]] = Counter()
    for old, new in pairs:
        was, now = _effects(before, cases[0], old), _effects(after, cases[1], new)
        if was is None or now is None:
            continue  # Nobody can take it in one of them.
        counted.update((kind, True, name) for kind, name in now - was)
        counted.update((kind, False, name) for kind, name in was - now)
    return tuple(
        RouteEffect(kind, gained, name, count)
        for (kind, gained, name), count in sorted(counted.items(), key=lambda each: str(each[0]))
    )


def _effects(guide: Guide, case: Case, route: Route) -> Effects | None:
    known = known_after(case, route)
    if known is None:
        return None
    return frozenset(_each(guide, case, route, known))


def _each(guide: Guide, case: Case, route: Route, known: Known) -> Iterator[tuple[EffectKind, str]]:
    keys = [stop.key for stop in route.stops]
    if route.end is not None and route.ending == "outcome":
        keys.append(route.end)
    for tree, name in keys:
        found = find_node(guide, f"{tree}/{name}", None)
        node = found[1] if found else None
        yield from (("letters", str(letter)) for letter in getattr(node, "letters", ()))
    for number, domain in enumerate(case.domains):
        if domain.options and known[number] != domain.full:
            yield "known", f"{domain.field}={'|'.join(domain.names(known[number]))}"
    for clock in guide.clocks.values():
        masks = case.masks(clock.true_when)
        if masks and all(not known[number] & ~mask for number, mask in masks):
            yield "clocks", str(clock.id)
