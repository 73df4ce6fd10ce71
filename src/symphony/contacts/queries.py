"""Asking the contacts table."""

from symphony.contacts.models import Contact


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
