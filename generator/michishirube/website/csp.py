"""The Content-Security-Policy of pages: nothing from other hosts, no inline scripts or styles.

The theme has a few inline scripts, which are allowed by hash. The hashes are computed from the
theme's templates and never from a rendered page, where an injected script would be allowed as well.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

OF_BARE_PAGE = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())
"""The policy of pages that don't use the theme."""

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HAS_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_IS_DATA = re.compile(r"\btype\s*=\s*[\"']application/json[\"']", re.IGNORECASE)


class UnknownScriptError(ValueError):
    """The theme contains scripts that aren't expected; the text says where."""


def of_page(theme_scripts: str) -> str:
    """Return the policy for a page.

    Args:
        theme_scripts: The rendered script partials of the theme, and nothing else.

    Raises:
        UnknownScriptError: There is no script among them, or one in another form.
    """
    found = _SCRIPT.findall(theme_scripts)
    if not found or len(found) != theme_scripts.lower().count("<script"):
        raise UnknownScriptError("the theme's partials of scripts hold other things than scripts")
    if any(attributes.strip() for attributes, _ in found):
        raise UnknownScriptError("a script of the theme has attributes")
    hashes = dict.fromkeys(_hash(text) for _, text in found)
    allowed = {**DIRECTIVES, "script-src": " ".join([DIRECTIVES["script-src"], *hashes])}
    return "; ".join(f"{name} {sources}" for name, sources in allowed.items())


def with_inline_scripts(templates: Mapping[str, str]) -> list[str]:
    """Return the sorted names of templates with inline scripts."""
    return sorted(name for name, text in templates.items() if _holds_inline_script(text))


def check_theme(templates: Mapping[str, str], known: Iterable[str]) -> None:
    """Verify that only known templates contain inline scripts.

    Raises:
        UnknownScriptError: Others do.
    """
    unknown = set(with_inline_scripts(templates)) - set(known)
    if unknown:
        raise UnknownScriptError(
            "the theme has scripts in templates that this project doesn't know: "
            f"{', '.join(sorted(unknown))} (docs/decisions/0002-content-security-policy.md)"
        )


def _holds_inline_script(template: str) -> bool:
    return any(
        not _HAS_SOURCE.search(attributes) and not _IS_DATA.search(attributes)
        for attributes, _ in _SCRIPT.findall(template)
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
