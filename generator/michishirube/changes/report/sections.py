"""Composes the report: which findings it contains, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from michishirube.changes.report.data import (
    ChangeReport,
    ReportedAddressChange,
    ReportedCheckedChange,
    ReportedEnd,
    ReportedFactChange,
    ReportedLetterLine,
    ReportedNodeChange,
    ReportedRecordChange,
    ReportedRouteEffect,
    ReportedScenarioChange,
    ReportedSide,
    ReportedTreeChange,
    Status,
)
from michishirube.changes.report.document import (
    Item,
    Line,
    OwnText,
    Quote,
    ReportDocument,
    ReportSection,
    Run,
    Spot,
)
from michishirube.changes.report.document import line as in_line
from michishirube.changes.report.phrasing import Phrasing, ours, styled

MOST_ERRORS = {"before": 3, "after": 10}
"""Maximum number of errors listed per version; old errors can't be fixed any more."""

MOST_POINTS = 4
"""Maximum number of points in the headline after the first."""

MOST_PLACES = 10
"""Maximum number of occurrences listed per record."""

MOST_ADDRESSES = 30
"""Maximum number of changed addresses listed."""

MOST_EFFECTS = 12
"""Maximum number of letters, deadlines or known values listed per tree and direction."""

FIRST = ("letters",)
"""Kinds of records that come first."""


def document_of(report: ChangeReport, language: str) -> ReportDocument:
    """Compose the report in a language."""
    says = Phrasing(language)
    before, after = (
        (Quote(side.name, name=True),) if side.name else ours(says.words["worktree"])
        for side in (report.before, report.after)
    )
    return ReportDocument(
        title=says.words["title"],
        headline=_headline(report, says),
        compared=says.say("compared", before=before, after=after),
        notices=tuple(_notices(report, says)),
        sections=tuple(_sections(report, says)),
    )


def _headline(report: ChangeReport, says: Phrasing) -> Line:
    if not report.headlines:
        return says.strong(_nothing(report))
    worst, *rest = (says.count(point.code, point.count) for point in report.headlines)
    if not rest:
        return says.strong("headline", worst=worst)
    joined = says.joined(rest[:MOST_POINTS])
    if len(rest) > MOST_POINTS:
        joined = says.say("headline_cut", rest=joined)
    return says.say("headline_more", worst=styled(worst, "strong"), rest=joined)


def _nothing(report: ChangeReport) -> str:
    """Return the message for no findings, depending on how much could be compared."""
    sides = (report.before, report.after)
    if report.unread or any(side.skipped or not side.readable for side in sides):
        return "none_read"
    return "none_inside" if report.outside else "none"


# --- What keeps the comparison from being whole ---


def _notices(report: ChangeReport, says: Phrasing) -> Iterator[Item]:
    if report.outside:
        files = tuple(map(says.files, report.outside))
        yield Item(says.strong("notice.outside"), files)
    yield from _of_side("before", report.before, says)
    yield from _of_side("after", report.after, says)
    if report.unread:
        yield Item(says.say("notice.unread", files=says.names(report.unread)))
    if report.stories_unknown:
        yield Item(says.say("notice.stories"))
    if report.left_out:
        yield Item(says.say("notice.left_out", count=report.left_out))


def _of_side(name: str, side: ReportedSide, says: Phrasing) -> Iterator[Item]:
    if not side.readable:
        yield Item(says.strong(f"notice.no_guide_{name}"))
    if side.errors:
        shown = [says.fault(each) for each in side.faults[: MOST_ERRORS[name]]]
        if side.errors > len(shown):
            shown.append(Item(says.say("notice.more", count=side.errors - len(shown))))
        yield Item(says.strong(f"notice.errors_{name}", count=side.errors), tuple(shown))
    if side.skipped:
        yield Item(says.say("notice.skipped", files=says.names(side.skipped)))


# --- Sections ---


