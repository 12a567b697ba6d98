"""What was made before with all that was read for it, so that only what changed is made again.

For the preview. What a page depends on isn't declared anywhere, where it would be
forgotten: its rendering is given a guide that notes what is read of it. A page is
kept when all that was read of the guide then is the very same now.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from generator.model import Guide, Record
from generator.uses import Uses

M = TypeVar("M")
V = TypeVar("V")

Read = tuple[str, str | None]
"""A field of the guide (or of its uses), and the key that was asked for; None for all."""

_OF_GUIDE = tuple(
    each.name for each in dataclasses.fields(Guide) if each.name not in ("site", "broken")
)
_OF_USES = tuple(each.name for each in dataclasses.fields(Uses))
_USES = "uses."


class _Watched(Mapping[str, V]):
    """A mapping that notes what is read of it."""

    def __init__(self, name: str, inner: Mapping[str, V], reads: set[Read]) -> None:
        self._name, self._inner, self._reads = name, inner, reads

    def __getitem__(self, key: str) -> V:
        self._reads.add((self._name, str(key)))
        return self._inner[key]

    def __contains__(self, key: object) -> bool:
        self._reads.add((self._name, str(key)))
        return key in self._inner

    def __iter__(self) -> Iterator[str]:
        self._reads.add((self._name, None))
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.add((self._name, None))
        return len(self._inner)

    # Those of Mapping would note each key as well.
    def values(self) -> Any:
        self._reads.add((self._name, None))
        return self._inner.values()

    def items(self) -> Any:
        self._reads.add((self._name, None))
        return self._inner.items()


def watched(guide: Guide, uses: Uses) -> tuple[Guide, Uses, set[Read]]:
    """The same guide and uses, and a set that gathers what is read of them from now on.

    The settings aren't watched: with others, everything is made again.
    """
    reads: set[Read] = set()
    parts: dict[str, Any] = {
        name: _Watched(name, getattr(guide, name), reads) for name in _OF_GUIDE
    }
    used: dict[str, Any] = {
        name: _Watched(f"{_USES}{name}", getattr(uses, name), reads) for name in _OF_USES
    }
    return dataclasses.replace(guide, **parts), dataclasses.replace(uses, **used), reads


@dataclass(frozen=True)
class _Known(Generic[M]):
    subject: object
    made: M
    reads: AbstractSet[Read]


@dataclass
class Memory(Generic[M]):
    """What was made of a guide, by name. `tools` are what it was made with, such as templates."""

    guide: Guide | None = None
    uses: Uses | None = None
    tools: object = None
    _known: dict[str, _Known[M]] = field(default_factory=dict)

    def begin(self, guide: Guide, uses: Uses, tools: object) -> None:
        """Forget what is no longer right for this guide, made with these tools."""
        before, then = self.guide, self.uses
        same = before is not None and before.site is guide.site and self.tools == tools
        if before is None or then is None or not same:
            self._known = {}
        else:
            changed = _Changes(before, guide, then, uses)
            self._known = {
                name: known
                for name, known in self._known.items()
                if not any(map(changed, known.reads))
            }
        self.guide, self.uses, self.tools = guide, uses, tools

    def recall(self, name: str, subject: object) -> M | None:
        """What was made for a subject equal to this one; None if it has to be made."""
        known = self._known.get(name)
        return known.made if known is not None and known.subject == subject else None

    def keep(self, name: str, subject: object, made: M, reads: Iterable[Read]) -> None:
        """Remember what was made, and what was read for it."""
        self._known[name] = _Known(subject, made, frozenset(reads))


class _Changes:
    """Tells whether what was read of one guide is another thing in the next; each asked once."""

    def __init__(self, before: Guide, now: Guide, then: Uses, uses: Uses) -> None:
        self._before = {name: getattr(before, name) for name in _OF_GUIDE}
        self._now = {name: getattr(now, name) for name in _OF_GUIDE}
        self._before |= {f"{_USES}{name}": getattr(then, name) for name in _OF_USES}
        self._now |= {f"{_USES}{name}": getattr(uses, name) for name in _OF_USES}
        self._answers: dict[Read, bool] = {}

    def __call__(self, read: Read) -> bool:
        if read not in self._answers:
            self._answers[read] = self._ask(*read)
        return self._answers[read]

    def _ask(self, name: str, key: str | None) -> bool:
        old, new = self._before[name], self._now[name]
        if key is not None:
            return not _same(old.get(key), new.get(key))
        # Their order counts: lists show it.
        return [*old] != [*new] or any(not _same(old[each], new[each]) for each in old)


def _same(one: object, other: object) -> bool:
    """Records are the same only as objects: equal ones may stand at other lines."""
    return one is other if isinstance(one, Record) or isinstance(other, Record) else one == other
