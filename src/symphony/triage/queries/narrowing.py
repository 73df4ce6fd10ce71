"""Narrowing the queue: whose, how urgent, from where, since when, and what is new in it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core import ids
from symphony.triage import rules
from symphony.triage.models import GradeChange, QueueEntry, ReadMark

# The areas to choose from are those of the entries that stand first, however many wait.
AREAS_AMONG = 1_000
AREAS_AT_MOST = 30


@dataclass(frozen=True)
class QueueFilter:
    """What a viewer narrows the queue to. Empty means everything."""

    mine: bool = False
    # Waiting for the viewer's team, or held by one of its people.
    team: bool = False
    unread: bool = False
    bands: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    # As an entry says it; an empty one is "not stated".
    areas: tuple[str, ...] = ()
    # The band may have changed, and nobody has looked at that.
    changed: bool = False
    # Could not be graded again, and keeps the band from before.
    keeps_band: bool = False
    received_from: datetime | None = None
    received_before: datetime | None = None
    due_before: datetime | None = None
    # Nobody works on it at this moment.
    free_at: datetime | None = None
    # Came into the queue after this moment, by the machine's own clock.
    came_after: datetime | None = None
    # The reports that are kept apart, in place of those that are not.
    doubtful: bool = False


EVERYTHING = QueueFilter()


def entries_for(*, viewer: User, only: QueueFilter) -> QuerySet[QueueEntry]:
    """The one query of the queue: its list, its counts and its bands are all made from it."""
    entries = QueueEntry.objects.filter(left_at=None, is_doubtful=only.doubtful)
    if not viewer.may(Permission.READ_REFERRALS):
        return entries.none()
    return entries.filter(_whose(viewer, only), _what(only), _when(only), _marks(viewer, only))


def _whose(viewer: User, only: QueueFilter) -> Q:
    wanted = Q()
    if only.mine:
        wanted &= Q(holder=viewer)
    if only.team:
        wanted &= Q(team=viewer.team_id) | Q(holder__team=viewer.team_id)
    if only.free_at:
        wanted &= Q(holder=None) | Q(held_at__lte=only.free_at - rules.HOLD_WITHOUT_WORK)
    return wanted


def _what(only: QueueFilter) -> Q:
    wanted = Q()
    if only.bands:
        ungraded = Q(band=None) if "not_graded" in only.bands else Q()
        wanted &= Q(band__in=only.bands) | ungraded
    if only.paths:
        wanted &= Q(path__in=only.paths)
    if only.channels:
        wanted &= Q(referral__channel__in=only.channels)
    if only.areas:
        wanted &= Q(area__in=only.areas)
    if only.keeps_band:
        wanted &= Q(keeps_band=True)
    return wanted


def _when(only: QueueFilter) -> Q:
    wanted = Q()
    if only.received_from:
        wanted &= Q(received_at__gte=only.received_from)
    if only.received_before:
        wanted &= Q(received_at__lt=only.received_before)
    if only.due_before:
        wanted &= Q(due_at__lt=only.due_before)
    if only.came_after:
        wanted &= Q(referral__gt=ids.first_after(only.came_after))
    return wanted


def _marks(viewer: User, only: QueueFilter) -> Q:
    wanted = Q()
    if only.unread:
        wanted &= Q(~Exists(read_marks(viewer)))
    if only.changed:
        wanted &= Q(Exists(open_change()))
    return wanted


def read_marks(viewer: User) -> QuerySet[ReadMark]:
    """That the viewer has opened the entry's referral (a subquery)."""
    return ReadMark.objects.filter(referral=OuterRef("referral"), reader=viewer)


def open_change() -> QuerySet[GradeChange]:
    """The changes of the entry's grade that nobody has looked at, newest first (a subquery)."""
    changes = GradeChange.objects.filter(referral=OuterRef("referral"), looked_at=None)
    return changes.order_by("-raised_at", "-id")


def areas(*, viewer: User) -> list[str]:
    """Return the areas that waiting referrals state, most frequent first; "" is "not stated"."""
    entries = entries_for(viewer=viewer, only=EVERYTHING)
    first = entries.order_by("rank", "due_at", "referral")[:AREAS_AMONG].values("pk")
    found = QueueEntry.objects.filter(pk__in=first).values_list("area").annotate(n=Count("pk"))
    return [area for area, _ in found.order_by("-n", "area")[:AREAS_AT_MOST]]
