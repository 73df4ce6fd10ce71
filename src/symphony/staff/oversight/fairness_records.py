"""The referrals behind one number of the report on fairness."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.staff import paging
from symphony.staff.oversight import area, report_scope
from symphony.staff.oversight.fairness import by_of, label_of, others_words
from symphony.staff.oversight.report_list import Line, opens
from symphony.staff.oversight.report_parts import BANDS
from symphony.staff.oversight.report_scope import ReportForm, Scope
from symphony.triage.queries import fairness
from symphony.triage.queries.agreement import ANY
from symphony.triage.queries.fairness import OTHERS, By, Select
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PAGE_SIZE = 50
PLACES = "referrals"


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """List the referrals that a number counts, newest first."""
    scope = report_scope.read(request, at=now(), form=ReportForm(request.GET))
    select = _select(request)
    found = fairness.selected(scope.of_referrals, select, viewer=request.user)
    count = found.count()
    after = paging.moment(request, PLACES)
    if after:
        found = found.filter(paging.beyond(after, "referral__received_at", latest_first=True))
    rows = list(
        found.select_related("referral").order_by("-referral__received_at", "-pk")[: PAGE_SIZE + 1]
    )
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    lines = [_line(row, request=request) for row in rows]
    last = lines[-1] if more else None
    show(request, *(line.reference for line in lines))
    context = {
        "title": "Referrals",
        "report": "Fairness",
        "report_url": _report_url(scope, select.by),
        "scope": scope,
        "what": _words(select, scope, request),
        "count": count,
        "lines": lines,
        "columns": ("Suggested", "Decided", "From", "Received"),
        "later": after is not None,
        "next_url": paging.go_on(request, PLACES, last.at, rows[-1].pk) if last else "",
        "sections": area.pages(request.user, "oversight:fairness"),
    }
    return render(request, "staff/oversight/report_records.html", context)


def _select(request: StaffRequest) -> Select:
    """Return what the address asks for; a value that does not exist asks for nothing."""
    asked = {
        name: request.GET[name]
        for name in ("suggested", "decided")
        if request.GET.get(name) in {*BANDS, ANY}
    }
    if asked.get("suggested") == ANY:
        del asked["suggested"]
    return Select(by=by_of(request), key=request.GET.get("key", "")[:32], **asked)


def _words(select: Select, scope: Scope, request: StaffRequest) -> str:
    """Return what is listed; only a group that the report names is named here."""
    said = []
    if select.key:
        found = fairness.fairness(scope.of_referrals, by=select.by, viewer=request.user)
        named = {group.key: label_of(group, select.by) for group in found.groups}
        if found.others:
            named[OTHERS] = others_words(found.others, select.by)
        said.append(named.get(select.key, "one that has none now"))
    if select.suggested:
        said.append(f"suggested {BANDS[select.suggested].lower()}")
    if select.decided == ANY:
        said.append("decided")
    elif select.decided:
        waits = select.decided == fairness.WAITING
        said.append("not decided" if waits else f"decided {BANDS[select.decided].lower()}")
    return ", ".join(said)


def _line(row: Any, *, request: StaffRequest) -> Line:
    referral = row.referral
    return Line(
        reference=referral.reference,
        url=opens(referral, request.user),
        before_band=row.band,
        before_path="",
        after_band=row.decided_band,
        after_path="",
        says=referral.sender or referral.get_channel_display(),
        at=referral.received_at,
        is_decided=row.decided_band is not None,
    )


def _report_url(scope: Scope, by: By) -> str:
    return f"{reverse('oversight:fairness')}?{report_scope.query(scope, by=by.value)}"
