"""What a row of the contacts table has to be, and how long a check of it is good."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.db.models import CharField

from symphony.contacts.models import Contact
from symphony.core.errors import DomainError

# Numbers change a few times in ten years; a wrong one costs somebody the help they asked for.
CHECK_AFTER = timedelta(days=180)
# The key is what pages ask for, and the position is their order: neither is for editing.
EDITABLE = (
    "name",
    "what_for",
    "number",
    "address",
    "hours",
    "who_for",
    "anonymous",
    "limits",
    "source",
)
# Every page begins with it, and calls it.
EMERGENCY = "emergency"
# What somebody dials or opens: a new one has to be tried before it is shown.
REACHED_BY = ("number", "address")


class CannotBeSo(DomainError):
    """What was entered cannot stand in the table. `field` says where."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


class ChangedMeanwhile(DomainError):
    """Somebody else changed the contact after this page was opened."""


def check_values(contact: Contact) -> None:
    """Refuse a row that would mislead.

    :raises CannotBeSo: saying what is wrong, and with which field
    """
    for name in EDITABLE:
        field = Contact._meta.get_field(name)
        limit = field.max_length if isinstance(field, CharField) else None
        if limit and len(getattr(contact, name)) > limit:
            raise CannotBeSo(f"This must be {limit} characters or fewer", name)
    for name, what in (("name", "a name"), ("what_for", "what it is for")):
        if not getattr(contact, name):
            raise CannotBeSo(f"Enter {what}", name)
    if contact.key == EMERGENCY and not contact.number.replace(" ", "").isdecimal():
        raise CannotBeSo("Enter the emergency number in digits: every page shows it", "number")
    if contact.address:
        parts = urlsplit(contact.address)
        if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname:
            raise CannotBeSo("Address must begin with https:// and name a site", "address")


def due_on(contact: Contact) -> date | None:
    """Return the day from which the contact is due for checking; None if it never was checked."""
    return None if contact.checked_on is None else contact.checked_on + CHECK_AFTER


def is_due(contact: Contact, *, on: date) -> bool:
    """Say whether somebody should check the contact again."""
    due = due_on(contact)
    return due is None or due <= on
