"""What waits in the letterbox, and what readers thought of a page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Sum

from symphony.letterbox.models import PageVisits, Rating, Receipt, Submission, Unfinished


def to_collect(*, limit: int = 100) -> list[Submission]:
    """Return submissions nobody has collected, locked until the surrounding transaction ends.

    Danger now comes first, then the longest wait. What another collector holds is passed over,
    so that two never take the same one. Needs a transaction, and the staff role.
    """
    waiting = (
        Submission.objects.select_for_update(skip_locked=True)
        .filter(collected_at=None)
        .order_by(F("danger_now").desc(nulls_last=True), "received_at", "id")
    )
    return list(waiting[:limit])


@dataclass(frozen=True)
class Waiting:
    """How much waits to be collected, and since when."""

    count: int
    since: datetime | None


def waiting() -> Waiting:
    """Return how many submissions are not in the queue yet, and when the oldest came."""
    found = Submission.objects.filter(collected_at=None).aggregate(
        count=Count("id"), since=Min("received_at")
    )
    return Waiting(found["count"], found["since"])


def reference_of(*, token: str) -> str | None:
    """Return the reference that this form was given, if it has been stored."""
    found = Submission.objects.filter(token=token).values_list("reference", flat=True)
    return next(iter(found), None)


def unfinished(*, key_hash: str, at: datetime, changing: bool = False) -> bytes | None:
    """Return what a browser left locked under this hash, unless its time has passed.

    :param at: the real time
    :param changing: hold it until the transaction ends, so that two tabs change it in turn
    """
    rows = Unfinished.objects.filter(key_hash=key_hash, good_until__gt=at)
    if changing:
        rows = rows.select_for_update()
    found = rows.values_list("locked", flat=True).first()
    return None if found is None else bytes(found)


def receipt_of(*, reference: str) -> Receipt | None:
    """Return what the words of this report's sender are checked against. As either role."""
    return Receipt.objects.filter(reference=reference).first()


def has_rated(*, token: str) -> bool:
    """Say whether this form's rating has been counted."""
    return Rating.objects.filter(token=token).values_list("token").exists()


@dataclass(frozen=True)
class RatingsOfPage:
    """How often each answer was given about one page."""

    very_useful: int
    useful: int
    not_useful: int


def ratings_of(*, page: str) -> RatingsOfPage:
    """Return how useful readers found a page, given by its address."""
    answers = Rating.objects.filter(page=page).values_list("useful").annotate(how_often=Count("id"))
    how_often = dict(answers.order_by())
    return RatingsOfPage(**{useful: how_often.get(useful, 0) for useful in Rating.Useful.values})


@dataclass(frozen=True)
class RatedPage:
    """A page of the public site that somebody rated."""

    page: str
    ratings: RatingsOfPage


@dataclass(frozen=True)
class Comment:
    """What a reader wrote beside a rating."""

    page: str
    useful: str
    words: str
    rated_at: datetime


def rated_pages() -> list[RatedPage]:
    """Return every page that was rated, the last rated first."""
    last = Rating.objects.values("page").annotate(last=Max("rated_at")).order_by("-last", "page")
    return [RatedPage(row["page"], ratings_of(page=row["page"])) for row in last]


def latest_comments(*, limit: int) -> list[Comment]:
    """Return the comments that readers wrote, the latest first."""
    written = Rating.objects.exclude(comment="").order_by("-rated_at", "id")[:limit]
    return [
        Comment(rating.page, rating.get_useful_display(), rating.comment, rating.rated_at)
        for rating in written
    ]


def visits_by_page(*, since: date, until: date) -> dict[str, int]:
    """Return how often each page was opened, both days included; the most opened first."""
    found = PageVisits.objects.filter(day__gte=since, day__lte=until).values_list("page")
    return dict(found.annotate(total=Sum("count")).order_by("-total", "page"))


def visits_by_day(*, since: date, until: date, page: str = "") -> dict[date, int]:
    """Return how often pages were opened on each day that has a count.

    :param page: only this one, by its address
    """
    found = PageVisits.objects.filter(day__gte=since, day__lte=until)
    if page:
        found = found.filter(page=page)
    return dict(found.values_list("day").annotate(total=Sum("count")).order_by("day"))
