"""Converts findings to the typed data of a report: spans to lines, texts to pieces, kinds to names.

Each change is reported once; what only follows from another is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import cast

from michishirube.changes.findings import (
    AnswerChange,
    Changes,
    EdgeTarget,
    NodeChange,
    Occurrence,
    OrderChange,
    RecordChange,
    ScenarioChange,
    ScenarioEnd,
    Side,
    TextChange,
    TextKey,
    TreeChange,
)
from michishirube.changes.headline import headlines
from michishirube.changes.report import data
from michishirube.changes.textdiff import Piece, difference
from michishirube.diagnostics import Diagnostic
from michishirube.model import Record
from michishirube.model.kinds import OF_TABLE

CONTEXT = 30
"""Characters of unchanged text shown next to a change."""


def report_of(changes: Changes) -> data.ChangeReport:
    """Return the report; texts are compared in the guide's language."""
    return _Reporting(changes).report()


class _Reporting:
    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._guide = changes.after.guide or changes.before.guide
        self._keep = tuple(map(str, self._guide.site.keep_together)) if self._guide else ()

    def report(self) -> data.ChangeReport:
        changes = self._changes
        unknown = any(path.startswith(f"{OF_TABLE['trees'].folder}/") for path in changes.unread)
        return data.ChangeReport(
            format=data.FORMAT,
            version=data.VERSION,
            before=_version(changes.before),
            after=_version(changes.after),
            headlines=tuple(
                data.ReportedHeadline(each.code, each.count) for each in headlines(changes)
            ),
            outside=tuple(
                data.ReportedOutsideChange(each.kind, len(each.files), each.files[:20])
                for each in changes.outside
            ),
            unread=changes.unread,
            stories_unknown=unknown,
            addresses=tuple(self._addresses()),
            stories=tuple(map(self._scenario, changes.scenarios)),
            trees=tuple(self._trees()),
            orders=tuple(map(_order, changes.orders)),
            records=tuple(map(self._record, self._reported_records())),
            facts=tuple(
                data.ReportedFactChange(each.kind, each.id, each.statement, _places(each.places))
                for each in changes.facts
            ),
            checked=tuple(
                data.ReportedCheckedChange(each.id, each.title, _day(each.before), _day(each.after))
                for each in changes.checked
            ),
            lines=tuple(data.ReportedLetterLine(each.text, each.letters) for each in changes.lines),
            left_out=0,
        )

    def _addresses(self) -> Iterator[data.ReportedAddressChange]:
        for each in sorted(self._changes.addresses, key=lambda change: change.leads_on):
            yield data.ReportedAddressChange(
                cast("data.AddressKind", each.kind),
                each.title,
                each.before,
                each.after,
                each.leads_on,
                each.before.rpartition("/")[2],
                each.span.path,
                each.span.line,
            )

    def _reported_records(self) -> Iterator[RecordChange]:
        return (each for each in self._changes.records if not each.is_date_alone)

    # --- Trees ---

    def _trees(self) -> Iterator[data.ReportedTreeChange]:
        for tree in self._changes.trees:
            nodes = tuple(
                self._node(tree, node)
                for node in tree.nodes
                if node.status != "renamed" or node.says_otherwise
            )
            orders = tuple(map(_order, tree.orders))
            effects = tree.routes is not None and bool(tree.routes.effects)
            if nodes or orders or tree.texts or effects or tree.status in ("added", "removed"):
                yield self._tree(tree, nodes, orders)

    def _tree(
        self,
        tree: TreeChange,
        nodes: tuple[data.ReportedNodeChange, ...],
        orders: tuple[data.ReportedOrderChange, ...],
    ) -> data.ReportedTreeChange:
        routes = tree.routes
        return data.ReportedTreeChange(
            tree.status,
            tree.id,
            tree.title,
            tree.span.path,
            tree.span.line,
            self._texts(tree.texts),
            orders,
            nodes,
            None
            if routes is None
            else data.ReportedRoutesChange(
                routes.before,
                routes.after,
                routes.new,
                routes.gone,
                routes.moved,
                routes.cut,
                tuple(
                    data.ReportedRouteEffect(each.kind, each.gained, each.name, each.count)
                    for each in routes.effects
                ),
            ),
        )

    def _node(self, tree: TreeChange, node: NodeChange) -> data.ReportedNodeChange:
        return data.ReportedNodeChange(
            node.status,
            node.id,
            _node_kind(node.kind_before),
            _node_kind(node.kind_after),
            node.title,
            node.span.path,
            node.span.line,
            tuple(self._answer(each, tree.id) for each in node.answers),
            self._texts(node.texts),
            tuple(map(_order, node.orders)),
        )

    def _answer(self, answer: AnswerChange, tree: str) -> data.ReportedAnswerChange:
        return data.ReportedAnswerChange(
            answer.kind,
            answer.label_before,
            answer.label_after,
            self._target(answer.before, tree),
            self._target(answer.after, tree),
            answer.scenarios,
        )

    def _target(self, target: EdgeTarget | None, tree: str) -> data.ReportedTarget | None:
        if target is None:
            return None
        other = "" if target.key is None or target.key[0] == tree else self._name(target.key[0])
        return data.ReportedTarget(target.key is not None, target.title, other, target.returns)

    def _name(self, tree: str) -> str:
        for side in (self._changes.after, self._changes.before):
            if side.guide and tree in side.guide.trees:
                return str(side.guide.trees[tree].short_title)
        return tree

    # --- Stories and records ---

    def _scenario(self, scenario: ScenarioChange) -> data.ReportedScenarioChange:
        told = (text for text in scenario.texts if text.part.key not in ("ends", "letters"))
        return data.ReportedScenarioChange(
            scenario.status,
            scenario.id,
            scenario.title,
            scenario.span.path,
            scenario.span.line,
            _end(scenario.before),
            _end(scenario.after),
            _end(scenario.retold),
            scenario.letters_before,
            scenario.letters_after,
            self._texts(told),
        )

    def _record(self, record: RecordChange) -> data.ReportedRecordChange:
        return data.ReportedRecordChange(
            record.status,
            cast("data.RecordKind", record.kind),
            record.id,
            record.title,
            record.span.path,
            record.span.line,
            self._texts(record.texts),
            tuple(map(_order, record.orders)),
            len(record.places),
            _places(record.places[:50]),
        )

    # --- Texts ---

    def _texts(self, changes: Iterable[TextChange]) -> tuple[data.ReportedTextChange, ...]:
        return tuple(
            data.ReportedTextChange(_key(each.part), each.part.within, self._pieces(each))
            for each in changes
        )

    def _pieces(self, change: TextChange) -> tuple[data.ReportedPiece, ...]:
        language = str(self._guide.site.language) if self._guide else ""
        pieces = difference(change.before, change.after, language, self._keep)
        last = len(pieces) - 1
        return tuple(
            data.ReportedPiece(piece.kind, _cut(piece, first=number == 0, last=number == last))
            for number, piece in enumerate(pieces)
        )


