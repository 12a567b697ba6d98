"""A former name leads to one thing: nothing else has it now, nothing else claims it.

Old addresses, kept places and stories are led on by `was`; with two owners of a name
they would lead to whichever came first.
"""

from __future__ import annotations

from michishirube.analysis import former_names
from michishirube.diagnostics import Diagnostic, Diagnostics, Severity
from michishirube.model import Guide, Text

CODES = ("former-name-in-use", "former-name-twice")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the former names of each space with its names, and with each other."""
    for space in former_names.spaces(guide):
        names = [former_names.name_of(record) for record in space.records]
        live = {str(name): name for name in names if name}
        claimed: dict[str, tuple[Text, Text]] = {}
        for record, name in zip(space.records, names, strict=True):
            for old in filter(None, former_names.was(record)):
                if old in live:
                    _report(diagnostics, "former-name-in-use", old, live[old], {"name": old})
                elif old in claimed:
                    earlier, owner = claimed[old]
                    params: dict[str, str] = {"name": old, "first": owner, "second": name}
                    _report(diagnostics, "former-name-twice", old, earlier, params)
                else:
                    claimed[str(old)] = (old, name)


def _report(
    diagnostics: Diagnostics, code: str, here: Text, there: Text, params: dict[str, str]
) -> None:
    """Report a conflict at both places, since either may be the one to change."""
    for place, other in ((here, there), (there, here)):
        words = {name: str(value) for name, value in params.items()} | {"other": str(other.span)}
        diagnostics.add(Diagnostic(code, Severity.ERROR, place.span, words))
