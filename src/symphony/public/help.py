"""Who can help, and what each of them can and cannot do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.contacts.models import Contact
from symphony.public import frame, known_contacts


@dataclass(frozen=True)
class Group:
    """Contacts under one heading."""

    heading: str
    contacts: list[Contact]


_GROUPS = (
    ("In danger now", ("emergency", "emergency-silent", "emergency-text")),
    ("If you are under 18", ("childline", "report-remove")),
    ("To tell somebody what you know", ("non-emergency", "crimestoppers", "ceop", "iwf")),
    ("Worried about your own thoughts or behaviour, or another person's", ("stop-it-now",)),
)


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    contacts = known_contacts.read()
    return frame.show(
        request, "public/help.html", contacts=contacts, groups=_grouped(contacts.by_key)
    )


def _grouped(by_key: dict[str, Contact]) -> list[Group]:
    """Put every contact of the table under a heading, those of no group last."""
    groups = [
        Group(heading, [by_key[key] for key in keys if key in by_key]) for heading, keys in _GROUPS
    ]
    placed = {key for _, keys in _GROUPS for key in keys}
    groups.append(Group("More help", [by_key[key] for key in by_key if key not in placed]))
    return [group for group in groups if group.contacts]
