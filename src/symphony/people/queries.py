"""Asking what is known of a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from symphony.core.errors import NotFound
from symphony.people import ages
from symphony.people.models import Person, PersonValue

Kind = PersonValue.Kind
# What somebody without a name is known by, the most telling first.
_KNOWN_BY = (Kind.SCREEN_NAME, Kind.ACCOUNT, Kind.EMAIL, Kind.PHONE, Kind.PROFILE)


@dataclass(frozen=True)
class ValueRow:
    """One thing said of a person: what, by which record, who entered it, and whether it stands."""

    # In the order of recording within the person's record; it never changes.
    number: int
    kind: str
    label: str
    value: str
    source: str
    recorded_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str


def values(person: Person) -> list[ValueRow]:
    """Return everything ever said of the person, by kind, in the order it was recorded."""
    order = {kind: position for position, kind in enumerate(Kind.values)}
    rows = [_row(number, row) for number, row in enumerate(_in_order(person), start=1)]
    return sorted(rows, key=lambda row: (order[row.kind], row.number))


def value_of(person: Person, *, number: int) -> PersonValue:
    """Return the value of this number in the person's record.

    :raises NotFound: if there is none
    """
    rows = list(_in_order(person))
    if not 1 <= number <= len(rows):
        raise NotFound(f"The record of {person.reference} has no entry {number}.")
    return rows[number - 1]


def _in_order(person: Person) -> "QuerySet[PersonValue]":
    # Ids begin with the time of their making, and nothing is ever deleted.
    rows = PersonValue.objects.filter(person=person).order_by("id")
    return rows.select_related("recorded_by", "withdrawn_by")


def _row(number: int, row: PersonValue) -> ValueRow:
    return ValueRow(
        number=number,
        kind=row.kind,
        label=Kind(row.kind).label,
        value=row.value,
        source=row.source,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.name,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by.name if row.withdrawn_by else "",
        withdrawn_reason=row.withdrawn_reason,
    )


def standing_values(people: Iterable[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """Return what stands of each person, as (kind, value) in the order it was recorded."""
    found: dict[UUID, list[tuple[str, str]]] = {person: [] for person in people}
    rows = PersonValue.objects.filter(person__in=found, withdrawn_at=None)
    for person, kind, value in rows.order_by("recorded_at", "id").values_list(
        "person_id", "kind", "value"
    ):
        found[person].append((kind, value))
    return found


def age(person: Person, *, on: date) -> ages.Age:
    """Return how old the person is on a day, as far as what stands tells."""
    return ages.span(standing_values([person.pk])[person.pk], on=on)


def name_from(standing: Iterable[tuple[str, str]]) -> str:
    """Return what the person is called, from values that stand; the latest name counts."""
    known = dict(standing)
    if name := known.get(Kind.NAME):
        return name
    for kind in _KNOWN_BY:
        if kind in known:
            return f"Unknown person, user of account {known[kind]}"
    return "Unknown person"


def display_name(person: Person) -> str:
    """Return the person's name, or "Unknown person, user of account …" where there is none."""
    return display_names([person.pk])[person.pk]


def display_names(people: Iterable[UUID]) -> dict[UUID, str]:
    """Return what each of these people is called, in one query."""
    return {person: name_from(known) for person, known in standing_values(people).items()}
