"""What a contributor changes in the three walks of CONTRIBUTING.md, as changes of a guide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one file: `place` finds it there exactly once ("" for a new file).

    Places are patterns of the file's structure, not of its words, so that whoever mends
    the words of an example doesn't break the manual. `new` may name groups of `place`.
    """

    path: str
    place: str
    new: str

    def text(self, root: Path) -> tuple[str, str]:
        """The file before and after the change."""
        file = root / self.path
        if not self.place:
            if file.exists():
                raise ValueError(f"{self.path} is there already")
            return "", self.new
        before = file.read_text(encoding="utf-8")
        after, found = re.subn(self.place, self.new, before, flags=re.MULTILINE)
        if found != 1:
            raise ValueError(f"{self.path}: the example's place is there {found} times")
        return before, after

    def apply(self, root: Path) -> None:
        """Carry the change out in a copy of the project."""
        (root / self.path).write_text(self.text(root)[1], encoding="utf-8")


def _inside(head: str, line: str) -> str:
    """A pattern for a line of the block under `head`, both with their spaces; group 1 is all."""
    spaces = " " * (len(head) - len(head.lstrip()) + 2)
    return rf"(^{head}\n(?:{spaces}.*\n|\n)*?{line})"


STAGE = "content/stages/before-contract.yml"

SENTENCE = (
    Change(
        STAGE,
        _inside("  wait-day:", "    text: ") + r".*?(?=\[@|$)",
        r"\1返信の早さは人によって違います。24時間はひとつの目安です。",
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
        _inside("  - id: clear-work", r"    letters: \[[^\]\n]*"),
        r"\1, ask-missing-terms",
    ),
)

BRANCH = (
    Change(
        STAGE,
        r"(^  waited:\n(?:    .*\n|\n)*)",
        r"""\1      - label: まだ何も送っていない
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
        r"^(?=  - id: still-want-the-job\n)",
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
""",
    ),
)

WALKS: dict[str, tuple[Change, ...]] = {
    "sentence": SENTENCE,
    "letter": LETTER,
    "branch": BRANCH,
}
SLIP = Change(STAGE, _inside("  wait-day:", "    text") + ": ", r"\1：")
"""The slip that the manual shows with the answer that the checks give."""
