"""Who does what in the stories: the demonstration's people, chosen by a story's own dice."""

from dataclasses import dataclass
from random import Random

from symphony.accounts.models import User
from symphony.accounts.permissions import Role
from symphony.demo.accounts import by_role


@dataclass(frozen=True)
class TeamCast:
    """The people of one team."""

    investigators: list[User]
    safeguarding: User
    supervisor: User


@dataclass(frozen=True)
class Cast:
    """Everybody who acts."""

    desk: list[User]
    north: TeamCast
    south: TeamCast
    press: list[User]

    def team(self, random: Random) -> TeamCast:
        return random.choice((self.north, self.south))


def assemble() -> Cast:
    """Return the people that `accounts.create` made."""
    return Cast(
        desk=by_role(Role.REFERRAL_OFFICER, "referral-desk"),
        north=_team("north-team"),
        south=_team("south-team"),
        press=by_role(Role.PRESS_OFFICER, "headquarters"),
    )


def _team(slug: str) -> TeamCast:
    return TeamCast(
        investigators=by_role(Role.INVESTIGATOR, slug),
        safeguarding=by_role(Role.SAFEGUARDING_OFFICER, slug)[0],
        supervisor=by_role(Role.SUPERVISOR, slug)[0],
    )
