"""The audit log: who did and who saw what. References and codes only, never the contents."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts import queries as accounts
from symphony.audit import queries as audit
from symphony.audit.models import Entry
from symphony.core import references
from symphony.core.clock import LONDON
from symphony.core.errors import NotFound
from symphony.staff import acts, paging
from symphony.staff.oversight import area
from symphony.web.fields import Checkboxes, DateField
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class LogFilterForm(Form):
    about = forms.CharField(
        label="Reference", required=False, max_length=80, help_text="Such as C-23-0512"
    )
    by = forms.CharField(label="Staff number", required=False, max_length=40)
    kind = forms.MultipleChoiceField(
        label="Kind",
        required=False,
        choices=Entry.Kind.choices,
        widget=Checkboxes(small=True),
    )
    day = DateField(label="Day", required=False)


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the log, newest first, narrowed by the address."""
    form = LogFilterForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    about = _reference(asked.get("about") or "")
    since, until = _day(asked.get("day"))
    entries = audit.entries(
        about=about,
        by=(asked.get("by") or "").strip(),
        kinds=asked.get("kind") or (),
        since=since,
        until=until,
    )
    page = acts.page(request, entries, first=about)
    show(request, *page.references)
    context = {
        "page": page,
        "form": form,
        "in_use": _in_use(request, asked),
        "clear_url": request.path,
        "is_later": paging.AFTER in request.GET or paging.BEFORE in request.GET,
        "sections": area.pages(request.user, "oversight:audit"),
    }
    return render(request, "staff/oversight/audit.html", context)


@require_GET
def person(request: StaffRequest, who: str) -> HttpResponse:
    """Show what a member of staff did and saw, or who did or saw anything of a person."""
    parsed = references.parse(who)
    if parsed and parsed.kind == "P":
        heading, entries = f"Who looked at {parsed.text}", audit.entries(about=parsed.text)
        name, first = "", parsed.text
    else:
        account = accounts.by_staff_number(who)
        heading, entries = f"What {who} did and saw", audit.entries(by=who)
        name, first = f"{account.name}, {account.get_role_display().lower()}, {account.team}", ""
    page = acts.page(request, entries, first=first)
    if first and not page.rows and not _pages_on(request):
        raise NotFound("Nothing is logged about such a person.")
    show(request, *([first] if first else page.references))
    context = {"page": page, "heading": heading, "name": name, "about": first}
    return render(request, "staff/oversight/audit_person.html", context)


def _pages_on(request: HttpRequest) -> bool:
    return paging.AFTER in request.GET or paging.BEFORE in request.GET


def _reference(typed: str) -> str:
    """Return a reference as it is written; anything else, such as a slug, as it was typed."""
    parsed = references.parse(typed)
    return parsed.text if parsed else typed.strip()


def _day(day: date | None) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    begins = datetime.combine(day, time(), LONDON)
    return begins, datetime.combine(day + timedelta(days=1), time(), LONDON)


def _in_use(request: HttpRequest, asked: dict[str, Any]) -> list[dict[str, str]]:
    """Return each filter in use with the address of the log without it."""
    found = []
    if about := asked.get("about"):
        found.append({"words": about, "url": paging.address(request, about=[])})
    if by := asked.get("by"):
        found.append({"words": f"By {by}", "url": paging.address(request, by=[])})
    for kind in asked.get("kind") or ():
        rest = [other for other in asked["kind"] if other != kind]
        words = Entry.Kind(kind).label
        found.append({"words": words, "url": paging.address(request, kind=rest)})
    if day := asked.get("day"):
        without: dict[str, list[str]] = {
            name: [] for name in ("day", "day_day", "day_month", "day_year")
        }
        words = f"{day.day} {day:%b %Y}"
        found.append({"words": words, "url": paging.address(request, **without)})
    return found
