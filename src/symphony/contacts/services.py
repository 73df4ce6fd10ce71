"""Correcting the contacts table, and saying that a row was checked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from symphony.audit import services as audit
from symphony.contacts import queries, rules
from symphony.contacts.models import Contact
from symphony.core.clock import LONDON
from symphony.core.errors import NotFound


@transaction.atomic
def change(
    *, key: str, values: Mapping[str, str], began_from: str, checked: bool, by: str, at: datetime
) -> list[str]:
    """Correct a contact; return the names of the fields that changed.

    :param values: of `rules.EDITABLE`; what is left out stays
    :param began_from: `queries.edition` of the row that the writer saw
    :param checked: whether the row as it is now was checked at its source today
    :raises NotFound: if there is no such contact
    :raises rules.ChangedMeanwhile: if somebody else changed it since
    :raises rules.CannotBeSo: if it would mislead, or a new number or address was not checked
    """
    contact = _held(key)
    if queries.edition(contact) != began_from:
        raise rules.ChangedMeanwhile(
            "Somebody changed this contact while you were writing. Open it again to see how"
        )
    changed = [
        name
        for name in rules.EDITABLE
        if name in values and values[name].strip() != getattr(contact, name)
    ]
    for name in changed:
        setattr(contact, name, values[name].strip())
    rules.check_values(contact)
    if not checked and any(name in rules.REACHED_BY for name in changed):
        raise rules.CannotBeSo(
            "Try the new number or address and select yes: readers are told that it was checked",
            "checked",
        )
    if checked:
        contact.checked_on = at.astimezone(LONDON).date()
    contact.save()
    if changed:
        details: dict[str, Any] = dict.fromkeys(changed, "changed")
        audit.record(what="contacts.changed", about=key, by=by, at=at, **details)
    if checked:
        audit.record(what="contacts.checked", about=key, by=by, at=at)
    return changed


@transaction.atomic
def confirm(*, key: str, began_from: str, by: str, at: datetime) -> None:
    """Record that a contact was checked at its source today and is right as it stands.

    :raises NotFound: if there is no such contact
    :raises rules.ChangedMeanwhile: if it is not what the person saw and checked
    """
    change(key=key, values={}, began_from=began_from, checked=True, by=by, at=at)


def _held(key: str) -> Contact:
    found = Contact.objects.select_for_update().filter(key=key).first()
    if found is None:
        raise NotFound("There is no such contact.")
    return found
