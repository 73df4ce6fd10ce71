"""The queue: what waits for a decision, most urgent first, and why it stands where it stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.referrals.models.referral import Channel
from symphony.staff import paging
from symphony.staff.referrals import area
from symphony.triage import queries, services
from symphony.triage.models import Band
from symphony.web.fields import Checkboxes
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

log = structlog.get_logger("symphony.staff")

VIEWS = {"mine": "Mine", "all": "All"}
BANDS = {**dict(Band.choices[:2]), "not_graded": "Not graded", **dict(Band.choices[2:])}
SOURCES = {"cybertipline": "CyberTipline", "public_form": "Public"}
PLACES = "queue"


class QueueFilterForm(Form):
    band = forms.MultipleChoiceField(
        label="Band",
        required=False,
        choices=list(BANDS.items()),
        widget=Checkboxes(small=True),
    )
    source = forms.MultipleChoiceField(
        label="Source",
        required=False,
        choices=Channel.choices,
        widget=Checkboxes(small=True),
    )
    unread = forms.BooleanField(label="New to me only", required=False)
    view = forms.ChoiceField(required=False, choices=list(VIEWS.items()), widget=forms.HiddenInput)


@dataclass(frozen=True)
class Line:
    """One row as it is shown."""

    row: queries.QueueRow
    clock: str
    due_at: datetime
    source: str
    state: str


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show a page of the queue."""
    _collect()
    at = now()
    form = QueueFilterForm(request.GET)
    only = _filter(form)
    page = queries.queue(
        viewer=request.user,
        at=at,
        only=only,
        after=place(request, paging.AFTER),
        before=place(request, paging.BEFORE),
    )
    counts = queries.counts_by_band(viewer=request.user)
    sections = area.lists(request.user, "referrals:queue")
    show(request, *(row.reference for row in page.rows))
    context = {
        "lines": [line(row) for row in page.rows],
        "total": page.total,
        "waiting": sum(counts.values()),
        "bands": [(band, BANDS[band], count) for band, count in counts.items()],
        "held": queries.count_held(viewer=request.user),
        "is_mine": only.mine,
        "is_filtered": bool(only.bands or only.channels or only.unread),
        "form": form,
        "in_use": _in_use(request, only),
        "clear_url": "?view=mine" if only.mine else request.path,
        "previous_url": address(request, paging.BEFORE, page.previous),
        "next_url": address(request, paging.AFTER, page.next),
        "first_free": next((row.reference for row in page.rows if not row.holder_name), ""),
        "sections": sections,
        "doubtful": area.count_in(sections, "referrals:doubtful"),
        "answered": area.count_in(sections, "referrals:answers"),
        "may_decide": request.user.may(Permission.DECIDE_TRIAGE),
        "now": at,
    }
    return render(request, "staff/referrals/queue.html", context)


def _collect() -> None:
    """Bring in what waits in the letterbox, so that nobody looks at yesterday's queue.

    The worker does the same; whatever is wrong with a submission must not close the queue.
    """
    try:
        services.collect_letterbox(at=now())
    except (DatabaseError, KeyError, TypeError, ValueError) as failure:
        log.error("letterbox_not_collected", failure=type(failure).__name__)


def _filter(form: QueueFilterForm) -> queries.QueueFilter:
    """Return what the address asks for; a value that means nothing is left out."""
    form.is_valid()
    asked = form.cleaned_data
    return queries.QueueFilter(
        mine=asked.get("view") == "mine",
        unread=bool(asked.get("unread")),
        bands=tuple(asked.get("band") or ()),
        channels=tuple(asked.get("source") or ()),
    )


def line(row: queries.QueueRow) -> Line:
    """Return a waiting referral as lists show it."""
    if row.alert_to_acknowledge_by:
        clock, due_at = "Acknowledge", row.alert_to_acknowledge_by
    else:
        clock, due_at = ("Respond" if row.band else "Grade"), row.due_at
    lapsed = "Yours until the half hour ended" if row.has_lapsed else "Waiting"
    state = "You" if row.is_mine else row.holder_name or lapsed
    source = row.sender or SOURCES[row.channel]
    return Line(row, clock, due_at, source, state)


def _in_use(request: HttpRequest, only: queries.QueueFilter) -> list[dict[str, str]]:
    """Return each filter in use with the address of the list without it."""
    found = []
    for name, values, words in (
        ("band", only.bands, BANDS),
        ("source", only.channels, dict(Channel.choices)),
    ):
        for value in values:
            rest = [other for other in values if other != value]
            found.append({"words": words[value], "url": paging.address(request, **{name: rest})})
    if only.unread:
        found.append({"words": "New to me", "url": paging.address(request, unread=[])})
    return found


def place(request: HttpRequest, name: str) -> queries.Cursor | None:
    """Return where the address says that this page of the list begins or ends."""
    if (found := paging.place(request, name, PLACES)) is None:
        return None
    rank, due_at, referral = found
    return queries.Cursor(int(rank), datetime.fromisoformat(due_at), UUID(referral))


def address(request: HttpRequest, name: str, cursor: queries.Cursor | None) -> str:
    """Return the address of the page of the list that begins or ends here."""
    if cursor is None:
        return ""
    where = (str(cursor.rank), cursor.due_at.isoformat(), str(cursor.referral_id))
    return paging.address(request, **{name: [paging.seal(PLACES, where)]})
