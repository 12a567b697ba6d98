"""How single findings are said: names of nodes, ways and texts, word diffs cut to their point."""

from __future__ import annotations

from collections.abc import Iterable

from generator import words as languages
from generator.change_report.document import Item, Line, Run, Style, line
from generator.changes import AnswerChange, Changes, Piece, Target, TextChange, difference
from generator.formats import word
from generator.model import NODE_KINDS, Record
from generator.wording import count_in_words

CONTEXT = 30
"""Characters of unchanged text that are shown on either side of a change."""

TITLES = tuple(kind.__name__.lower() for kind in NODE_KINDS)


class Phrasing:
    """Says findings in a language."""

    def __init__(self, changes: Changes, language: str) -> None:
        self.changes = changes
        self.language = language
        self.words = languages.load(language, "changes")
        self.format = languages.load(language, "format")
        guide = changes.after.guide or changes.before.guide
        self._texts_language = str(guide.site.language) if guide else language
        self._keep = tuple(map(str, guide.site.keep_together)) if guide else ()

    def count(self, code: str, count: int) -> str:
        """A counted thing."""
        return count_in_words(f"count.{code}", count, self.words)

    def kind(self, record: type[Record]) -> str:
        """What a kind of record is called."""
        return word(self.format, record, "about", "label")

    def label(self, text: str) -> Run:
        """What comes before a colon."""
        return Run(self.words("of", label=text))

    def status(self, code: str) -> Run:
        """Added, removed, changed."""
        return Run(self.words[f"status.{code}"], "strong")

    # --- Ways ---

    def target(self, target: Target | None, tree: str) -> str:
        """Where a way leads, as seen from a tree."""
        if target is None:
            return self.words["none_here"]
        said = self.node(target.key, target.title, tree)
        return self.words("returns", target=said) if target.returns else said

    def node(self, key: tuple[str, str] | None, title: str, tree: str = "") -> str:
        """A node by its title, with its tree if that is another one than `tree`."""
        if key is None:
            return self.words("nowhere", reference=title)
        said = self.words("quoted", title=title)
        if not tree or key[0] == tree:
            return said
        for side in (self.changes.after, self.changes.before):
            if side.guide and key[0] in side.guide.trees:
                name = str(side.guide.trees[key[0]].short_title)
                return self.words("tree_link", tree=name, node=said)
        return said

    def answer(self, change: AnswerChange, tree: str) -> Item:
        """What became of an answer."""
        before, after = (self.target(each, tree) for each in (change.before, change.after))
        if change.kind == "relabelled":
            label = self.label(self.words["answer.relabelled"])
            old, new = change.label_before or "", change.label_after or ""
            return Item(line(label, self.turned(old, new)))
        name = change.label_after if change.label_after is not None else change.label_before
        key = f"answer.{change.kind}" if name is not None else "answer.way"
        label = self.label(self.words(key, label=name or ""))
        if change.kind == "added":
            return Item(line(label, Run(after, "added")))
        if change.kind == "removed":
            return Item(line(label, Run(before, "removed")))
        return Item(line(label, self.turned(before, after)))

    def turned(self, before: str, after: str) -> Line:
        """From one thing to another, both whole."""
        return (Run(before, "removed"), Run(" → "), Run(after, "added"))

    # --- Texts ---

    def texts(self, changes: Iterable[TextChange], title: str = "") -> tuple[Item, ...]:
        """Every text that differs; what only repeats the title of something new is left out."""
        return tuple(
            self.text(each)
            for each in changes
            if not (each.part.key in (*TITLES, "title") and not each.before and each.after == title)
        )

    def text(self, change: TextChange) -> Item:
        """A text as it was and is."""
        name = word(self.format, change.part.record, change.part.key, "label")
        if change.part.within:
            name = self.words("within", within=change.part.within, label=name)
        turned = self.reworded(change.before, change.after)
        gap = "\n" if any("\n" in run.text for run in turned) else ""
        return Item(line(self.label(name), gap, turned))

    def reworded(self, before: str, after: str) -> Line:
        """The pieces of two texts, long unchanged ones cut to what stands next to a change."""
        pieces = difference(before, after, self._texts_language, self._keep)
        if before and after and all(piece.kind != "same" for piece in pieces):
            return self.turned(before, after)
        last = len(pieces) - 1
        return tuple(
            _run(piece, first=number == 0, last=number == last)
            for number, piece in enumerate(pieces)
        )


def _run(piece: Piece, *, first: bool, last: bool) -> Run:
    if piece.kind != "same":
        style: Style = piece.kind
        return Run(piece.text, style)
    head = "" if first else piece.text[:CONTEXT]
    tail = "" if last else piece.text[-CONTEXT:]
    if len(piece.text) <= len(head) + len(tail) + 1:
        return Run(piece.text)
    return Run(f"{head}…{tail}")