def _cut(piece: Piece, *, first: bool, last: bool) -> str:
    """Shorten unchanged text to the context of its neighbours: "…"."""
    if piece.kind != "same":
        return piece.text
    head = "" if first else piece.text[:CONTEXT]
    tail = "" if last else piece.text[-CONTEXT:]
    short = len(piece.text) <= len(head) + len(tail) + 1
    return piece.text if short else f"{head}…{tail}"


def _key(part: TextKey) -> str:
    """Return the message key for a text: `Class.key` of the class that declares the key."""
    for owner in part.record.__mro__:
        if issubclass(owner, Record) and part.key in vars(owner).get("__annotations__", {}):
            return f"{owner.__name__}.{part.key}"
    return f"{part.record.__name__}.{part.key}"


def _version(side: Side) -> data.ReportedSide:
    faults = tuple(map(_fault, side.errors[:20]))
    return data.ReportedSide(
        side.name, side.guide is not None, len(side.errors), faults, side.skipped
    )


def _fault(item: Diagnostic) -> data.ReportedDiagnostic:
    params = tuple(data.ReportedParam(name, text) for name, text in item.params.items())
    return data.ReportedDiagnostic(
        item.code, item.span.path, item.span.line, item.span.column, params
    )


def _node_kind(kind: type[Record] | None) -> data.NodeKind | None:
    return cast("data.NodeKind", kind.__name__.lower()) if kind else None


def _order(order: OrderChange) -> data.ReportedOrderChange:
    return data.ReportedOrderChange(order.what, order.before, order.after)


def _places(places: Iterable[Occurrence]) -> tuple[data.ReportedOccurrence, ...]:
    return tuple(
        data.ReportedOccurrence(each.page, each.step, each.span.path, each.span.line)
        for each in places
    )


def _end(end: ScenarioEnd | None) -> data.ReportedEnd | None:
    if end is None:
        return None
    return (
        data.ReportedEnd("", "")
        if end.fault is not None
        else data.ReportedEnd(end.title, "/".join(end.key or ()))
    )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
