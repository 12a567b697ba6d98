"""Writes a guide of any size: trees, three letters for each, a story for each answer.

Every tree has eleven nodes (four questions, three actions, a wait, three outcomes) in words of
usual length, so that a page weighs what a page of the real guide weighs.
"""

from __future__ import annotations

from pathlib import Path

STAGES = 3
"""So many trees are stages; the first one is the triage, all others are situations."""

SITE = """\
title: 大きなガイド
description: 速さを測るためのガイド。
language: ja
address: https://large.example/
author: 編集部
licence: {{name: CC BY 4.0, address: "https://creativecommons.org/licenses/by/4.0/"}}
triage: tree-0
stages: [{stages}]
situations: [{situations}]
home:
  question: いま、どの段階ですか
  unsure: どれかわからないとき
time_zone: Asia/Tokyo
"""

TREE = """\
title: 返信が来なくなったときの手順 その{number}
short_title: 手順{number}
summary: 相手からの連絡が止まり、次に何をすればよいかわからない
first: まず、通知とメールに返信が来ていないかを確かめます。
facts: [A1]
start: ready
nodes:
  ready:
    question: 支払いの準備は済んでいますか
    help: 契約の画面で確かめられます。わからないときは、先に画面を見てください。
    answers:
      - {{label: 済んでいる, to: silent}}
      - {{label: まだ, to: ask}}
      - {{label: わからない, to: look}}
  look:
    action: 画面で状態を確かめる
    do: [一覧を開く, 該当する仕事を選ぶ, 状態を見る]
    facts: [A1]
    return_to: ready
  ask:
    action: 準備ができてから始めると伝える
    do: [手紙を写す, 送った日を控える]
    letters: [ask-{number}]
    facts: [A1]
    next: silent
  silent:
    question: 最後の返信から、どれくらいたちましたか
    answers:
      - {{label: 1日以内, to: wait}}
      - {{label: それより長い, to: remind}}
  wait:
    wait: 丸1日は、ふつうに待つ
    hours: 24
    facts: [A1]
    next: back
  remind:
    action: 責めない確認を送る
    do: [通知を確かめる, 手紙を写して送る]
    letters: [remind-{number}]
    facts: [A1]
    next: back
  back:
    question: 返信は来ましたか
    answers:
      - {{label: 来た, to: good}}
      - {{label: 来ない, to: wish}}
  wish:
    question: この仕事を、どうしたいですか
    answers:
      - {{label: 続けたい, to: open}}
      - {{label: 終えたい, to: ended}}
  good:
    outcome: やりとりを再開します
    result: good
    text: 新しい予定と返信の目安を、文章で残しましょう。[@A1]
    facts: [A1]
  open:
    outcome: 窓口に相談します
    text: 経過をまとめて、窓口に相談します。次の仕事も探しておきましょう。[@A1]
    facts: [A1]
  ended:
    outcome: 区切りをつけます
    result: bad
    text: 終えることを伝え、次の仕事に進みます。[@A1]
    letters: [end-{number}]
    facts: [A1]
"""

LETTER = """\
title: {title} その{number}
summary: 相手に伝えることを、短くまとめた手紙
when: 返事がなく、次に進むとき。送る前に、通知とメールに返信が来ていないかを確かめます。[@A1]
to: 相手
channel: メッセージ
fields: [name, job, deadline]
tones:
  - id: polite
    label: 丁寧
    body: |
      {{{{name}}}}様

      お世話になっております。
      「{{{{job}}}}」の件で、ご状況をお聞きしたく、ご連絡いたしました。
      お忙しいところ恐れ入りますが、{{{{deadline}}}}までにお返事をいただけますと幸いです。
      行き違いになっておりましたら、ご容赦ください。
      どうぞよろしくお願いいたします。
  - id: short
    label: 簡潔
    body: |
      {{{{name}}}}様

      お世話になっております。
      「{{{{job}}}}」の件で、{{{{deadline}}}}までにお返事をお願いいたします。
after: 期限まで待ちます。返事がなければ、次の手順に進みます。[@A1]
facts: [A1]
"""

FIELDS = """\
name: {label: 宛名, type: text, shared: true, honorific: true, example: 山田}
job: {label: 案件名, type: text, shared: true, example: 記事の作成}
deadline: {label: 期限, type: datetime, example: 12月3日(木)18時}
"""

FACTS = "A1:\n  statement: 連絡が止まることがあります。\n  sources: [s1]\n"
SOURCES = "s1:\n  title: 調査\n  publisher: 編集部\n  kind: survey\n  checked: 2026-11-24\n"

WALKS = (
    ("済んでいる", "1日以内", "来た", None, "good", ()),
    ("まだ", "それより長い", "来ない", "続けたい", "open", ("ask", "remind")),
    ("わからない", "1日以内", "来ない", "終えたい", "ended", ("end",)),
)
TITLES = {"ask": "準備のお願い", "remind": "ご確認のお願い", "end": "終了のお願い"}


def write(root: Path, trees: int) -> int:
    """Write a project's content and settings; gives how many pages it has."""
    names = [f"tree-{number}" for number in range(trees)]
    content = root / "content"
    for folder in ("stages", "letters", "scenarios"):
        (content / folder).mkdir(parents=True)
    settings = SITE.format(
        stages=", ".join(names[1 : STAGES + 1]), situations=", ".join(names[STAGES + 1 :])
    )
    (root / "site_config.yml").write_text(settings, encoding="utf-8")
    for name, text in (("fields", FIELDS), ("facts", FACTS), ("sources", SOURCES)):
        (content / f"{name}.yml").write_text(text, encoding="utf-8")
    for number, name in enumerate(names):
        tree = TREE.format(number=number)
        (content / "stages" / f"{name}.yml").write_text(tree, encoding="utf-8")
        for kind, title in TITLES.items():
            letter = LETTER.format(title=title, number=number)
            (content / "letters" / f"{kind}-{number}.yml").write_text(letter, encoding="utf-8")
        stories = "scenarios:\n" + "".join(_story(number, *walk) for walk in WALKS)
        (content / "scenarios" / f"{name}.yml").write_text(stories, encoding="utf-8")
    return 4 * trees + 4  # and home, stories, list of letters, sources


def _story(
    number: int,
    ready: str,
    silent: str,
    back: str,
    wish: str | None,
    end: str,
    kinds: tuple[str, ...],
) -> str:
    answers = [("ready", ready)]
    if ready == "わからない":
        answers.append(("ready", "済んでいる"))
    answers += [("silent", silent), ("back", back)]
    if wish:
        answers.append(("wish", wish))
    lines = "".join(f"      - {node}: {answer}\n" for node, answer in answers)
    letters = ", ".join(f"{kind}-{number}" for kind in kinds)
    return (
        f"  - id: {end}-{number}\n    title: 返信が来なくなった\n"
        "    story: 先週から返信がありません。どうすればよいでしょうか。\n"
        f"    start: tree-{number}\n"
        f"    answers:\n{lines}    ends: tree-{number}/{end}\n    letters: [{letters}]\n"
    )
