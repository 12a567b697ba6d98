"""Findings → the report: what stands in it, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import words as languages
from generator.change_report.document import Item, Line, Report, Run, Section, line
from generator.change_report.phrasing import Phrasing
from generator.changes import (
    Changes,
    Headline,
    NodeChange,
    RecordChange,
    Side,
    StoryChange,
    TreeChange,
    headlines,
)
from generator.changes.findings import End
from generator.reporters.report import message

MOST_ERRORS = {"before": 3, "after": 10}
"""So many errors of a side are written out; those of the old one can't be mended any more."""

MOST_POINTS = 4
"""So many points follow the worst one in the headline."""

FIRST = ("letters",)
"""Kinds of records that come before all others."""


def report_of(changes: Changes, language: str) -> Report:
    """The report in a language."""
    says = Phrasing(changes, language)
    names = (changes.before.name, changes.after.name or says.words["worktree"])
    return Report(
        title=says.words["title"],
        headline=_headline(headlines(changes), says),
        compared=says.words("compared", before=names[0], after=names[1]),
        notices=tuple(_notices(changes, says)),
        sections=tuple(_sections(changes, says)),
    )


def _headline(points: tuple[Headline, ...], says: Phrasing) -> Line:
    if not points:
        return line(says.words["none"])
    worst, *rest = (says.count(point.code, point.count) for point in points)
    if not rest:
        return line(Run(says.words("headline", worst=worst), "strong"))
    joined = says.words["join"].join(rest[:MOST_POINTS])
    if len(rest) > MOST_POINTS:
        joined = says.words("headline_cut", rest=joined)
    before, _, after = says.words["headline_more"].partition("{worst}")
    return line(before, Run(worst, "strong"), after.replace("{rest}", joined))


# --- What keeps the comparison from being whole ---


def _notices(changes: Changes, says: Phrasing) -> Iterator[Item]:
    for name, side in (("before", changes.before), ("after", changes.after)):
        if side.guide is None:
            yield Item(line(Run(says.words[f"notice.no_guide_{name}"], "strong")))
        if side.errors:
            said = says.words(f"notice.errors_{name}", count=len(side.errors))
            yield Item(line(Run(said, "strong")), tuple(_errors(side, MOST_ERRORS[name], says)))
        if side.skipped:
            yield Item(line(says.words("notice.skipped", files=", ".join(side.skipped))))
    if changes.unread:
        yield Item(line(says.words("notice.unread", files=", ".join(changes.unread))))
        if any(path.startswith("content/stages/") for path in changes.unread):
            yield Item(line(says.words["notice.stories"]))


def _errors(side: Side, most: int, says: Phrasing) -> Iterator[Item]:
    words = languages.load(says.language, "diagnostics")
    for item in side.errors[:most]:
        yield Item(line(Run(str(item.span), "code"), " ", message(item, words)))
    if len(side.errors) > most:
        yield Item(line(says.words("notice.more", count=len(side.errors) - most)))


# --- Sections ---


def _sections(changes: Changes, says: Phrasing) -> Iterator[Section]:
    if changes.stories:
        ordered = sorted(changes.stories, key=_weight)
        items = tuple(_story(story, says) for story in ordered)
        yield Section(says.words["section.stories"], items)
    for tree in changes.trees:
        title = says.words("section.tree", title=tree.title)
        yield Section(title, tuple(_tree(tree, says)), tree.id)
    yield from _records(changes.records, says, first=True)
    if changes.facts:
        yield Section(says.words["section.facts"], tuple(_facts(changes, says)))
    yield from _records(changes.records, says, first=False)
    if changes.checked:
        yield Section(says.words["section.checked"], tuple(_checked(changes, says)))


def _weight(story: StoryChange) -> int:
    """Stories that end elsewhere first, then those with other letters, then the rest."""
    if story.moved:
        return 0 if story.after and story.after.fault else 1
    return 2 if story.other_letters else 3


