"""The queue: what waits, in which order, why, and who holds it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from symphony.accounts.models import User
from symphony.referrals.models import Referral
from symphony.triage import rules
from symphony.triage.clocks import State
from symphony.triage.models import Alert, Band, QueueEntry
from symphony.triage.queries import pausing
from symphony.triage.queries.counting import COUNTED_TO, up_to
from symphony.triage.queries.narrowing import (
    EVERYTHING,
    QueueFilter,
    entries_for,
    open_change,
    read_marks,
)

PAGE_SIZE = 50
# Rank, due time and key together give every entry one place, so a page can go on from any.
ORDER = ("rank", "due_at", "referral")
_DUE = F("due_at")


@dataclass(frozen=True)
class QueueRow:
    """One waiting referral, without anything that identifies a person."""

    reference: str
    band: Band | None
    comes_first: bool
    reason: str
    due_at: datetime
    received_at: datetime
    channel: str
    sender: str
    holder_name: str
    is_mine: bool
    # The viewer held it, did not work on it for half an hour, and so holds it no more.
    has_lapsed: bool
    is_new: bool
    alert_to_acknowledge_by: datetime | None
    # The referral itself, for what is worked out of it; a list shows nothing else of it.
    referral: Referral = field(repr=False)
    # Why it may come from a machine or a joker, as `letterbox.Submission.Doubt`.
    doubts: tuple[str, ...] = ()
    # Which path the policy suggests, and where it happened as far as that is stated.
    path: str = ""
    area: str = ""
    # Why its band may have changed, and the band before; both empty where it has not.
    changed_because: str = ""
    changed_from: str = ""


@dataclass(frozen=True)
class Cursor:
    """Where a page of the queue begins or ends."""

    rank: int
    due_at: datetime
    referral_id: Any


@dataclass(frozen=True)
class QueuePage:
    """A page of the queue, with where the pages before and after it begin."""

    rows: list[QueueRow]
    previous: Cursor | None
    next: Cursor | None
    # Exact up to 1,000; None above.
    total: int | None


def _open_alert() -> QuerySet[Any]:
    """When the referral's unacknowledged alert has to be acknowledged (a subquery)."""
    alerts = Alert.objects.filter(referral=OuterRef("referral"), acknowledged_at=None)
    return alerts.order_by("raised_at").values("acknowledge_by")[:1]


def _marks(viewer: User) -> dict[str, Any]:
    """What a row says beside the entry: read or not, what alerts, how its band changed."""
    return {
        "has_been_read": Exists(read_marks(viewer)),
        "alert_by": _open_alert(),
        "changed_because": open_change().values("because")[:1],
        "changed_from": open_change().values("before__band")[:1],
        "is_changed": Exists(open_change()),
    }


def queue(
    *,
    viewer: User,
    at: datetime,
    only: QueueFilter = EVERYTHING,
    after: Cursor | None = None,
    before: Cursor | None = None,
    limit: int = PAGE_SIZE,
) -> QueuePage:
    """Return one page of the waiting referrals, most urgent first: two queries, whatever the size.

    :param after: begin behind this place; or end before `before`
    """
    entries = entries_for(viewer=viewer, only=only)
    counted = entries.order_by()[: COUNTED_TO + 1].count()
    backwards = before is not None
    if after:
        entries = entries.filter(_beyond(after, forwards=True))
    elif before:
        entries = entries.filter(_beyond(before, forwards=False))
    order = [f"-{name}" for name in ORDER] if backwards else list(ORDER)
    found = list(
        entries.select_related("referral", "holder")
        .annotate(**_marks(viewer))
        .order_by(*order)[: limit + 1]
    )
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    return QueuePage(
        rows=[_row(entry, viewer=viewer, at=at) for entry in found],
        previous=_place(found[0]) if found and (after or (backwards and more)) else None,
        next=_place(found[-1]) if found and (backwards or more) else None,
        total=counted if counted <= COUNTED_TO else None,
    )


