"""Links lead to hosts of the guide's settings only, and no letter holds a mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.lint.rule import ERROR, Hit, Rule
from generator.lint.sent import Sent

_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[@＠][A-Za-z0-9][A-Za-z0-9.-]{0,252}")
_LINK = re.compile(
    r"(?<![A-Za-z0-9@＠./_-])(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{1,20}://)?"
    r"(?P<host>(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24})(?P<rest>[/?#][!-~]*)?"
)
_BARE_ENDINGS = ("com", "net", "org", "jp", "io", "me", "info", "biz", "app", "dev", "gg", "ly")
"""Without `https://` only these make a name an address, so that `e.g.` and `report.txt` don't."""


def check(sent: Sent) -> Iterator[Hit]:
    """Look for what people could click or write to."""
    for match in _MAIL.finditer(sent.text):
        yield Hit("letter-mail-address", *match.span(), params={"found": match[0]})
    hosts = [str(host).lower() for host in (sent.rules.hosts if sent.rules else ())]
    for match in _LINK.finditer(sent.text):
        host = match["host"].lower()
        if not match["scheme"] and host.rpartition(".")[2] not in _BARE_ENDINGS:
            continue
        if any(host == own or host.endswith(f".{own}") for own in hosts):
            continue
        yield Hit(
            "letter-link",
            *match.span(),
            params={"found": match[0], "hosts": ", ".join(hosts) or "-"},
        )


RULE = Rule({"letter-mail-address": ERROR, "letter-link": ERROR}, check)
