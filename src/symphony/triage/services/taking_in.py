"""The one door: every channel's referrals are received, graded and queued together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction

from symphony.audit import services as audit
from symphony.core.bulk import copy_in
from symphony.core.notices import work_waits
from symphony.referrals import services as referrals
from symphony.referrals.models import Referral
from symphony.triage import grading, queries, rules
from symphony.triage.models import Alert, Assessment, QueueEntry

NOT_GRADED = "It could not be graded"


@transaction.atomic
def take_in(arrivals: Sequence[referrals.Arrival], *, by: str, at: datetime) -> list[Referral]:
    """Receive the arrivals, grade them and queue them: all of it or nothing.

    Grading runs inside a savepoint. Whatever fails there leaves "not graded", which has its own
    place in the queue and an alert; it never costs a referral.

    :param by: who or what brought them, for the audit log
    """
    if not arrivals:
        return []
    referrals.receive(arrivals, by=by, at=at)
    assessments = _grade(arrivals, at=at)
    copy_in(
        [
            grading.queue_entry(arrival.referral, assessment)
            for arrival, assessment in zip(arrivals, assessments, strict=True)
        ]
    )
    copy_in(_alerts(assessments, at=at))
    audit.record_many(
        [
            audit.Act(
                "triage.queued",
                assessment.referral.reference,
                {"band": assessment.band, "policy": assessment.policy_version},
            )
            for assessment in assessments
        ],
        by=by,
        at=at,
    )
    work_waits("queue")
    return [arrival.referral for arrival in arrivals]


def _grade(arrivals: Sequence[referrals.Arrival], *, at: datetime) -> list[Assessment]:
    assessments = [
        grading.try_to_assess(arrival.referral, people=arrival.people, files=arrival.files, at=at)
        for arrival in arrivals
    ]
    try:
        with transaction.atomic():
            copy_in(assessments)
    except DatabaseError as failure:
        words = f"The assessments could not be stored: {type(failure).__name__}"
        assessments = [
            grading.not_graded(arrival.referral, failure=words, at=at) for arrival in arrivals
        ]
        copy_in(assessments)
    return assessments


def _alerts(assessments: Sequence[Assessment], *, at: datetime) -> list[Alert]:
    """Return an alert for each referral that comes first, and for each that is not graded."""
    alerts = []
    for assessment in assessments:
        reasons = [says for _, says in rules.first_reasons(assessment.referral)]
        if assessment.band is None and not reasons:
            reasons = [NOT_GRADED]
        if reasons:
            alerts.append(
                Alert(
                    referral=assessment.referral,
                    reason="; ".join(reasons),
                    raised_at=at,
                    acknowledge_by=at + rules.TIME_TO_ACKNOWLEDGE,
                )
            )
    return alerts


@transaction.atomic
def reassess(*, referral: Referral, by: str, at: datetime) -> Assessment:
    """Grade the referral again on what is known now; its place in the queue follows.

    Earlier assessments stay. A referral that has left the queue stays out of it.
    """
    entry = QueueEntry.objects.select_for_update().get(referral=referral)
    assessment = grading.try_to_assess(
        referral, people=list(referral.people.all()), files=list(referral.files.all()), at=at
    )
    assessment.save(force_insert=True)
    moved = entry.band != assessment.band
    place = grading.place(referral, assessment)
    # What an officer moved into the queue stays there, and what comes first is never apart.
    place["is_doubtful"] = entry.is_doubtful and rules.is_doubtful(referral)
    for name, value in place.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(place))
    # What newly comes first, or cannot be graded, alerts; what has been alerted does not again.
    if not Alert.objects.filter(referral=referral).exists():
        copy_in(_alerts([assessment], at=at))
    audit.record(
        what="triage.reassessed",
        about=referral.reference,
        by=by,
        at=at,
        band=assessment.band,
        policy=assessment.policy_version,
        moved=moved,
    )
    return assessment


def grade_ungraded(*, at: datetime) -> int:
    """Try again to grade what could not be graded; return how many now are."""
    graded = 0
    for referral in queries.not_graded():
        graded += reassess(referral=referral, by="system:worker", at=at).band is not None
    return graded
