"""The contacts that public pages show, remembered for when the database cannot be asked."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db import Error as DatabaseProblem
from django.db import connection

from symphony.contacts import queries
from symphony.contacts.models import Contact
from symphony.core import installation

# What this process read last. When the database is away a number that was right a moment ago
# is worth more than none; a process that never reached the database knows no number.
_last_read: dict[str, Contact] = {}


@dataclass(frozen=True)
class KnownContacts:
    """Contacts by key, and whether they were read just now or are remembered."""

    by_key: dict[str, Contact]
    are_fresh: bool

    @property
    def checked_on(self) -> date | None:
        """The day from which on every contact shown had been checked."""
        days = [contact.checked_on for contact in self.by_key.values() if contact.checked_on]
        return min(days, default=None)


def remember() -> None:
    """Read what every page needs once, in a process that has just begun to serve."""
    read()
    # The pages themselves say that the database is away, and ask again.
    with suppress(DatabaseProblem):
        installation.current()
    connection.close()


def read() -> KnownContacts:
    """Return the contacts that are fit to show, or those last read if the database is away."""
    try:
        found = queries.by_key()
    except DatabaseProblem:
        return KnownContacts(dict(_last_read), are_fresh=False)
    _last_read.clear()
    _last_read.update(found)
    return KnownContacts(found, are_fresh=True)
