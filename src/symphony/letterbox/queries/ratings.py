"""What readers thought of a page, and how often it was opened."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Sum

from symphony.letterbox.models import PageVisits, Rating


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
