"""Referrals with their suggestion and decisions, made row by row, as reports have to count them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from symphony.core.ids import uuid7
from symphony.triage.models import Assessment, Decision, QueueEntry
from tests import make


def decided(
    suggested: str | None,
    band: str,
    *,
    said_path: str = "investigate",
    path: str = "investigate",
    by: Any = None,
    at: datetime = make.NOON,
    rule: str = "A-3",
    policy: str = "2026-1",
    referral: Any = None,
    keep_assessment: bool = True,
    **changes: Any,
) -> Decision:
    """One decision beside a suggestion, which is nothing where the rules could not run."""
    referral = referral or received(suggested)
    assessment = Assessment.objects.create(
        id=uuid7(),
        referral=referral,
        policy_version=policy,
        band=suggested,
        path=said_path if suggested else None,
        # A rule that gives another band fired as well, and one that gives the path.
        reasons=[
            {"rule": "B-1", "says": "Something else", "facts": {}, "gives": "medium"},
            {"rule": rule, "says": "What it says", "facts": {}, "gives": suggested},
            {"rule": "A-9", "says": "A lesser one", "facts": {}, "gives": suggested},
            {"rule": "P-1", "says": "The path", "facts": {}, "gives": said_path},
        ][0 if suggested != "medium" else 1 :],
        assessed_at=at,
    )
    return Decision.objects.create(
        referral=referral,
        band=band,
        path=path,
        rationale="What is known of the account.",
        assessment=assessment if keep_assessment else None,
        suggested_band=suggested,
        suggested_path=said_path if suggested else None,
        decided_by=by or make.referral_officer(),
        decided_at=at,
        **changes,
    )


def again(first: Decision, band: str, **changes: Any) -> Decision:
    """A later decision on the same referral; the first is replaced by it."""
    at = first.decided_at + timedelta(hours=1)
    first.replaced_at = at
    first.save(update_fields=["replaced_at"])
    return decided(
        changes.pop("suggested", first.suggested_band),
        band,
        referral=first.referral,
        at=at,
        instead_of=first,
        **changes,
    )


def received(band: str | None = "medium", *, area: str = "", **changes: Any) -> Any:
    """A referral with a place in the queue, of a sender and an area."""
    referral = make.bare_referral(**changes)
    QueueEntry.objects.create(
        referral=referral,
        rank=3,
        band=band,
        reason="Something",
        area=area,
        due_at=referral.received_at + timedelta(days=7),
        received_at=referral.received_at,
        team=referral.team,
    )
    return referral
