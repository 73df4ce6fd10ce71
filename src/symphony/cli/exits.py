"""How a command ends: exit codes, and the one line that an expected refusal prints."""

from typing import Final

import click

OK: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
WORK_REMAINS: Final = 3
NOT_POSSIBLE_NOW: Final = 4

EPILOG: Final = """\b
Exit codes:
  0  done
  1  a check failed, or the request was refused
  2  the command was not understood
  3  work remains: the same command again finishes it
  4  not possible now (database unreachable, port in use, already running)
"""


class Refused(click.ClickException):
    """The request is not allowed here; asking again changes nothing."""

    exit_code = REFUSED


class WorkRemains(click.ClickException):
    """Part of the work is done and kept; the same command again does the rest."""

    exit_code = WORK_REMAINS


class NotPossibleNow(click.ClickException):
    """Something outside the command is in the way; when that is mended it will work."""

    exit_code = NOT_POSSIBLE_NOW
