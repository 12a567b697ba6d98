"""The package in an empty environment: a guide is a folder of content, and nothing of ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest

from tests.conftest import FREELANCE, HOUSEPLANT, PARCEL, ROOT
from tests.publish.test_build import contents
from tests.publish.test_build import run as run_from_checkout
from tests.repositories import WHO, under_git

SITE_PACKAGES = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel. What the wheel depends on is that of the tests."""

    root: Path

    def run(
        self, *command: str, cwd: Path, status: int = 0, errors: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one of its commands."""
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(
            [self.root / "bin" / command[0], *command[1:]],
            cwd=cwd,
            env=environment | WHO,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (status, errors), done.stdout
        return done


def build(kind: str, source: Path, folder: Path) -> Path:
    """Build a wheel or an sdist as `pip wheel --no-build-isolation` does, without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    root = tmp_path_factory.mktemp("空の 環境") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", root], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(root / "bin" / "python")]
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index"]
    subprocess.run([*pip, "install", *options, wheel], check=True)
    # On the path only: that environment's own .pth, which names the checkout, isn't followed.
    others = Path(pytest.__file__).parents[1]
    (root / SITE_PACKAGES / "others.pth").write_text(f"{others}\n", encoding="utf-8")
    return Installed(root)


def below(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_the_program_with_all_it_reads_and_nothing_else(wheel: Path) -> None:
    program, templates = ROOT / "generator", ROOT / "templates"
    expected = {path.relative_to(program).as_posix() for path in below(program / "michishirube")}
    expected |= {f"michishirube/{path.relative_to(ROOT).as_posix()}" for path in below(templates)}
    assert names_in(wheel) == expected | {"michishirube/mkdocs.yml"}


def test_the_sdist_builds_the_same_wheel_and_holds_no_content(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "sdist").mkdir()
    with tarfile.open(build("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.glob("michishirube-*")
    assert not {"content", "site_config.yml", "tests"} & {path.name for path in source.iterdir()}
    (tmp_path / "wheel").mkdir()
    assert names_in(build("wheel", source, tmp_path / "wheel")) == names_in(wheel)


def test_every_command_works_on_content_alone(installed: Installed, tmp_path: Path) -> None:
    """By each of the three names.

    The folder's name has blanks and Japanese in it, and what separates names on Windows.
    """
    guide = tmp_path / "わたしの ガイド" / "C:\\guides"
    guide.parent.mkdir()
    shutil.copytree(HOUSEPLANT, guide)
    under_git(guide, "2026-11-28T00:00:00Z")
    assert run_from_checkout("build", "--output", "../usual", cwd=guide).returncode == 0
    version = installed.run("python", "-m", "michishirube", "--version", cwd=guide).stdout
    assert version == f"michishirube, version {metadata.version('michishirube')}\n"
    assert "no problems" in installed.run("michishirube", "check", cwd=guide).stdout
    installed.run("guide", "build", cwd=guide)
    assert contents(guide / "site") == contents(guide.parent / "usual")
    installed.run("guide", "export", "out", cwd=guide)
    installed.run("guide", "offline", cwd=guide)
    installed.run("guide", "schema", "--lines", cwd=guide)
    assert "next: rets" in installed.run("guide", "explain", "unknown-node", cwd=guide).stdout
    term = ["--id", "loam", "--term", "Loam", "--text", "Soil.", "--reading=", "--aliases="]
    installed.run("guide", "new", "term", *term, cwd=guide)
    assert "Loam" in installed.run("guide", "diff", "HEAD", cwd=guide).stdout


def test_from_nothing_to_a_site_are_two_commands(installed: Installed, tmp_path: Path) -> None:
    words = ["--title=My phone is wet", "--language=en", "--question=Does the screen light up?"]
    installed.run("michishirube", "init", "phone", *words, "--github=a/phone", cwd=tmp_path)
    installed.run("michishirube", "build", "--root", "phone", cwd=tmp_path)
    assert "no problems" in installed.run("guide", "check", cwd=tmp_path / "phone").stdout
    assert (tmp_path / "phone/site/stages/my-phone-is-wet.html").is_file()


def test_one_installation_serves_several_guides(installed: Installed, tmp_path: Path) -> None:
    """Each lays files of its own over the templates that they share."""
    first, second = tmp_path / "a guide", tmp_path / "another"
    shutil.copytree(HOUSEPLANT, first)
    shutil.copytree(PARCEL, second)
    (first / "templates/components/home").mkdir(parents=True)
    (first / "templates/components/home/home.css").write_text(".own{order:1}", encoding="utf-8")
    third = tmp_path / "第三"
    shutil.copytree(FREELANCE, third)
    assert run_from_checkout("build", "--output", "../usual", cwd=third).returncode == 0
    for guide in (first, second, third):
        installed.run("guide", "build", cwd=guide)
    assert contents(third / "site") == contents(tmp_path / "usual")
    styles = [next((guide / "site/assets").glob("guide.*.css")) for guide in (first, second)]
    own, usual = (path.read_text(encoding="utf-8") for path in styles)
    assert ".own{order:1}" in own
    assert ".own" not in usual
