"""What is said of somebody in a case: kept with the person, and told to triage where it matters."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.cases.services.learning import learn_age, learn_of
from symphony.people import services as people
from symphony.people.models import Person, PersonValue

Kind = PersonValue.Kind
OF_AGE = (Kind.AGE, Kind.DATE_OF_BIRTH)
NEW_ADDRESS = "A new address was found"


@transaction.atomic
def add_value(
    *, person: Person, kind: str, value: str, source: str, by: User, at: datetime
) -> PersonValue:
    """Add one thing that a case says of the person; an address or a child's age regrades.

    :raises DomainError: for every refusal of `people.services.add_value`
    """
    added = people.add_value(person=person, kind=kind, value=value, source=source, by=by, at=at)
    if kind == Kind.ADDRESS:
        learn_of(person, because=NEW_ADDRESS, by=by, at=at)
    elif kind in OF_AGE:
        learn_age(person, because="A child's age was recorded", by=by, at=at)
    return added


@transaction.atomic
def withdraw_value(*, value: PersonValue, reason: str, by: User, at: datetime) -> None:
    """Take a value back; a child's age that is withdrawn regrades.

    :raises DomainError: for every refusal of `people.services.withdraw_value`
    """
    people.withdraw_value(value=value, reason=reason, by=by, at=at)
    if value.kind in OF_AGE:
        learn_age(value.person, because="A child's age was withdrawn", by=by, at=at)
