"""Sentences are polite throughout, short, and ask leave (させていただく) once at most."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter, Stretch, is_bullet
from michishirube.checks.letter_lint.rule import WARNING, Hit, Rule

LONGEST_SENTENCE = 100
MOST_COMMAS = 3
MOST_LINES = 5

_POLITE = re.compile(
    r"(?:です|ます|でした|ました|ません|ませんでした|でしょう|ましょう|ください|下さい|ございません)"
    r"(?:か|ね|よ|が|ので|けれど|と幸いです)?[。）)]*$"
)
_PLAIN = re.compile(
    r"(?P<end>である|であった|であり|だ|だった|だろう|ではない|でない|という|ない|なかった|"
    r"[うくぐすつぬぶむる]|[いきしちにひみりっ]た|んだ|えた|けた|げた|せた|てた|ねた|べた|めた|れた|"
    r"しい|たい)[。]$"
)
_QUOTED = re.compile(r"[「『][^「」『』\n]*[」』]")
_LEAVE = re.compile(r"させて(?:いただ|頂)")


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at the sentences, the paragraphs and the letter as a whole."""
    yield from _plain(sent)
    for sentence in sent.sentences:
        yield from _long(sentence)
    for lines in sent.paragraphs:
        prose = [line for line in lines if not is_bullet(line.text)]
        if len(prose) > MOST_LINES:
            line = prose[MOST_LINES]
            yield Hit("ja-long-paragraph", line.start, line.end, params={"most": str(MOST_LINES)})
    for match in list(_LEAVE.finditer(sent.text))[1:]:
        yield Hit("ja-repeated-leave", *match.span())


def _plain(sent: RenderedLetter) -> Iterator[Hit]:
    """Yield sentences in plain style among polite ones; an entirely plain text is a memo."""
    if not any(_POLITE.search(sentence.text) for sentence in sent.sentences):
        return
    for sentence in sent.sentences:
        if not _POLITE.search(sentence.text) and (match := _PLAIN.search(sentence.text)):
            start = sentence.start + match.start("end")
            yield Hit("ja-plain-style", start, sentence.end, params={"found": match["end"]})


def _long(sentence: Stretch) -> Iterator[Hit]:
    size = len(sentence.text)
    if size > LONGEST_SENTENCE:
        params = {"size": str(size), "limit": str(LONGEST_SENTENCE)}
        yield Hit("ja-long-sentence", sentence.start, sentence.end, params=params)
    outside = _QUOTED.sub("", sentence.text)
    commas = outside.count("、")
    if commas > MOST_COMMAS:
        params = {"count": str(commas), "limit": str(MOST_COMMAS)}
        yield Hit("ja-many-commas", sentence.start, sentence.end, params=params)


RULE = Rule(
    dict.fromkeys(
        (
            "ja-plain-style",
            "ja-long-sentence",
            "ja-many-commas",
            "ja-long-paragraph",
            "ja-repeated-leave",
        ),
        WARNING,
    ),
    check,
)
