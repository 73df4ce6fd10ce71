"""Quarantine: what came and could not be read, with the reason, counted like everything else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.clock import now
from symphony.core.errors import NotFound
from symphony.referrals import queries
from symphony.referrals.models.referral import Channel
from symphony.staff import paging
from symphony.staff.referrals import area
from symphony.triage import queries as triage
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PLACES = "quarantine"
MOST_SHOWN = 20_000
CHANNELS = dict(Channel.choices)
KEPT = {
    queries.KEPT_WHOLE: "Kept as received",
    queries.KEPT_CUT: "Kept, with the file's bytes cut out",
    queries.NOT_KEPT: "Not kept",
}


@require_GET
def listing(request: StaffRequest) -> HttpResponse:
    """List what is in quarantine, newest first."""
    rows, following, count = queries.quarantine(after=_place(request))
    show(request, *(row.reference for row in rows))
    next_url = ""
    if following:
        place = (following[0].isoformat(), str(following[1]))
        next_url = paging.address(request, after=[paging.seal(PLACES, place)])
    context = {
        "rows": [
            {"item": row, "channel": CHANNELS[row.channel], "kept": KEPT[row.kept]} for row in rows
        ],
        "count": count,
        "next_url": next_url,
        "sections": area.lists(request.user, "referrals:quarantine"),
        "is_first": paging.AFTER not in request.GET,
    }
    return render(request, "staff/referrals/quarantine.html", context)


def _place(request: StaffRequest) -> tuple[datetime, UUID] | None:
    if (found := paging.place(request, paging.AFTER, PLACES)) is None:
        return None
    return datetime.fromisoformat(found[0]), UUID(found[1])


@require_GET
def item(request: StaffRequest, reference: str) -> HttpResponse:
    """Show why an item could not be read, without its file's name and without what was kept."""
    return _page(request, queries.quarantined(reference=reference))


@require_http_methods(["GET", "POST"])
def file_name(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the name of the file that the item came in, until the page is left; it is recorded."""
    row = queries.quarantined(reference=reference)
    if request.method == "GET":
        return redirect("referrals:quarantined", reference)
    _record(request, reference, "referrals.file_name_shown")
    name = queries.quarantined_source_name(reference=reference)
    return _page(request, row, shown_name=name or "None was given")


@require_http_methods(["GET", "POST"])
def contents(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what was kept of the item, as text, until the page is left; it is recorded."""
    row = queries.quarantined(reference=reference)
    if request.method == "GET":
        return redirect("referrals:quarantined", reference)
    if (body := queries.quarantined_bytes(reference=reference)) is None:
        raise NotFound("Nothing was kept of this item.")
    _record(request, reference, "referrals.quarantined_text_shown")
    text = queries.text_of(body[: MOST_SHOWN * 4])
    return _page(request, row, shown_text=text[:MOST_SHOWN], is_cut=len(text) > MOST_SHOWN)


def _record(request: StaffRequest, reference: str, what: str) -> None:
    audit.record(
        what=what,
        about=reference,
        by=request.user.staff_number,
        at=now(),
        kind=Entry.Kind.CONSULTATION,
    )


def _page(request: StaffRequest, row: queries.QuarantinedRow, **shown: Any) -> HttpResponse:
    show(request, row.reference)
    alert = triage.alert_about(row.reference)
    context = {
        "item": row,
        "channel": CHANNELS[row.channel],
        "kept": KEPT[row.kept],
        "is_kept": row.kept != queries.NOT_KEPT,
        "alert": alert,
        "alert_in_list": [alert] if alert else [],
        "now": now(),
        "may_acknowledge": request.user.may(Permission.ACKNOWLEDGE_ALERTS),
        "shown": shown,
    }
    return render(request, "staff/referrals/quarantined.html", context)
