"""Which case and which referral a viewer may open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from symphony.accounts.models import User
from symphony.cases import rules
from symphony.cases.models import Case, CaseReferral
from symphony.core.errors import NotFound
from symphony.referrals.models import Referral
from symphony.referrals.models.referral import Channel
from symphony.triage.models import Decision


@dataclass(frozen=True)
class ReferralRow:
    """One of the referrals that make up a case."""

    reference: str
    channel: str
    sender: str
    received_at: datetime
    added_at: datetime


def readable(*, reference: str, viewer: User) -> Case:
    """Return the case, with its team and owner.

    :raises NotFound: if there is none that the viewer may see
    """
    found: Case | None = (
        Case.objects.visible_to(viewer)
        .select_related("team", "owner", "closed_by")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise NotFound(f"There is no case {reference} that you may see.")
    return found


def visible_referral(*, reference: str, viewer: User) -> Referral:
    """Return a referral that the viewer's role reads, or that is part of a case they may see.

    :raises NotFound: if there is none
    """
    found: Referral | None = visible_referrals(viewer=viewer).filter(reference=reference).first()
    if found is None:
        raise NotFound(f"There is no referral {reference} that you may see.")
    return found


def visible_referrals(*, viewer: User) -> "QuerySet[Referral]":
    """Return the referrals that the viewer's role reads, and those of cases that they may see."""
    of_visible_cases = CaseReferral.objects.filter(case__in=Case.objects.visible_to(viewer))
    reads = Q(pk__in=Referral.objects.visible_to(viewer).values("pk"))
    found: QuerySet[Referral] = Referral.objects.filter(
        reads | Q(pk__in=of_visible_cases.values("referral"))
    )
    return found


def referrals(case: Case) -> list[ReferralRow]:
    """Return the referrals of a case, the first received first."""
    rows = CaseReferral.objects.filter(case=case).select_related("referral")
    return [
        ReferralRow(
            reference=row.referral.reference,
            channel=Channel(row.referral.channel).label,
            sender=row.referral.sender,
            received_at=row.referral.received_at,
            added_at=row.added_at,
        )
        for row in rows.order_by("referral__received_at", "referral__reference")
    ]


def decision(case: Case) -> Decision | None:
    """Return the decision that opened the case, with who took it."""
    found = Decision.objects.filter(
        referral__in=case.case_referrals.values("referral"),
        path__in=rules.OPENS_A_CASE,
        replaced_at=None,
    )
    return found.select_related("decided_by").order_by("decided_at", "id").first()


def case_of(*, referral: Referral, viewer: User) -> Case | None:
    """Return the case that came of a referral, if there is one that the viewer may see."""
    found: Case | None = (
        Case.objects.visible_to(viewer).filter(case_referrals__referral=referral).first()
    )
    return found


def in_closed_cases() -> "QuerySet[CaseReferral, UUID]":
    """Return the keys of referrals whose case is closed, whoever may see it (a subquery)."""
    found = CaseReferral.objects.filter(case__closed_at__isnull=False)
    return found.values_list("referral", flat=True)


def cases_of(referrals: Iterable[UUID], *, viewer: User) -> dict[UUID, str]:
    """Return the references of the cases that came of these referrals, those the viewer may see."""
    members = CaseReferral.objects.filter(
        referral__in=list(referrals), case__in=Case.objects.visible_to(viewer)
    )
    return dict(members.values_list("referral", "case__reference"))


def is_in_a_case(referral: Referral) -> bool:
    """Say whether the referral is part of a case, whoever may see it; names none."""
    return bool(CaseReferral.objects.filter(referral=referral).exists())
