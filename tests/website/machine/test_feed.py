"""The history of content, and the feed made of it: true dates, RFC 4287, no git needed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from michishirube.git.log import Commit, latest, read_history
from michishirube.model import Guide
from michishirube.website.compile import compile_site
from michishirube.website.machine import feed
from michishirube.website.pages import pages_of
from tests.conftest import ROOT, Project

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST, SECOND, THIRD = "2026-01-05T09:00:00Z", "2026-02-06T10:00:00Z", "2026-02-06T11:30:00Z"


class Repository:
    """The small guide in a repository of its own."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, at: str = FIRST) -> str:
        person = {"NAME": "A <b> Contributor", "EMAIL": "a@plants.example", "DATE": at}
        environment = {key: value for key, value in os.environ.items() if key[:4] != "GIT_"}
        for role in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{role}_{key}": value for key, value in person.items()}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.project.root,
            env=environment | {"GIT_CONFIG_GLOBAL": os.devnull},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def commit(self, words: str, at: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", words, at=at)

    def change(self, name: str, at: str, words: str = "Change") -> None:
        path = self.project.root / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        self.commit(words, at)


@pytest.fixture
def repository(houseplant: Project) -> Repository:
    made = Repository(houseplant)
    made.commit("Begin", FIRST)
    return made


def feed_of(repository: Repository) -> str:
    guide = repository.project.guide()
    return feed.atom(guide, pages_of(guide), read_history(repository.project.root))


def entries(text: str) -> list[Element]:
    return parsed(text).findall(f"{ATOM}entry")


def parsed(text: str) -> Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own, just made


def told(text: str) -> list[tuple[str, str]]:
    """The pages that a feed tells of, each with its time."""
    return [
        (
            link_of(entry, "alternate").removeprefix("https://plants.example/"),
            words(entry, "updated"),
        )
        for entry in entries(text)
    ]


def words(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def link_of(element: Element, relation: str) -> str:
    links = element.findall(f"{ATOM}link")
    return next(link.attrib["href"] for link in links if link.attrib["rel"] == relation)


def faults(text: str) -> Iterator[str]:
    """What RFC 4287 asks of a feed, in so far as this one could break it."""
    root = parsed(text)
    if root.tag != f"{ATOM}feed":
        yield "no feed"
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        yield "no author"
    ids = [words(each, "id") for each in root.findall(f"{ATOM}entry")]
    if len(ids) != len(set(ids)):
        yield "ids repeat"
    for each in [root, *root.findall(f"{ATOM}entry")]:
        if not re.match(r"(https?://|tag:[\w.-]+,\d{4}-\d\d-\d\d:)\S+$", words(each, "id")):
            yield f"id: {words(each, 'id')}"
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", words(each, "updated")):
            yield f"updated: {words(each, 'updated')}"
        if not words(each, "title").strip():
            yield "no title"
        for link in each.findall(f"{ATOM}link"):
            if not link.attrib["href"].startswith("https://"):
                yield f"link: {link.attrib}"
    times = [words(each, "updated") for each in root.findall(f"{ATOM}entry")]
    if times != sorted(times, reverse=True) or words(root, "updated") != times[0]:
        yield f"order: {times}"


def test_a_change_is_told_with_its_page_and_time(repository: Repository) -> None:
    repository.change("content/stages/wet.yml", SECOND)
    text = feed_of(repository)
    assert list(faults(text)) == []
    assert told(text)[0] == ("stages/wet.html", SECOND)
    assert ("stages/dry.html", FIRST) in told(text)
    assert ("stages/wet.html", FIRST) in told(text)


def test_changes_of_a_day_are_one_piece_of_news(repository: Repository) -> None:
    repository.change("content/about.md", SECOND, "Say more")
    repository.change("content/about.md", THIRD, "Say less")
    newest = entries(feed_of(repository))[0]
    assert words(newest, "updated") == THIRD
    links = [link.attrib for link in newest.findall(f"{ATOM}link")]
    assert [link.get("title") for link in links] == [None, "Say less", "Say more"]
    assert links[1]["href"].startswith("https://github.com/example/plants/commit/")


def test_what_a_person_calls_a_change_stays_text(repository: Repository) -> None:
    repository.change("content/about.md", SECOND, 'x"/><script>&amp; \x1b[31m\x0b')
    text = feed_of(repository)
    assert list(faults(text)) == []
    assert "<script" not in text
    newest = entries(text)[0].findall(f"{ATOM}link")[1]
    assert newest.attrib["title"].startswith('x"/><script>&amp; [31m')


def test_a_merge_counts_from_when_it_was_published(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "idea")
    repository.change("content/stages/wet.yml", SECOND)
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "idea", at=THIRD)
    assert told(feed_of(repository))[0] == ("stages/wet.html", THIRD)


def test_a_shallow_clone_tells_only_what_it_knows(repository: Repository, tmp_path: Path) -> None:
    repository.change("content/stages/wet.yml", SECOND)
    address = repository.project.root.as_uri()
    for depth, known in ((1, set()), (2, {"content/stages/wet.yml"})):
        clone = tmp_path / f"clone-{depth}"
        repository.git("clone", "--quiet", "--depth", str(depth), address, str(clone))
        assert set(read_history(clone)) == known
    guide = repository.project.guide()
    assert feed.atom(guide, pages_of(guide), read_history(tmp_path / "clone-1")) == ""


def test_a_project_may_be_a_folder_of_a_repository(tmp_path: Path, houseplant: Project) -> None:
    outer = tmp_path / "outer"
    shutil.copytree(houseplant.root, outer / "guides" / "plants")
    Repository(Project(outer)).commit("Begin", FIRST)
    (change,) = read_history(outer / "guides" / "plants")["content/stages/wet.yml"]
    assert change.time == dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def test_without_a_repository_there_is_no_feed_and_no_failure(houseplant: Project) -> None:
    assert read_history(houseplant.root) == {}
    built = compile_site(houseplant.root, ROOT / "templates").site
    assert built
    assert feed.PATH not in {asset.path for asset in built.assets}
    assert "feed" not in built.theme_context


def test_without_git_there_is_no_feed(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert feed_of(repository) == ""


def test_without_an_address_there_is_no_feed(repository: Repository) -> None:
    guide = repository.project.guide()
    bare = dataclasses.replace(guide, site=dataclasses.replace(guide.site, address=None))
    assert feed.atom(bare, pages_of(bare), read_history(repository.project.root)) == ""


def test_a_commit_gives_the_same_feed_everywhere(repository: Repository, tmp_path: Path) -> None:
    repository.change("content/stages/wet.yml", SECOND)
    clone = Project(tmp_path / "clone")
    repository.git("clone", "--quiet", repository.project.root.as_uri(), str(clone.root))
    guide = clone.guide()
    assert feed.atom(guide, pages_of(guide), read_history(clone.root)) == feed_of(repository)


def test_the_site_links_to_its_feed_and_documents_know_their_dates(
    repository: Repository,
) -> None:
    repository.change("content/stages/wet.yml", SECOND)
    built = compile_site(repository.project.root, ROOT / "templates").site
    assert built
    assert built.theme_context["feed"] == {
        "path": "feed.xml",
        "title": "My plant is wilting: changes",
    }
    changed = {document.path: document.changed for document in built.documents}
    assert changed["stages/wet.md"] == dt.datetime.fromisoformat(SECOND)
    assert changed["stages/dry.md"] == dt.datetime.fromisoformat(FIRST)
    assert feed.PATH in {asset.path for asset in built.assets}


def test_lists_change_with_any_of_their_records(houseplant: Project) -> None:
    guide: Guide = houseplant.guide()
    page = next(page for page in pages_of(guide) if page.kind == "letters")
    time = dt.datetime.fromisoformat(FIRST)
    past = {"content/letters/ask-friend.yml": (Commit("a" * 40, time, "x"),)}
    assert latest(past, feed.files_behind(guide, page)) == time


def test_a_feed_is_no_longer_than_needed(houseplant: Project) -> None:
    guide = houseplant.guide()
    days = [dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=n) for n in range(80)]
    past = {"content/about.md": tuple(Commit("b" * 40, day, "x") for day in reversed(days))}
    text = feed.atom(guide, pages_of(guide), past)
    assert list(faults(text)) == []
    assert [time[:10] for _, time in told(text)] == [
        day.date().isoformat() for day in reversed(days[-feed.LONGEST :])
    ]
