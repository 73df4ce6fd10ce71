"""Recording education visits, and putting them right."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import records
from symphony.cases.models import Case
from symphony.core import references
from symphony.core.clock import LONDON
from symphony.safeguarding import queries, rules
from symphony.safeguarding.models import Child, EducationVisit, VisitedChild

_CORRECTABLE = {"household", "visited_at", "result", "carer_present", "understood"}
_CORRECTABLE |= {"left_with_family", "school_told", "follow_up_on", "help_given_at"}
_WORDS = ("household", "understood", "left_with_family")
Seen = Mapping[Child, bool]


@transaction.atomic
def record_visit(
    *,
    case: Case,
    household: str,
    visited_at: datetime,
    result: EducationVisit.Result,
    children: Seen,
    carer_present: bool | None = None,
    understood: str = "",
    left_with_family: str = "",
    school_told: bool | None = None,
    follow_up_on: date | None = None,
    help_given_at: datetime | None = None,
    by: User,
    at: datetime,
) -> EducationVisit:
    """Record an education visit, made or attempted, under a new reference like V-26-0311.

    :param children: whom the visit was for, each with whether they were seen in person
    :raises rules.NotInCase: if a child is not in the case now
    :raises rules.ChildIsSuspect: if a child is a suspect in the case
    :raises rules.NotAnswered: if nobody has answered who must not be told about a child
    :raises rules.VisitIncomplete: if the household or the children are missing, a completed
        visit saw nobody in person, or another one did
    :raises records.InTheFuture: if a time lies ahead
    :raises records.NotYours: if the officer may not safeguard in this case
    :raises records.CaseClosed: if the case is closed
    """
    case = records.hold(case, by=by, permission=Permission.SAFEGUARD)
    visit = EducationVisit(
        case=case,
        household=household.strip(),
        visited_at=visited_at,
        result=result,
        carer_present=carer_present,
        understood=understood.strip(),
        left_with_family=left_with_family.strip(),
        school_told=school_told,
        follow_up_on=follow_up_on,
        help_given_at=help_given_at,
        recorded_at=at,
        recorded_by=by,
    )
    _check(visit, children, at=at)
    _check_children(case, children)
    year = visited_at.astimezone(LONDON).year
    visit.reference = references.next_numbers("V", year=year)[0]
    visit.save(force_insert=True)
    _keep_children(visit, children)
    _log("visit_recorded", visit, children, by=by, at=at, result=result)
    return visit


@transaction.atomic
def correct_visit(
    *,
    visit: EducationVisit,
    reason: str,
    children: Seen | None = None,
    by: User,
    at: datetime,
    **changes: Any,
) -> EducationVisit:
    """Put a corrected version in the visit's place, under the same reference.

    :param children: whom it was for, if that was wrong
    :param changes: new values of what `record_visit` takes, save the case
    :raises records.ReasonMissing: if no reason is given
    :raises records.NothingChanged: if nothing is different
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the officer may not safeguard in this case
    :raises records.InTheFuture: if a time lies ahead
    :raises rules.NotInCase: if a child who is added is not in the case now
    :raises rules.ChildIsSuspect: if a child who is added is a suspect in the case
    :raises rules.NotAnswered: as for `record_visit`, of a child who is added
    :raises rules.VisitIncomplete: as for `record_visit`
    """
    case = records.hold(visit.case, by=by, permission=Permission.SAFEGUARD, closed_too=True)
    changes |= {name: changes[name].strip() for name in _WORDS if name in changes}
    before = queries.seen_at(visit)
    seen = before if children is None else dict(children)
    if seen == before:
        records.what_changes(visit, changes, may_change=_CORRECTABLE)
    _check(_as_corrected(visit, changes), seen, at=at)
    _check_children(case, {child: True for child in seen if child not in before})
    corrected = records.supersede(visit, reason=reason, by=by, at=at, **changes)
    _keep_children(corrected, seen)
    changed = sorted(changes) + (["children"] if seen != before else [])
    _log("visit_corrected", corrected, seen, by=by, at=at, changed=changed)
    return corrected


@transaction.atomic
def withdraw_visit(*, visit: EducationVisit, reason: str, by: User, at: datetime) -> None:
    """Take the visit out of every count, with a reason. It stays readable.

    :raises records.ReasonMissing: if no reason is given
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the officer may not safeguard in this case
    """
    records.hold(visit.case, by=by, permission=Permission.SAFEGUARD, closed_too=True)
    records.withdraw(
        visit,
        reason=reason,
        by=by,
        at=at,
        what="safeguarding.visit_withdrawn",
        about=_about(visit, queries.seen_at(visit)),
    )


def _check(visit: EducationVisit, children: Seen, *, at: datetime) -> None:
    rules.check_visit(
        household=visit.household,
        visited_at=visit.visited_at,
        result=visit.result,
        seen=children.values(),
        follow_up_on=visit.follow_up_on,
        at=at,
    )
    if visit.help_given_at:
        records.check_happened(visit.help_given_at, at=at)


def _check_children(case: Case, children: Seen) -> None:
    if not children:
        return
    roles = queries.roles_in(case, children)
    for child in children:
        rules.check_may_be_visited(roles.get(child.pk, []), child.person.reference)
    rules.check_answered(queries.unanswered(children))


def _as_corrected(visit: EducationVisit, changes: dict[str, Any]) -> EducationVisit:
    return EducationVisit(
        **{name: changes.get(name, getattr(visit, name)) for name in _CORRECTABLE}
    )


def _keep_children(visit: EducationVisit, children: Seen) -> None:
    VisitedChild.objects.bulk_create(
        VisitedChild(visit=visit, child=child, seen_in_person=seen)
        for child, seen in children.items()
    )


def _about(visit: EducationVisit, children: Seen) -> list[str]:
    people = [child.person.reference for child in children]
    return [visit.reference, visit.case.reference, *people]


def _log(
    what: str, visit: EducationVisit, children: Seen, *, by: User, at: datetime, **details: Any
) -> None:
    audit.record(
        what=f"safeguarding.{what}",
        about=_about(visit, children),
        by=by.staff_number,
        at=at,
        record=str(visit.pk),
        **details,
    )
