"""The wording of single findings: messages with quotations as parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from michishirube.changes.report.data import (
    ReportedAnswerChange,
    ReportedDiagnostic,
    ReportedNodeChange,
    ReportedOccurrence,
    ReportedOrderChange,
    ReportedOutsideChange,
    ReportedPiece,
    ReportedTarget,
    ReportedTextChange,
)
from michishirube.changes.report.document import Item, Line, OwnText, Quote, Run, Spot, Style, line
from michishirube.i18n import messages as languages
from michishirube.i18n.messages import Messages

TITLES = ("question", "action", "wait", "outcome", "title")

_BLANK = re.compile(r"\{(\w+)\}")

Filling = str | int | Run | Line


class Phrasing:
    """Words findings in a language."""

    def __init__(self, language: str) -> None:
        self.words = languages.load(language, "changes")
        self._format = languages.load(language, "format")
        self._diagnostics = languages.load(language, "diagnostics")

    def say(self, key: str, /, **fillings: Filling) -> Line:
        """Format a message; string parameters become quotations."""
        return _filled(self.words, key, fillings)

    def strong(self, key: str, /, **fillings: Filling) -> Line:
        """Format a message with the program's own words in bold."""
        said = self.say(key, **fillings)
        return tuple(
            OwnText(run.text, "strong") if isinstance(run, OwnText) else run for run in said
        )

    def label(self, text: str | Line, *, quoted: bool = False) -> Line:
        """Return a label followed by a colon."""
        return self.say("of", label=Quote(text) if quoted and isinstance(text, str) else ours(text))

    def count(self, code: str, count: int) -> Line:
        """Return a counted thing; an unknown code is quoted."""
        form = "one" if count == 1 else "other"
        if f"count.{code}.{form}" not in self.words:
            return line(Quote(code, name=True), f" {count}")
        return self.say(f"count.{code}.{form}", count=count)

    def joined(self, parts: Iterable[Line]) -> Line:
        """Join lines by the language's separator."""
        found: list[Run] = []
        for part in parts:
            found += ([OwnText(self.words["join"])] if found else []) + list(part)
        return line(found)

    def names(self, names: Iterable[str]) -> Line:
        """Join ids or paths; for none, return the word for none."""
        found = self.joined((Quote(name, name=True),) for name in names)
        return found or (OwnText(self.words["none_here"]),)

    def title(self, title: str) -> Line:
        """Return a title in quotation marks."""
        return self.say("quoted", title=title)

    # --- Places ---

    def place(self, place: ReportedOccurrence) -> Item:
        """Return an occurrence: titles of page and node, and the line."""
        page = self.title(place.page)
        step = self.say("step_of", page=page, step=self.title(place.step)) if place.step else page
        return Item(line(step, " ", Spot(place.path, place.line)))

    def places(self, places: Iterable[ReportedOccurrence], count: int = 0) -> tuple[Item, ...]:
        """Return occurrences; `count` is their total, if not all are given."""
        found = tuple(map(self.place, places))
        rest = count - len(found)
        return (*found, Item(self.say("notice.more", count=rest))) if rest > 0 else found

    def files(self, outside: ReportedOutsideChange) -> Item:
        """Return changed files outside the content."""
        rest = outside.count - len(outside.files)
        names = self.names(outside.files)
        if rest > 0:
            names = self.joined((names, self.say("notice.more", count=rest)))
        kind = self.say("outside.kind", kind=ours(self.words[f"outside.{outside.kind}"]),
                        count=outside.count)  # fmt: skip
        return Item(line(self.label(kind), names))

    def fault(self, fault: ReportedDiagnostic) -> Item:
        """Return an error in the words of `guide check`; an unknown code is quoted."""
        where = Quote(f"{fault.path}:{fault.line}:{fault.column}", name=True)
        key = f"{fault.code}.message"
        if key not in self._diagnostics:
            return Item(line(where, " ", Quote(fault.code, name=True)))
        fillings: dict[str, Filling] = {each.name: each.text for each in fault.params}
        return Item(line(where, " ", _filled(self._diagnostics, key, fillings)))

    # --- Ways ---

    def target(self, target: ReportedTarget | None, style: Style) -> Line:
        """Return where an edge leads."""
        if target is None:
            return styled(line(self.words["none_here"]), style)
        if not target.known:
            said = self.say("nowhere", reference=target.title)
        elif target.tree:
            said = self.say("tree_link", tree=target.tree, node=self.title(target.title))
        else:
            said = self.title(target.title)
        return styled(self.say("returns", target=said) if target.returns else said, style)

    def answer(self, change: ReportedAnswerChange) -> Item:
        """Return a changed edge."""
        if change.kind == "relabelled":
            turned = self.turned(change.label_before or "", change.label_after or "")
            stories = self.say("answer.stories", count=change.stories) if change.stories else ()
            inner = (Item(stories),) if stories else ()
            return Item(line(self.label(self.words["answer.relabelled"]), turned), inner)
        name = change.label_after if change.label_after is not None else change.label_before
        key = f"answer.{change.kind}" if name is not None else "answer.way"
        label = self.label(self.say(key, label=name or ""))
        before = self.target(change.before, "removed")
        after = self.target(change.after, "added")
        if change.kind == "added":
            return Item(line(label, after))
        if change.kind == "removed":
            return Item(line(label, before))
        return Item(line(label, before, " → ", after))

    def turned(self, before: str, after: str, *, name: bool = False) -> Line:
        """Return "before → after"."""
        return line(Quote(before, "removed", name), " → ", Quote(after, "added", name))

    def kinds(self, node: ReportedNodeChange) -> Line:
        """Return the changed kind of a node."""
        before, after = (
            self._format[f"{kind.capitalize()}.about.label"] if kind else ""
            for kind in (node.kind_before, node.kind_after)
        )
        return line(OwnText(before, "removed"), " → ", OwnText(after, "added"))

    def node(self, node: ReportedNodeChange) -> Line:
        """Return a node by kind and title."""
        kind = (node.kind_after or node.kind_before or "action").capitalize()
        return self.say("named", kind=ours(self._format[f"{kind}.about.label"]), title=node.title)

    # --- Texts ---

    def texts(self, changes: Iterable[ReportedTextChange], title: str = "") -> tuple[Item, ...]:
        """Return changed texts, except for the title of something new."""
        return tuple(self.text(each) for each in changes if not _repeats(each, title))

    def text(self, change: ReportedTextChange) -> Item:
        """Return a changed text."""
        key = f"{change.key}.label"
        own = key in self._format
        name: Line = (OwnText(self._format[key]),) if own else (Quote(change.key, name=True),)
        if change.within:
            name = self.say("within", within=change.within, label=name)
        pieces = tuple(map(_piece, change.pieces))
        if [piece.kind for piece in change.pieces] == ["removed", "added"]:
            pieces = (pieces[0], OwnText(" → "), pieces[1])
        gap = "\n" if any("\n" in piece.text for piece in change.pieces) else ""
        return Item(line(self.label(name), Quote(gap), pieces))

    def order(self, order: ReportedOrderChange) -> Item:
        """Return a changed order."""
        key = f"order.{order.what}"
        what = ours(self.words[key]) if key in self.words else Quote(order.what, name=True)
        rows = []
        for names, style in ((order.before, "removed"), (order.after, "added")):
            row = self.joined(self.title(name) for name in names)
            rows.append(styled(row, style))  # type: ignore[arg-type]
        return Item(self.strong("order.changed", what=what), (Item(rows[0]), Item(rows[1])))