def _beyond(place: Cursor, *, forwards: bool) -> TupleGreaterThan | TupleLessThan:
    """Compare whole places at once: the index of the order goes straight to the first one."""
    beyond = TupleGreaterThan if forwards else TupleLessThan
    where = (place.rank, place.due_at, place.referral_id)
    return beyond(Tuple(*map(F, ORDER)), where)


def _place(entry: QueueEntry) -> Cursor:
    return Cursor(entry.rank, entry.due_at, entry.referral_id)


def _row(entry: Any, *, viewer: User, at: datetime) -> QueueRow:
    held = entry.holder and entry.held_at > at - rules.HOLD_WITHOUT_WORK
    return QueueRow(
        reference=entry.referral.reference,
        band=Band(entry.band) if entry.band else None,
        comes_first=entry.rank == rules.RANK_FIRST,
        reason=entry.reason,
        due_at=entry.due_at,
        received_at=entry.received_at,
        channel=entry.referral.channel,
        sender=entry.referral.sender,
        holder_name=entry.holder.name if held else "",
        is_mine=bool(held and entry.holder_id == viewer.pk),
        has_lapsed=bool(not held and entry.holder_id == viewer.pk),
        is_new=not entry.has_been_read,
        alert_to_acknowledge_by=entry.alert_by,
        doubts=tuple(entry.referral.doubts),
        path=entry.path or "",
        area=entry.area,
        changed_because=entry.changed_because or "",
        changed_from=(entry.changed_from or "not_graded") if entry.is_changed else "",
        referral=entry.referral,
    )


def count(*, viewer: User, only: QueueFilter) -> int | None:
    """Return how many entries a filter leaves, exactly up to 1,000; None above."""
    found = entries_for(viewer=viewer, only=only).order_by()[: COUNTED_TO + 1].count()
    return found if found <= COUNTED_TO else None


def matching(*, viewer: User, only: QueueFilter) -> list[str] | None:
    """Return the references that a filter leaves, in order; None where they are over 1,000."""
    found = entries_for(viewer=viewer, only=only).order_by(*ORDER)
    references = list(found.values_list("referral__reference", flat=True)[: COUNTED_TO + 1])
    return references if len(references) <= COUNTED_TO else None


@dataclass(frozen=True)
class Overdue:
    """The waiting referrals whose time has passed: the most overdue ones, and how many."""

    rows: list[QueueRow]
    count: int


def overdue(*, viewer: User, at: datetime, limit: int = 5) -> Overdue:
    """Return the waiting referrals whose time has passed, the most overdue first.

    What is paused is not, nor what has time left that a pause gave back.
    """
    late = entries_for(viewer=viewer, only=EVERYTHING).filter(due_at__lt=at)
    were_paused = late.filter(referral__in=pausing.ever_paused()).select_related("referral")
    given = pausing.placing_clocks([one.referral for one in were_paused], at=at)
    late = late.exclude(
        referral__in=[key for key, clock in given.items() if clock.state != State.OVERDUE]
    )
    found = (
        late.select_related("referral", "holder")
        .annotate(
            **_marks(viewer), late_since=pausing.due_as_given(given, key="referral", otherwise=_DUE)
        )
        .order_by("late_since", "referral")[:limit]
    )
    return Overdue(
        [_row(entry, viewer=viewer, at=at) for entry in found], up_to(COUNTED_TO, late)[0]
    )


def free_entries(*, at: datetime) -> QuerySet[QueueEntry]:
    """Return the entries that nobody is working on, most urgent first; no doubtful ones."""
    free = Q(holder=None) | Q(held_at__lte=at - rules.HOLD_WITHOUT_WORK)
    return QueueEntry.objects.filter(free, left_at=None, is_doubtful=False).order_by(*ORDER)


def entry(referral: Referral) -> QueueEntry:
    """Return the referral's queue entry; every referral has one."""
    return QueueEntry.objects.select_related("holder", "team").get(referral=referral)
