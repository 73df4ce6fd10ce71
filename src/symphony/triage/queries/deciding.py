"""What was suggested for a referral, and what was decided on it."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.referrals.models import Referral
from symphony.triage import rules
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
    return decisions.select_related("decided_by", "endorsed_by", "assessment").first()


def decisions(referral: Referral) -> list[Decision]:
    """Return every decision on the referral, newest first, replaced ones too."""
    found = Decision.objects.filter(referral=referral).order_by("-decided_at", "-id")
    return list(found.select_related("decided_by", "endorsed_by", "returned_by", "assessment"))


def awaiting_second_person(*, viewer: User) -> QuerySet[Decision]:
    """Return the decisions for no further action that this person may endorse, oldest first.

    Not their own, and none on a referral of which such a decision of theirs was sent back.
    """
    if not viewer.may(Permission.ENDORSE_NO_FURTHER_ACTION):
        return Decision.objects.none()
    theirs_sent_back = _sent_back().filter(referral=OuterRef("referral"), decided_by=viewer)
    return (
        _waiting()
        .exclude(decided_by=viewer)
        .filter(~Exists(theirs_sent_back))
        .select_related("referral", "decided_by")
        .order_by("decided_at", "id")
    )


def count_awaiting_too_long(*, viewer: User, at: datetime) -> int:
    """Return how many of those have waited for longer than a day."""
    found = awaiting_second_person(viewer=viewer)
    return found.filter(decided_at__lt=at - rules.TIME_FOR_SECOND_PERSON).count()


def own_awaiting(*, viewer: User) -> list[Decision]:
    """Return this person's own decisions that wait for somebody else, oldest first."""
    found = _waiting().filter(decided_by=viewer).select_related("referral")
    return list(found.order_by("decided_at", "id"))


def sent_back_to(*, viewer: User) -> list[Decision]:
    """Return this person's decisions that were sent back, and nobody has decided since."""
    decided = Decision.objects.filter(referral=OuterRef("referral"), replaced_at=None)
    later = _sent_back().filter(
        referral=OuterRef("referral"), decided_at__gt=OuterRef("decided_at")
    )
    found = _sent_back().filter(~Exists(decided), ~Exists(later), decided_by=viewer)
    return list(found.select_related("referral", "returned_by").order_by("-replaced_at", "-id"))


def sent_back(referral: Referral) -> Decision | None:
    """Return the decision that was sent back if nothing was decided since, with who did."""
    latest = Decision.objects.filter(referral=referral).order_by("-decided_at", "-id")
    found = latest.select_related("decided_by", "returned_by").first()
    return found if found and found.returned_by_id else None


def sent_back_makers(referral: Referral) -> set[Any]:
    """Return who made a decision for no further action on it that was sent back."""
    return set(_sent_back().filter(referral=referral).values_list("decided_by", flat=True))


def _waiting() -> QuerySet[Decision]:
    return Decision.objects.filter(path=Path.NO_FURTHER_ACTION, endorsed_at=None, replaced_at=None)


def _sent_back() -> QuerySet[Decision]:
    return Decision.objects.filter(returned_by__isnull=False)
