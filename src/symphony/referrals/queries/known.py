"""What is known already: by the SHA-256 of exact bytes, and by the sender's number."""

from collections.abc import Collection
from uuid import UUID

from symphony.referrals.models import QuarantinedItem, RawDocument, Referral


def known_by_sha256(digests: Collection[str]) -> dict[str, tuple[UUID | None, UUID | None]]:
    """Return, for each SHA-256 that came before, the document or the quarantined item of it."""
    stored = RawDocument.objects.filter(sha256__in=digests).values_list("sha256", "id")
    held = QuarantinedItem.objects.filter(sha256__in=digests).values_list("sha256", "id")
    found: dict[str, tuple[UUID | None, UUID | None]] = {
        digest: (None, key) for digest, key in held
    }
    return found | {digest: (key, None) for digest, key in stored}


def by_numbers(channel: str, numbers: Collection[str]) -> dict[str, Referral]:
    """Return the referrals that their sender knows by these numbers."""
    found = Referral.objects.filter(channel=channel, source_reference__in=numbers)
    return {referral.source_reference: referral for referral in found}
