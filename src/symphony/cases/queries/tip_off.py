"""What is known of a referral and its case, that a message to its sender must not say."""

from collections.abc import Callable, Iterable, Iterator

from symphony.accounts.models import User
from symphony.cases import tip_off_secrets as secrets
from symphony.cases.models import Case, CaseReferral, CaseRole
from symphony.cases.tip_off_secrets import Secret
from symphony.people import ages
from symphony.people.models import PersonValue
from symphony.referrals.models import Referral, StatedIdentifier, StatedPerson

Kind, Stated = PersonValue.Kind, StatedIdentifier.Kind
IN_CASE = "What is known of a person in the case"
STATED = "What the report says of a person"
OFFICER = "A colleague's name or number"

# What a later stage knows of a case: it says so when it starts (`add_source`).
Source = Callable[[Case | None], Iterable[Secret]]
_sources: list[Source] = []

_LOOK_FOR: dict[str, Callable[..., Secret]] = {
    Kind.NAME: secrets.name,
    Kind.EMAIL: secrets.word,
    Kind.PHONE: secrets.number,
    Kind.SCREEN_NAME: secrets.word,
    Kind.ACCOUNT: secrets.word,
    Kind.PROFILE: secrets.link,
    Kind.ADDRESS: secrets.address,
    Kind.SCHOOL: secrets.address,
    Stated.DISPLAY_NAME: secrets.name,
    Stated.DEVICE: secrets.word,
    Stated.LINK: secrets.link,
    Stated.GROUP: secrets.word,
}


def add_source(source: Source) -> None:
    """Have a later stage say what it knows of a case, or of no case in particular."""
    if source not in _sources:
        _sources.append(source)


def known_of(referral: Referral) -> list[Secret]:
    """Return everything that a message to the referral's sender is looked through for."""
    joined = CaseReferral.objects.filter(referral=referral).select_related("case").first()
    case = joined.case if joined else None
    return [
        *_stated(referral),
        *(_of_case(case) if case else ()),
        *_officers(),
        *(secret for source in _sources for secret in source(case)),
    ]


def _stated(referral: Referral) -> Iterator[Secret]:
    for person in StatedPerson.objects.filter(referral=referral):
        yield secrets.name(person.name, why=STATED)
        yield secrets.address(person.school, why=STATED)
        for place in ("area", "school_or_area"):
            yield secrets.address(str(person.details.get(place) or ""), why=STATED)
        if person.date_of_birth:
            yield secrets.days(person.date_of_birth, person.date_of_birth, why=STATED)
    for kind, value in StatedIdentifier.objects.filter(referral=referral).values_list(
        "kind", "value"
    ):
        yield _LOOK_FOR[kind](value, why=STATED)


def _of_case(case: Case) -> Iterator[Secret]:
    """Return what was ever said of everybody who is or was in the case."""
    people = CaseRole.objects.filter(case=case).values("person")
    for kind, value in PersonValue.objects.filter(person__in=people).values_list("kind", "value"):
        if kind in _LOOK_FOR:
            yield _LOOK_FOR[kind](value, why=IN_CASE)
        elif kind == Kind.DATE_OF_BIRTH and (born := ages.date_of(value)):
            yield secrets.days(born, born, why=IN_CASE)


def _officers() -> Iterator[Secret]:
    for name, staff_number in User.objects.values_list("name", "staff_number"):
        yield secrets.name(name, why=OFFICER)
        yield secrets.word(staff_number, why=OFFICER)
