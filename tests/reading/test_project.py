"""A guide without templates and settings of its own is built with those that the program brings."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from michishirube.reading import project
from tests.conftest import HOUSEPLANT, ROOT, Project
from tests.publish.test_build import contents, make_project, run


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the small guide with the templates beside it."""
    made = make_project(tmp_path_factory.mktemp("usual") / "project")
    assert run("build", cwd=made.root).returncode == 0
    return contents(made.root / "site")


def test_content_and_settings_are_enough(houseplant: Project, usual: dict[str, bytes]) -> None:
    done = run("build", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(houseplant.root / "site") == usual
    done = run("offline", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("export", "out", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert (houseplant.root / "out" / "mkdocs.yml").is_file()


def test_settings_without_templates_and_templates_without_settings(
    houseplant: Project, usual: dict[str, bytes]
) -> None:
    shutil.copy(ROOT / "mkdocs.yml", houseplant.root)
    assert run("build", cwd=houseplant.root).returncode == 0
    assert contents(houseplant.root / "site") == usual
    (houseplant.root / "mkdocs.yml").unlink()
    shutil.copytree(ROOT / "templates", houseplant.root / "templates")
    assert run("build", cwd=houseplant.root).returncode == 0
    assert contents(houseplant.root / "site") == usual


def test_files_to_publish_need_no_templates(houseplant: Project, usual: dict[str, bytes]) -> None:
    """A file such as CNAME, which a build refuses to lose, can be kept beside the content."""
    houseplant.write("templates/theme/CNAME", "plants.example")
    done = run("build", cwd=houseplant.root)
    assert (done.returncode, done.stderr) == (0, "")
    site = contents(houseplant.root / "site")
    assert site.pop("CNAME") == b"plants.example"
    assert site.keys() == usual.keys()
    assert run("build", cwd=houseplant.root).returncode == 0


def test_a_wheel_brings_them(tmp_path: Path, usual: dict[str, bytes]) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    shutil.copytree(HOUSEPLANT, tmp_path / "guide")
    code = (
        "import michishirube.cli as c; assert 'installed' in c.__file__; c.main(prog_name='guide')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build"],
        cwd=tmp_path / "guide",
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(tmp_path / "guide" / "site") == usual


def test_a_checkout_has_no_copies(tmp_path: Path) -> None:
    assert project.shipped("templates") == ROOT / "templates"
    assert project.shipped("mkdocs.yml") == ROOT / "mkdocs.yml"


def test_the_preview_needs_no_more_and_leaves_nothing(houseplant: Project, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from michishirube.cli import main; main(prog_name='guide')"
    with subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--address", f"127.0.0.1:{port}"],
        cwd=houseplant.root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp")},
        stderr=subprocess.PIPE,
        text=True,
    ) as preview:
        assert preview.stderr
        for line in preview.stderr:
            if "Serving on" in line:
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/about.html") as page:
            assert re.search("<h1[^>]*>About", page.read().decode())
        preview.terminate()
        preview.stderr.read()
        preview.wait()
    assert list((tmp_path / "tmp").iterdir()) == []
