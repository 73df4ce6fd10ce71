"""What a list behind a number of a report shows of each referral: never what it says."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.referrals.models import Referral


@dataclass(frozen=True)
class Line:
    """One referral: its reference, what was suggested and decided, and when."""

    reference: str
    # Empty for who may not read referrals, such as an auditor.
    url: str
    before_band: str | None
    before_path: str
    after_band: str | None
    after_path: str
    says: str
    at: datetime
    # There is a decision; otherwise `after_band` is nothing because it waits.
    is_decided: bool = True


def opens(referral: Referral, viewer: User) -> str:
    """Return the referral's page for who may read referrals, and nothing for the others."""
    if not viewer.may(Permission.READ_REFERRALS):
        return ""
    return reverse("referrals:reading", args=[referral.reference])
