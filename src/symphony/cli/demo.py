"""`symphony demo`: fills a demonstration with synthetic stories."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

from symphony.cli.exits import EPILOG, WorkRemains

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


class Progress(Protocol):
    """What the loader calls as it goes."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


@click.command(help=EXAMPLES, epilog=EPILOG)
@click.option("--size", type=click.Choice(["small", "full"]), default="full", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def demo(size: str, as_json: bool) -> None:
    """Load the demonstration."""
    from symphony.cli import session

    try:
        with session.working(demonstration=True), _bars() as progress:
            from symphony.demo import load

            result = load.run(size, progress)
    except KeyboardInterrupt:
        raise WorkRemains("Stopped. The same command goes on from here.") from None
    if as_json:
        click.echo(json.dumps(result))
    else:
        click.echo("The demonstration is loaded.")


@contextmanager
def _bars() -> Iterator[Progress]:
    """Show a bar for each step on a terminal, and a line for each finished step elsewhere."""
    from rich.console import Console
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    with Bars(console=console, disable=not console.is_terminal) as bars:
        shown: dict[str, object] = {}

        def progress(step: str, done: int, total: int) -> None:
            if step not in shown:
                shown[step] = bars.add_task(step, total=total)
            bars.update(shown[step], completed=done, total=total)  # type: ignore[arg-type]
            if done >= total and not console.is_terminal:
                click.echo(f"{step}: {done}", err=True)

        yield progress
