"""Finding referrals and quarantined items by what is known of them."""

from collections.abc import Sequence

from symphony.accounts.models import User
from symphony.referrals.models import Referral


def visible(*, references: Sequence[str], viewer: User) -> list[Referral]:
    """Return those of the referrals that the viewer's role reads, most recently received first."""
    found = Referral.objects.visible_to(viewer).filter(reference__in=references)
    return list(found.order_by("-received_at", "-id"))


def by_source_reference(*, source_reference: str, viewer: User) -> Referral | None:
    """Return the referral that its sender knows by this number, if the viewer's role reads it."""
    found: Referral | None = (
        Referral.objects.visible_to(viewer)
        .filter(source_reference=source_reference)
        .order_by("-received_at")
        .first()
    )
    return found
