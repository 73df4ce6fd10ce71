"""Which decision opens a case, when the first visit is due, and who may be what in a case."""

from collections.abc import Iterable
from datetime import datetime

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission
from symphony.cases.models import Role
from symphony.core.errors import DomainError
from symphony.people.ages import Age
from symphony.triage import rules as triage_rules
from symphony.triage.models import Band, Path

# The other paths close at triage, with their own record.
OPENS_A_CASE = frozenset({Path.INVESTIGATE, Path.EDUCATE, Path.SAFEGUARD})

# Children and Young Persons Act 1933, section 50: no child under ten can be guilty of an offence.
AGE_OF_CRIMINAL_RESPONSIBILITY = 10
ADULT_AT = 18

# Who is with the children in a case is the safeguarding officer's to record, too.
OF_THE_CHILDREN = frozenset({Role.CHILD, Role.PARENT_OR_CARER, Role.PROFESSIONAL})


class OwnerOfAnotherTeam(DomainError):
    """A case is owned by somebody of its own team who may work it."""


class GroundsMissing(DomainError):
    """Nobody gets a role that says something about them without a reason."""


class NeverASuspect(DomainError):
    """A child under ten."""


class AgeGroundsMissing(DomainError):
    """A child, or somebody whose age is not known, needs a word on that before being a suspect."""


class PersonInvolved(DomainError):
    """In an education case a child is a person involved, and only a supervisor changes that."""


def first_visit_due(*, band: Band, received_at: datetime) -> datetime:
    """Return when the first visit is due: 1, 7, 14 or 30 days from receipt, by band.

    The times are those of triage (`triage.clocks.days_to_respond`, from HMICFRS 2023 as read in the
    field's literature): the clock that began with the report goes on in the case.
    """
    return triage_rules.due_at(band=band, received_at=received_at)


def check_owner(*, owner: User, team: Team) -> None:
    """Refuse an owner who could not see the case, or not work it."""
    if owner.team_id != team.pk or not owner.may(Permission.HAND_OVER_CASES):
        raise OwnerOfAnotherTeam(f"{owner.name} does not work cases of the {team.name}.")


def permission_for(roles: Iterable[str]) -> Permission:
    """Return what recording these roles needs."""
    of_children = OF_THE_CHILDREN.issuperset(roles)
    return Permission.SAFEGUARD if of_children else Permission.WORK_CASES


def check_may_be_suspect(*, age: Age, path: str, grounds: str, age_grounds: str, by: User) -> None:
    """Refuse a suspect without grounds, under ten, or of an age that nobody has thought about."""
    if not grounds.strip():
        raise GroundsMissing("Enter the grounds for making this person a suspect.")
    if age.lowest is not None and age.lowest < AGE_OF_CRIMINAL_RESPONSIBILITY:
        raise NeverASuspect(
            "A child under ten is never a suspect. If the age recorded is wrong, withdraw it on the"
            " person's page first."
        )
    if age.lowest is not None and age.lowest >= ADULT_AT:
        return
    if path == Path.EDUCATE and not by.may(Permission.SUSPECT_A_CHILD):
        raise PersonInvolved(
            "In an education case a child, or somebody whose age is not known, is a person"
            " involved. Only a supervisor can change that."
        )
    if not age_grounds.strip():
        raise AgeGroundsMissing(
            "Enter what is known of this person's age, and why they are a suspect all the same."
        )


def role_words(role: str, path: str) -> str:
    """Return a role as pages name it. In an education case nobody is "the user" of anything."""
    if role == Role.REPORTED_USER and path == Path.EDUCATE:
        return "Person involved, user of the reported account"
    return Role(role).label
