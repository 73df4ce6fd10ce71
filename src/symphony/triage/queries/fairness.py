"""How referrals fare by where they come from: bands suggested and decided, and how long it took.

Counted are the referrals received in the period, whether decided or not: to count decided ones
alone would leave out whoever is kept waiting.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import MD5, Concat

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.triage.models import Band, Decision, QueueEntry
from symphony.triage.queries.agreement import ANY, NOT_GRADED
from symphony.triage.queries.opinions import Rows
from symphony.triage.shares import FEW, Share

BANDS: Final = tuple(Band.values)
GRAVE: Final = (Band.VERY_HIGH.value, Band.HIGH.value)
WAITING: Final = "waiting"
# What the small groups together are called in an address.
OTHERS: Final = "others"
_BETWEEN: Final = "|"


class By(StrEnum):
    """What the referrals are told apart by."""

    CHANNEL = "channel"
    SENDER = "sender"
    AREA = "area"


class Median(Aggregate):
    """The middle one of values, worked out by the database."""

    function = "PERCENTILE_CONT"
    name = "Median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Received:
    """Which referrals a report is about: received from one moment until before another."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Group:
    """What became of the referrals that have something in common."""

    # channel, or channel|sender, or area; empty for an area that is not stated.
    label: str
    key: str
    # How many in each band, "not_graded" where the rules could not run.
    suggested: Mapping[str, int] = field(default_factory=dict)
    # How many in each band by the decision that stands; "waiting" where none does.
    decided: Mapping[str, int] = field(default_factory=dict)
    # Of the first decisions, from receipt.
    median: timedelta | None = None
    # How many groups were put together into this one.
    of_groups: int = 1

    @cached_property
    def count(self) -> int:
        """How many referrals were received."""
        return sum(self.suggested.values())

    @property
    def decided_count(self) -> int:
        """How many have a decision that stands."""
        return self.count - self.decided.get(WAITING, 0)

    def of_suggested(self, *bands: str) -> Share:
        """Return the share of these bands among all that were received."""
        return Share(sum(self.suggested.get(band, 0) for band in bands), self.count)

    def of_decided(self, *bands: str) -> Share:
        """Return the share of these bands among all that were decided."""
        return Share(sum(self.decided.get(band, 0) for band in bands), self.decided_count)


@dataclass(frozen=True)
class Fairness:
    """The groups, most referrals first, the small ones together last; and all of them."""

    by: By
    groups: list[Group]
    others: Group | None
    all: Group


@dataclass(frozen=True)
class Select:
    """What a number of the report counts; empty means everything."""

    by: By = By.CHANNEL
    # `Group.key`, or `OTHERS`.
    key: str = ""
    suggested: str = ""
    decided: str = ""


def key_of(label: str) -> str:
    """Return what stands for a group in an address: an area may be somebody's own words."""
    return hashlib.md5(label.encode(), usedforsecurity=False).hexdigest()


def _label(by: By) -> Any:
    if by == By.AREA:
        return F("area")
    if by == By.CHANNEL:
        return F("referral__channel")
    return Concat(F("referral__channel"), Value(_BETWEEN), F("referral__sender"))


def received(scope: Received, *, by: By, viewer: User) -> Rows:
    """Return the referrals' queue entries: the one set that every number counts."""
    found = QueueEntry.objects.filter(
        referral__received_at__gte=scope.begins_at, referral__received_at__lt=scope.ends_at
    )
    if not viewer.may(Permission.READ_TRIAGE_REPORTS):
        found = found.none()
    return found.annotate(
        label=_label(by),
        standing=FilteredRelation(
            "referral__decisions", condition=Q(referral__decisions__replaced_at=None)
        ),
    ).annotate(decided_band=F("standing__band"))


