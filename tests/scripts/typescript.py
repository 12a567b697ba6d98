"""Checks the types of the guide's scripts with TypeScript: python -m tests.scripts.typescript.

TypeScript comes from npm, from the registry that npm is set to on this machine, in the version and
with the integrity that requirements/typescript/ fixes (--upgrade fixes a newer one). It's installed
once, into the virtual environment.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.scripts import node
from tests.scripts.node import PROJECT

LOCK = PROJECT / "requirements" / "typescript"
FILES = ("package.json", "package-lock.json")
PLACE = Path(sys.prefix) / "typescript"
PACKAGE = PLACE / "node_modules" / "typescript"
QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund")
PROJECTS = ("tsconfig.json", "templates/worker/tsconfig.json")

FAILED = """\
TypeScript を入れられませんでした(上が理由です)。ネットワークを確かめて、もう一度どうぞ。"""


def is_installed() -> bool:
    """Whether TypeScript is there, in the version that is fixed."""
    return PACKAGE.is_dir() and all(
        (PLACE / name).is_file() and (PLACE / name).read_bytes() == (LOCK / name).read_bytes()
        for name in FILES
    )


def install() -> str:
    """Install what is fixed; return why that failed, or nothing."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    for name in FILES:
        shutil.copy(LOCK / name, PLACE)
    done = node.run(node.npm(), "ci", *QUIETLY, cwd=PLACE)
    return done.stdout if done.returncode else ""


def upgrade() -> str:
    """Fix the newest version that package.json allows; return why that failed, or nothing."""
    # What npm would write of a registry's address is that of this machine.
    options = ("--package-lock-only", "--omit-lockfile-registry-resolved")
    done = node.run(node.npm(), "update", *options, *QUIETLY, cwd=LOCK)
    return done.stdout if done.returncode else ""


def check(project: str | Path) -> str:
    """Return what TypeScript finds in a project, nothing if all is well."""
    done = node.run(PACKAGE / "bin" / "tsc", "--pretty", "false", "--project", project)
    return done.stdout if done.returncode else ""


def main(arguments: list[str]) -> int:
    """Install TypeScript unless it is there, and print what it finds."""
    if "--upgrade" in arguments:
        reason = upgrade()
        print(reason, end="", file=sys.stderr)
        return 1 if reason else 0
    if not is_installed():
        print("TypeScript を入れています(requirements/typescript)…", flush=True)
        if reason := install():
            print(f"{reason}\n{FAILED}", file=sys.stderr)
            return 1
    found = "".join(map(check, PROJECTS))
    print(found, end="")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
