"""What an operation may be called, and who may plan one."""

from datetime import date

from django.utils.text import slugify

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.errors import DomainError

# Addresses that stand beside the operations' own.
RESERVED = frozenset({"plan"})


class NotAllowedToPlan(DomainError):
    """The person's role does not let them plan operations."""


class CannotPlan(DomainError):
    """The codename, purpose or days of the operation will not do."""


def check_may_plan(user: User) -> None:
    """Refuse anyone whose role may not plan an operation or choose its cases."""
    if not user.may(Permission.PLAN_OPERATIONS):
        raise NotAllowedToPlan("Your role does not plan operations. Ask a supervisor.")


def bare(codename: str) -> str:
    """Return a codename as it is stored, without the word Operation before it."""
    words = codename.split()
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() == "operation" else words)


def slug_of(codename: str) -> str:
    """Return the operation's address, made from its codename: `symphony`."""
    return slugify(bare(codename))[:60].strip("-")


def check_slug(slug: str) -> None:
    """Refuse an address that nobody could open."""
    if not slug or slug != slugify(slug):
        raise CannotPlan("Codename must have at least one letter or number.")
    if slug in RESERVED:
        raise CannotPlan("Choose another codename: this one is the name of a page.")


def state(starts_on: date, ends_on: date, *, on: date) -> str:
    """Return how far an operation is on a day, in a word."""
    if on < starts_on:
        return "Planned"
    return "Over" if on > ends_on else "Live"


def log_name(slug: str) -> str:
    """Return the operation's name in the audit log, which no other kind of record can have."""
    return f"operation:{slug}"