def _sections(report: ChangeReport, says: Phrasing) -> Iterator[ReportSection]:
    yield from _section(says, "addresses", _addresses(report, says))
    ordered = sorted(report.stories, key=_weight)
    yield from _section(says, "stories", (_scenario(scenario, says) for scenario in ordered))
    for tree in report.trees:
        title = says.say("section.tree", title=tree.title)
        yield ReportSection(title, tuple(_tree(tree, says)), tree.id)
    yield from _records(report.records, says, first=True)
    yield from _section(says, "facts", (_fact(each, says) for each in report.facts))
    yield from _section(says, "lines", (_line(each, says) for each in report.lines))
    yield from _records(report.records, says, first=False)
    yield from _section(says, "orders", map(says.order, report.orders))
    yield from _section(says, "checked", (_checked(each, says) for each in report.checked))


def _section(says: Phrasing, name: str, items: Iterable[Item]) -> Iterator[ReportSection]:
    found = tuple(items)
    if found:
        yield ReportSection(ours(says.words[f"section.{name}"]), found)


def _head(says: Phrasing, status: Status, name: Line, id_: str) -> Line:
    said = OwnText(says.words[f"status.{status}"], "strong")
    return in_line(said, " ", name, " ", Quote(id_, name=True))


def _where(status: Status, path: str, line: int) -> Line:
    """Return the line of the change; removed things have no line to link to."""
    run: Run = Quote(path, name=True) if status == "removed" else Spot(path, line)
    return in_line(" ", run) if path else ()


def _addresses(report: ChangeReport, says: Phrasing) -> Iterator[Item]:
    """Yield changed addresses, broken ones first, up to a limit."""
    yield from (_address(each, says) for each in report.addresses[:MOST_ADDRESSES])
    rest = len(report.addresses) - MOST_ADDRESSES
    if rest > 0:
        yield Item(says.say("notice.more", count=rest))


def _address(change: ReportedAddressChange, says: Phrasing) -> Item:
    head = says.say("address.changed", kind=ours(says.words[f"address.{change.kind}"]),
                    title=change.title)  # fmt: skip
    turned = says.turned(change.before, change.after, name=True)
    spot = Spot(change.path, change.line)
    if change.leads_on:
        then = says.say("address.leads_on")
    else:
        then = says.strong("address.breaks", was=Quote(f"was: [{change.former}]", name=True))
    return Item(in_line(head, ": ", turned, " ", spot), (Item(then),))


def _weight(scenario: ReportedScenarioChange) -> int:
    """Sort key: scenarios that fail or end elsewhere first, then those with other letters."""
    if scenario.status == "changed" and scenario.before != scenario.after:
        return 0 if scenario.after and not scenario.after.node else 1
    return 2 if set(scenario.letters_before) != set(scenario.letters_after) else 3


def _scenario(scenario: ReportedScenarioChange, says: Phrasing) -> Item:
    inner: list[Item] = []
    if scenario.status != "removed" and scenario.before != scenario.after:
        before = _end(scenario.before, says, "removed") if scenario.before else ()
        arrow = (OwnText(" → "),) if before else ()
        after = _end(scenario.after, says, "added")
        inner.append(Item(in_line(says.label(says.words["story.end"]), before, arrow, after)))
    if scenario.retold is not None and scenario.retold != scenario.before:
        said = _end(scenario.retold, says, "added")
        inner.append(Item(in_line(says.label(says.words["story.retold"]), said)))
    if scenario.status == "changed" and set(scenario.letters_before) != set(scenario.letters_after):
        before = styled(says.names(scenario.letters_before), "removed")
        after = styled(says.names(scenario.letters_after), "added")
        inner.append(Item(in_line(says.label(says.words["story.letters"]), before, " → ", after)))
    inner += says.texts(scenario.texts, scenario.title)
    head = _head(says, scenario.status, says.title(scenario.title), scenario.id)
    return Item(in_line(head, _where(scenario.status, scenario.path, scenario.line)), tuple(inner))


def _end(end: ReportedEnd | None, says: Phrasing, style: str) -> Line:
    if end is None:
        return ()
    said = says.say("story.fault")
    if end.node:
        node = Quote(end.node, name=True)
        said = in_line(says.title(end.title), " (", node, ")")
    return styled(said, "removed" if style == "removed" else "added")


