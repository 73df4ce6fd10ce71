"""Linking a further report to a case that it belongs to."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.cases import records
from symphony.cases.models import Case, CaseReferral
from symphony.cases.services.learning import Source, learn
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.referrals.models.referral import Channel
from symphony.triage import rules as triage_rules

LINKED = "A new report was linked to the case"


class AlreadyLinked(DomainError):
    """The referral is part of a case."""


@transaction.atomic
def add_referral(*, case: Case, referral: Referral, by: User, at: datetime) -> CaseReferral:
    """Make the referral part of the case; all its referrals are graded again.

    Where the reports are independent of each other, that is told. The referral stays where it is:
    one that waits is still decided, and the case then follows.

    :raises triage.rules.NotAllowedToDecide: if the person's role does not decide on referrals
    :raises records.CaseClosed: if the case was closed
    :raises AlreadyLinked: if the referral is part of this or another case
    """
    triage_rules.check_may_decide(by)
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.closed_at:
        raise records.CaseClosed(f"{case.reference} is closed. Nothing new can be recorded in it.")
    if CaseReferral.objects.filter(referral=referral).exists():
        raise AlreadyLinked(f"{referral.reference} is part of a case already.")
    there = list(Referral.objects.filter(pk__in=case.case_referrals.values("referral")))
    added = CaseReferral.objects.create(case=case, referral=referral, added_at=at, added_by=by)
    audit.record(
        what="cases.referral_added",
        about=[case.reference, referral.reference],
        by=by.staff_number,
        at=at,
    )
    independent = any(_independent(referral, other) for other in there)
    facts = {"reports": "several"} if independent else {}
    learn(case, because=LINKED, facts=facts, source=Source.LINKING, by=by, at=at)
    return added


def _independent(one: Referral, other: Referral) -> bool:
    """Say whether two reports are known to come from different hands.

    Two public reports may be the same person's: nobody is asked who they are.
    """
    if one.channel != other.channel:
        return True
    return one.channel != Channel.PUBLIC_FORM and one.sender.casefold() != other.sender.casefold()
