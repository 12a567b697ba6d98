"""Reports broken and moved links, for the terminal and for issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from michishirube.i18n.messages import Messages
from michishirube.markup.escape_markdown import web_address
from michishirube.model import Guide, Repository, Source
from michishirube.support.terminal import one_line
from michishirube.upkeep.issue_task import source_task
from michishirube.upkeep.link_checker import LinkResult, LinkState

BROKEN = frozenset({LinkState.GONE, LinkState.FAILED})
"""States that keep readers from looking up a claim."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A source whose link needs attention."""

    source: Source
    visit: LinkResult


def sources_with_addresses(guide: Guide) -> list[Source]:
    """Return the sources that have a web address."""
    return [source for source in guide.sources.values() if web_address(source.address or "")]


def findings(guide: Guide, visits: Mapping[str, LinkResult]) -> list[Finding]:
    """Return all links that aren't fine, broken ones first."""
    found = [
        Finding(source, visit)
        for source in sources_with_addresses(guide)
        if (visit := visits[str(source.address)]).state is not LinkState.OK
    ]
    return sorted(found, key=lambda item: item.visit.state not in BROKEN)


def as_text(items: Iterable[Finding], said: Messages) -> str:
    """Return a line per source, beginning with its position."""
    # What another server says of where it leads stands there, too.
    told = ((each.source, _words(each.visit, said)) for each in items)
    return "\n".join(one_line(f"{one.span}: {how} [{one.id}] {one.address}") for one, how in told)


def as_markdown(items: Iterable[Finding], said: Messages, where: Repository | None) -> str:
    """Return a list of tasks for an issue."""
    return "\n".join(
        source_task(item.source, [_words(item.visit, said)], said, where) for item in items
    )


def _words(visit: LinkResult, said: Messages) -> str:
    reason = str(visit.status) if visit.status else said[f"links.reason.{visit.reason or 'other'}"]
    return said(f"links.{visit.state}", reason=reason, address=visit.led_to)
