"""Links lead to hosts of the guide's settings only, and no letter holds a mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, Hit, Rule
from michishirube.support import web_addresses

_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[@＠][A-Za-z0-9][A-Za-z0-9.-]{0,252}")


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look for what people could click or write to."""
    for match in _MAIL.finditer(sent.text):
        yield Hit("letter-mail-address", *match.span(), params={"found": match[0]})
    hosts = tuple(web_addresses.host_of(host) for host in (sent.rules.hosts if sent.rules else ()))
    for found in web_addresses.find(sent.text):
        if found.address.is_of(hosts):
            continue
        yield Hit(
            "letter-link",
            found.start,
            found.end,
            params={"found": sent.text[found.start : found.end], "hosts": ", ".join(hosts) or "-"},
        )


RULE = Rule({"letter-mail-address": ERROR, "letter-link": ERROR}, check)
