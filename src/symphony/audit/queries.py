"""Reading the audit log."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from symphony.audit.models import Entry


def entries(
    *,
    about: str = "",
    by: str = "",
    kinds: Iterable[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """Return the entries that match, newest recording first. Who may ask is the page's matter."""
    wanted = Q()
    if about:
        wanted &= Q(about__contains=[about])
    if by:
        wanted &= Q(by=by)
    if kinds := list(kinds):
        wanted &= Q(kind__in=kinds)
    if since:
        wanted &= Q(at__gte=since)
    if until:
        wanted &= Q(at__lt=until)
    return Entry.objects.filter(wanted).order_by("-recorded_at", "-id")


def counts_by_kind(*, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many entries of each kind there are in a time, most frequent first."""
    found = entries(since=since, until=until).order_by().values_list("kind")
    return dict(found.annotate(count=Count("id")).order_by("-count", "kind"))


def acts_about(reference: str) -> QuerySet[Entry]:
    """Return what was done to one record, newest first, without the looks."""
    return entries(about=reference).exclude(kind=Entry.Kind.CONSULTATION)


def recorded_at(*, what: str, about: str, by: str, details: dict[str, Any]) -> datetime | None:
    """Return when exactly this act about a record was recorded, in real time, or None."""
    found = entries(about=about, by=by).filter(what=what, details=details)
    return found.values_list("recorded_at", flat=True).first()
