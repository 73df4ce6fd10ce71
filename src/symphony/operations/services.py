"""Planning an operation, and choosing the cases that belong to it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from symphony.accounts.models import Team, User
from symphony.audit import services as audit
from symphony.cases.models import Case
from symphony.core.errors import DomainError, NotFound
from symphony.operations import rules
from symphony.operations.models import Operation, OperationCase


class CodenameTaken(DomainError):
    """An operation has this codename already."""


class AlreadyInOperation(DomainError):
    """The case belongs to the operation already."""


class NotInOperation(DomainError):
    """The case does not belong to the operation, or was taken out of it meanwhile."""


class ReasonMissing(DomainError):
    """Taking a case out of an operation has to say why."""


@transaction.atomic
def plan_operation(
    *,
    codename: str,
    slug: str,
    purpose: str,
    starts_on: date,
    ends_on: date,
    team: Team,
    by: User,
    at: datetime,
) -> Operation:
    """Plan an operation for certain days; cases can be added to it from now on.

    :raises rules.NotAllowedToPlan: if the person's role does not plan operations
    :raises rules.CannotPlan: if codename, purpose or days will not do
    :raises CodenameTaken: if an operation has this codename already
    """
    rules.check_may_plan(by)
    codename, purpose = rules.bare(codename), purpose.strip()
    rules.check_slug(slug)
    if not codename or not purpose:
        raise rules.CannotPlan("Enter the codename and what the operation is for.")
    if ends_on < starts_on:
        raise rules.CannotPlan("Last day must be the same as or after the first day.")
    try:
        with transaction.atomic():
            operation = Operation.objects.create(
                slug=slug,
                codename=codename,
                purpose=purpose,
                starts_on=starts_on,
                ends_on=ends_on,
                team=team,
                planned_at=at,
                planned_by=by,
            )
    except IntegrityError as error:
        raise CodenameTaken("An operation has this codename already.") from error
    audit.record(
        what="operations.planned",
        about=rules.log_name(slug),
        by=by.staff_number,
        at=at,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
        team=team.slug,
    )
    return operation


@transaction.atomic
def add_case(*, operation: Operation, case: Case, by: User, at: datetime) -> OperationCase:
    """Make the case part of the operation, so that the operation's figures count what is in it.

    :raises rules.NotAllowedToPlan: if the person's role does not choose an operation's cases
    :raises NotFound: if the case is not one of the person's team
    :raises AlreadyInOperation: if it belongs to the operation already
    """
    rules.check_may_plan(by)
    _check_sees(by, case)
    # Two people adding the same case at once: the constraint lets one through.
    try:
        with transaction.atomic():
            member = OperationCase.objects.create(
                operation=operation, case=case, added_at=at, added_by=by
            )
    except IntegrityError as error:
        raise AlreadyInOperation(
            f"{case.reference} belongs to Operation {operation.codename} already."
        ) from error
    audit.record(
        what="operations.case_added",
        about=[rules.log_name(operation.slug), case.reference],
        by=by.staff_number,
        at=at,
    )
    return member


@transaction.atomic
def remove_case(
    *, operation: Operation, case: Case, reason: str, by: User, at: datetime
) -> OperationCase:
    """Take the case out of the operation; that it belonged there, and why no longer, is kept.

    :raises rules.NotAllowedToPlan: if the person's role does not choose an operation's cases
    :raises ReasonMissing: if no reason is given
    :raises NotFound: if the case is not one of the person's team
    :raises NotInOperation: if it does not belong to the operation, or no longer
    """
    rules.check_may_plan(by)
    if not reason.strip():
        raise ReasonMissing(f"Enter why {case.reference} is taken out.")
    _check_sees(by, case)
    member = (
        OperationCase.objects.select_for_update()
        .filter(operation=operation, case=case, removed_at=None)
        .first()
    )
    if member is None:
        raise NotInOperation(
            f"{case.reference} does not belong to Operation {operation.codename} any more."
        )
    member.removed_at, member.removed_by, member.removed_reason = at, by, reason.strip()
    member.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    audit.record(
        what="operations.case_removed",
        about=[rules.log_name(operation.slug), case.reference],
        by=by.staff_number,
        at=at,
    )
    return member


def _check_sees(user: User, case: Case) -> None:
    if not Case.objects.visible_to(user).filter(pk=case.pk).exists():
        raise NotFound("There is no such case.")
