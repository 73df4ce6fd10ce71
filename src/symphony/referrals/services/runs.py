"""Each run of an importer, and a receipt for each file of it: received = all its outcomes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.bulk import copy_in
from symphony.core.ids import uuid7
from symphony.referrals.models import ImportRun, Receipt
from symphony.referrals.models.referral import Channel


@transaction.atomic
def begin_run(*, channel: Channel, by: str, at: datetime) -> ImportRun:
    """Record that an import begins; its receipts will name it."""
    run = ImportRun(id=uuid7(), channel=channel, started_at=at, started_by=by)
    run.save(force_insert=True)
    audit.record(
        what="referrals.import_begun",
        about=[],
        by=by,
        at=at,
        kind=Entry.Kind.COLLECTION,
        run=str(run.id),
        channel=channel,
    )
    return run


@transaction.atomic
def end_run(*, run: ImportRun, by: str, at: datetime, **counts: int) -> None:
    """Record that every file of the import was dealt with, and how many there were."""
    run.finished_at = at
    run.save(update_fields=["finished_at"])
    audit.record(
        what="referrals.import_ended",
        about=[],
        by=by,
        at=at,
        kind=Entry.Kind.COLLECTION,
        run=str(run.id),
        **counts,
    )


@transaction.atomic
def give_receipts(receipts: Sequence[Receipt], *, by: str, at: datetime) -> None:
    """Store one receipt for each file, with what became of it, and log how many of each."""
    copy_in(receipts)
    outcomes = [str(receipt.outcome) for receipt in receipts]
    audit.record(
        what="referrals.files_received",
        about=[],
        by=by,
        at=at,
        kind=Entry.Kind.COLLECTION,
        **{outcome: outcomes.count(outcome) for outcome in dict.fromkeys(outcomes)},
    )


@transaction.atomic
def count_as_supplements(
    *, run: ImportRun, documents: Sequence[UUID], by: str, at: datetime
) -> int:
    """Count files of this run that have found their report meanwhile; return how many."""
    changed = Receipt.objects.filter(
        run=run, document__in=documents, outcome=Receipt.Outcome.IMPORTED
    ).update(outcome=Receipt.Outcome.SUPPLEMENTED)
    if changed:
        audit.record(what="referrals.files_recounted", about=[], by=by, at=at, supplemented=changed)
    return changed
