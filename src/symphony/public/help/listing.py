"""The list of help pages, and who can help with what they can and cannot do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.contacts.models import Contact
from symphony.public import frame, known_contacts
from symphony.public.help import counting, pages


@dataclass(frozen=True)
class ContactGroup:
    """Contacts under one heading."""

    heading: str
    contacts: list[Contact]


_GROUPS = (
    ("In danger now", ("emergency", "emergency-silent", "emergency-text")),
    ("If you are under 18", ("childline", "report-remove")),
    ("To tell somebody what you know", ("non-emergency", "crimestoppers", "ceop", "iwf")),
    ("Worried about your own thoughts or behaviour, or another person's", ("stop-it-now",)),
    ("If life is too much", ("samaritans",)),
)


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    contacts = known_contacts.read()
    answer = frame.show(
        request,
        "public/help/list.html",
        contacts=contacts,
        page_groups=pages.GROUPS,
        contact_groups=_grouped(contacts.by_key),
    )
    counting.count(request)
    return answer


def _grouped(by_key: dict[str, Contact]) -> list[ContactGroup]:
    """Put every contact of the table under a heading, those of no group last."""
    groups = [
        ContactGroup(heading, [by_key[key] for key in keys if key in by_key])
        for heading, keys in _GROUPS
    ]
    placed = {key for _, keys in _GROUPS for key in keys}
    groups.append(ContactGroup("More help", [by_key[key] for key in by_key if key not in placed]))
    return [group for group in groups if group.contacts]
