"""What a contributor changes in the three walks of CONTRIBUTING.md, as changes of real files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one file: `old` stands in it exactly once ("" for a new file)."""

    path: str
    old: str
    new: str

    def apply(self, root: Path) -> None:
        """Carry the change out in a copy of the project."""
        file = root / self.path
        if not self.old:
            if file.exists():
                raise ValueError(f"{self.path} is there already")
            file.write_text(self.new, encoding="utf-8")
            return
        text = file.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.path}: found {text.count(self.old)} times:\n{self.old}")
        file.write_text(text.replace(self.old, self.new), encoding="utf-8")


STAGE = "content/stages/before-contract.yml"

SENTENCE = (
    Change(
        STAGE,
        "返信の早さに正解はありません。24時間はひとつの目安です。",
        "返信の早さは人によって違います。24時間はひとつの目安です。",
    ),
)

LETTER_PATH = "content/letters/ask-missing-terms.yml"
LETTER = (
    Change(
        LETTER_PATH,
        "",
        """\
title: 足りない条件をたずねる
summary: 依頼に書かれていない条件を、契約の前に聞く
when: 応募したい仕事に、納期や作業の範囲が書かれていないとき。
to: クライアント
channel: クラウドワークスのメッセージ
fields: [client_name, sender_name, job_title]
tones:
  - id: polite
    label: 丁寧
    body: |
      {{client_name}}様

      お世話になっております。{{sender_name}}です。
      「{{job_title}}」に関心を持っております。

      お受けできるかを考えるため、納期と作業の範囲を教えていただけますでしょうか。

      どうぞよろしくお願いいたします。

      {{sender_name}}
after: 3営業日ほど待ちます。返事がなければ、見送ってかまいません。
sources: [editorial]
""",
    ),
    Change(
        "content/checklists/trustworthy-client.yml",
        "    letters: [ask-before-contract]\n    facts: [E4, E5]",
        "    letters: [ask-before-contract, ask-missing-terms]\n    facts: [E4, E5]",
    ),
)

BRANCH = (
    Change(
        STAGE,
        "      - label: それより長い\n        to: wish\n",
        """\
      - label: それより長い
        to: wish
      - label: まだ何も送っていない
        to: send-first
  send-first:
    action: 聞きたいことを、1通だけ送る
    do:
      - 依頼のページを読み直し、書いてあることを聞かないようにする
      - 聞きたいことをしぼって送り、送った日を控える
    letters: [ask-before-contract]
    sources: [editorial]
    next: wait-reply
""",
    ),
    Change(
        "content/scenarios/before-contract.yml",
        "  - id: still-want-the-job\n",
        """\
  - id: nothing-sent-yet
    title: 応募したきり、こちらからも何も送っていない
    story: 応募して1週間たちます。相手から返事はなく、こちらからも何も送っていません。
    start: before-contract
    answers:
      - handed: 渡していない
      - waited: まだ何も送っていない
      - replied-again: 来た
    ends: before-contract/talk
    letters: [ask-before-contract]
  - id: still-want-the-job
""",
    ),
)

WALKS: dict[str, tuple[Change, ...]] = {
    "sentence": SENTENCE,
    "letter": LETTER,
    "branch": BRANCH,
}
SLIP = Change(STAGE, "    text: 返信の早さに正解は", "    text：返信の早さに正解は")
"""The slip that the manual shows with the answer that the checks give."""
