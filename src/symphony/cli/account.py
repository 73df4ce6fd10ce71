"""`symphony account`: making, closing and re-opening the door for members of staff."""

import json
import sys
from collections.abc import Callable
from typing import Any

import click

from symphony.accounts.permissions import Role
from symphony.cli.exits import EPILOG, Refused

ACTOR = "system:command-line"

_as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
_from_input = click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from the input instead of making one.",
)


@click.group(epilog=EPILOG)
def account() -> None:
    """Create an account, deactivate one, or give one a new password."""


CREATE = """
Creates an account. Its first password is printed once, and has to be changed at the first
sign-in.

\b
Examples:
  symphony account create --role administrator --staff-number 4711 \\
      --name "Ines Okafor" --email ines.okafor@example.org
  symphony account create --role investigator --staff-number 4712 --name "Tomas Lindqvist" \\
      --email tomas.lindqvist@example.org --team north --team-name "North team"
"""


@account.command(help=CREATE, epilog=EPILOG)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--staff-number", required=True, help="Stands in the audit log.")
@click.option("--name", required=True)
@click.option("--email", required=True, help="Used to sign in.")
@click.option("--team", "slug", help="The team's short name.  [default: the intake team]")
@click.option("--team-name", help="Make the team, with this name, if there is none yet.")
@_from_input
@_as_json
def create(
    role: str,
    staff_number: str,
    name: str,
    email: str,
    slug: str | None,
    team_name: str | None,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Create an account."""
    from symphony.cli import session

    with session.working():
        from symphony.accounts import services
        from symphony.core import clock

        password = _password(services.new_password, from_input=password_stdin)
        at = clock.now()
        user = services.create_account(
            email=email,
            name=name,
            staff_number=staff_number,
            role=Role(role),
            team=_team(slug, team_name, at=at),
            password=password,
            by=ACTOR,
            at=at,
        )
        found = {"staff_number": user.staff_number, "role": role, "team": user.team.slug}
    _report(found, password, made=not password_stdin, what="Created", as_json=as_json)


DEACTIVATE = """
Closes an account: its owner is signed out and cannot sign in again. What they did stays.

\b
Example:
  symphony account deactivate 4711
"""


@account.command(help=DEACTIVATE, epilog=EPILOG)
@click.argument("staff_number")
@_as_json
def deactivate(staff_number: str, as_json: bool) -> None:
    """Deactivate an account."""
    from symphony.cli import session

    with session.working():
        from symphony.accounts import queries, services
        from symphony.core import clock

        user = queries.by_staff_number(staff_number)
        services.deactivate_account(user=user, by=ACTOR, at=clock.now())
    _report({"staff_number": staff_number}, None, made=False, what="Deactivated", as_json=as_json)


RESET = """
Gives an account a new password, printed once, that has to be changed at the next sign-in.

\b
Examples:
  symphony account reset-password 4711
  symphony account reset-password 4711 --password-stdin < password.txt
"""


@account.command("reset-password", help=RESET, epilog=EPILOG)
@click.argument("staff_number")
@_from_input
@_as_json
def reset_password(staff_number: str, password_stdin: bool, as_json: bool) -> None:
    """Give an account a new password."""
    from symphony.cli import session

    with session.working():
        from symphony.accounts import queries, services
        from symphony.core import clock

        user = queries.by_staff_number(staff_number)
        password = _password(services.new_password, from_input=password_stdin)
        services.reset_password(user=user, password=password, by=ACTOR, at=clock.now())
    _report(
        {"staff_number": staff_number},
        password,
        made=not password_stdin,
        what="New password for",
        as_json=as_json,
    )


def _team(slug: str | None, name: str | None, *, at: Any) -> Any:
    from symphony.accounts import queries, services
    from symphony.accounts.models import Team

    if slug is None:
        return queries.intake_team()
    if name:
        return services.ensure_team(slug=slug, name=name, is_intake=False, by=ACTOR, at=at)
    team = Team.objects.filter(slug=slug).first()
    if team is None:
        there = ", ".join(sorted(Team.objects.values_list("slug", flat=True)))
        raise Refused(f"There is no team {slug!r}: there are {there}; --team-name makes a new one.")
    return team


def _password(make: Callable[[], str], *, from_input: bool) -> str:
    return sys.stdin.readline().rstrip("\n") if from_input else make()


def _report(
    found: dict[str, str], password: str | None, *, made: bool, what: str, as_json: bool
) -> None:
    if made and password:
        found = found | {"password": password}
    if as_json:
        click.echo(json.dumps(found))
        return
    click.echo(f"{what} {found['staff_number']}.")
    if made:
        click.echo(f"Password, to be changed at the next sign-in: {password}")
