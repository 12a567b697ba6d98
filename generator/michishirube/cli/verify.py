"""`guide verify`: compares a published site with its inventory."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.cli.common import FAILED, FINDINGS, language_option, root_option, words_of
from michishirube.i18n.messages import Messages
from michishirube.publish.verify import (
    VerifyError,
    VerifyLimits,
    VerifyResult,
    reference,
    verify_address,
    verify_folder,
)
from michishirube.publish.verify.web import Progress
from michishirube.support.terminal import printable
from michishirube.upkeep import link_checker


@click.command("verify")
@click.argument("place")
@root_option
@language_option
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="Compare with this inventory, or that of this folder, instead of the site's own.",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0, max=3600),
    default=0.0,
    show_default=True,
    help="Seconds in which a host may still come to show a new version.",
)
@click.option("--timeout", type=click.FloatRange(min=0.1, max=600), default=15.0, show_default=True)
def command(
    place: str, root: Path, lang: str | None, against: Path | None, wait: float, timeout: float
) -> None:
    """Compare PLACE, a folder or an address, with the inventory that was published with it.

    Names what was changed, is missing, or was added. Hosts list no files: at an address what was
    added can't be found.
    """
    said = words_of(root, lang, "outputs")
    is_address = "://" in place
    try:
        expected = reference(against) if against else None
        if is_address:
            limits = VerifyLimits(link_checker.agent(""), timeout=timeout, wait=wait)
            found = verify_address(place, limits, expected, _progress(said))
        else:
            found = verify_folder(Path(place), expected)
    except VerifyError as problem:
        if problem.code == "unreachable":
            why = words_of(root, lang, "upkeep")
            problem.params["reason"] = why[f"links.reason.{problem.params['reason']}"]
        click.echo(printable(said(f"verify.failed.{problem.code}", **problem.params)), err=True)
        sys.exit(FAILED)
    for line in _lines(found, said, place, is_address=is_address):
        click.echo(printable(line))
    sys.exit(FINDINGS if found.different else 0)


def _lines(found: VerifyResult, said: Messages, place: str, *, is_address: bool) -> list[str]:
    """Return the report: one line per file that differs, then a summary."""
    different = found.different
    lines = [
        said(f"verify.{state}", path=path, owner=found.owner(path)).rstrip()
        for state in ("changed", "missing", "foreign")
        for path in getattr(different, state)
    ]
    count = len(found.listed.entries)
    if lines:
        lines.append(
            said(
                "verify.summary",
                place=place,
                count=count,
                changed=len(different.changed),
                missing=len(different.missing),
                foreign=len(different.foreign),
            )
        )
    else:
        lines.append(said("verify.clean", place=place, count=count))
    if found.unasked:
        lines.append(said("verify.unasked", files=", ".join(found.unasked)))
    if is_address:
        lines.append(said["verify.unlisted"])
    return lines


def _progress(said: Messages) -> Progress:
    """Return a callback that shows the progress on a terminal, and nothing elsewhere."""

    def show(done: int, of: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{said('verify.progress', done=done, of=of)}", err=True, nl=done == of)

    return show
