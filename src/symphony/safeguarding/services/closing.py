"""Closing a case: not while there is a child in it for whom nothing was done."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases import records
from symphony.cases import services as cases
from symphony.cases.models import Case
from symphony.core.errors import DomainError
from symphony.safeguarding import queries


class StillOpen(DomainError):
    """Something in the case is not done."""


@transaction.atomic
def close_case(*, case: Case, reason: str, by: User, at: datetime) -> Case:
    """Close the case with a reason; everything in it stays readable.

    :raises StillOpen: if nothing was done for a child who is in it, or a next step is not done
    :raises DomainError: for every refusal of `cases.services.close_case`
    """
    # Whoever adds a child to the case waits for this lock.
    case = records.hold(case, by=by, permission=Permission.HAND_OVER_CASES, closed_too=True)
    if waiting := queries.children_without_action(case):
        raise StillOpen(
            f"Nothing is recorded that was done for {', '.join(waiting)}. Record it first."
        )
    if queries.still_open(case):
        raise StillOpen("Something is still to be done for a child of this case. Finish it first.")
    return cases.close_case(case=case, reason=reason, by=by, at=at)
