"""`symphony import`: takes in reports from files."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from symphony.cli.exits import EPILOG, NotPossibleNow, WorkRemains

EXAMPLES = """
Takes in CyberTipline XML: <report> documents, the <fileDetails> of reported files, and the
reporting system's answers (<reportResponse>). Folders are read to the bottom, links in them are
not followed, and zips are read without unpacking them to disk.

Each file is counted once. IMPORTED: a report that is now in the queue, or something that waits for
its report. KNOWN: exactly these bytes came before. SUPPLEMENTED: it belongs to a report that is
here (file details, an answer, or the same report with other content). QUARANTINED: it cannot be
read, or must not be kept; the reason is on the quarantine page. A zip counts as its entries, or as
one file if it cannot be read.

A report that does not state its number gets it from an answer beside it, or else from the only
number in its file's or its folder's name.

The same command again adds nothing, and finishes an import that broke off.

\b
Examples:
  symphony import cybertipline report.xml
  symphony import cybertipline /media/usb/reports more.zip
  symphony import cybertipline reports --json
"""


@click.group(name="import", epilog=EPILOG)
def import_group() -> None:
    """Take in reports from files."""


@import_group.command(help=EXAMPLES, epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def cybertipline(paths: tuple[Path, ...], as_json: bool) -> None:
    """Take in CyberTipline reports."""
    from symphony.cli import session
    from symphony.referrals import files

    try:
        files.check(paths)
    except files.NoSuchPath as refusal:
        raise click.UsageError(str(refusal)) from None

    done: dict[str, int] = dict.fromkeys(
        ("files", "imported", "known", "supplemented", "quarantined"), 0
    )
    broke_off = ""
    try:
        with session.working(), _bar(paths) as progress:
            broke_off = _import(paths, done, progress)
    except KeyboardInterrupt:
        broke_off = "Stopped"
    except NotPossibleNow as reason:
        if not done["files"]:
            raise
        broke_off = reason.message.rstrip(".")
    click.echo(json.dumps(done) if as_json else _summary(done))
    if broke_off:
        raise WorkRemains(
            f"{broke_off}. What was read so far is kept; the same command again does the rest."
        )


def _import(paths: Sequence[Path], done: dict[str, int], progress: Any) -> str:
    """Import everything, keeping count in `done`; return why it broke off, if it did."""
    from django.db import InterfaceError, OperationalError

    from symphony.referrals import files
    from symphony.triage import services as triage

    def so_far(tally: triage.Tally) -> None:
        done.update(vars(tally))
        progress(tally.files)

    try:
        triage.import_files(files.walk(paths), by="system:import", after_each_batch=so_far)
    except (OperationalError, InterfaceError):
        return "The database went away"
    return ""


def _summary(done: dict[str, int]) -> str:
    return (
        f"{done['files']:,} files: {done['imported']:,} imported, {done['known']:,} known,"
        f" {done['supplemented']:,} supplemented, {done['quarantined']:,} quarantined."
    )


@contextmanager
def _bar(paths: Sequence[Path]) -> Iterator[Any]:
    """Show a bar on a terminal, while files are counted and taken in."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from symphony.referrals import files

    console = Console(stderr=True)
    columns = (
        TextColumn("Importing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        total = files.count(paths) if console.is_terminal else None
        task = bar.add_task("", total=total)
        yield lambda so_far: bar.update(task, completed=so_far)
