"""Every assessment of a referral, to be read again at any time."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

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


def ungraded() -> QuerySet[Assessment]:
    """Return the latest assessment of each referral of which it has no band.

    Looked for among all that failed, which are few: asked of each referral in turn, all of them
    would be looked at.
    """
    later = Assessment.objects.filter(
        Q(assessed_at__gt=OuterRef("assessed_at"))
        | Q(assessed_at=OuterRef("assessed_at"), pk__gt=OuterRef("pk")),
        referral=OuterRef("referral"),
    )
    found: QuerySet[Assessment] = Assessment.objects.filter(~Exists(later), band=None)
    return found


def not_graded(*, at_most: int) -> list[UUID]:
    """Return referrals that could not be graded on what is known of them, decided ones too.

    One that has a band from before is among them. They are drawn by lot.
    """
    found = ungraded().order_by("?").values_list("referral", flat=True)
    return list(found[:at_most])
