"""Keeping one record for each person: what is said of them, where it was said, what was wrong."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.errors import DomainError
from symphony.core.references import new_person
from symphony.people import rules
from symphony.people.models import Person, PersonValue

Values = Iterable[tuple[str, str]]
_TRIES = 10


class AlreadyWithdrawn(DomainError):
    """The value was withdrawn meanwhile."""


class AlreadyKnown(DomainError):
    """The same value of the same kind stands already."""


class NoReferenceFree(DomainError):
    """Every reference that was tried belongs to somebody."""


class ReasonMissing(DomainError):
    """A withdrawal has to say why."""


def create_person(*, source: str, values: Values, by: User, at: datetime) -> Person:
    """Record one person, who may be quite unknown, with what `source` says of them.

    :param source: the reference of the referral or case that says it
    :raises rules.NotAllowedToChange: if the user's role does not change people's records
    :raises rules.ValueNotUsable: if a value is empty, too long or not what its kind has to be
    """
    return create_people(source=source, people=[values], by=by, at=at)[0]


@transaction.atomic
def create_people(*, source: str, people: Iterable[Values], by: User, at: datetime) -> list[Person]:
    """Record several people at once, each with what `source` says of them; none named, none made.

    :raises rules.NotAllowedToChange: if the user's role does not change people's records
    :raises rules.ValueNotUsable: if a value is empty, too long or not what its kind has to be
    """
    rules.check_may_change(by)
    said = [
        [(kind, rules.clean(kind, value)) for kind, value in dict.fromkeys(values)]
        for values in people
    ]
    if not said:
        return []
    made = _with_new_references(len(said), by=by, at=at)
    PersonValue.objects.bulk_create(
        _value(person, kind, value, source=source, by=by, at=at)
        for person, values in zip(made, said, strict=True)
        for kind, value in values
    )
    audit.record(
        what="people.created",
        about=[*(person.reference for person in made), source],
        by=by.staff_number,
        at=at,
        kind=Entry.Kind.COLLECTION,
    )
    return made


def _with_new_references(count: int, *, by: User, at: datetime) -> list[Person]:
    """Add people under references that nobody has; they are random, so one may be taken."""
    for _ in range(_TRIES):
        made = [Person(reference=new_person(), created_at=at, created_by=by) for _ in range(count)]
        try:
            with transaction.atomic():
                return Person.objects.bulk_create(made)
        except IntegrityError:
            continue
    raise NoReferenceFree("No free reference was found. Try again.")


@transaction.atomic
def add_value(
    *, person: Person, kind: str, value: str, source: str, by: User, at: datetime
) -> PersonValue:
    """Add one thing that `source` says of the person; what stood before stays beside it.

    :raises rules.NotAllowedToChange: if the user's role does not change people's records
    :raises rules.ValueNotUsable: if the value is empty, too long or not what its kind has to be
    :raises AlreadyKnown: if the same stands already
    """
    rules.check_may_change(by)
    # The lock keeps two people from adding the same at once.
    person = Person.objects.select_for_update().get(pk=person.pk)
    added = _value(person, kind, rules.clean(kind, value), source=source, by=by, at=at)
    same = PersonValue.objects.filter(
        person=person, kind=kind, value=added.value, withdrawn_at=None
    )
    if same.exists():
        raise AlreadyKnown(f"This {added.get_kind_display().lower()} is recorded already.")
    added.save(force_insert=True)
    audit.record(
        what="people.value_added",
        about=[person.reference, source],
        by=by.staff_number,
        at=at,
        value_kind=kind,
    )
    return added


@transaction.atomic
def withdraw_value(*, value: PersonValue, reason: str, by: User, at: datetime) -> None:
    """Take a value out of what is known of the person; it stays readable, with the reason.

    :raises rules.NotAllowedToChange: if the user's role does not change people's records
    :raises ReasonMissing: if no reason is given
    :raises AlreadyWithdrawn: if somebody withdrew it meanwhile
    """
    rules.check_may_change(by)
    if not reason.strip():
        raise ReasonMissing("Enter why this is withdrawn.")
    value = PersonValue.objects.select_for_update().get(pk=value.pk)
    if value.withdrawn_at:
        raise AlreadyWithdrawn("This was withdrawn meanwhile. Open the record again.")
    value.withdrawn_at, value.withdrawn_by, value.withdrawn_reason = at, by, reason.strip()
    value.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    audit.record(
        what="people.value_withdrawn",
        about=[Person.objects.get(pk=value.person_id).reference, value.source],
        by=by.staff_number,
        at=at,
        value_kind=value.kind,
    )


def _value(
    person: Person, kind: str, value: str, *, source: str, by: User, at: datetime
) -> PersonValue:
    return PersonValue(
        person=person,
        kind=kind,
        value=value,
        source=source,
        recorded_at=at,
        recorded_by=by,
    )
