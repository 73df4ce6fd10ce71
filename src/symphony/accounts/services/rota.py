"""Planning the rota: a duty is added, changed by another in its place, or withdrawn."""

from datetime import datetime

from django.db import transaction

from symphony.accounts import rules
from symphony.accounts.models import Duty, Team, User
from symphony.audit import services as audit
from symphony.core.errors import DomainError


class NotInRota(DomainError):
    """The duty has been withdrawn or changed meanwhile."""


class ReasonMissing(DomainError):
    """A duty that is taken out of the rota needs a reason."""


@transaction.atomic
def add_duty(
    *,
    team: Team,
    person: User,
    kind: Duty.Kind,
    order: int | None,
    begins_at: datetime,
    ends_at: datetime,
    by: str,
    at: datetime,
    calendar_key: str = "",
) -> Duty:
    """Put a shift or a time on call into a team's rota.

    :raises rules.CannotBeOnDuty: if nobody could do it
    """
    rules.check_duty(person=person, kind=kind, order=order, begins_at=begins_at, ends_at=ends_at)
    duty = Duty.objects.create(
        team=team,
        person=person,
        kind=kind,
        order=order if kind == Duty.Kind.ON_CALL else None,
        begins_at=begins_at,
        ends_at=ends_at,
        calendar_key=calendar_key,
        made_by=by,
        made_at=at,
    )
    _record("accounts.duty_added", duty, by=by, at=at)
    return duty


@transaction.atomic
def change_duty(
    *,
    duty: Duty,
    person: User,
    order: int | None,
    begins_at: datetime,
    ends_at: datetime,
    by: str,
    at: datetime,
) -> Duty:
    """Put another duty of the same kind in the place of this one, which stays as it was.

    :raises NotInRota: if it has been withdrawn or changed meanwhile
    :raises rules.CannotBeOnDuty: if nobody could do the new one
    """
    old = _lock(duty)
    rules.check_duty(
        person=person, kind=Duty.Kind(old.kind), order=order, begins_at=begins_at, ends_at=ends_at
    )
    _end(old, reason="Changed", by=by, at=at)
    new = Duty.objects.create(
        team=old.team,
        person=person,
        kind=old.kind,
        order=order if old.kind == Duty.Kind.ON_CALL else None,
        begins_at=begins_at,
        ends_at=ends_at,
        calendar_key=old.calendar_key,
        made_by=by,
        made_at=at,
        instead_of=old,
    )
    _record("accounts.duty_changed", new, by=by, at=at)
    return new


@transaction.atomic
def withdraw_duty(*, duty: Duty, reason: str, by: str, at: datetime) -> None:
    """Take a duty out of the rota, with the reason.

    :raises NotInRota: if it has been withdrawn or changed meanwhile
    :raises ReasonMissing: if no reason is given
    """
    if not reason.strip():
        raise ReasonMissing("Enter why it is withdrawn.")
    old = _lock(duty)
    _end(old, reason=reason.strip(), by=by, at=at)
    _record("accounts.duty_withdrawn", old, by=by, at=at)


def _lock(duty: Duty) -> Duty:
    found: Duty | None = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("person", "team")
        .filter(pk=duty.pk, withdrawn_at=None)
        .first()
    )
    if found is None:
        raise NotInRota("Somebody has withdrawn or changed this duty meanwhile.")
    return found


def _end(duty: Duty, *, reason: str, by: str, at: datetime) -> None:
    duty.withdrawn_by, duty.withdrawn_at, duty.withdrawn_reason = by, at, reason
    duty.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])


def _record(what: str, duty: Duty, *, by: str, at: datetime) -> None:
    audit.record(
        what=what,
        about=duty.person.staff_number,
        by=by,
        at=at,
        team=duty.team.slug,
        duty=duty.kind,
        order=duty.order,
        begins=duty.begins_at.isoformat(),
        ends=duty.ends_at.isoformat(),
    )
