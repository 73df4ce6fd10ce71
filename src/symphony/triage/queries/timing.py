"""The clocks of referrals as the records tell them, which are over, and the breach register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.referrals.models import IpEvent, Referral, StatedPerson
from symphony.triage import clocks
from symphony.triage.clocks import Clock, Done, Subject
from symphony.triage.models import (
    Assessment,
    Band,
    Breach,
    ClockKind,
    ClockPause,
    Decision,
    Path,
    QueueEntry,
)

ENDS_AT_TRIAGE = (Path.PREVENT, Path.TRANSFER, Path.NO_FURTHER_ACTION)
NOT_DONE = Done()
_FROM_RECEIPT = (ClockKind.GRADE, ClockKind.FROM_RECEIPT)


@dataclass(frozen=True)
class RegisterRow:
    """One clock that ran out, and what became of it."""

    key: UUID
    reference: str
    clock: str
    due_at: datetime
    noticed_at: datetime
    # When what was due came after all, or None while it is still owed.
    met_at: datetime | None
    words: str
    acknowledged_by: str
    acknowledged_at: datetime | None


def clocks_of(referral: Referral, *, at: datetime, done: Done = NOT_DONE) -> list[Clock]:
    """Return every clock of one referral; `done` is what later stages know of it."""
    return clocks_of_many([referral], at=at, done={referral.pk: done})[referral.pk]


def clocks_of_many(
    referrals: Iterable[Referral], *, at: datetime, done: Mapping[UUID, Done]
) -> dict[UUID, list[Clock]]:
    """Return every clock of each of these referrals: six queries, however many there are."""
    subjects = _subjects(list(referrals), done)
    return {pk: clocks.clocks_of(subject, at=at) for pk, subject in subjects.items()}


def _subjects(referrals: list[Referral], done: Mapping[UUID, Done]) -> dict[UUID, Subject]:
    keys = [referral.pk for referral in referrals]
    bands = dict(QueueEntry.objects.filter(pk__in=keys).values_list("pk", "band"))
    decisions = {
        one.referral_id: one for one in Decision.objects.filter(referral__in=keys, replaced_at=None)
    }
    graded = _graded(keys, bands)
    children = set(
        StatedPerson.objects.filter(referral__in=keys, part=StatedPerson.Part.CHILD).values_list(
            "referral", flat=True
        )
    )
    pauses = _by_referral(ClockPause.objects.filter(referral__in=keys).order_by("begins_at"))
    connections = _connections(keys)
    return {
        referral.pk: _subject(
            referral,
            band=bands.get(referral.pk),
            decision=decisions.get(referral.pk),
            graded_at=graded.get(referral.pk),
            names_a_child=referral.pk in children,
            pauses=_pauses(pauses.get(referral.pk, ()), ClockPause.Stops.RESPONSES),
            child_pauses=_pauses(pauses.get(referral.pk, ()), ClockPause.Stops.CHILD_FIRST),
            connections=connections.get(referral.pk, ()),
            done=done.get(referral.pk, NOT_DONE),
        )
        for referral in referrals
    }


def _subject(
    referral: Referral,
    *,
    band: str | None,
    decision: Decision | None,
    graded_at: datetime | None,
    **more: Any,
) -> Subject:
    """Put one together: where an officer gave another band than the policy, it was given then."""
    if decision and (graded_at is None or decision.band != band):
        graded_at = decision.decided_at
    stands = decision.band if decision else band
    return Subject(
        received_at=referral.received_at,
        band=Band(stands) if stands else None,
        graded_at=graded_at,
        ended_at=_ended_at(decision),
        **more,
    )


def _graded(keys: list[UUID], bands: Mapping[UUID, str | None]) -> dict[UUID, datetime]:
    """Return when the band that stands in the queue was first given, since it last changed."""
    found: dict[UUID, datetime] = {}
    rows = Assessment.objects.filter(referral__in=keys).order_by("-assessed_at", "-id")
    changed: set[UUID] = set()
    for key, band, assessed_at in rows.values_list("referral", "band", "assessed_at"):
        if key in changed or band is None:
            continue
        if band == bands.get(key):
            found[key] = assessed_at
        else:
            changed.add(key)
    return found


def _connections(keys: list[UUID]) -> dict[UUID, list[datetime]]:
    """Return when the connections of each referral were made, of those whose time is known."""
    found: dict[UUID, list[datetime]] = {}
    rows = IpEvent.objects.filter(referral__in=keys, at_utc__isnull=False)
    for key, made_at in rows.values_list("referral", "at_utc"):
        if made_at is not None:
            found.setdefault(key, []).append(made_at)
    return found


def _by_referral(rows: QuerySet[ClockPause]) -> dict[UUID, list[ClockPause]]:
    found: dict[UUID, list[ClockPause]] = {}
    for row in rows:
        found.setdefault(row.referral_id, []).append(row)
    return found


def _pauses(rows: Iterable[ClockPause], stops: ClockPause.Stops) -> list[clocks.Pause]:
    return [_pause(row) for row in rows if row.stops == stops]


def _pause(row: ClockPause) -> clocks.Pause:
    words = row.get_reason_display()
    return clocks.Pause(row.begins_at, row.ends_at, f"{words[0].lower()}{words[1:]}")


def _ended_at(decision: Decision | None) -> datetime | None:
    """Return when a decision ended the matter: no further action ends it with its endorsement."""
    if decision is None or decision.path not in ENDS_AT_TRIAGE:
        return None
    if decision.path == Path.NO_FURTHER_ACTION:
        return decision.endorsed_at
    return decision.decided_at


def pauses_of(referral: Referral) -> list[ClockPause]:
    """Return every pause of a referral's clocks, newest first."""
    found = ClockPause.objects.filter(referral=referral).order_by("-begins_at", "-id")
    return list(found.select_related("paused_by", "resumed_by"))


