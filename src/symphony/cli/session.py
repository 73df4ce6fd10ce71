"""One command's working session: the database open, Django set up as the staff role."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import symphony
from symphony.cli import configuration as configurations
from symphony.cli import environment
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
        _bring_up_to_date_once(configuration, addresses, demonstration=demonstration)

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


def _bring_up_to_date_once(
    configuration: Configuration, addresses: Addresses, *, demonstration: bool
) -> None:
    """Leave out what a start of this very code with this very database has done already."""
    done = configuration.home.run / "up-to-date"
    now = f"{_code()} {hashlib.sha256(addresses.owner.encode()).hexdigest()} {demonstration}"
    if done.exists() and done.read_text() == now:
        return
    environment.bring_up_to_date(configuration, addresses.owner, demonstration=demonstration)
    done.write_text(now)


def _code() -> str:
    """Return a fingerprint of the installed code, by names and times."""
    found = hashlib.sha256()
    package = Path(symphony.__path__[0])
    for path in sorted(package.rglob("*.py")):
        known = path.stat()
        found.update(f"{path} {known.st_size} {known.st_mtime_ns}\n".encode())
    return found.hexdigest()
