"""What a device keeps of a site, the worker that keeps it, and the zip: the same on every run."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from mkdocs.config import load_config

from michishirube.publish import offline
from michishirube.publish.archive import zipped
from michishirube.website import web_manifest
from tests.conftest import ROOT, Project
from tests.publish.test_build import contents, make_project, run

SITE = {
    "index.html": '<link href="a.css"><a href="b/one.html?at=x#y"></a><img src="/icon.png">',
    "404.html": '<link href="/a.css">',
    "b/one.html": '<a href="../index.html"></a><img alt="" src="%E5%9B%B3.svg" data-x="c.js?1">',
    "b/図.svg": "<svg><style>.a { fill: url(#b) }</style></svg>",
    "b/c.js": "",
    "a.css": "@font-face { src: url('fonts/d.woff2') }",
    "fonts/d.woff2": "",
    "manifest.webmanifest": '{"icons": [{"src": "icon.png"}]}',
    "icon.png": "",
    "unused.js": "",
    "a.css.map": "",
    "feed.xml": "",
}
LINKS = '<link rel="manifest" href="manifest.webmanifest"><link rel="alternate" href="feed.xml">'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    project = Project(tmp_path / "site")
    for name, text in SITE.items():
        project.write(name, text)
    project.replace("index.html", '<link href="a.css">', f'{LINKS}<link href="a.css">')
    return project.root


def version(site: Path) -> str:
    offline.add_worker(site, "script")
    found = re.search(
        'const VERSION = "(.+?)"', (site / offline.WORKER).read_text(encoding="utf-8")
    )
    assert found
    return found[1]


def kept(site: Path) -> list[str]:
    """The addresses that a finished site's worker keeps."""
    line = re.search(r"const FILES = (.+)", (site / offline.WORKER).read_text(encoding="utf-8"))
    assert line
    return [address for address, _ in json.loads(line[1])]


def test_all_that_pages_name_is_kept_and_nothing_else(site: Path) -> None:
    assert offline.reachable(site).keys() == SITE.keys() - {"unused.js", "a.css.map", "feed.xml"}


def test_what_only_pages_without_scripts_load_is_in_the_zip_and_not_on_the_device(
    site: Path,
) -> None:
    page = (site / "b/one.html").read_text(encoding="utf-8")
    plain = '<noscript><link rel="stylesheet" href="plain.css"></noscript>'
    (site / "b/one.html").write_text(plain + page, encoding="utf-8")
    (site / "b/plain.css").write_text("", encoding="utf-8")
    assert "b/plain.css" in offline.reachable(site)
    offline.add_worker(site, "script")
    assert "b/plain.css" not in kept(site)
    assert "b/one.html" in kept(site)
    assert "b/c.js" in kept(site)


def test_the_version_follows_every_file_and_nothing_else(site: Path) -> None:
    first = version(site)
    assert version(site) == first, "the worker itself isn't part of what it keeps"
    for name in offline.reachable(site):
        before = (site / name).read_bytes()
        (site / name).write_bytes(before + b" ")
        assert version(site) != first, name
        (site / name).write_bytes(before)
    (site / "unused.js").write_text("changed", encoding="utf-8")
    assert version(site) == first


def test_the_version_follows_the_program(site: Path) -> None:
    files = offline.reachable(site)
    assert offline.worker(files, "a").splitlines()[1] != offline.worker(files, "b").splitlines()[1]


def test_names_are_written_as_addresses(site: Path) -> None:
    offline.add_worker(site, "script")
    assert "b/%E5%9B%B3.svg" in kept(site)
    assert offline.WORKER not in kept(site)


def test_a_guide_too_large_for_a_phone_is_not_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(map(len, offline.reachable(site).values()))
    monkeypatch.setattr(offline, "MOST_BYTES", size)
    offline.add_worker(site, "script")
    assert kept(site)
    monkeypatch.setattr(offline, "MOST_BYTES", size - 1)
    offline.add_worker(site, "script")
    assert kept(site) == []


def test_a_folder_on_disk_needs_nothing_of_a_host(site: Path) -> None:
    files = offline.without_network(offline.reachable(site))
    assert not files.keys() & {"404.html", "manifest.webmanifest", "sw.js"}
    assert b"manifest" not in files["index.html"]
    assert b'<link href="a.css">' in files["index.html"]


def test_a_zip_is_the_same_in_any_order() -> None:
    files = {"b/c.txt": b"c" * 1000, "a.txt": "あ".encode()}
    made = zipped(files, "guide")
    assert zipped(dict(reversed(files.items())), "guide") == made


def test_colours_are_those_of_light_screens() -> None:
    tokens = (ROOT / "templates" / "styles" / "tokens.css").read_text(encoding="utf-8")
    assert web_manifest.colours(tokens) == {"ground": "#faf7f2", "surface": "#fffefc"}
    with pytest.raises(KeyError):
        web_manifest.colours(tokens.replace("--guide-surface", "--guide-other"))


def test_the_manifest_speaks_the_guide_s_language(houseplant: Project) -> None:
    houseplant.write(
        "site_config.yml",
        (houseplant.root / "site_config.yml").read_text(encoding="utf-8") + "short_title: Wilt\n",
    )
    colours = {"ground": "#fff", "surface": "#eee"}
    said = json.loads(web_manifest.manifest(houseplant.guide().site, colours))
    assert said["name"] == "My plant is wilting"
    assert said["short_name"] == "Wilt"
    assert said["lang"] == "en"
    for icon in said["icons"]:
        assert (ROOT / "templates" / "theme" / icon["src"]).is_file()


def test_the_zip_is_the_same_in_different_folders(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        project = make_project(tmp_path / name)
        done = run("offline", cwd=project.root)
        assert done.returncode == 0, done.stderr
        path = project.root / "dist" / "guide-offline.zip"
        assert str(path) in done.stdout
        made.append(path.read_bytes())
        assert sorted(path.name for path in project.root.iterdir()) == [
            "content", "dist", "mkdocs.yml", "site_config.yml", "templates",
        ]  # fmt: skip
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one" / "dist" / "guide-offline.zip") as archive:
        assert archive.testzip() is None
        pages = [name for name in archive.namelist() if name.endswith(".html")]
        assert "guide-offline/index.html" in pages
        for name in pages:
            page = archive.read(name).decode()
            assert re.findall(r'(?:href|src)="/[^"]*"', page) == [], name
            assert 'data-module="offline"' not in page


def test_errors_leave_the_last_zip(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    good = project.write("dist/guide-offline.zip", "the last good zip")
    project.write("content/stages/dry.yml", "title: A\n")
    done = run("offline", cwd=project.root)
    assert done.returncode == 1
    assert "content/stages/dry.yml:1:1" in done.stdout
    assert contents(good.parent) == {"guide-offline.zip": b"the last good zip"}


def test_the_preview_is_not_kept(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    for command, is_kept in (("serve", False), ("build", True)):
        config = load_config(str(project.root / "mkdocs.yml"))
        config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
        config = config.plugins.on_config(config)
        assert config.extra["guide"]["offline"] is is_kept
        built = Project(Path(config.site_dir))
        built.write("index.html", "")
        config.plugins.on_post_build(config=config)
        assert (built.root / offline.WORKER).is_file() is is_kept
