"""Asking the contacts table."""

from datetime import date
from hashlib import blake2b

from django.db.models import F

from symphony.contacts import rules
from symphony.contacts.models import Contact
from symphony.core.errors import NotFound


def fit_to_show() -> list[Contact]:
    """Return the contacts that have a value and were checked, in the order of the table."""
    checked = Contact.objects.filter(checked_on__isnull=False).order_by("position", "key")
    return [contact for contact in checked if contact.number or contact.address]


def by_key() -> dict[str, Contact]:
    """Return the contacts that are fit to show, by key, for use inside pages."""
    return {contact.key: contact for contact in fit_to_show()}


def not_fit_to_show() -> list[Contact]:
    """Return the contacts that no page shows: without a value, or never checked."""
    shown = {contact.key for contact in fit_to_show()}
    return [c for c in Contact.objects.order_by("position", "key") if c.key not in shown]


def by_when_due() -> list[Contact]:
    """Return every contact: those never checked first, then those checked longest ago."""
    return list(Contact.objects.order_by(F("checked_on").asc(nulls_first=True), "position", "key"))


def due(*, on: date) -> list[Contact]:
    """Return the contacts that somebody should check again on this day."""
    return [contact for contact in by_when_due() if rules.is_due(contact, on=on)]


def get(key: str) -> Contact:
    """Return one contact, shown or not.

    :raises NotFound: if there is no such contact
    """
    found = Contact.objects.filter(key=key).first()
    if found is None:
        raise NotFound("There is no such contact.")
    return found


def edition(contact: Contact) -> str:
    """Return a mark that differs once anything of the contact has been changed."""
    values = [str(getattr(contact, name)) for name in (*rules.EDITABLE, "checked_on")]
    return blake2b("\0".join(values).encode(), digest_size=16).hexdigest()
