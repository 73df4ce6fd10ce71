"""One command's working session: the database open, Django set up as the staff role."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from symphony.cli import configuration as configurations
from symphony.cli import environment, updating
from symphony.cli.configuration import Configuration
from symphony.cli.database import opening
from symphony.cli.database.embedded import Addresses
from symphony.cli.exits import NotPossibleNow, Refused


@contextmanager
def working(*, demonstration: bool = False) -> Iterator[Configuration]:
    """Have the database ready for a command, beside a running `up` or on its own.

    Models may be imported inside the block. A refusal of the domain's ends the command with its
    own words; so does a database that goes away.

    :raises Refused: if a demonstration is wanted and the installation is real
    :raises NotPossibleNow: if the database cannot be reached
    """
    configuration = configurations.read()
    configuration.home.make()

    def prepare(addresses: Addresses) -> None:
        updating.bring_up_to_date(configuration, addresses.owner, demonstration=demonstration)

    with opening.used(configuration, prepare=prepare, say=note) as database:
        environment.enter(configuration, site="staff", url=database.addresses.staff)

        from django.db import OperationalError, connections

        from symphony.core import installation
        from symphony.core.errors import DomainError

        try:
            if demonstration and not installation.is_demonstration():
                raise Refused("This installation is real: the demonstration is not loaded into it.")
            yield configuration
        except DomainError as refusal:
            raise Refused(str(refusal)) from None
        except OperationalError:
            raise NotPossibleNow("The database went away; when it is back, try again.") from None
        finally:
            connections.close_all()


def note(line: str) -> None:
    """Say something beside the result."""
    click.echo(line, err=True)
