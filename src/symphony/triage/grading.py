"""What the policy makes of a referral, and the place in the queue that follows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import structlog

from symphony.core.ids import uuid7
from symphony.referrals.models import Referral, ReportedFile, StatedPerson
from symphony.triage import facts as facts_
from symphony.triage import policy, rules
from symphony.triage.models import Assessment, Band, Path, QueueEntry

log = structlog.get_logger("symphony.triage")
NOT_GRADED = "Rules could not run, so it waits after high"


def assess(referral: Referral, *, facts: dict[str, str], at: datetime) -> Assessment:
    """Return what the current policy makes of these facts; not stored.

    The three facts that always come first are floors: they give the highest band, whatever fires.
    """
    current = policy.load()
    band, fired = current.grade(facts)
    path, path_rule = current.recommend(facts)
    first = [
        {"rule": name, "says": says, "facts": {}, "gives": Band.VERY_HIGH.value}
        for name, says in rules.first_reasons(referral)
    ]
    reasons = [
        {"rule": r.name, "says": r.says, "facts": r.used_facts(facts), "gives": r.gives}
        for r in [*fired, path_rule]
    ]
    if first:
        band, path = Band.VERY_HIGH, Path.INVESTIGATE
        reasons = [*first, *reasons[:-1]]
    return Assessment(
        id=uuid7(),
        referral=referral,
        policy_version=current.version,
        band=band,
        path=path,
        reasons=reasons,
        facts=facts,
        assessed_at=at,
    )


def try_to_assess(
    referral: Referral,
    *,
    people: Iterable[StatedPerson],
    files: Iterable[ReportedFile],
    at: datetime,
) -> Assessment:
    """Return the assessment, or one without a band that says why the rules could not run.

    Whatever goes wrong in the policy, of whatever kind, the referral is received and queued:
    "not graded" is a visible state with its own place and alert.
    """
    try:
        return assess(referral, facts=facts_.read(referral, people=people, files=files), at=at)
    except Exception as failure:
        log.error("not_graded", reference=referral.reference, failure=type(failure).__name__)
        return not_graded(referral, failure=f"{type(failure).__name__}: {failure}", at=at)


def not_graded(referral: Referral, *, failure: str, at: datetime) -> Assessment:
    """Return the assessment that says that there is none."""
    return Assessment(
        id=uuid7(),
        referral=referral,
        policy_version=policy.CURRENT,
        band=None,
        path=None,
        reasons=[],
        facts={},
        failure=failure[:500],
        assessed_at=at,
    )


def place(referral: Referral, assessment: Assessment) -> dict[str, Any]:
    """Return rank, band, reason and due time of the referral's queue entry."""
    first = [says for _, says in rules.first_reasons(referral)]
    band = Band(assessment.band) if assessment.band else None
    # The weightiest rule says why in one line; the decision page lists all that fired.
    graded = [reason["says"] for reason in assessment.reasons if reason["gives"] == band][:1]
    words = first or graded or [NOT_GRADED]
    return {
        "rank": rules.rank(band=band, comes_first=bool(first)),
        "band": band,
        "reason": "; ".join(dict.fromkeys(words))[:200],
        "due_at": rules.due_at(band=band, received_at=referral.received_at),
    }


def queue_entry(referral: Referral, assessment: Assessment) -> QueueEntry:
    """Return the referral's entry in the intake team's queue; not stored."""
    return QueueEntry(
        referral=referral,
        received_at=referral.received_at,
        team_id=referral.team_id,
        is_doubtful=rules.is_doubtful(referral),
        **place(referral, assessment),
    )