def waiting_too_long(*, at: datetime, limit: int, after: Referral | None = None) -> list[Referral]:
    """Return undecided referrals of which a clock may have run out that nobody has noticed.

    A few more than those: a clock that ran out and was given more time since may run out again, and
    whether it did is worked out for each. A decision for no further action that waits for its
    second person decides nothing yet.

    :param after: the last referral of the page before
    """
    # By key, from two small indexes: asked of each referral in turn, all of them are looked at.
    undecided = (
        QueueEntry.objects.filter(left_at=None)
        .values("referral")
        .union(_waiting_for_second_person().values("referral"))
    )
    with_pauses = Referral.objects.filter(pk__in=undecided).annotate(
        paused_for=Coalesce(Subquery(_paused(at)), timedelta(0), output_field=DurationField()),
        assessed_at=Subquery(
            Assessment.objects.filter(referral=OuterRef("pk"))
            .order_by("-assessed_at")
            .values("assessed_at")[:1]
        ),
    )
    # The time in the queue is that of the response from receipt, the first of the two to run out.
    # An entry of the register for a time that is no earlier is the one for it.
    is_late = Q(queue_entry__due_at__lt=at) & ~Exists(
        _noticed(*_FROM_RECEIPT).filter(due_at__gte=_outer("queue_entry__due_at", "paused_for"))
    )
    # The response from grading runs out later than that from receipt, and begins anew with a band:
    # what was noticed since it was last graded is noticed.
    since_graded = _noticed(ClockKind.FROM_GRADING).filter(noticed_at__gte=OuterRef("assessed_at"))
    grading = Q(queue_entry__due_at__lt=at) & (~Exists(since_graded) | Exists(_half_decided()))
    child = StatedPerson.objects.filter(referral=OuterRef("pk"), part=StatedPerson.Part.CHILD)
    child_waits = (
        Q(received_at__lt=clocks.calendar_days_after(at, -settings.CHILD_FIRST_DAYS))
        & Exists(child)
        & ~Exists(_noticed(ClockKind.CHILD_FIRST))
    )
    found = with_pauses.filter(is_late | child_waits | grading)
    if after:
        found = found.filter(
            Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
        )
    return list(found.order_by("received_at", "id")[:limit])


def _outer(*names: str) -> Any:
    """Return the sum of columns of the outer query."""
    first, *rest = (OuterRef(name) for name in names)
    return sum(rest, start=first)


def _paused(at: datetime) -> QuerySet[ClockPause, Any]:
    """Return for how long the responses of a referral stood still, all pauses together."""
    rows = ClockPause.objects.filter(
        referral=OuterRef("pk"), stops=ClockPause.Stops.RESPONSES
    ).order_by()
    length = Coalesce(F("ends_at"), Value(at, output_field=DateTimeField())) - F("begins_at")
    return rows.values("referral").annotate(length=Sum(length)).values("length")


def _waiting_for_second_person() -> QuerySet[Decision]:
    return Decision.objects.filter(path=Path.NO_FURTHER_ACTION, endorsed_at=None, replaced_at=None)


def _half_decided() -> QuerySet[Decision]:
    return _waiting_for_second_person().filter(referral=OuterRef("pk"))


def _noticed(*kinds: ClockKind) -> QuerySet[Breach]:
    return Breach.objects.filter(referral=OuterRef("pk"), clock__in=kinds)


def breaches(*, viewer: User, is_open: bool | None = None) -> QuerySet[Breach]:
    """Return the register for those who answer for it, the latest first.

    Or only what waits for an answer, the longest overdue first; or only the others.
    """
    found = Breach.objects.order_by(*(("due_at", "id") if is_open else ("-due_at", "-id")))
    if not viewer.may(Permission.ANSWER_BREACHES):
        return found.none()
    if is_open is not None:
        found = found.filter(acknowledged_at__isnull=is_open)
    return found.select_related("referral", "acknowledged_by")


def register_rows(
    found: Iterable[Breach], *, at: datetime, done: Mapping[UUID, Done]
) -> list[RegisterRow]:
    """Return entries of the register with when what was due came after all."""
    entries = list(found)
    referrals = {one.referral_id: one.referral for one in entries}
    now = clocks_of_many(referrals.values(), at=at, done=done)
    return [_register_row(one, now[one.referral_id]) for one in entries]


def _register_row(one: Breach, now: list[Clock]) -> RegisterRow:
    clock = next((clock for clock in now if clock.kind == one.clock), None)
    return RegisterRow(
        key=one.pk,
        reference=one.referral.reference,
        clock=one.get_clock_display(),
        due_at=one.due_at,
        noticed_at=one.noticed_at,
        met_at=clock.met_at if clock else None,
        words=one.words,
        acknowledged_by=one.acknowledged_by.name if one.acknowledged_by else "",
        acknowledged_at=one.acknowledged_at,
    )
