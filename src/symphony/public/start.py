"""The first page: the danger number, the way to report, and who else can be told."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.public import frame, known_contacts

OTHER_WAYS = ("non-emergency", "crimestoppers", "ceop", "iwf")


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    contacts = known_contacts.read()
    other_ways = [contacts.by_key[key] for key in OTHER_WAYS if key in contacts.by_key]
    return frame.show(request, "public/start.html", contacts=contacts, other_ways=other_ways)
