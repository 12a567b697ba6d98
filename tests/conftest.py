"""What many tests need: small projects on disk that can be changed file by file."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic
from michishirube.model import Guide
from michishirube.reading.loader import load_guide

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = {"PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])}
"""Environment of a command that runs the program beside the tests, wherever another is installed.

`make proof` breaks lines of copies: a command that took the installed program would stay green.
"""
GUIDES = Path(__file__).parent / "guides"
HOUSEPLANT = GUIDES / "houseplant"
LIBRARY = GUIDES / "library"
PARCEL = GUIDES / "parcel"
"""A small guide in which answers set fields, and letters, deadlines and pages read them."""
FREELANCE = GUIDES / "freelance"
"""A large Japanese guide: what content/ was one day. Tests quote it, never content/ itself."""

_OWN_CONTENT = (f"{ROOT / 'content'}{os.sep}", f"{ROOT / 'site_config.yml'}{os.sep}")
_READS = frozenset({"open", "os.listdir", "os.scandir"})
_may_read_own_content = False


class OwnContentError(AssertionError):
    """A test reads content/, which contributors change as they like."""


def refuse_own_content(event: str, arguments: tuple[object, ...]) -> None:
    """Keep tests off content/ and site_config.yml, but for those marked `own_content`.

    A hook of Python's (sys.addaudithook). A test that depends on the guide's words, ids or number
    of things turns red for a change that `guide check` accepts; frozen guides are in tests/guides.
    """
    if event not in _READS or _may_read_own_content or not isinstance(arguments[0], str | Path):
        return
    path = os.fspath(arguments[0])
    # A mere name may stand in a folder that was opened before, as when a temporary one is removed.
    if os.sep not in path or ("content" not in path and "site_config" not in path):
        return
    if f"{Path(path).absolute()}{os.sep}".startswith(_OWN_CONTENT):
        raise OwnContentError(f"{path}: tests read the guides in tests/guides, not content/")


QUICK = frozenset(
    Path(__file__).parent / f"{name}.py"
    for name in (
        *("test_architecture", "test_proof", "analysis/test_routes", "checks/test_promises"),
        *("checks/test_rules", "i18n/test_entries", "markup/test_letter_template"),
        *("markup/test_prose", "reading/test_loader", "support/test_today"),
        *("support/test_web_addresses", "upkeep/test_link_checker", "website/test_csp"),
    )
)
"""What `make quick` runs: what readers and contributors meet first, without a browser."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of `make quick`."""
    for item in items:
        if item.path in QUICK:
            item.add_marker("quick")


def pytest_collection_finish() -> None:
    """Leave what stays until the end, thousands of tests and all modules, to no collection."""
    gc.collect()
    gc.freeze()


def pytest_configure() -> None:
    """Watch what tests open; commands that only import this module open what they like."""
    sys.addaudithook(refuse_own_content)
    # A shell starts what runs in the background with this signal ignored, and so would be the
    # commands that tests end by it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        with contextlib.suppress(ValueError):  # Not the main thread: the one before has done it.
            signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _own_content(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the tests marked `own_content` read it."""
    global _may_read_own_content  # noqa: PLW0603 - the hook can't be taken off again
    _may_read_own_content = request.node.get_closest_marker("own_content") is not None
    yield
    _may_read_own_content = False


# The same examples in each run: a change fails for what it changes, and not by chance. `make fuzz`
# sets EXAMPLES=new, which tries others, and more. Nothing fails for a slow machine.
EXAMPLES = os.environ.get("EXAMPLES", "same")
settings.register_profile(
    "same", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("new", settings.get_profile("same"), derandomize=False, print_blob=True)
# For `make proof`: that an example fails is enough, its smallest form is looked for by nobody.
settings.register_profile(
    "first",
    settings.get_profile("same"),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(EXAMPLES)


def tries(usual: int) -> settings:
    """How many examples a property test tries: as said, and ten times as many new ones."""
    return settings(max_examples=10 * usual if EXAMPLES == "new" else usual)


@dataclass(frozen=True)
class Project:
    """A project folder of a test's own."""

    root: Path

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the project, with its folders."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file; the old text must stand in it exactly once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def findings(self) -> list[Diagnostic]:
        """What the checks say of the project."""
        return list(check_project(self.root).diagnostics)

    def codes(self) -> set[str]:
        """The codes of all findings."""
        return {item.code for item in self.findings()}

    def parts(self) -> Guide:
        """The guide as far as it could be read, whatever the checks say of it."""
        guide = load_guide(self.root).guide
        assert guide is not None
        return guide

    def guide(self) -> Guide:
        """The guide of a project without errors."""
        loaded = check_project(self.root)
        assert not list(loaded.diagnostics)
        assert loaded.guide is not None
        return loaded.guide


@pytest.fixture
def houseplant(tmp_path: Path) -> Project:
    """A copy of the small English guide, which has no findings."""
    root = tmp_path / "houseplant"
    shutil.copytree(HOUSEPLANT, root)
    return Project(root)
