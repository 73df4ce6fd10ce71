"""What came and cannot be read is kept with the reason, and counted like everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.bulk import copy_in
from symphony.core.clock import LONDON
from symphony.core.ids import uuid7
from symphony.core.references import next_numbers
from symphony.referrals.models import QuarantinedItem
from symphony.referrals.models.referral import Channel
from symphony.referrals.refusals import Refusal


@dataclass(frozen=True)
class Unreadable:
    """A file as it came, known by the SHA-256 of its exact bytes, and why it was refused."""

    source_name: str
    sha256: str
    size: int
    refusal: Refusal


@transaction.atomic
def quarantine(
    unreadable: Sequence[Unreadable], *, channel: Channel, by: str, at: datetime
) -> list[QuarantinedItem]:
    """Keep each file under a reference of its own, with what of it may be kept.

    Alerts for those marked high priority are raised by `triage`, in the same transaction.
    """
    if not unreadable:
        return []
    year = at.astimezone(LONDON).year
    references = next_numbers("Q", year=year, count=len(unreadable))
    items = [
        QuarantinedItem(
            id=uuid7(),
            reference=reference,
            channel=channel,
            source_name=each.source_name,
            sha256=each.sha256,
            size=each.size,
            received_at=at,
            code=each.refusal.code,
            reason=each.refusal.reason,
            place=each.refusal.where[:200],
            body=each.refusal.kept,
            body_is_redacted=each.refusal.redacted,
            report_id=each.refusal.report_id,
            # Unreadable is not the same as not marked.
            high_priority=True if each.refusal.high_priority else None,
        )
        for each, reference in zip(unreadable, references, strict=True)
    ]
    copy_in(items)
    audit.record_many(
        [
            audit.Act(
                "referrals.quarantined",
                item.reference,
                {"channel": channel, "code": item.code, "sha256": item.sha256},
                Entry.Kind.COLLECTION,
            )
            for item in items
        ],
        by=by,
        at=at,
    )
    return items
