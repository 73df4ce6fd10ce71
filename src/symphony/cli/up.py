"""`symphony up`: the whole installation, until Ctrl-C."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symphony.cli import configuration as configurations
from symphony.cli.configuration import Configuration
from symphony.cli.exits import EPILOG, NotPossibleNow, Refused
from symphony.cli.locks import Held

if TYPE_CHECKING:
    from symphony.cli.database.embedded import Addresses

EXAMPLES = """
Starts the database, brings it up to date, and runs the public site, the staff site, the worker
and the keyholder until Ctrl-C. The first start settles whether this installation is real or a
demonstration; it stays so.

\b
Examples:
  symphony up
  symphony up --demo
  SYMPHONY_HOME=/srv/second SYMPHONY_PORT=8100 SYMPHONY_STAFF_PORT=8101 symphony up
"""


@click.command(help=EXAMPLES, epilog=EPILOG)
@click.option("--demo", is_flag=True, help="Run a demonstration, and load it beside the pages.")
@click.option(
    "--size",
    type=click.Choice(["small", "full"]),
    default="full",
    show_default=True,
    help="How much of the demonstration to load.",
)
def up(demo: bool, size: str) -> None:
    """Run the installation until it is stopped."""
    from symphony.cli.supervisor import run

    configuration = configurations.read()
    if demo:
        _check_loopback(configuration)
    _check_built()
    configuration.home.make()
    try:
        with run.stopping_on_signals():
            _up(configuration, demonstration=demo, size=size)
    except run.Stop:
        _tell("Stopped.")


def _up(configuration: Configuration, *, demonstration: bool, size: str) -> None:
    from symphony.cli.supervisor import sockets

    public = configuration.address(configuration.public_port)
    staff = configuration.address(configuration.staff_port)
    lock = configuration.home.running
    was_killed = bool(lock.holder())
    try:
        lock.take(public=public, staff=staff)
    except Held as held:
        raise NotPossibleNow(_already_running(held.holder)) from None
    with lock:
        # A killed Symphony's sites need a moment to notice and to let go of their ports.
        patience = 10.0 if was_killed else 0.0
        listening = {
            "public": sockets.listen(
                configuration.listen, configuration.public_port, "SYMPHONY_PORT", patience=patience
            )
        }
        try:
            listening["staff"] = sockets.listen(
                configuration.listen,
                configuration.staff_port,
                "SYMPHONY_STAFF_PORT",
                patience=patience,
            )
            _run(configuration, listening, demonstration=demonstration, size=size)
        finally:
            for each in listening.values():
                sockets.close(each)
            lock.forget()


def _run(
    configuration: Configuration, listening: dict[str, Any], *, demonstration: bool, size: str
) -> None:
    from symphony.cli import updating
    from symphony.cli.database import opening
    from symphony.cli.supervisor import run

    def prepare(addresses: "Addresses") -> None:
        kind = updating.bring_up_to_date(
            configuration, addresses.owner, demonstration=demonstration
        )
        if kind == updating.DEMONSTRATION:
            _check_loopback(configuration)

    with opening.kept(configuration, prepare=prepare, say=_tell) as database:
        installation = run.Installation(configuration, database, listening, _warn)
        try:
            installation.start()
            greeting = run.greeting(configuration, database.addresses)
            installation.wait_for_first_pages()
            _greet(configuration, greeting)
            if demonstration:
                installation.load_demonstration(size)
            installation.run()
        finally:
            _tell("Stopping ...")
            installation.stop()


def _check_built() -> None:
    import symphony

    manifest = Path(symphony.__path__[0]).parents[1] / "build" / "static" / "staticfiles.json"
    if not manifest.exists() and not os.environ.get("SYMPHONY_STATIC_STORAGE"):
        raise NotPossibleNow("The style sheets and scripts are not built: run `make install`.")


def _check_loopback(configuration: Configuration) -> None:
    if not configuration.is_loopback:
        raise Refused(
            f"A demonstration listens on this machine only: unset SYMPHONY_LISTEN"
            f" (it is {configuration.listen})."
        )


def _already_running(holder: dict[str, Any]) -> str:
    return (
        f"Symphony is already running here (process {holder.get('pid')}):"
        f" {holder.get('public')} and {holder.get('staff')}"
    )


def _greet(configuration: Configuration, greeting: dict[str, Any]) -> None:
    _tell("Symphony is running. Ctrl-C stops it.")
    _tell(f"  Public site  {configuration.address(configuration.public_port)}")
    _tell(f"  Staff site   {configuration.address(configuration.staff_port)}")
    if sign_ins := greeting.get("sign_ins"):
        _tell("Demonstration: synthetic data. Sign in to the staff site as one of")
        rows = [[each["email"], each["role"], each["team"]] for each in sign_ins]
        for row in _columns(rows):
            _tell(f"  {row}")
        _tell(f"each with the password {sign_ins[0]['password']}")
    elif not greeting["accounts"]:
        _tell("Nobody has an account yet. Create the first administrator in another terminal:")
        program = sys.argv[0] if sys.argv[0].endswith("symphony") else "symphony"
        _tell(f"  {program} account create --role administrator --staff-number NUMBER \\")
        _tell("      --name NAME --email ADDRESS")
    if configuration.embedded:
        _tell(
            f"Database: embedded, in {configuration.home.root}. `symphony check` tells its state."
        )


def _columns(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _tell(line: str) -> None:
    # The terminal may be gone already; stopping in good order does not depend on it.
    with suppress(OSError):
        click.echo(line)


def _warn(line: str) -> None:
    with suppress(OSError):
        click.echo(line, err=True)
