"""The chronology of a case: what happened in every stage, oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.cases import queries
from symphony.cases.models import Case
from symphony.cases.queries import Event, State
from symphony.core import references
from symphony.crimes import queries as crimes
from symphony.operations import queries as operations
from symphony.safeguarding import queries as safeguarding
from symphony.staff import paging
from symphony.staff.cases import frame
from symphony.web import times
from symphony.web.fields import Checkboxes
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

KINDS = {
    "referral": "Referrals",
    "case": "Opening and closing",
    "handover": "Changes of hands",
    "person": "People",
    "enquiry": "Enquiries",
    "crime": "Crimes",
    "arrest": "Arrests",
    "safeguarding": "Safeguarding actions",
    "visit": "Education visits",
    "operation": "Operations",
}
TAGS = {State.STANDS: "", State.CORRECTED: "Corrected", State.WITHDRAWN: "Withdrawn"}


class KindForm(Form):
    kind = forms.MultipleChoiceField(
        label="Show only",
        required=False,
        choices=list(KINDS.items()),
        widget=Checkboxes(small=True),
    )


@dataclass(frozen=True)
class About:
    """Somebody whom an event concerns: a name, or a reference with the page it leads to."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Item:
    """One event as the timeline shows it."""

    event: Event
    tag: str
    about: list[About]
    note: str


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show everything that happened, or certain kinds of it."""
    case = frame.open_case(request, reference)
    form = KindForm(request.GET)
    form.is_valid()
    kinds = form.cleaned_data.get("kind") or []
    everything = events(case)
    chosen = [event for event in everything if not kinds or event.kind in kinds]
    show(request, *_references(chosen))
    return frame.page(
        request,
        case,
        "timeline",
        section="timeline",
        items=[_item(event) for event in chosen],
        left_out=len(everything) - len(chosen),
        form=form,
        in_use=[
            {
                "words": KINDS[kind],
                "url": paging.address(request, kind=[other for other in kinds if other != kind]),
            }
            for kind in kinds
        ],
    )


def events(case: Case) -> list[Event]:
    """Return what every stage knows of the case, oldest first."""
    found = [
        *queries.events(case),
        *crimes.events(case),
        *safeguarding.events(case),
        *operations.events(case=case),
    ]
    return sorted(found, key=lambda event: event.at)


def _item(event: Event) -> Item:
    return Item(
        event=event,
        tag=TAGS[event.state],
        about=[
            About(text, reverse("people:person", args=[text]) if _is_person(text) else "")
            for text in event.people
        ],
        note=_note(event),
    )


def _note(event: Event) -> str:
    if event.state == State.STANDS or event.changed_at is None:
        return ""
    when = times.staff_time(event.changed_at)
    return f"{TAGS[event.state]} {when} by {event.changed_by}: {event.reason}"


def _references(shown: Iterable[Event]) -> list[str]:
    return sorted({text for event in shown for text in event.people if _is_person(text)})


def _is_person(text: str) -> bool:
    found = references.parse(text)
    return found is not None and found.kind == "P" and found.text == text
