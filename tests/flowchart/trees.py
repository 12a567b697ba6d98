"""Trees for tests: written by hand with few words, or random but valid."""

from __future__ import annotations

import random
from collections.abc import Sequence

from michishirube.diagnostics import Span
from michishirube.model import (
    Action,
    Answer,
    Guide,
    Home,
    Licence,
    Node,
    NodeRef,
    Outcome,
    Prose,
    Question,
    Site,
    Text,
    Tree,
    TreeRef,
    Wait,
    edges,
)

SPAN = Span("stages/t.yml", 1, 1, 1, 1)

PIECES = (
    "相手から", "最後に", "返信が", "来てから", "何日", "たちましたか", "仮払い金の", "返金を",
    "確認する", "「連絡催促申請」を", "送りましたか", "契約途中終了リクエストを", "営業日で", "3日",
    "たってから、", "もう一度", "この表を", "見る。", "事務局の", "審査の", "結果が", "出るまで",
    "待つ", "(目安は2営業日)", "合意のうえで", "メッセージ", "はい", "いいえ", "わからない",
)  # fmt: skip

NASTY = (
    "あ" * 300,
    "W" * 80,
    "👩‍👩‍👧‍👦🏳️‍🌈🎉🇯🇵" * 4,
    "ﷺ مرحبا بالعالم שלום עולם",
    "</svg><script>alert(1)</script>",
    '"]; click n1 "javascript:alert(1)" %%{init: {}}%% `x` -- end',
    "漢字|かんじ|《るび》。、」。、」!?」」」" * 3,
    "\u202ereversed\u202c \x00\x07\ttabs\nlines",
    "1. list * item _em_ `code` #35; &lt; style: a#b;",
    "Ｆｕｌｌｗｉｄｔｈ ﾊﾝｶｸ ｶﾀｶﾅ １２３",
)
"""Labels that try to break out, or to reach beyond their box."""


def text(value: str) -> Text:
    """A text that stands anywhere."""
    return Text(value, SPAN)


def question(key: str, title: str, *answers: tuple[str, str]) -> Question:
    """A question; a target that begins with `<` is a return."""
    return Question(
        span=SPAN, id=text(key), question=text(title), answers=tuple(_answer(*a) for a in answers)
    )


def _answer(label: str, to: str) -> Answer:
    if to.startswith("<"):
        return Answer(span=SPAN, label=text(label), return_to=NodeRef(to[1:], SPAN))
    return Answer(span=SPAN, label=text(label), to=NodeRef(to, SPAN))


def action(key: str, title: str, to: str) -> Action:
    """An action; a target that begins with `<` is a return."""
    back, on = _ways(to)
    return Action(span=SPAN, id=text(key), action=text(title), return_to=back, next=on)


def wait(key: str, title: str, to: str, days: int | None = 3) -> Wait:
    """A wait of some days; a target that begins with `<` is a return."""
    back, on = _ways(to)
    return Wait(span=SPAN, id=text(key), wait=text(title), days=days, return_to=back, next=on)


def _ways(to: str) -> tuple[NodeRef | None, NodeRef | None]:
    return (NodeRef(to[1:], SPAN), None) if to.startswith("<") else (None, NodeRef(to, SPAN))


def outcome(key: str, title: str, result: str = "neutral") -> Outcome:
    """An end."""
    return Outcome(
        span=SPAN,
        id=text(key),
        outcome=text(title),
        result=result,  # type: ignore[arg-type]
        text=Prose("…", SPAN),
    )


def tree(key: str, *nodes: Node) -> Tree:
    """A tree that starts at its first node."""
    return Tree(
        span=SPAN,
        id=text(key),
        title=text("契約したあと"),
        short_title=text("契約後"),
        summary=text("…"),
        first=Prose("…", SPAN),
        start=NodeRef(nodes[0].id, SPAN),
        nodes={str(node.id): node for node in nodes},
    )


OTHER = tree("elsewhere", outcome("there", "別のページの結果"))


