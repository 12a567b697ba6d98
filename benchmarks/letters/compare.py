"""Textlint against the rules of `checks.letter_lint`: the same letters, the same slips, one run.

    npm install textlint textlint-rule-preset-japanese \\
        textlint-rule-preset-ja-technical-writing textlint-rule-date-weekday-mismatch
    python benchmarks/letters/compare.py FOLDER_WITH_NODE_MODULES

Three sets: this guide's letters in every form in which they can be sent; one
slip a letter, from the tests and from `held_out.txt`; careful sentences that
must be left alone. Counted is how many texts are reported at all. Of textlint
`ja-no-mixed-period` is left out, which wants a 。 behind addressee and signature.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from michishirube.checks import letter_lint
from michishirube.checks.letter_lint.rendered_letter import rendered_letters
from michishirube.checks.project import check_project
from michishirube.reading.loader import load_guide
from tests.checks.test_letter_lint import FIELDS, FINE, FRAME, SLIPS, found_in
from tests.conftest import ROOT

PRESETS = ("preset-japanese", "preset-ja-technical-writing")


def samples() -> dict[str, list[str]]:
    """The texts of each set."""
    guide = load_guide(ROOT).guide
    assert guide is not None
    held_out = (Path(__file__).parent / "held_out.txt").read_text(encoding="utf-8").splitlines()
    return {
        "letters": [
            sent.text + "\n"
            for letter in guide.letters.values()
            for tone in letter.tones
            for sent in rendered_letters(letter, tone, guide.fields, None)
        ],
        "slips": [framed(sentence) for _, sentence in SLIPS],
        "held out": [framed(line) for line in held_out if line and not line.startswith("#")],
        "careful": [framed(sentence) for sentence in FINE],
    }


def framed(sentence: str) -> str:
    """The sentence in the middle of a letter, filled in."""
    text = FRAME.replace("<sentence>", sentence)
    for name, field in FIELDS.items():
        text = text.replace("{{" + name + "}}", str(field.example or ""))
    return text


def of_this_guide() -> Counter[str]:
    """What `guide check` says of the letters, with the settings and permissions of this guide."""
    found = [
        item.code for item in check_project(ROOT).diagnostics if item.code in letter_lint.CODES
    ]
    return Counter(reported=len(found)) + Counter(found)


def ours(texts: list[str]) -> Counter[str]:
    """How many texts are reported, and by which rules."""
    counts: Counter[str] = Counter()
    for text in texts:
        codes = {item.code for item in found_in(text)}
        counts["reported"] += bool(codes)
        counts.update(codes)
    return counts


def textlint(folder: Path, preset: str, texts: list[str]) -> Counter[str]:
    """The same of textlint."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as target:
        for index, text in enumerate(texts):
            (Path(target) / f"{index:03}.txt").write_text(text, encoding="utf-8")
        command = ["npx", "textlint", "--preset", preset, "--rule", "date-weekday-mismatch"]
        run = subprocess.run(
            [*command, "--format", "json", target],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
    for each in json.loads(run.stdout):
        rules = {message["ruleId"].split("/")[-1] for message in each["messages"]}
        rules.discard("ja-no-mixed-period")
        counts["reported"] += bool(rules)
        counts.update(rules)
    return counts


def main() -> None:
    """Print who reports how many of each set."""
    folder = Path(sys.argv[1])
    for name, texts in samples().items():
        print(f"\n{name}: {len(texts)} texts")
        for who in ("ours", *PRESETS):
            started = time.perf_counter()
            if who != "ours":
                counts = textlint(folder, who, texts)
            else:
                counts = of_this_guide() if name == "letters" else ours(texts)
            show(who, counts, time.perf_counter() - started)
    print(f"\n{len(letter_lint.CODES)} codes of ours")


def show(who: str, counts: Mapping[str, int], seconds: float) -> None:
    """One line: how many texts, by which rules, how long."""
    rules = ", ".join(f"{rule} {n}" for rule, n in sorted(counts.items()) if rule != "reported")
    print(f"  {who}: {counts.get('reported', 0)} reported in {seconds:.1f} s ({rules})")


if __name__ == "__main__":
    main()