def _story(story: StoryChange, says: Phrasing) -> Item:
    inner: list[Item] = []
    if story.status != "removed" and story.before != story.after:
        label = says.label(says.words["story.end"])
        before = "" if story.before is None else _end(story.before, says)
        after = _end(story.after, says) if story.after else ""
        turned = says.turned(before, after) if before else (Run(after, "added"),)
        inner.append(Item(line(label, turned)))
    if story.retold is not None and story.retold != story.before:
        said = _end(story.retold, says)
        inner.append(Item(line(says.label(says.words["story.retold"]), Run(said, "added"))))
    if story.other_letters:
        label = says.label(says.words["story.letters"])
        names = (", ".join(each) for each in (story.letters_before, story.letters_after))
        before, after = (each or says.words["none_here"] for each in names)
        inner.append(Item(line(label, says.turned(before, after))))
    told = [text for text in story.texts if text.part.key not in ("ends", "letters")]
    inner += says.texts(told, story.title)
    head = line(says.status(story.status), " ", says.words("quoted", title=story.title), " ")
    return Item((*head, Run(story.id, "code")), tuple(inner))


def _end(end: End, says: Phrasing) -> str:
    if end.fault is not None:
        return says.words["story.fault"]
    return f"{says.node(end.key, end.title)} ({'/'.join(end.key or ())})"


def _tree(tree: TreeChange, says: Phrasing) -> Iterator[Item]:
    if tree.status != "changed":
        yield Item(line(says.status(tree.status), " ", Run(tree.path, "code")))
    yield from says.texts(tree.texts, tree.title)
    for node in tree.nodes:
        yield _node(node, says)
    if tree.routes:
        counts = {key: getattr(tree.routes, key) for key in ("before", "after", "new", "gone")}
        key = "tree.routes_cut" if tree.routes.cut else "tree.routes"
        yield Item(line(says.words(key, **counts, moved=tree.routes.moved)))


def _node(node: NodeChange, says: Phrasing) -> Item:
    kind = node.kind_after or node.kind_before
    name = says.words("named", kind=says.kind(kind) if kind else "", title=node.title)
    inner: list[Item] = []
    if node.status == "renamed":
        turned = says.turned(node.id_before or "", node.id_after or "")
        inner.append(Item(line(says.label(says.words["node.address"]), turned)))
    if node.kind_before and node.kind_after and node.kind_before is not node.kind_after:
        turned = says.turned(says.kind(node.kind_before), says.kind(node.kind_after))
        inner.append(Item(line(says.label(says.words["node.kind"]), turned)))
    inner += [says.answer(answer, node.tree) for answer in node.answers]
    inner += says.texts(node.texts, node.title)
    head = line(says.status(node.status), " ", name, " ", Run(f"{node.tree}/{node.id}", "code"))
    return Item(head, tuple(inner))


def _records(records: Iterable[RecordChange], says: Phrasing, *, first: bool) -> Iterator[Section]:
    kinds: dict[str, list[RecordChange]] = {}
    for record in records:
        if (record.kind in FIRST) == first and not record.is_date_alone:
            kinds.setdefault(record.kind, []).append(record)
    for kind, found in kinds.items():
        name = "facts_list" if kind == "facts" else kind
        items = tuple(_record(record, says) for record in found)
        yield Section(says.words[f"section.{name}"], items)


def _record(record: RecordChange, says: Phrasing) -> Item:
    name = says.words("quoted", title=record.title)
    head = line(says.status(record.status), " ", name, " ", Run(record.id, "code"))
    return Item(head, says.texts(record.texts, record.title))


def _facts(changes: Changes, says: Phrasing) -> Iterator[Item]:
    for fact in changes.facts:
        places = ", ".join(fact.places)
        said = says.words(f"fact.{fact.kind}", places=places)
        name = says.words("quoted", title=fact.statement)
        yield Item(line(Run(fact.id, "code"), " ", name, ": ", Run(said, "strong")))


def _checked(changes: Changes, says: Phrasing) -> Iterator[Item]:
    for source in changes.checked:
        before, after = (
            each.isoformat() if each else says.words["none_here"]
            for each in (source.before, source.after)
        )
        name = says.words("quoted", title=source.title)
        turned = says.turned(before, after)
        yield Item(line(Run(source.id, "code"), " ", name, ": ", turned))
