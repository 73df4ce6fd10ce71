"""Lines of enquiry: what was done, when, and by which team."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import records
from symphony.cases.models import Case, Enquiry
from symphony.core.errors import DomainError


class NothingSaid(DomainError):
    """An enquiry has to say what was done."""


@transaction.atomic
def log_enquiry(*, case: Case, what: str, made_at: datetime, by: User, at: datetime) -> Enquiry:
    """Record an enquiry that the case's team made.

    :raises records.NotYours: if it is another team's case, or the role does not work cases
    :raises records.CaseClosed: if it was closed
    :raises records.InTheFuture: if it lies ahead
    :raises NothingSaid: if nothing is said of it
    """
    case = records.hold(case, by=by, permission=Permission.WORK_CASES)
    records.check_happened(made_at, at=at)
    if not what.strip():
        raise NothingSaid("Enter what was done.")
    enquiry = Enquiry.objects.create(
        case=case,
        what=what.strip(),
        made_at=made_at,
        team=case.team,
        recorded_at=at,
        recorded_by=by,
    )
    audit.record(what="cases.enquiry_logged", about=case.reference, by=by.staff_number, at=at)
    return enquiry
