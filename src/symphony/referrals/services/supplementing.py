"""What comes after a report, or before it, finds its referral; nothing stored is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.bulk import copy_in
from symphony.referrals.models import IpEvent, RawDocument, Referral, ReportedFile


@dataclass(frozen=True)
class Supplement:
    """A document beside a report: for its referral, or waiting for it where that is not here."""

    document: RawDocument
    files: list[ReportedFile] = field(default_factory=list)
    ip_events: list[IpEvent] = field(default_factory=list)


@transaction.atomic
def keep(supplements: Sequence[Supplement], *, by: str, at: datetime) -> None:
    """Store each document with its files, for the referral that it names or waiting for it."""
    copy_in([each.document for each in supplements])
    copy_in([file for each in supplements for file in each.files])
    copy_in([event for each in supplements for event in each.ip_events])
    audit.record_many(
        [
            audit.Act(
                "referrals.supplemented" if document.referral else "referrals.waiting",
                document.referral.reference if document.referral else [],
                {"kind": document.kind, "sha256": document.sha256, "report": document.report_id},
                Entry.Kind.COLLECTION,
            )
            for document in (each.document for each in supplements)
        ],
        by=by,
        at=at,
    )


@dataclass(frozen=True)
class Found:
    """What waited and has found its referrals."""

    documents: list[UUID]
    # Those referrals to which files came, whose marks may change how urgent they are.
    referrals: list[Referral]


@transaction.atomic
def attach_waiting(referrals: Sequence[Referral], *, by: str, at: datetime) -> Found:
    """Give each referral what came before it under its number and has waited for it."""
    by_number = {r.source_reference: r for r in referrals if r.source_reference}
    waiting = RawDocument.objects.select_for_update().filter(
        referral=None, report_id__in=list(by_number)
    )
    documents: dict[str, list[UUID]] = {}
    for number, key in waiting.values_list("report_id", "id"):
        documents.setdefault(number, []).append(key)
    for number, keys in documents.items():
        referral = by_number[number]
        RawDocument.objects.filter(pk__in=keys).update(referral=referral)
        files = ReportedFile.objects.filter(referral=None, report_id=number)
        IpEvent.objects.filter(file__in=files.values("pk")).update(referral=referral)
        files.update(referral=referral)
        audit.record(
            what="referrals.supplemented",
            about=referral.reference,
            by=by,
            at=at,
            documents=len(keys),
            waited=True,
        )
    return Found(
        documents=[key for keys in documents.values() for key in keys],
        referrals=[by_number[number] for number in documents],
    )
