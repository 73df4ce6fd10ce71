"""Recording what was done to protect a child, and putting it right."""

from datetime import datetime
from typing import Any

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import records
from symphony.cases.models import Case
from symphony.safeguarding import queries, rules
from symphony.safeguarding.models import ActionKind, Child, SafeguardingAction

_CORRECTABLE = {"kind", "taken_at", "agency", "result", "details", "wishes", "next_step"}
_CORRECTABLE |= {"next_due_at"}
_WORDS = ("agency", "details", "wishes", "next_step")


@transaction.atomic
def record_action(
    *,
    case: Case,
    child: Child,
    kind: ActionKind,
    taken_at: datetime,
    agency: str,
    result: SafeguardingAction.Result,
    details: str = "",
    wishes: str = "",
    next_step: str = "",
    next_due_at: datetime | None = None,
    by: User,
    at: datetime,
) -> SafeguardingAction:
    """Record one thing done to protect a child who is in the case.

    Police protection is kept with its end: 72 hours after its beginning, unless an earlier one
    is given as `next_due_at`.

    :raises rules.NotInCase: if the child is not in the case now
    :raises rules.NotAnswered: if it is contact with home, school or carer, and nobody has
        answered who must not be told
    :raises rules.ActionIncomplete: if agency, what was done or what is next is missing
    :raises rules.PoliceProtectionTooLong: if police protection were to last beyond 72 hours
    :raises records.InTheFuture: if it lies ahead
    :raises records.NotYours: if the officer may not safeguard in this case
    :raises records.CaseClosed: if the case is closed
    """
    case = records.hold(case, by=by, permission=Permission.SAFEGUARD)
    reference = child.person.reference
    rules.check_in_case(queries.roles_in(case, [child]).get(child.pk, []), reference)
    words = {"agency": agency, "details": details, "wishes": wishes, "next_step": next_step}
    action = SafeguardingAction(
        case=case,
        child=child,
        kind=kind,
        taken_at=taken_at,
        result=result,
        next_due_at=next_due_at
        or rules.police_protection_ends(kind=kind, result=result, taken_at=taken_at),
        recorded_at=at,
        recorded_by=by,
        **{name: text.strip() for name, text in words.items()},
    )
    _check(action, at=at)
    action.save(force_insert=True)
    _log("action_recorded", action, by=by, at=at, kind_of_action=kind, result=result)
    return action


@transaction.atomic
def correct_action(
    *, action: SafeguardingAction, reason: str, by: User, at: datetime, **changes: Any
) -> SafeguardingAction:
    """Put a corrected version in the action's place; what was entered before stays, replaced.

    :param changes: new values of what `record_action` takes, save the child and the case
    :raises records.ReasonMissing: if no reason is given
    :raises records.NothingChanged: if nothing is different
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the officer may not safeguard in this case
    :raises records.InTheFuture: if it lies ahead
    :raises rules.NotAnswered: as for `record_action`
    :raises rules.ActionIncomplete: as for `record_action`
    :raises rules.PoliceProtectionTooLong: as for `record_action`
    """
    records.hold(action.case, by=by, permission=Permission.SAFEGUARD, closed_too=True)
    changes |= {name: changes[name].strip() for name in _WORDS if name in changes}
    records.what_changes(action, changes, may_change=_CORRECTABLE)
    changes |= _end_of_protection(action, changes)
    _check(_as_corrected(action, changes), at=at)
    corrected = records.supersede(action, reason=reason, by=by, at=at, **changes)
    _log("action_corrected", corrected, by=by, at=at, changed=sorted(changes))
    return corrected


@transaction.atomic
def withdraw_action(*, action: SafeguardingAction, reason: str, by: User, at: datetime) -> None:
    """Take the action out of every count, with a reason. It stays readable.

    :raises records.ReasonMissing: if no reason is given
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the officer may not safeguard in this case
    """
    case = records.hold(action.case, by=by, permission=Permission.SAFEGUARD, closed_too=True)
    records.withdraw(
        action,
        reason=reason,
        by=by,
        at=at,
        what="safeguarding.action_withdrawn",
        about=[case.reference, action.child.person.reference],
    )


@transaction.atomic
def finish_next_step(*, action: SafeguardingAction, by: User, at: datetime) -> None:
    """Record that what was to come next after the action has been done.

    :raises records.NotCurrent: if the action was corrected or withdrawn meanwhile
    :raises records.NothingChanged: if nothing was due, or it is done already
    :raises records.NotYours: if the officer may not safeguard in this case
    """
    found = _lock(action, by=by)
    if found.next_due_at is None or found.next_done_at:
        raise records.NothingChanged("Nothing is due here any more.")
    _set_done(found, by=by, at=at)
    _log("next_step_done", found, by=by, at=at)


@transaction.atomic
def reopen_next_step(*, action: SafeguardingAction, by: User, at: datetime) -> None:
    """Record that what was to come next has not been done after all.

    :raises records.NotCurrent: if the action was corrected or withdrawn meanwhile
    :raises records.NothingChanged: if it was not marked as done
    :raises records.NotYours: if the officer may not safeguard in this case
    """
    found = _lock(action, by=by)
    if found.next_done_at is None:
        raise records.NothingChanged("This is not marked as done.")
    _set_done(found, by=None, at=None)
    _log("next_step_reopened", found, by=by, at=at)


def _lock(action: SafeguardingAction, *, by: User) -> SafeguardingAction:
    records.hold(action.case, by=by, permission=Permission.SAFEGUARD, closed_too=True)
    return records.lock_current(action)


def _set_done(action: SafeguardingAction, *, by: User | None, at: datetime | None) -> None:
    action.next_done_by, action.next_done_at = by, at
    action.save(update_fields=["next_done_by", "next_done_at"])


def _check(action: SafeguardingAction, *, at: datetime) -> None:
    rules.check_action(
        kind=action.kind,
        taken_at=action.taken_at,
        agency=action.agency,
        result=action.result,
        details=action.details,
        next_step=action.next_step,
        next_due_at=action.next_due_at,
        at=at,
    )
    if action.kind in rules.CONTACT:
        rules.check_answered(queries.unanswered([action.child]))


def _as_corrected(action: SafeguardingAction, changes: dict[str, Any]) -> SafeguardingAction:
    values = {name: changes.get(name, getattr(action, name)) for name in _CORRECTABLE}
    return SafeguardingAction(child=action.child, **values)


def _end_of_protection(action: SafeguardingAction, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the end that police protection gets by a correction, unless one is given."""
    if changes.get("next_due_at"):
        return {}
    new = _as_corrected(action, changes)
    ends = rules.police_protection_ends(kind=new.kind, result=new.result, taken_at=new.taken_at)
    before = rules.police_protection_ends(
        kind=action.kind, result=action.result, taken_at=action.taken_at
    )
    has_its_own = "next_due_at" not in changes and action.next_due_at not in (None, before)
    return {} if has_its_own or ends == new.next_due_at else {"next_due_at": ends}


def _log(what: str, action: SafeguardingAction, *, by: User, at: datetime, **details: Any) -> None:
    audit.record(
        what=f"safeguarding.{what}",
        about=[action.case.reference, action.child.person.reference],
        by=by.staff_number,
        at=at,
        record=str(action.pk),
        **details,
    )
