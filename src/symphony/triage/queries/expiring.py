"""Which provider's data is lost soonest: connections of open matters, by when they were made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.referrals.models import IpEvent, Referral
from symphony.triage.models import Decision
from symphony.triage.queries.timing import ENDS_AT_TRIAGE

# When the connection was made, and the referral's key.
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Expiring:
    """A referral, and the connection of it that a provider loses next."""

    referral: Referral
    connection: IpEvent
    lost_at: datetime


def data_kept() -> timedelta:
    """Return for how long a provider is taken to keep what tells whose an address was."""
    return timedelta(days=settings.PROVIDER_DATA_DAYS)


def open_matters(*, viewer: User) -> QuerySet[Referral]:
    """Return the referrals that wait for a decision, or were decided and go on."""
    if not viewer.may(Permission.READ_REFERRALS):
        none: QuerySet[Referral] = Referral.objects.none()
        return none
    goes_on = Decision.objects.filter(referral=OuterRef("pk"), replaced_at=None).exclude(
        path__in=ENDS_AT_TRIAGE
    )
    found: QuerySet[Referral] = Referral.objects.filter(
        Q(queue_entry__left_at=None) | Exists(goes_on)
    )
    return found


def expiring(
    *,
    viewer: User,
    at: datetime,
    limit: int,
    without: QuerySet[Any, Any] | None = None,
    after: Place | None = None,
) -> list[Expiring]:
    """Return open referrals by what a provider loses next of them, soonest first.

    Each once, by the earliest connection that is not lost yet; one whose time is not known cannot
    be placed, and is left out.

    :param without: the keys of referrals that later stages know to be over (a subquery)
    :param after: begin behind this place
    """
    kept = data_kept()
    still_there = Q(ip_events__at_utc__gt=at - kept)
    found = open_matters(viewer=viewer)
    if without is not None:
        found = found.exclude(pk__in=without)
    found = found.annotate(made_at=Min("ip_events__at_utc", filter=still_there))
    if after:
        made_at, key = after
        found = found.filter(Q(made_at__gt=made_at) | Q(made_at=made_at, pk__gt=key))
    soonest = found.filter(made_at__isnull=False).order_by("made_at", "id")
    referrals = {one.pk: one for one in soonest.select_related("queue_entry")[:limit]}
    events: dict[UUID | None, tuple[datetime, IpEvent]] = {}
    rows = IpEvent.objects.filter(referral__in=referrals, at_utc__gt=at - kept)
    for event in rows.select_related("person").order_by("at_utc", "id"):
        if event.at_utc is not None:
            events.setdefault(event.referral_id, (event.at_utc, event))
    return [
        Expiring(one, events[pk][1], events[pk][0] + kept)
        for pk, one in referrals.items()
        if pk in events
    ]
