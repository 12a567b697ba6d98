"""The Content-Security-Policy: hashes of the theme's scripts, and a word when it changes."""

from __future__ import annotations

import base64
import hashlib

import pytest

from michishirube.website import csp

SCRIPT = "var here = new URL('..', location)"
HASH = "'sha256-" + base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode() + "'"


def directives(text: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in text.split("; "))


def test_scripts_pass_by_their_hash_alone() -> None:
    said = directives(csp.of_page(f"\n<script>{SCRIPT}</script>\n"))
    assert said["script-src"] == f"'self' {HASH}"
    assert "unsafe" not in " ".join(said.values())


def test_what_is_not_named_is_forbidden() -> None:
    said = directives(csp.of_page("<script>1</script>"))
    assert said["default-src"] == said["base-uri"] == said["form-action"] == "'none'"
    assert said["style-src"] == "'self'"
    assert not any("http" in sources or "*" in sources for sources in said.values())


@pytest.mark.parametrize(
    "partials", ["", "<p>none</p>", "<script>1</script><script>2", "<script async>1</script>"]
)
def test_partials_of_another_form_are_refused(partials: str) -> None:
    with pytest.raises(csp.UnknownScriptError):
        csp.of_page(partials)


def test_a_new_script_of_the_theme_is_said() -> None:
    templates = {
        "base.html": '<script src="a.js"></script><script type="application/json">{}</script>',
        "known.html": "<script>1</script>",
        "new.html": "<p></p><script>{{ base_url }}</script>",
    }
    csp.check_theme({"known.html": templates["known.html"]}, ["known.html"])
    with pytest.raises(csp.UnknownScriptError, match=r"new\.html \("):
        csp.check_theme(templates, ["known.html"])
