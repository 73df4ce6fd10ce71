"""Asking who works here."""

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Role
from symphony.core.errors import NotFound


def by_staff_number(staff_number: str) -> User:
    """Return the account with this staff number.

    :raises NotFound: if there is none
    """
    user = User.objects.filter(staff_number=staff_number).select_related("team").first()
    if user is None:
        raise NotFound(f"There is no account with the staff number {staff_number}.")
    return user


def active(*, team: Team | None = None, roles: tuple[Role, ...] = ()) -> list[User]:
    """Return the people who can sign in, by name; of one team or with certain roles if given."""
    users = User.objects.filter(is_active=True).select_related("team")
    if team:
        users = users.filter(team=team)
    if roles:
        users = users.filter(role__in=roles)
    return sorted(users, key=lambda user: (user.name.casefold(), user.staff_number))


def names(staff_numbers: set[str]) -> dict[str, str]:
    """Return names by staff number, for showing who did what."""
    found = User.objects.filter(staff_number__in=staff_numbers)
    return dict(found.values_list("staff_number", "name"))


def intake_team() -> Team:
    """Return the team that holds what is not decided yet (made by the first migration)."""
    return Team.objects.get(is_intake=True)


def casework_teams() -> list[Team]:
    """Return the teams that can take a case, by name: those with somebody who investigates or
    safeguards. In an installation that has nobody of the kind yet, every team.
    """
    workers = User.objects.filter(
        is_active=True, role__in=[Role.INVESTIGATOR, Role.SAFEGUARDING_OFFICER]
    )
    found = Team.objects.filter(pk__in=workers.values("team")) or Team.objects.all()
    return sorted(found, key=lambda team: team.name.casefold())


def anybody() -> bool:
    """Say whether any account exists at all."""
    return User.objects.exists()