def selected(scope: Received, select: Select, *, viewer: User) -> Rows:
    """Return the queue entries behind one number, for the list that it opens to."""
    found = received(scope, by=select.by, viewer=viewer)
    if select.key == OTHERS:
        small = found.order_by().values("label").annotate(count=Count("pk")).filter(count__lt=FEW)
        found = found.filter(label__in=small.values("label")).exclude(label="")
    elif select.key:
        found = found.annotate(key=MD5("label")).filter(key=select.key)
    if select.suggested:
        found = found.filter(band=None if select.suggested == NOT_GRADED else select.suggested)
    if select.decided == WAITING:
        found = found.filter(decided_band=None)
    elif select.decided == ANY:
        found = found.filter(decided_band__isnull=False)
    elif select.decided:
        found = found.filter(decided_band=select.decided)
    return found


def fairness(scope: Received, *, by: By, viewer: User) -> Fairness:
    """Return how the referrals of each channel, sender or area fared, in three reads.

    Groups of fewer than ten are put together: they are too few to compare, and an area that
    somebody typed would stand there alone. Those that state no area stay a group of their own.
    """
    groups = _counted(scope, by=by, viewer=viewer)
    medians = _medians(scope, by=by, viewer=viewer)
    named = [group for group in groups.values() if group.count >= FEW or not group.label]
    small = [group for group in groups.values() if group.count < FEW and group.label]
    named.sort(key=lambda group: (-group.count, group.label))
    return Fairness(
        by=by,
        groups=[_with(group, median=medians.get(group.label)) for group in named],
        others=_together(small, OTHERS, median=None) if small else None,
        all=_together(list(groups.values()), "", median=_median(scope, viewer=viewer)),
    )


def _counted(scope: Received, *, by: By, viewer: User) -> dict[str, Group]:
    rows = (
        received(scope, by=by, viewer=viewer)
        .order_by()
        .values_list("label", "band", "decided_band")
        .annotate(count=Count("pk"))
    )
    suggested: dict[str, dict[str, int]] = {}
    decided: dict[str, dict[str, int]] = {}
    for label, band, decided_band, count in rows:
        _add(suggested.setdefault(label, {}), band or NOT_GRADED, count)
        _add(decided.setdefault(label, {}), decided_band or WAITING, count)
    return {
        label: Group(label, key_of(label), suggested[label], decided[label]) for label in suggested
    }


def _add(counts: dict[str, int], name: str, count: int) -> None:
    counts[name] = counts.get(name, 0) + count


def _with(group: Group, *, median: timedelta | None) -> Group:
    return Group(group.label, group.key, group.suggested, group.decided, median)


def _together(groups: list[Group], key: str, *, median: timedelta | None) -> Group:
    suggested: dict[str, int] = {}
    decided: dict[str, int] = {}
    for group in groups:
        for name, count in group.suggested.items():
            _add(suggested, name, count)
        for name, count in group.decided.items():
            _add(decided, name, count)
    return Group("", key, suggested, decided, median, of_groups=len(groups))


def _first_decisions(scope: Received, *, viewer: User) -> Rows:
    earlier = Decision.objects.filter(
        Q(decided_at__lt=OuterRef("decided_at"))
        | Q(decided_at=OuterRef("decided_at"), pk__lt=OuterRef("pk")),
        referral=OuterRef("referral"),
        replaced_at__isnull=False,
    )
    found = Decision.objects.filter(
        ~Exists(earlier),
        referral__received_at__gte=scope.begins_at,
        referral__received_at__lt=scope.ends_at,
    )
    if not viewer.may(Permission.READ_TRIAGE_REPORTS):
        found = found.none()
    return found.annotate(took=F("decided_at") - F("referral__received_at")).order_by()


def _medians(scope: Received, *, by: By, viewer: User) -> dict[str, timedelta]:
    label = F("referral__queue_entry__area") if by == By.AREA else _label(by)
    found = _first_decisions(scope, viewer=viewer).annotate(label=label)
    return dict(found.values_list("label").annotate(median=Median("took")))


def _median(scope: Received, *, viewer: User) -> timedelta | None:
    found: timedelta | None = _first_decisions(scope, viewer=viewer).aggregate(
        median=Median("took")
    )["median"]
    return found
