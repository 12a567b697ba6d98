"""Builds the site in a staging folder and swaps it with the published one."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from michishirube.reading.project import Project
from michishirube.support import outputs
from michishirube.support.outputs import StagingFolder
from michishirube.support.outputs.ownership import SITE

# Workaround (Material 9.8.1): each build tells of MkDocs 2 and of the end of the theme.
# Tested by `test_material_says_nothing_of_its_own`.
SILENT = {"NO_MKDOCS_2_WARNING": "1"}
"""Environment that suppresses notices for maintainers of MkDocs projects."""


class PublishError(Exception):
    """The build failed, and the published site is unchanged. Contains the builder's output."""


def publish(root: Path, output: Path) -> None:
    """Build a project and replace the published site.

    Raises:
        PublishError: MkDocs fails.
        OutputError: `output` contains files of others, or can't be written.
    """
    project = Project(root)
    with outputs.replaced_folder(root, output, SITE, project.published) as staging:
        build(project, staging, staging.fresh)


def build(project: Project, staging: StagingFolder, site: Path) -> None:
    """Run MkDocs.

    Args:
        project: The project.
        staging: Where temporary files go; its lock is inherited, so that it lasts as long as
            MkDocs.
        site: The folder to build into.

    Raises:
        PublishError: MkDocs fails.
    """
    environment = os.environ | SILENT
    environment |= {
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or _last_change(project.root),
        "PYTHONHASHSEED": "0",
    }
    settings = project.settings(staging.spare)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    command += ["--config-file", str(settings), "--site-dir", str(site)]
    status, said = _run(command, project.root, environment, staging.lock)
    if status != 0:
        raise PublishError(said)
    if not (site / "index.html").is_file():
        raise PublishError(f"no home page was built\n{said}".strip())


def _run(
    command: list[str], folder: Path, environment: Mapping[str, str], lock: int
) -> tuple[int, str]:
    """Run a command; if this process is ended, its whole process group is killed."""
    passed = (lock,) if os.name == "posix" else ()
    with subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=passed,
        start_new_session=True,
    ) as child:
        try:
            output, errors = child.communicate()
        except BaseException:
            _end(child)
            raise
    return child.returncode, (errors or output).strip()


def _end(child: subprocess.Popen[str]) -> None:
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _last_change(root: Path) -> str:
    """Return the Unix time of the last commit for reproducible builds, "0" without git."""
    git = shutil.which("git")
    if git is None:
        return "0"
    done = subprocess.run(  # noqa: S603 - a fixed command
        [git, "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "0"
