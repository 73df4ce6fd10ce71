"""The lists of cases: mine, the team's, and what nobody owns."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.cases import queries
from symphony.cases.queries import CaseFilter, Place, View
from symphony.cases.rules import OPENS_A_CASE
from symphony.core.clock import now
from symphony.staff import paging
from symphony.staff.cases import clocks
from symphony.staff.cases.frame import Link
from symphony.triage.models import Band, Path
from symphony.web.fields import Checkboxes, Radios
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

VIEWS = {View.MINE: "Mine", View.TEAM: "My team", View.UNASSIGNED: "Unassigned"}
PATHS = [(value, label) for value, label in Path.choices if Path(value) in OPENS_A_CASE]
STATES = [("open", "Open"), ("closed", "Closed")]
# Another name for each form of a place: a link from a page of before leads to the beginning.
PLACES = "cases at a moment"


class CaseFilterForm(Form):
    state = forms.ChoiceField(
        label="State", required=False, choices=STATES, widget=Radios(small=True)
    )
    band = forms.MultipleChoiceField(
        label="Band", required=False, choices=Band.choices, widget=Checkboxes(small=True)
    )
    path = forms.MultipleChoiceField(
        label="Path", required=False, choices=PATHS, widget=Checkboxes(small=True)
    )


@require_GET
def first(request: StaffRequest) -> HttpResponse:
    """Lead to the list that this person's role begins with."""
    works_cases = request.user.may(Permission.WORK_CASES)
    supervises = request.user.may(Permission.PLAN_OPERATIONS)
    view = "mine" if works_cases and not supervises else "team"
    return redirect(f"cases:{view}")


@require_GET
def view(request: StaffRequest, which: View) -> HttpResponse:
    """Show a page of one of the lists."""
    at = now()
    asked = request.GET.copy()
    asked.setdefault("state", "open")
    form = CaseFilterForm(asked)
    only = _filter(form)
    page = queries.listing(
        viewer=request.user,
        view=which,
        at=at,
        only=only,
        first_visit=clocks.first_visit(),
        after=_place(request, paging.AFTER),
        before=_place(request, paging.BEFORE),
    )
    counts = queries.counts(viewer=request.user)
    show(request, *(row.reference for row in page.rows))
    context = {
        "which": which,
        "heading": VIEWS[which],
        "views": [
            Link(f"{words} {counts[one]}", reverse(f"cases:{one}"), is_current=one == which)
            for one, words in VIEWS.items()
        ],
        "rows": page.rows,
        "total": page.total,
        "is_closed": only.closed,
        "is_filtered": bool(only.bands or only.paths),
        "unassigned": counts[View.UNASSIGNED],
        "in_team": counts[View.TEAM],
        "form": form,
        "in_use": list(_in_use(request, only)),
        "previous_url": _address(request, paging.BEFORE, page.previous),
        "next_url": _address(request, paging.AFTER, page.next),
        "later": paging.AFTER in request.GET or paging.BEFORE in request.GET,
        "now": at,
    }
    return render(request, "staff/cases/list.html", context)


def _filter(form: CaseFilterForm) -> CaseFilter:
    """Return what the address asks for; a value that means nothing is left out."""
    form.is_valid()
    asked = form.cleaned_data
    return CaseFilter(
        closed=asked.get("state") == "closed",
        bands=tuple(asked.get("band") or ()),
        paths=tuple(asked.get("path") or ()),
    )


def _in_use(request: HttpRequest, only: CaseFilter) -> Iterator[dict[str, str]]:
    """Return each filter in use with the address of the list without it."""
    if only.closed:
        yield {"words": "Closed", "url": paging.address(request, state=[])}
    for name, values, words in (
        ("band", only.bands, dict(Band.choices)),
        ("path", only.paths, dict(PATHS)),
    ):
        for value in values:
            rest = [other for other in values if other != value]
            yield {"words": words[value], "url": paging.address(request, **{name: rest})}


def _place(request: HttpRequest, name: str) -> Place | None:
    if (found := paging.place(request, name, PLACES)) is None:
        return None
    is_visited, due, case, at = found
    return Place(
        int(is_visited), datetime.fromisoformat(due), UUID(case), datetime.fromisoformat(at)
    )


def _address(request: HttpRequest, name: str, place: Place | None) -> str:
    if place is None:
        return ""
    found = (str(place.is_visited), place.due.isoformat(), str(place.id), place.at.isoformat())
    return paging.address(request, **{name: [paging.seal(PLACES, found)]})