def guide(*trees: Tree, language: str = "ja", address: str | None = None) -> Guide:
    """A guide of trees and nothing else."""
    site = Site(
        span=SPAN,
        title=text("手引き"),
        description=text("…"),
        language=text(language),
        address=text(address) if address else None,
        author=text("…"),
        licence=Licence(span=SPAN, name=text("…"), address=text("…")),
        triage=TreeRef(trees[0].id, SPAN),
        stages=(),
        home=Home(span=SPAN, question=text("…"), unsure=text("…")),
        time_zone=text("Asia/Tokyo"),
        keep_together=(text("仮払い金"),),
    )
    return Guide(
        site=site,
        trees={str(each.id): each for each in (*trees, OTHER)},
        letters={},
        fields={},
        checklists={},
        terms={},
        figures={},
        scenarios={},
        documents={},
        facts={},
        sources={},
    )


def random_tree(size: int, seed: int, *, nasty: bool = False, ways: int = 5) -> Tree:
    """A valid tree of so many nodes: shared nodes, returns, ways into another tree.

    Ways lead to nodes of higher numbers or are marked as returns; every node
    is reached, and from every node an outcome.
    """
    dice = random.Random(seed)  # noqa: S311 (no secret)
    kinds = [
        "question",
        *dice.choices(["question", "action", "wait", "outcome"], (5, 3, 2, 4), k=size - 1),
    ]
    kinds[-1] = "outcome"
    if size > 2:
        kinds[-2] = "outcome"
    ends: list[list[str]] = [[] for _ in kinds]
    for child in range(1, size):
        free = [
            here
            for here in range(child)
            if kinds[here] != "outcome" and (kinds[here] == "question" or not ends[here])
        ]
        if not free or (dice.random() < 0.5 and any(kinds[here] == "question" for here in free)):
            free = [here for here in free if kinds[here] == "question"]
        ends[dice.choice(free[-6:])].append(f"n{child}")
    nodes: list[Node] = []
    for number, kind in enumerate(kinds):
        wanted = {"question": dice.randint(2, ways), "outcome": 0}.get(kind, 1)
        more = [_end(dice, number, size) for _ in range(wanted - len(ends[number]))]
        nodes.append(_node(dice, kind, number, ends[number] + more, nasty=nasty))
    return tree("t", *nodes)


def _end(dice: random.Random, number: int, size: int) -> str:
    draw = dice.random()
    if draw < 0.15:
        return f"<n{dice.randint(0, number)}" if number else f"n{size - 1}"
    if draw < 0.2:
        return "elsewhere"
    if draw < 0.6:
        return f"n{dice.randint(number + 1, min(size - 1, number + 6))}"
    return f"n{dice.randint(max(number + 1, size - 5), size - 1)}"


def _node(dice: random.Random, kind: str, number: int, ends: Sequence[str], *, nasty: bool) -> Node:
    key, title = f"n{number}", _words(dice, 6, nasty=nasty)
    if kind == "outcome":
        return outcome(key, title, dice.choice(["good", "neutral", "bad"]))
    if kind == "question":
        ends = dice.sample(ends, len(ends))
        answers = [(f"{_words(dice, 2, nasty=nasty)}{at}", to) for at, to in enumerate(ends, 1)]
        return question(key, title, *answers)
    if kind == "action":
        return action(key, title, ends[0])
    return wait(key, title, ends[0], days=dice.randint(1, 30))


def _words(dice: random.Random, most: int, *, nasty: bool) -> str:
    if nasty and dice.random() < 0.5:
        return dice.choice(NASTY)
    return "".join(dice.choices(PIECES, k=dice.randint(1, most)))


def ways_of(written: Tree) -> list[tuple[str, str, str]]:
    """Every way of a tree: from where, to where, and its label without spaces."""
    return sorted(
        (key, str(edge.target), "".join((edge.label or "").split()))
        for key, node in written.nodes.items()
        for edge in edges(node)
    )
