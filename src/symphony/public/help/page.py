"""One help page: its own words, and the contacts that it ends with."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.core.errors import NotFound
from symphony.public import frame, known_contacts
from symphony.public.help import counting
from symphony.public.help.pages import BY_SLUG


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page of this name.

    :raises NotFound: if there is none
    """
    page = BY_SLUG.get(slug)
    if page is None:
        raise NotFound("There is no such help page.")
    contacts = known_contacts.read()
    shown = [contacts.by_key[key] for key in page.contacts if key in contacts.by_key]
    days = [contact.checked_on for contact in shown if contact.checked_on]
    answer = frame.show(
        request,
        page.template,
        contacts=contacts,
        page=page,
        page_contacts=shown,
        page_contacts_checked_on=min(days, default=None),
    )
    counting.count(request)
    return answer
