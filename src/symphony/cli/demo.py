"""`symphony demo`: fills a demonstration with synthetic stories."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from symphony.cli.exits import EPILOG, WorkRemains

if TYPE_CHECKING:
    from symphony.demo.load import Progress

EXAMPLES = """
Loads the demonstration: synthetic reports, imported and worked on as real ones are. A load that
broke off goes on where it stopped; one that is complete changes nothing. Refused where real
work has begun.

\b
Examples:
  symphony demo
  symphony demo --size small
  symphony demo --json
"""


@click.command(help=EXAMPLES, epilog=EPILOG)
@click.option("--size", type=click.Choice(["small", "full"]), default="full", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def demo(size: str, as_json: bool) -> None:
    """Load the demonstration."""
    from symphony.cli import session

    with session.working(demonstration=True), _bars() as progress:
        from django.db import OperationalError

        from symphony.demo import load

        try:
            result = load.run(size, progress)
        except KeyboardInterrupt:
            raise WorkRemains("Stopped. The same command goes on from here.") from None
        except OperationalError:
            raise WorkRemains("The database went away. The same command goes on.") from None
    if as_json:
        click.echo(json.dumps(result))
    else:
        reports, stories = result["reports"], result["stories"]
        click.echo(f"The demonstration is loaded: {reports} reports, {stories} stories.")


@contextmanager
def _bars() -> "Iterator[Progress]":
    """Show a bar for each step on a terminal, and a line for each finished step elsewhere."""
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    console = Console(stderr=True)
    with Bars(console=console, disable=not console.is_terminal) as bars:
        shown: dict[str, TaskID] = {}

        def progress(step: str, done: int, total: int) -> None:
            if step not in shown:
                shown[step] = bars.add_task(step, total=total)
            bars.update(shown[step], completed=done, total=total)
            if done >= total and not console.is_terminal:
                click.echo(f"{step}: {done}", err=True)

        yield progress
