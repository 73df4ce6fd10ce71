"""Who has the case: taking it, handing it over, closing it."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import records, rules
from symphony.cases.models import Case, Handover
from symphony.core.errors import DomainError


class AlreadyTaken(DomainError):
    """Somebody owns the case."""


class AlreadyClosed(DomainError):
    """The case was closed meanwhile."""


class NothingChanges(DomainError):
    """The case is already where it would go."""


class NoteMissing(DomainError):
    """A handover says what the next one must know."""


@transaction.atomic
def take_case(*, case: Case, by: User, at: datetime) -> Case:
    """Become the owner of a case of one's own team that nobody owns.

    :raises records.NotYours: if it is another team's, or the role does not work cases
    :raises records.CaseClosed: if it was closed
    :raises AlreadyTaken: if somebody owns it
    """
    case = records.hold(case, by=by, permission=Permission.HAND_OVER_CASES)
    if case.owner:
        whose = "You own" if case.owner == by else f"{case.owner.name} owns"
        raise AlreadyTaken(f"{whose} {case.reference} already.")
    _move(case, to_team=by.team, to_owner=by, note="", by=by, at=at)
    audit.record(what="cases.taken", about=case.reference, by=by.staff_number, at=at)
    return case


@transaction.atomic
def hand_over(
    *,
    case: Case,
    to_team: Team,
    to_owner: User | None = None,
    note: str,
    by: User,
    at: datetime,
) -> Case:
    """Give the case to a team, and to one of its people if named; the old team sees it no more.

    :raises records.NotYours: if it is another team's, or the role does not hand cases over
    :raises records.CaseClosed: if it was closed
    :raises NoteMissing: if there is no word for the next one
    :raises NothingChanges: if it is already theirs
    :raises rules.OwnerOfAnotherTeam: if the person named does not work that team's cases
    """
    case = records.hold(case, by=by, permission=Permission.HAND_OVER_CASES)
    if not note.strip():
        raise NoteMissing("Enter what the next one must know.")
    if to_owner:
        rules.check_owner(owner=to_owner, team=to_team)
    if (to_team.pk, to_owner and to_owner.pk) == (case.team_id, case.owner_id):
        raise NothingChanges(f"{case.reference} is already there.")
    from_team = case.team
    _move(case, to_team=to_team, to_owner=to_owner, note=note.strip(), by=by, at=at)
    audit.record(
        what="cases.handed_over",
        about=case.reference,
        by=by.staff_number,
        at=at,
        from_team=from_team.slug,
        to_team=to_team.slug,
        to_owner=to_owner.staff_number if to_owner else None,
    )
    return case


@transaction.atomic
def close_case(*, case: Case, reason: str, by: User, at: datetime) -> Case:
    """Close the case with a reason; everything in it stays readable.

    Whether something of a later stage still stops it is asked by `safeguarding` before this.

    :raises records.NotYours: if it is another team's, or the role does not close cases
    :raises AlreadyClosed: if it was closed meanwhile
    :raises records.ReasonMissing: if no reason is given
    """
    case = records.hold(case, by=by, permission=Permission.HAND_OVER_CASES, closed_too=True)
    if case.closed_at:
        raise AlreadyClosed(f"{case.reference} was closed meanwhile.")
    if not reason.strip():
        raise records.ReasonMissing("Enter why the case is closed.")
    case.closed_at, case.closed_by, case.closing_reason = at, by, reason.strip()
    case.save(update_fields=["closed_at", "closed_by", "closing_reason"])
    audit.record(what="cases.closed", about=case.reference, by=by.staff_number, at=at)
    return case


def _move(
    case: Case, *, to_team: Team, to_owner: User | None, note: str, by: User, at: datetime
) -> None:
    Handover.objects.create(
        case=case,
        from_team=case.team,
        from_owner=case.owner,
        to_team=to_team,
        to_owner=to_owner,
        note=note,
        handed_over_at=at,
        handed_over_by=by,
    )
    case.team, case.owner = to_team, to_owner
    case.save(update_fields=["team", "owner"])
