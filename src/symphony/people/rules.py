"""Who may change a person's record, and what a value of each kind must look like."""

from collections.abc import Iterable

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.errors import DomainError
from symphony.people import ages
from symphony.people.models import PersonValue

Kind = PersonValue.Kind
LONGEST = 2083


class NotAllowedToChange(DomainError):
    """The user's role does not let them change people's records."""


class ValueNotUsable(DomainError):
    """The value is empty, too long or not what its kind has to be."""


def check_may_change(user: User) -> None:
    """Refuse whose role neither works cases, safeguards children nor decides on referrals."""
    may = (Permission.WORK_CASES, Permission.SAFEGUARD, Permission.DECIDE_TRIAGE)
    if not any(user.may(permission) for permission in may):
        raise NotAllowedToChange("Your role does not let you change people's records.")


def clean(kind: str, value: str) -> str:
    """Return the value as it is kept, without spaces around it.

    :raises ValueNotUsable: if it is empty, too long, or a date of birth that is no date
    """
    value = value.strip()
    label = Kind(kind).label
    if not value:
        raise ValueNotUsable(f"Enter the {label.lower()}.")
    if len(value) > LONGEST:
        raise ValueNotUsable(f"{label} must be {LONGEST:,} characters or fewer.")
    if kind == Kind.DATE_OF_BIRTH and ages.date_of(value) is None:
        raise ValueNotUsable("Date of birth must be a real date.")
    return value


def usable(said: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what of this can be a value: neither empty nor longer than a value may be."""
    kept = ((kind, value.strip()) for kind, value in said)
    return [(kind, value) for kind, value in kept if 0 < len(value) <= LONGEST]
