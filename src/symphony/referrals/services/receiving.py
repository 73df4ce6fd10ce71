"""A concern is stored once, exactly as it came."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.bulk import copy_in
from symphony.referrals.models import (
    IpEvent,
    RawDocument,
    Referral,
    ReportedFile,
    SealedContact,
    StatedIdentifier,
    StatedPerson,
)


@dataclass(frozen=True)
class Arrival:
    """One concern, read from its channel, as rows that are ready to be stored (keys set)."""

    referral: Referral
    document: RawDocument
    people: list[StatedPerson] = field(default_factory=list)
    identifiers: list[StatedIdentifier] = field(default_factory=list)
    files: list[ReportedFile] = field(default_factory=list)
    ip_events: list[IpEvent] = field(default_factory=list)
    sealed_contact: SealedContact | None = None


@transaction.atomic
def receive(arrivals: Sequence[Arrival], *, by: str, at: datetime) -> None:
    """Store every arrival with all that was stated in it, and log that it was collected.

    Called by `triage.services.take_in`, which puts the referrals into the queue in the same
    transaction: nothing is ever received without being queued.
    """
    copy_in([arrival.referral for arrival in arrivals])
    copy_in([arrival.document for arrival in arrivals])
    copy_in([person for arrival in arrivals for person in arrival.people])
    copy_in([identifier for arrival in arrivals for identifier in arrival.identifiers])
    copy_in([file for arrival in arrivals for file in arrival.files])
    copy_in([event for arrival in arrivals for event in arrival.ip_events])
    copy_in([arrival.sealed_contact for arrival in arrivals if arrival.sealed_contact])
    audit.record_many(
        [
            audit.Act(
                "referrals.received",
                arrival.referral.reference,
                {"channel": arrival.referral.channel, "sha256": arrival.document.sha256},
                Entry.Kind.COLLECTION,
            )
            for arrival in arrivals
        ],
        by=by,
        at=at,
    )
