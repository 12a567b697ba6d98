"""The headers that docs/hosting recommends fit the site that is built."""

from __future__ import annotations

import fnmatch
import re
import shutil

import pytest

from tests.conftest import ROOT
from tests.publish.test_build import contents, make_project, run

HEADERS = ROOT / "docs" / "hosting" / "_headers"
HASHED = re.compile(r"\.[0-9a-f]{8,}\.")


def rules() -> dict[str, dict[str, str]]:
    """The headers by the pattern of their addresses."""
    found: dict[str, dict[str, str]] = {}
    for line in HEADERS.read_text(encoding="utf-8").split("\n"):
        if line.startswith("/"):
            found[line] = {}
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]][name] = value
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small guide's site, built with the headers in their place."""
    project = make_project(tmp_path_factory.mktemp("hosting") / "project")
    shutil.copy(HEADERS, project.root / "templates" / "theme" / "_headers")
    done = run("build", cwd=project.root)
    assert done.returncode == 0, done.stderr
    return contents(project.root / "site")


def kept_for_ever(name: str) -> bool:
    return any(
        "immutable" in headers.get("Cache-Control", "") and fnmatch.fnmatch(f"/{name}", pattern)
        for pattern, headers in rules().items()
    )


def test_the_file_is_published_where_hosts_look_for_it(site: dict[str, bytes]) -> None:
    assert site["_headers"] == HEADERS.read_bytes()


def test_only_names_that_change_with_their_content_are_kept_for_ever(
    site: dict[str, bytes],
) -> None:
    assert [name for name in site if kept_for_ever(name) and not HASHED.search(name)] == []


def test_styles_and_scripts_of_pages_are_kept_for_ever(site: dict[str, bytes]) -> None:
    page = site["index.html"].decode()
    loaded = re.findall(r'<script src="([^"]+)"|rel="stylesheet" href="([^"]+)"', page)
    names = {script or style for script, style in loaded}
    assert len(names) >= 3
    assert [name for name in names if HASHED.search(name) and not kept_for_ever(name)] == []


def test_every_pattern_ends_in_its_only_star() -> None:
    """Netlify reads no other, and Cloudflare one a pattern."""
    for pattern in rules():
        assert re.fullmatch(r"[^*]+\*?", pattern)


def test_no_header_is_set_twice_for_an_address(site: dict[str, bytes]) -> None:
    """Cloudflare would join the values with a comma."""
    for name in site:
        matching = [
            header
            for pattern, headers in rules().items()
            if fnmatch.fnmatch(f"/{name}", pattern)
            for header in headers
        ]
        assert len(matching) == len(set(matching)), name


def test_the_manual_names_every_header() -> None:
    manual = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    assert "hosting/_headers" in manual
    assert [header for header in rules()["/*"] if header not in manual] == []


def test_workflows_build_the_site_from_the_full_history() -> None:
    """Dates and the feed are made from it; a shallow clone has neither."""
    workflows = (ROOT / ".github" / "workflows").glob("*.yml")
    jobs = {
        f"{path.name}: {job.partition(':')[0]}": job
        for path in workflows
        for job in re.split(r"\n  (?=\w+:\n)", path.read_text(encoding="utf-8"))[1:]
        if "run: make site\n" in job
    }
    assert {"publish.yml: build", "publish.yml: verify"} <= set(jobs)
    assert [name for name, job in jobs.items() if "fetch-depth: 0 " not in job] == []
