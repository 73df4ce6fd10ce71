"""How many wait: counted only as far as anybody reads the number, however many there are."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, IntegerField, Q, QuerySet, Subquery

from symphony.accounts.models import Team, User
from symphony.triage.models import Band, QueueEntry
from symphony.triage.queries.assessing import ungraded
from symphony.triage.queries.narrowing import EVERYTHING, QueueFilter, entries_for, read_marks

COUNTED_TO = 1_000
A_BAND_COUNTED_TO = 10_000
# What is new to somebody is looked for among so many that stand first.
NEW_AMONG = 5_000


class OrMore(int):
    """A count that was not taken to its end: 1,000+. So are its sums and what is left of it."""

    def __format__(self, how: str) -> str:
        return f"{int(self):{how}}+"

    def __str__(self) -> str:
        return f"{int(self)}+"

    def __add__(self, other: int) -> "OrMore":
        return OrMore(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> "OrMore":
        return OrMore(int(self) - int(other))


class NotGraded(NamedTuple):
    """How many waiting referrals could not be graded; each number is that of one list."""

    no_band: int
    # They keep the band from before.
    not_again: int
    # Doubtful, and so not in the queue: with a band or without.
    kept_apart: int


class _Count(Subquery):
    """The number of rows of a query, asked beside others in one question to the database."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class _CountNew(Subquery):
    """The number of rows that are marked as new, of a query that marks them."""

    template = (
        "(SELECT count(*) FROM (SELECT 1 FROM (%(subquery)s) AS first"
        " WHERE first.is_new LIMIT %(most)s) AS counted)"
    )
    output_field = IntegerField()


def up_to(most: int, *entries: QuerySet[QueueEntry]) -> list[int]:
    """Return how many there are of each, in one query; above `most` as `OrMore`."""
    counts = [_Count(each.order_by().values("band")[: most + 1]) for each in entries]
    return [OrMore(most) if number > most else number for number in _asked(*counts)]


def _asked(*counts: Subquery) -> list[int]:
    # The intake team is the one row that there always is.
    found = Team.objects.filter(is_intake=True).values_list(*counts).get()
    return [number or 0 for number in found]


def counts_by_band(*, viewer: User) -> dict[str, int]:
    """Return how many wait in each band, `not_graded` among them, in the order of urgency."""
    waiting = entries_for(viewer=viewer, only=EVERYTHING)
    bands = [Band.VERY_HIGH, Band.HIGH, None, Band.MEDIUM, Band.LOW]
    found = up_to(A_BAND_COUNTED_TO, *(waiting.filter(band=band) for band in bands))
    return {band or "not_graded": count for band, count in zip(bands, found, strict=True)}


def count_received_since(*, viewer: User, since: datetime) -> int:
    """Return how many of the waiting referrals came after a moment."""
    waiting = entries_for(viewer=viewer, only=EVERYTHING)
    return up_to(COUNTED_TO, waiting.filter(received_at__gt=since))[0]


def count_held(*, viewer: User) -> int:
    """Return how many waiting referrals this person has taken."""
    return up_to(COUNTED_TO, entries_for(viewer=viewer, only=QueueFilter(mine=True)))[0]


def count_new(*, viewer: User, most: int = 100) -> int:
    """Return how many waiting referrals this person has not opened, counted up to `most`.

    Looked for among the 5,000 that stand first: whoever has opened all of these has enough to do.
    """
    waiting = entries_for(viewer=viewer, only=EVERYTHING).order_by("rank", "due_at", "referral")
    marked = waiting.annotate(is_new=~Exists(read_marks(viewer))).values("is_new")[:NEW_AMONG]
    return _asked(_CountNew(marked, most=most))[0]


def count_doubtful(*, viewer: User) -> int:
    """Return how many waiting reports are kept apart as doubtful."""
    return up_to(COUNTED_TO, entries_for(viewer=viewer, only=QueueFilter(doubtful=True)))[0]


def count_not_graded() -> NotGraded:
    """Return how many waiting referrals could not be graded on what is known; names nothing."""
    in_queue = Q(is_doubtful=False)
    found = (
        ungraded()
        .filter(left_at=None)
        .aggregate(
            no_band=Count("pk", filter=in_queue & Q(band=None)),
            not_again=Count("pk", filter=in_queue & Q(keeps_band=True)),
            kept_apart=Count("pk", filter=~in_queue),
        )
    )
    return NotGraded(**found)
