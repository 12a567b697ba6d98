"""A picture of the content: what is published, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from michishirube.reading.project import shipped
from michishirube.website.compile import compile_site
from tests.conftest import Project
from tests.publish.test_build import contents, run

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def with_logo(project: Project, data: str | bytes, name: str = "logo.svg") -> Project:
    project.write(f"content/{name}", data)
    text = (project.root / "site_config.yml").read_text(encoding="utf-8")
    project.write("site_config.yml", f"{text}logo: {name}\n")
    return project


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (SVG, "svg"),
        (f"\ufeff<?xml version='1.0'?>\n<!-- made by hand -->\n{SVG}", "svg"),
        (SVG.replace("<path", '<use href="#a"/><path fill="url(#b)"'), "svg"),
        (PNG, "png"),
    ],
)
def test_a_picture_is_published_by_what_it_holds(
    houseplant: Project, data: str | bytes, ending: str
) -> None:
    with_logo(houseplant, data, "pictures/sign.image")
    assert houseplant.findings() == []
    site = compile_site(houseplant.root, shipped("templates")).site
    assert site is not None
    assert re.fullmatch(rf"assets/logo\.[0-9a-f]{{10}}\.{ending}", site.logo)
    (asset,) = (each for each in site.assets if each.path == site.logo)
    assert asset.content == (data if isinstance(data, bytes) else data.encode())


def test_a_logo_is_the_sign_of_each_page(houseplant: Project) -> None:
    done = run("build", cwd=with_logo(houseplant, SVG).root)
    assert (done.returncode, done.stderr) == (0, "")
    site = contents(houseplant.root / "site")
    (logo,) = (name for name in site if name.startswith("assets/logo."))
    for name in ("index.html", "stages/dry.html", "404.html"):
        page = site[name].decode()
        assert re.search(rf'<img src="[./]*{re.escape(logo)}"', page), name
        assert re.search(rf'<link rel="icon" href="[./]*{re.escape(logo)}"', page), name


@pytest.mark.parametrize(
    "more",
    [
        "<script>alert(1)</script>",
        "<svg:script/>",
        '<g onload="alert(1)"/>',
        "<g\nonclick = 'x'/>",
        "<foreignObject/>",
        '<a href="javascript:alert(1)"/>',
        "<a xlink:href='&#106;avascript:alert(1)'/>",
        '<image href="https://elsewhere.example/x.png"/>',
        "<style>@import 'https://elsewhere.example/x.css'</style>",
        "<style>path{fill:url(https://elsewhere.example/x)}</style>",
        '<set attributeName="onclick" to="alert(1)"/>',
        '<animate attributeName="href" values="x"/>',
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(houseplant: Project, more: str) -> None:
    with_logo(houseplant, SVG.replace("</svg>", f"{more}</svg>"))
    assert houseplant.codes() == {"picture-unsafe"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a", "picture-type"),
        ("<html><svg></svg></html>", "picture-type"),
        ("", "picture-type"),
        (PNG + bytes(20_000_000), "picture-too-large"),
    ],
)
def test_what_is_no_picture_for_a_page_is_refused(
    houseplant: Project, data: str | bytes, code: str
) -> None:
    (found,) = with_logo(houseplant, data).findings()
    assert (found.code, found.span.path) == (code, "site_config.yml")


@pytest.mark.parametrize("name", ["../elsewhere.svg", "link.svg", "/etc/hostname"])
def test_a_picture_lies_in_the_content_folder(
    houseplant: Project, tmp_path: Path, name: str
) -> None:
    with_logo(houseplant, SVG)
    (houseplant.root / "content/logo.svg").rename(houseplant.root / "elsewhere.svg")
    (houseplant.root / "content/link.svg").symlink_to(houseplant.root / "elsewhere.svg")
    houseplant.replace("site_config.yml", "logo: logo.svg", f"logo: {name}")
    assert "picture-outside" in houseplant.codes()


def test_a_picture_that_is_not_there_is_told(houseplant: Project) -> None:
    with_logo(houseplant, SVG)
    (houseplant.root / "content/logo.svg").unlink()
    assert houseplant.codes() == {"no-picture"}
