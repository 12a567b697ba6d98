"""Slips and attacks at random: what fuzzing puts into a guide (see also benchmarks/fuzz)."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.conftest import HOUSEPLANT

TOKENS = (
    *":-#\n[]{}|>&*!%@`\"'?,\t\\~=</().09_",
    *"：－＃［］｛｝・、，“”\u3000がеα〇﷽",
    *("か\u3099", "👩\u200d🌾", " "),
    *("\n", "  ", "\n  ", "\n      - ", ": ", " #", "---\n", "...\n", "\r\n", "\r", "\ufeff"),
    *("\x00", "\x1b[2J", "\u200b", "\u202e", "\u2028", "\x85", "\u00a0", "\ue000", "\U000e0041"),
    *("&a [*a]", "!!python/object:x", "<<: *a", "{{", "}}", "[[if ", "[[end]]", "[@", "]("),
    *("<script>", "javascript:", "](data:", "&#106;", "**", "`" * 9, "{% raw %}", "::error::"),
    *("to: water", "return_to: rest", "next: rest", "facts: [A1]", "label: ", "question: x"),
    *("[" * 30, "{a: " * 30, "- " * 30, "x" * 3000, "あ" * 3000, "../" * 9, "9" * 30),
)

FILES: Mapping[str, bytes] = {
    path.relative_to(HOUSEPLANT).as_posix(): path.read_bytes()
    for path in sorted(HOUSEPLANT.rglob("*"))
    if path.is_file()
}


def mutated(draw: random.Random) -> dict[str, bytes]:
    """Some files of the small guide, each changed at a few places."""
    changed = {}
    for name in draw.sample(sorted(FILES), draw.randint(1, 3)):
        data = FILES[name]
        for _ in range(draw.randint(1, 6)):
            data = draw.choice(_CHANGES)(draw, data)
        changed[name] = data
    return changed


def write(root: Path, changed: Mapping[str, bytes]) -> None:
    """The small guide with these files changed, over what an earlier call left."""
    for name, data in {**FILES, **changed}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)


def _token(draw: random.Random) -> bytes:
    token: str = draw.choice(TOKENS)
    return token.encode()


def _insert(draw: random.Random, data: bytes) -> bytes:
    at = draw.randint(0, len(data))
    return data[:at] + _token(draw) + data[at:]


def _replace(draw: random.Random, data: bytes) -> bytes:
    at = draw.randint(0, len(data))
    return data[:at] + _token(draw) + data[at + draw.randint(1, 4) :]


def _swap(draw: random.Random, data: bytes) -> bytes:
    """Every colon, hyphen or space of the file as its full-width one, or one line break less."""
    plain, wide = draw.choice([(b": ", "：".encode()), (b"- ", "－".encode()), (b"  ", b"\t")])
    return data.replace(plain, wide, draw.randint(1, 9))


def _cut(draw: random.Random, data: bytes) -> bytes:
    at = draw.randint(0, len(data))
    return data[:at] + data[at + draw.randint(1, 60) :]


def _double(draw: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = draw.randrange(len(lines))
    return b"\n".join([*lines[: at + 1], *lines[max(0, at - draw.randint(0, 4)) :]])


def _byte(draw: random.Random, data: bytes) -> bytes:
    at = draw.randint(0, len(data))
    return data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]


_CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _insert,
    _insert,
    _replace,
    _swap,
    _cut,
    _double,
    _byte,
)
