"""What is known of a sender's contact details without opening them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from symphony.core.errors import NotFound
from symphony.referrals.models import ContactOpening, Referral, SealedContact


@dataclass(frozen=True)
class Contact:
    """Whether a sender left sealed contact details, and since when they may not be used."""

    is_there: bool
    stopped_at: datetime | None = None

    @property
    def is_usable(self) -> bool:
        """Say whether they may be opened for a reason."""
        return self.is_there and self.stopped_at is None


def contact(referral: Referral) -> Contact:
    """Return what is known of the sender's contact details."""
    found = SealedContact.objects.filter(referral=referral).values_list("stopped_at", flat=True)
    for stopped_at in found:
        return Contact(is_there=True, stopped_at=stopped_at)
    return Contact(is_there=False)


def openings(referral: Referral) -> list[ContactOpening]:
    """Return who asked for the contact details and why, the latest first."""
    found = ContactOpening.objects.filter(referral=referral).select_related("asked_by")
    return list(found.order_by("-asked_at", "-id"))


def opening(*, referral: Referral, opening: UUID) -> ContactOpening:
    """Return one opening of this referral's contact details.

    :raises NotFound: if there is none
    """
    found = ContactOpening.objects.filter(referral=referral, pk=opening).first()
    if found is None:
        raise NotFound(f"Nobody asked for the contact details of {referral.reference} so.")
    return found
