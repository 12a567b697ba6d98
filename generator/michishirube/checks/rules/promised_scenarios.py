"""As many stories are led rightly as `content/promises.yml` says under `stories`, in percent.

Every story counts, also those that only test (`trial`): a person is led rightly who comes to the
end that the story says, with its letters, whose words keep what it promises, and is told its
facts. `guide stories` names those who aren't.
"""

from __future__ import annotations

from michishirube.analysis.scenario_verdicts import share, verdicts
from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide, Number

CODES = ("promise-stories",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Hold the share of stories that are led rightly against the promise."""
    least = guide.promises.stories if guide.promises else None
    if least is None or guide.gaps or guide.broken or not guide.scenarios:
        return
    judged = verdicts(guide)
    found = share(judged)
    if found < least:
        wrong = [str(each.scenario.id) for each in judged if each.misses]
        at = least.span if isinstance(least, Number) else guide.promises.span  # type: ignore[union-attr]
        diagnostics.error(
            "promise-stories", at, found=f"{found:.1f}", least=least, stories=", ".join(wrong[:10])
        )
