"""Carries out the examples of explanations on a small guide in the same language."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from michishirube.reports.explanations import Example, Explanation

GUIDES = {"en": "houseplant", "ja": "houseplant-ja"}
TRANSLATED = {("parcel", "ja"): "parcel-ja"}
"""Guides that examples name, in another language."""


def guide(language: str, each: Explanation | None = None) -> Path:
    """Return the guide that an explanation is about: the small one, or the one that `in=` names."""
    how = dict(part.partition("=")[::2] for part in (each.bad.how if each else ()))
    name = how.get("in", GUIDES[language])
    return Path(__file__).parent / "guides" / TRANSLATED.get((name, language), name)


def prepare(root: Path, language: str, each: Explanation | None = None) -> None:
    shutil.copytree(guide(language, each), root)


def apply(root: Path, each: Explanation, example: Example) -> None:
    """Make the guide hold an example: the bad one, or the good one where it isn't there yet."""
    target = root / example.path
    how = dict(part.partition("=")[::2] for part in example.how)
    if "delete" in how:
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    elif "folder" in how:
        target.mkdir()
    elif "link" in how:
        target.unlink()
        target.symlink_to(example.text)
    elif "name" in how:
        data = re.sub(rb"\\x([0-9a-f]{2})", _byte, example.path.encode())
        (root / os.fsdecode(data)).write_bytes(_content(example, how))
    elif "add" in how:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_content(example, how))
    elif "line" in how:
        lines = target.read_text(encoding="utf-8").split("\n")
        lines[int(how["line"]) - 1] = example.text
        target.write_text("\n".join(lines), encoding="utf-8")
    elif example is each.bad:
        data = target.read_bytes()
        good = each.good.text.encode()
        assert data.count(good) == 1, f"{each.code}: the good lines stand in the guide once"
        target.write_bytes(data.replace(good, _content(example, how)))
    else:
        assert example.text in target.read_text(encoding="utf-8"), each.code


def _content(example: Example, how: dict[str, str]) -> bytes:
    text = example.text
    if "times" in how:
        text = text.replace("…", "x" * int(how["times"]))
    if "each" in how:
        text = "".join(text.replace("{n}", str(number)) for number in range(int(how["each"])))
    data = text.encode()
    if "bytes" in how:
        data = re.sub(rb"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)).encode(), data)
        data = re.sub(rb"\\x([0-9a-f]{2})", _byte, data)
    return data


def _byte(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])
