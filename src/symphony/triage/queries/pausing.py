"""Due times of what was ever paused: a column keeps the time before it, the clocks know more."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.referrals.models import Referral
from symphony.triage import clocks
from symphony.triage.clocks import Clock
from symphony.triage.models import ClockPause, Decision, Path
from symphony.triage.queries.timing import ENDS_AT_TRIAGE, clocks_of_many


def ever_paused() -> QuerySet[ClockPause, UUID]:
    """Return the keys of the referrals whose responses stood still at any time (a subquery)."""
    found = ClockPause.objects.filter(stops=ClockPause.Stops.RESPONSES)
    return found.values_list("referral", flat=True)


def open_pauses(*, viewer: User) -> QuerySet[ClockPause]:
    """Return the pauses that nobody has ended, the longest first, for those who answer for clocks.

    Without those of referrals that a decision ended here; what ended in a case later stages know.
    """
    found = ClockPause.objects.filter(ends_at=None).order_by("begins_at", "id")
    if not viewer.may(Permission.ANSWER_BREACHES):
        return found.none()
    ended = Decision.objects.filter(
        referral=OuterRef("referral"), path__in=ENDS_AT_TRIAGE, replaced_at=None
    ).exclude(path=Path.NO_FURTHER_ACTION, endorsed_at=None)
    return found.filter(~Exists(ended))


def placing_clocks(referrals: Iterable[Referral], *, at: datetime) -> dict[UUID, Clock]:
    """Return the clock that places each of these referrals, as it stands."""
    found = clocks_of_many(referrals, at=at, done={})
    return {key: clocks.place_of(of_one) for key, of_one in found.items()}


def due_as_given(given: Mapping[UUID, Clock], *, key: str, otherwise: Combinable) -> Case:
    """Return the expression for when each row is due: with the time given, or as its column says.

    :param key: the column that `given` goes by
    """
    known = [When(**{key: pk}, then=Value(clock.due_at)) for pk, clock in given.items()]
    return Case(*known, default=otherwise, output_field=DateTimeField())
