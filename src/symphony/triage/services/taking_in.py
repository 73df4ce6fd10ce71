"""The one door: every channel's referrals are received, graded and queued together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction

from symphony.audit import services as audit
from symphony.core.bulk import copy_in
from symphony.core.notices import work_waits
from symphony.referrals import services as referrals
from symphony.referrals.models import Referral
from symphony.triage import alarm, area, grading, rules
from symphony.triage.models import Alert, Assessment
from symphony.triage.queries.alerting import NOT_GRADED


@transaction.atomic
def take_in(arrivals: Sequence[referrals.Arrival], *, by: str, at: datetime) -> list[Referral]:
    """Receive the arrivals, grade them and queue them: all of it or nothing.

    Grading runs inside a savepoint. Whatever fails there leaves "not graded", which has its own
    place in the queue and an alert; it never costs a referral.

    :param by: who or what brought them, for the audit log
    """
    if not arrivals:
        return []
    alarm.mark(arrivals)
    referrals.receive(arrivals, by=by, at=at)
    assessments = _grade(arrivals, at=at)
    copy_in(
        [
            grading.queue_entry(
                arrival.referral, assessment, area=area.of(arrival.people, arrival.identifiers)
            )
            for arrival, assessment in zip(arrivals, assessments, strict=True)
        ]
    )
    copy_in(alerts(assessments, at=at))
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
    work_waits("alerts")
    return [arrival.referral for arrival in arrivals]


def _grade(arrivals: Sequence[referrals.Arrival], *, at: datetime) -> list[Assessment]:
    current = grading.in_force()
    assessments = [
        grading.try_to_assess(
            grading.Known(
                arrival.referral,
                arrival.people,
                arrival.files,
                arrival.ip_events,
                identifiers=arrival.identifiers,
            ),
            by=current,
            at=at,
        )
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


def alerts(assessments: Sequence[Assessment], *, at: datetime) -> list[Alert]:
    """Return an alert for each referral that comes first, and for each that is not graded."""
    found = []
    for assessment in assessments:
        reasons = [says for _, says in rules.first_reasons(assessment.referral)]
        if assessment.band is None and not reasons:
            reasons = [NOT_GRADED]
        if reasons:
            found.append(
                Alert(
                    referral=assessment.referral,
                    reason="; ".join(reasons)[:200],
                    raised_at=at,
                    acknowledge_by=at + rules.time_to_acknowledge(),
                )
            )
    return found