def _tree(tree: ReportedTreeChange, says: Phrasing) -> Iterator[Item]:
    if tree.status != "changed":
        status = OwnText(says.words[f"status.{tree.status}"], "strong")
        yield Item(in_line(status, _where(tree.status, tree.path, tree.line)))
    yield from says.texts(tree.texts, tree.title)
    yield from map(says.order, tree.orders)
    for node in tree.nodes:
        yield _node(tree, node, says)
    if tree.routes:
        counts = {key: getattr(tree.routes, key) for key in ("before", "after", "new", "gone")}
        key = "tree.routes_cut" if tree.routes.cut else "tree.routes"
        effects = tuple(_effects(tree.routes.effects, says))
        yield Item(says.say(key, **counts, moved=tree.routes.moved), effects)


def _effects(effects: Iterable[ReportedRouteEffect], says: Phrasing) -> Iterator[Item]:
    """Yield what routes gain and lose: letters first, then deadlines and known values."""
    groups: dict[tuple[str, bool], list[ReportedRouteEffect]] = {}
    for each in effects:
        groups.setdefault((each.kind, each.gained), []).append(each)
    for kind in ("letters", "clocks", "known"):
        for gained in (False, True):
            style: Literal["added", "removed"] = "added" if gained else "removed"
            found = sorted(groups.get((kind, gained), ()), key=lambda each: -each.count)
            if not found:
                continue
            label = says.label(says.words[f"effect.{kind}_{style}"])
            names = [
                says.say("effect.count", name=(Quote(each.name, name=True),), count=each.count)
                for each in found[:MOST_EFFECTS]
            ]
            yield Item(in_line(label, styled(says.joined(names), style)))


def _node(tree: ReportedTreeChange, node: ReportedNodeChange, says: Phrasing) -> Item:
    inner: list[Item] = []
    if node.kind_before and node.kind_after and node.kind_before != node.kind_after:
        inner.append(Item(in_line(says.label(says.words["node.kind"]), says.kinds(node))))
    inner += [says.answer(answer) for answer in node.answers]
    inner += map(says.order, node.orders)
    inner += says.texts(node.texts, node.title)
    status: Status = "changed" if node.status == "renamed" else node.status
    head = _head(says, status, says.node(node), f"{tree.id}/{node.id}")
    return Item(in_line(head, _where(node.status, node.path, node.line)), tuple(inner))


def _records(
    records: Iterable[ReportedRecordChange], says: Phrasing, *, first: bool
) -> Iterator[ReportSection]:
    kinds: dict[str, list[ReportedRecordChange]] = {}
    for record in records:
        if (record.kind in FIRST) == first:
            kinds.setdefault(record.kind, []).append(record)
    for kind, found in kinds.items():
        name = "facts_list" if kind == "facts" else kind
        yield from _section(says, name, (_record(record, says) for record in found))


def _record(record: ReportedRecordChange, says: Phrasing) -> Item:
    inner = [*says.texts(record.texts, record.title), *map(says.order, record.orders)]
    if record.places_count:
        places = says.places(record.places[:MOST_PLACES], record.places_count)
        inner.append(Item(says.say("record.places", count=record.places_count), places))
    status: Status = "changed" if record.status == "renamed" else record.status
    head = _head(says, status, says.title(record.title), record.id)
    return Item(in_line(head, _where(record.status, record.path, record.line)), tuple(inner))


def _fact(fact: ReportedFactChange, says: Phrasing) -> Item:
    said = says.strong(f"fact.{fact.kind}")
    head = in_line(Quote(fact.id, name=True), " ", says.title(fact.statement), ": ", said)
    return Item(head, says.places(fact.places))


def _line(each: ReportedLetterLine, says: Phrasing) -> Item:
    return Item(in_line(Quote(each.text), " (", says.names(each.letters), ")"))


def _checked(source: ReportedCheckedChange, says: Phrasing) -> Item:
    before, after = (each or says.words["none_here"] for each in (source.before, source.after))
    turned = says.turned(before, after, name=True)
    return Item(in_line(Quote(source.id, name=True), " ", says.title(source.title), ": ", turned))
