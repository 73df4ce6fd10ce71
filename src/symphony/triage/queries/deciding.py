"""What was suggested for a referral, and what was decided on it."""

from django.db.models import QuerySet

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.referrals.models import Referral
from symphony.triage.models import Assessment, Decision, Path


def suggestion(referral: Referral) -> Assessment | None:
    """Return the latest assessment that has a band, or None while there is none."""
    graded = Assessment.objects.filter(referral=referral, band__isnull=False)
    return graded.order_by("-assessed_at", "-id").first()


def latest_assessment(referral: Referral) -> Assessment:
    """Return the latest assessment, with a band or without."""
    return Assessment.objects.filter(referral=referral).latest("assessed_at", "id")


def current_decision(referral: Referral) -> Decision | None:
    """Return the decision that stands, or None while the referral waits."""
    decisions = Decision.objects.filter(referral=referral, replaced_at=None)
    return decisions.select_related("decided_by", "endorsed_by").first()


def decisions(referral: Referral) -> list[Decision]:
    """Return every decision on the referral, newest first, replaced ones too."""
    found = Decision.objects.filter(referral=referral).order_by("-decided_at", "-id")
    return list(found.select_related("decided_by", "endorsed_by", "returned_by"))


def awaiting_second_person(*, viewer: User) -> QuerySet[Decision]:
    """Return the decisions for no further action that this person may endorse, oldest first."""
    waiting = Decision.objects.filter(
        path=Path.NO_FURTHER_ACTION, endorsed_at=None, replaced_at=None
    )
    if not viewer.may(Permission.ENDORSE_NO_FURTHER_ACTION):
        return waiting.none()
    return (
        waiting.exclude(decided_by=viewer)
        .select_related("referral", "decided_by")
        .order_by("decided_at", "id")
    )
