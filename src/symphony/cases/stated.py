"""What a referral says of a person, as the values of that person's own record."""

from collections.abc import Iterable

from symphony.people import rules as people_rules
from symphony.people.models import PersonValue
from symphony.referrals.models import StatedIdentifier, StatedPerson

Kind = PersonValue.Kind
# Devices, links and groups stay with the referral: they are not said of one person alone.
_KINDS = {
    StatedIdentifier.Kind.EMAIL: Kind.EMAIL,
    StatedIdentifier.Kind.PHONE: Kind.PHONE,
    StatedIdentifier.Kind.SCREEN_NAME: Kind.SCREEN_NAME,
    StatedIdentifier.Kind.DISPLAY_NAME: Kind.SCREEN_NAME,
    StatedIdentifier.Kind.ACCOUNT: Kind.ACCOUNT,
    StatedIdentifier.Kind.PROFILE: Kind.PROFILE,
    StatedIdentifier.Kind.ADDRESS: Kind.ADDRESS,
}


def values_of(
    person: StatedPerson, identifiers: Iterable[StatedIdentifier]
) -> list[tuple[str, str]]:
    """Return what is stated of the person, as (kind, value); absent is left out, never guessed."""
    said: list[tuple[str, str]] = [(Kind.NAME, person.name), (Kind.SCHOOL, person.school)]
    if person.date_of_birth:
        said.append((Kind.DATE_OF_BIRTH, person.date_of_birth.isoformat()))
    age = person.age_stated or ("" if person.age is None else str(person.age))
    said.append((Kind.AGE, age))
    said += [
        (kind, identifier.value)
        for identifier in identifiers
        if (kind := _KINDS.get(StatedIdentifier.Kind(identifier.kind)))
    ]
    return people_rules.usable(said)
