"""Two officers on the same referral: a decision, and the one that another officer made after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from symphony.triage.models import Decision

# Decisions with columns that are worked out.
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Opinions:
    """What second officers decided where a first one had decided before them."""

    # How many by (first decision, second decision).
    bands: Mapping[tuple[str, str], int]
    paths: Mapping[tuple[str, str], int]
    # Later decisions by the officer who had made the earlier one: no second opinion.
    own: int

    @property
    def count(self) -> int:
        """How many second opinions there are."""
        return sum(self.bands.values())


def after_another(made: Rows) -> Rows:
    """Return those decisions that came after another on the referral, with what that one was.

    Where the first was sent back it counts as well: the second officer had it before them.
    """
    replaced = Decision.objects.filter(replaced_at__isnull=False)
    before = replaced.filter(
        Q(decided_at__lt=OuterRef("decided_at"))
        | Q(decided_at=OuterRef("decided_at"), pk__lt=OuterRef("pk")),
        referral=OuterRef("referral"),
    ).order_by("-decided_at", "-pk")
    later: Rows = made.filter(referral__in=replaced.values("referral")).annotate(
        first_band=Subquery(before.values("band")[:1]),
        first_path=Subquery(before.values("path")[:1]),
        first_by=Subquery(before.values("decided_by")[:1]),
    )
    return later


def second_opinions(made: Rows) -> Rows:
    """Return those decisions that came after one of another officer on the same referral."""
    later = after_another(made).filter(first_by__isnull=False)
    return later.exclude(first_by=F("decided_by"))


def own_changes(made: Rows) -> Rows:
    """Return those decisions that came after one of the same officer on the same referral."""
    return after_another(made).filter(first_by=F("decided_by"))


def opinions(made: Rows) -> Opinions:
    """Return how second officers decided, beside the first."""
    columns = ("first_band", "band", "first_path", "path", "first_by", "decided_by")
    bands: dict[tuple[str, str], int] = {}
    paths: dict[tuple[str, str], int] = {}
    own = 0
    # Told apart here, not by the database: it would look for an earlier one beside every decision.
    groups = after_another(made).order_by().values_list(*columns).annotate(count=Count("pk"))
    for first_band, band, first_path, path, first_by, by, count in groups:
        if first_by == by:
            own += count
        elif first_by is not None:
            bands[first_band, band] = bands.get((first_band, band), 0) + count
            paths[first_path, path] = paths.get((first_path, path), 0) + count
    return Opinions(bands, paths, own)
