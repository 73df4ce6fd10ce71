"""`symphony keyholder`: the keyholder on its own, for a machine where it is another account."""

import os
import sys

import click

from symphony.cli import configuration as configurations
from symphony.cli.configuration import Configuration
from symphony.cli.exits import EPILOG, NotPossibleNow

EXAMPLES = """
Runs the keyholder until Ctrl-C, with a SYMPHONY_HOME of its own that holds nothing but its key.
Use it where an account other than the sites' is to hold the key, so that the sites cannot read
it; `symphony up` runs one itself otherwise. docs/how-to/run-the-keyholder-apart.md tells the
whole way.

\b
It needs
  SYMPHONY_HOME                 a folder of the keyholder's account
  SYMPHONY_STAFF_DATABASE_URL   the database, as symphony_staff
  SYMPHONY_KEYHOLDER_SOCKET     where to listen, in a folder that the sites' account enters
  SYMPHONY_KEYHOLDER_CLIENTS    the sites' account
  SYMPHONY_KEYHOLDER_GROUP      a group that both accounts are in

\b
Examples:
  symphony keyholder --public-key
  symphony keyholder
"""


@click.command(help=EXAMPLES, epilog=EPILOG)
@click.option(
    "--public-key",
    is_flag=True,
    help="Make the key if there is none, print its public half for SYMPHONY_SEALING_KEY, and end.",
)
def keyholder(public_key: bool) -> None:
    """Run the keyholder, or print its public key."""
    configuration = configurations.read()
    configuration.home.make()
    key = configuration.home.sealing_key()
    if public_key:
        click.echo(key)
        return
    if configuration.sealing_key not in ("", key):
        raise NotPossibleNow(
            f"SYMPHONY_SEALING_KEY is not the public half of the key in {configuration.home.keys}."
        )
    _become(configuration)


def _become(configuration: Configuration) -> None:
    """Turn this process into the keyholder."""
    from symphony.cli.environment import of_process

    environment = of_process(configuration, site="keyholder", url=_database(configuration))
    click.echo(f"The keyholder listens at {environment['SYMPHONY_KEYHOLDER_SOCKET']}", err=True)
    os.execve(sys.executable, [sys.executable, "-m", "symphony.keyholder"], environment)


def _database(configuration: Configuration) -> str:
    """Return the database's address: the given one, or the home's own embedded database's."""
    from symphony.cli.database import embedded

    if configuration.staff_url:
        return configuration.staff_url
    if known := embedded.known_addresses(configuration.home):
        return known.staff
    raise NotPossibleNow(
        "Set SYMPHONY_STAFF_DATABASE_URL: the address of the sites' database, as symphony_staff."
    )
