"""Small git repositories of a test's own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Project

WHO = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@dataclass(frozen=True)
class Repository(Project):
    """A project under git."""

    def git(self, *arguments: str, asked: bytes = b"", date: str = "") -> str:
        """Run git in the project's folder; `date` is when a commit is made."""
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=os.environ | WHO | dates,
            input=asked,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    def commit(self, date: str = "") -> str:
        """Commit everything; the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x", date=date)
        return self.git("rev-parse", "HEAD")


def under_git(root: Path, date: str = "") -> Repository:
    """Put a folder under git, with all that is in it as the first commit."""
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.commit(date)
    return repository
