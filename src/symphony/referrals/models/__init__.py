"""What was received, as it was received."""

from symphony.referrals.models.receipts import ImportRun, QuarantinedItem, RawDocument, Receipt
from symphony.referrals.models.referral import Referral
from symphony.referrals.models.sealed import ContactOpening, SealedContact
from symphony.referrals.models.stated import (
    IpEvent,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)

__all__ = [
    "ContactOpening",
    "ImportRun",
    "IpEvent",
    "QuarantinedItem",
    "RawDocument",
    "Receipt",
    "Referral",
    "ReportedFile",
    "SealedContact",
    "StatedIdentifier",
    "StatedPerson",
]
