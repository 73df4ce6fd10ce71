"""The place in the queue, and the alert, that follow when a referral is graded again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from symphony.core.bulk import copy_in
from symphony.core.notices import work_waits
from symphony.triage import area, grading, rules
from symphony.triage.grading import Known
from symphony.triage.models import Alert, Assessment, QueueEntry
from symphony.triage.queries.alerting import NOT_GRADED
from symphony.triage.services.taking_in import alerts


def place(
    known: Sequence[Known], after: Sequence[Assessment], entries: Mapping[UUID, QueueEntry]
) -> None:
    """Give each its place in the queue; one that is out of it keeps the place for its return."""
    names: set[str] = set()
    for one, assessment in zip(known, after, strict=True):
        entry = entries[one.referral.pk]
        found = grading.place(one.referral, assessment, before=entry)
        found["area"] = area.of(one.people, one.identifiers)
        # What an officer moved into the queue stays there, and what comes first is never apart.
        found["is_doubtful"] = entry.is_doubtful and rules.is_doubtful(one.referral)
        for name, value in found.items():
            setattr(entry, name, value)
        names |= found.keys()
    if names:
        QueueEntry.objects.bulk_update([entries[one.referral.pk] for one in known], sorted(names))


def alert(before: Mapping[UUID, Assessment], after: Sequence[Assessment], *, at: datetime) -> None:
    """Alert what newly comes first, for a reason that is new, or cannot be graded any more.

    What an alert has said does not alert again, nor does anything while one about immediate harm
    waits for somebody.
    """
    new = alerts(after, at=at)
    if not new:
        return
    there: dict[UUID | None, list[Alert]] = {}
    # Where grading had succeeded in between, that it failed before is news again.
    graded = {key for key, one in before.items() if one.band}
    for one in Alert.objects.filter(referral__in=[one.referral_id for one in new]):
        if one.reason == NOT_GRADED and one.acknowledged_at and one.referral_id in graded:
            continue
        there.setdefault(one.referral_id, []).append(one)
    new = [one for one in new if _says_more(one, there.get(one.referral_id, []))]
    copy_in(new)
    if new:
        work_waits("alerts")


def _says_more(new: Alert, before: Sequence[Alert]) -> bool:
    if any(one.acknowledged_at is None and one.reason != NOT_GRADED for one in before):
        return False
    said = {reason for one in before for reason in one.reason.split("; ")}
    return not set(new.reason.split("; ")) <= said
