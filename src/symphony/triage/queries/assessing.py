"""Every assessment of a referral, to be read again at any time."""

from uuid import UUID

from django.db.models import Q, QuerySet

from symphony.referrals.models import Referral
from symphony.triage.models import Assessment, QueueEntry


def assessments(referral: Referral) -> list[Assessment]:
    """Return everything that the policy ever made of a referral, newest first."""
    found = Assessment.objects.filter(referral=referral)
    return list(found.order_by("-assessed_at", "-id"))


def assessment(referral: Referral, pk: UUID) -> Assessment | None:
    """Return one assessment of a referral, or None if it is not one of this referral."""
    found: Assessment | None = (
        Assessment.objects.filter(referral=referral, pk=pk).select_related("referral").first()
    )
    return found


def ungraded() -> QuerySet[QueueEntry]:
    """Return the entries of referrals that could not be graded on what is known of them.

    Those that keep a band from before are among them. Asked of the entries, which say so: of every
    referral's latest assessment it would be the longest question of all.
    """
    found: QuerySet[QueueEntry] = QueueEntry.objects.filter(Q(band=None) | Q(keeps_band=True))
    return found


def not_graded(*, at_most: int) -> list[UUID]:
    """Return referrals that could not be graded, decided ones too, drawn by lot."""
    return list(ungraded().order_by("?").values_list("pk", flat=True)[:at_most])
