"""The demonstration's people: one sign-in for each role, in two teams. None of them exists."""

from dataclasses import dataclass

from symphony.accounts import services
from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Role
from symphony.core import clock, installation
from symphony.core.errors import DomainError

# Printed at every start. It opens nothing but synthetic data, on this machine only.
PASSWORD = "symphony-demonstration"  # noqa: S105

BY = "system:demonstration"
TEAMS = {
    "referral-desk": "Referral desk",
    "north-team": "North team",
    "south-team": "South team",
    "headquarters": "Headquarters",
}
# staff number, name, role, team; the first of each role in a team signs in.
PEOPLE = [
    ("4101", "Priya Shah", Role.REFERRAL_OFFICER, "referral-desk"),
    ("4102", "Owen Hartley", Role.REFERRAL_OFFICER, "referral-desk"),
    ("4103", "Marta Nowak", Role.REFERRAL_OFFICER, "referral-desk"),
    ("4201", "Tom Okafor", Role.INVESTIGATOR, "north-team"),
    ("4202", "Aisha Rahman", Role.INVESTIGATOR, "north-team"),
    ("4203", "Gareth Pugh", Role.INVESTIGATOR, "north-team"),
    ("4211", "Hannah Whittle", Role.SAFEGUARDING_OFFICER, "north-team"),
    ("4221", "Fiona Mackay", Role.SUPERVISOR, "north-team"),
    ("4301", "Dilan Yilmaz", Role.INVESTIGATOR, "south-team"),
    ("4302", "Sophie Bennett", Role.INVESTIGATOR, "south-team"),
    ("4303", "Kwame Mensah", Role.INVESTIGATOR, "south-team"),
    ("4311", "Ewa Lewandowska", Role.SAFEGUARDING_OFFICER, "south-team"),
    ("4321", "Rajesh Nair", Role.SUPERVISOR, "south-team"),
    ("4401", "Leah Goldberg", Role.PRESS_OFFICER, "headquarters"),
    ("4402", "Callum Fraser", Role.PRESS_OFFICER, "headquarters"),
    ("4501", "Ingrid Solberg", Role.AUDITOR, "headquarters"),
    ("4601", "Mei Chen", Role.ADMINISTRATOR, "headquarters"),
]


class NotADemonstration(DomainError):
    """Demonstration accounts exist in a demonstration only."""


@dataclass(frozen=True)
class SignIn:
    """What a newcomer types to be somebody."""

    email: str
    password: str
    role: str
    team: str
    name: str


def create() -> list[SignIn]:
    """Make the teams and accounts that are missing, and return one sign-in a role and team.

    :raises NotADemonstration: in a real installation
    """
    if not installation.is_demonstration():
        raise NotADemonstration("This installation is real: it has no demonstration accounts.")
    at = clock.DEMONSTRATION_OPENS
    teams = {
        slug: services.ensure_team(slug=slug, name=name, is_intake=False, by=BY, at=at)
        for slug, name in TEAMS.items()
    }
    there = set(User.objects.values_list("staff_number", flat=True))
    for number, name, role, team in PEOPLE:
        if number not in there:
            services.create_account(
                email=_email(name),
                name=name,
                staff_number=number,
                role=role,
                team=teams[team],
                password=PASSWORD,
                by=BY,
                at=at,
                must_change_password=False,
            )
    return _sign_ins(teams)


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def _sign_ins(teams: dict[str, Team]) -> list[SignIn]:
    first: dict[tuple[str, str], SignIn] = {}
    for _, name, role, team in PEOPLE:
        sign_in = SignIn(_email(name), PASSWORD, role.label, teams[team].name, name)
        first.setdefault((role, team), sign_in)
    second_press_officer = PEOPLE[14][1]
    return [
        *first.values(),
        # A release needs a second person.
        SignIn(
            _email(second_press_officer),
            PASSWORD,
            Role.PRESS_OFFICER.label,
            teams["headquarters"].name,
            second_press_officer,
        ),
    ]


def by_role(role: Role, team: str) -> list[User]:
    """Return the demonstration's people of a role in a team, in the order above."""
    return list(
        User.objects.filter(role=role, team__slug=team)
        .select_related("team")
        .order_by("staff_number")
    )
