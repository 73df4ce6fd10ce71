"""What senders who came back wrote and nobody on the team has opened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from symphony.accounts.models import User
from symphony.cases.queries.reading import visible_referrals
from symphony.letterbox.models import ReporterMessage


@dataclass(frozen=True)
class AnsweredRow:
    """A referral whose sender wrote: how many messages are unread, since when, and danger."""

    reference: str
    unread: int
    since: datetime
    says_danger: bool


def count_answered(*, viewer: User) -> int:
    """Return how many referrals that the viewer may see have answers that nobody has opened."""
    return _unread(viewer).values("reference").distinct().count()


def answered(*, viewer: User, limit: int = 100) -> list[AnsweredRow]:
    """Return those referrals: danger now first, then the longest wait."""
    found = (
        _unread(viewer)
        .values("reference")
        .annotate(
            unread=Count("id"),
            since=Min("written_at"),
            danger=Count("id", filter=Q(danger_now=True)),
        )
        .order_by("-danger", "since", "reference")[:limit]
    )
    return [
        AnsweredRow(row["reference"], row["unread"], row["since"], row["danger"] > 0)
        for row in found
    ]


def count_unread(*, reference: str) -> int:
    """Return how many messages of one referral's sender nobody has opened."""
    return ReporterMessage.objects.filter(reference=reference, read_at=None).count()


def _unread(viewer: User) -> QuerySet[ReporterMessage]:
    seen = visible_referrals(viewer=viewer).values("reference")
    return ReporterMessage.objects.filter(read_at=None, reference__in=seen).order_by()
