"""The first page: the danger number, the doors into the form, and who else can be told."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.letterbox.answers import Route
from symphony.public import frame, known_contacts


@dataclass(frozen=True)
class Door:
    """One way in, by who stands before it: into the form (`code`), or to a help page (`slug`)."""

    words: str
    about: str
    code: str = ""
    slug: str = ""


# The form's doors are buttons: no address, and so no history, tells which one was taken.
DOORS = (
    Door(
        "I am under 18 and this is about me",
        "Short questions in plain words. It is not your fault.",
        code=Route.CHILD,
    ),
    Door(
        "I am worried about a child or about someone",
        "For anyone: family, friends, neighbours, people online.",
        code=Route.WORRIED,
    ),
    Door(
        "I work with children or for a company",
        "Schools, health, charities, platforms.",
        code=Route.PROFESSIONAL,
    ),
    Door(
        "Something happened to me when I was a child",
        "You are 18 or over. It is never too late to tell us, and you choose how much.",
        code=Route.SURVIVOR,
    ),
    Door(
        "I am worried about my own thoughts or behaviour",
        "Private help first, and we keep nothing. You can still report.",
        slug="own-behaviour",
    ),
)
OTHER_WAYS = ("non-emergency", "crimestoppers", "ceop", "iwf")


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    contacts = known_contacts.read()
    other_ways = [contacts.by_key[key] for key in OTHER_WAYS if key in contacts.by_key]
    return frame.show(
        request, "public/start.html", contacts=contacts, doors=DOORS, other_ways=other_ways
    )