def ours(text: str | Line) -> Line:
    """Mark a text as the program's own wording."""
    return (OwnText(text),) if isinstance(text, str) else text


def styled(runs: Line, style: Style) -> Line:
    """Apply a style to all runs."""
    return tuple(
        run if isinstance(run, Spot)
        else OwnText(run.text, style) if isinstance(run, OwnText)
        else Quote(run.text, style, run.name)
        for run in runs
    )  # fmt: skip


def _filled(words: Messages, key: str, fillings: dict[str, Filling]) -> Line:
    parts: list[str | Run | Iterable[Run]] = []
    for number, part in enumerate(_BLANK.split(words[key])):
        filling = fillings.get(part) if number % 2 else part
        if filling is None:
            parts.append(f"{{{part}}}")
        elif number % 2 and isinstance(filling, str):
            parts.append(Quote(filling))
        else:
            parts.append(str(filling) if isinstance(filling, int) else filling)
    return line(*parts)


def _piece(piece: ReportedPiece) -> Run:
    return Quote(piece.text, "plain" if piece.kind == "same" else piece.kind)


def _repeats(change: ReportedTextChange, title: str) -> bool:
    key = change.key.partition(".")[2]
    kinds = [(piece.kind, piece.text) for piece in change.pieces]
    return key in TITLES and kinds == [("added", title)]
