"""The rota: who is on call now and in which order, what is planned, and where nobody is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Func, QuerySet, Value

from symphony.accounts import rules
from symphony.accounts.models import KEY_TAIL, Duty, Team, User, uid_of
from symphony.accounts.permissions import MAY, Permission, Role
from symphony.accounts.queries.people import active
from symphony.core.errors import NotFound

LOOKS_AHEAD = timedelta(days=28)
ANSWER_ALERTS = tuple(role for role in Role if Permission.ACKNOWLEDGE_ALERTS in MAY[role])


@dataclass(frozen=True)
class OnCall:
    """Somebody who is on call now: their place in the order, and until when."""

    person: User
    order: int
    until: datetime


def _standing(team: Team | None) -> QuerySet[Duty]:
    duties = Duty.objects.filter(withdrawn_at=None).select_related("person", "team")
    return duties.filter(team=team) if team else duties


def _could_answer(team: Team | None) -> QuerySet[Duty]:
    """Duties on call of people who could answer: an account closed meanwhile covers nothing."""
    return _standing(team).filter(
        kind=Duty.Kind.ON_CALL, person__is_active=True, person__role__in=ANSWER_ALERTS
    )


def on_call(*, at: datetime, team: Team | None = None) -> list[OnCall]:
    """Return who is on call at a moment, whoever is asked first in front; nobody twice.

    :param team: whose rota; without it that of every team, each person in their best place
    """
    found: dict[int, OnCall] = {}
    now = _could_answer(team).filter(begins_at__lte=at, ends_at__gt=at)
    for duty in now.order_by("order", "begins_at", "id"):
        assert duty.order is not None, "accounts_only_on_call_has_an_order"
        found.setdefault(duty.person_id, OnCall(duty.person, duty.order, duty.ends_at))
    return list(found.values())


def on_shift(*, at: datetime) -> set[int]:
    """Return the keys of the people whose shift runs at a moment, in any team."""
    shifts = _standing(None).filter(kind=Duty.Kind.SHIFT, begins_at__lte=at, ends_at__gt=at)
    return set(shifts.values_list("person_id", flat=True))


def duties_of(person: User, *, since: datetime, until: datetime) -> list[Duty]:
    """Return what is planned for one person within a period, in the order of time."""
    found = _standing(None).filter(person=person, ends_at__gt=since, begins_at__lt=until)
    return list(found.order_by("begins_at", "kind", "id"))


def next_gap(
    *, at: datetime, team: Team | None = None, ahead: timedelta = LOOKS_AHEAD
) -> rules.Span | None:
    """Return the first time from now on in which nobody is on call, or None within `ahead`."""
    until = at + ahead
    duties = _could_answer(team).filter(ends_at__gt=at, begins_at__lt=until)
    spans = [rules.Span(*times) for times in duties.values_list("begins_at", "ends_at")]
    found = rules.gaps(spans, since=at, until=until)
    return found[0] if found else None


def rota_problems(
    *, team: Team, since: datetime, until: datetime
) -> tuple[list[rules.Span], list[rules.Overlap]]:
    """Return where a team's rota leaves nobody on call, and where two duties contradict."""
    duties = list(_could_answer(team).filter(ends_at__gt=since, begins_at__lt=until))
    spans = [rules.Span(duty.begins_at, duty.ends_at) for duty in duties]
    return rules.gaps(spans, since=since, until=until), rules.overlaps(duties)


def duties(
    *, team: Team | None, since: datetime, until: datetime, limit: int | None = None
) -> list[Duty]:
    """Return what is planned within a period, in the order of time and place."""
    found = _standing(team).filter(ends_at__gt=since, begins_at__lt=until)
    return list(found.order_by("begins_at", "kind", "order", "id")[:limit])


def duty(key: UUID) -> Duty:
    """Return one duty that stands.

    :raises NotFound: if there is none, or it was withdrawn
    """
    found = _standing(None).filter(pk=key).first()
    if found is None:
        raise NotFound("This duty is not in the rota any more.")
    return found


def from_calendar(*, team: Team, uids: Collection[str]) -> dict[str, list[Duty]]:
    """Return the duties of a team that stand and came from these entries of a calendar, by UID."""
    uid = Func(
        *("calendar_key", Value(KEY_TAIL), Value("")),
        function="regexp_replace",
        output_field=CharField(),
    )
    duties = _standing(team).exclude(calendar_key="").annotate(uid=uid)
    found: dict[str, list[Duty]] = {}
    for duty in duties.filter(uid__in=uids).order_by("begins_at", "id"):
        found.setdefault(uid_of(duty.calendar_key), []).append(duty)
    return found


def now_in_place_of(*, team: Team, ids: Iterable[str]) -> dict[str, Duty]:
    """Return the duties of these identifiers, or what each was changed to, if that stands.

    What is no identifier is left out.
    """
    asked = {key: one for one in ids if (key := _uuid(one))}
    duties = Duty.objects.filter(team=team).select_related("person", "team")
    found: dict[str, Duty] = {}
    level = list(duties.filter(pk__in=asked))
    while level:
        found |= {asked[duty.pk]: duty for duty in level if duty.withdrawn_at is None}
        level = list(duties.filter(instead_of__in=[one for one in level if one.withdrawn_at]))
        for duty in level:
            assert duty.instead_of_id, "a change says instead of what"
            asked[duty.pk] = asked[duty.instead_of_id]
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def who_can_be_on_call() -> list[User]:
    """Return the people whose role answers alerts, by name."""
    return active(roles=ANSWER_ALERTS)
