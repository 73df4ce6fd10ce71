"""`symphony django`: Django's own commands, as the database's owner. For developers."""

import click

from symphony.cli import configuration as configurations
from symphony.cli import environment
from symphony.cli.database import opening
from symphony.cli.exits import EPILOG

EXAMPLES = """
Runs a Django management command as the owner of the database.

\b
Examples:
  symphony django makemigrations triage
  symphony django migrate --plan
"""


@click.command(
    help=EXAMPLES,
    epilog=EPILOG,
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Run a Django command."""
    from symphony.cli.session import note

    configuration = configurations.read()
    configuration.home.make()
    with opening.used(configuration, prepare=lambda addresses: None, say=note) as database:
        environment.enter(configuration, site="owner", url=database.addresses.owner)

        from django.core.management import execute_from_command_line

        execute_from_command_line(["symphony django", *arguments])
