"""The enquiries that were made in a case."""

from dataclasses import dataclass
from datetime import datetime

from symphony.cases.models import Case, Enquiry


@dataclass(frozen=True)
class EnquiryRow:
    """One enquiry: what was done, when, by which team, and who entered it."""

    what: str
    made_at: datetime
    team: str
    recorded_at: datetime
    recorded_by: str


def enquiries(case: Case) -> list[EnquiryRow]:
    """Return the enquiries of a case, the latest first."""
    rows = Enquiry.objects.filter(case=case).select_related("team", "recorded_by")
    return [
        EnquiryRow(
            what=row.what,
            made_at=row.made_at,
            team=row.team.name,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by.name,
        )
        for row in rows.order_by("-made_at", "-id")
    ]
