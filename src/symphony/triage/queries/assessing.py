"""Every assessment of a referral, to be read again at any time."""

from uuid import UUID

from symphony.referrals.models import Referral
from symphony.triage.models import Assessment


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
