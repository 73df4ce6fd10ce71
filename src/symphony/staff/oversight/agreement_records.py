"""The decisions behind one number of the report on agreement."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.staff import paging
from symphony.staff.oversight import area, report_scope
from symphony.staff.oversight.agreement import SECOND_PERSON
from symphony.staff.oversight.report_list import Line, opens
from symphony.staff.oversight.report_parts import BANDS, PATHS
from symphony.staff.oversight.report_scope import DecidersForm
from symphony.triage.queries import agreement
from symphony.triage.queries.agreement import Select
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PAGE_SIZE = 50
PLACES = "decisions"
_MOVED = {"kept": "band kept", "up": "band higher", "down": "band lower", "nothing": "not graded"}
_MOVED |= {"any": "with a suggestion"}
_DIFFERS = {"yes": "band or path changed", "no": "as suggested"}
_AFTER = {"another": "after another officer", "own": "after the same officer"}
_CHOICES: dict[str, dict[str, str]] = {
    "suggested_band": BANDS,
    "band": BANDS,
    "first_band": BANDS,
    "suggested_path": PATHS,
    "path": PATHS,
    "first_path": PATHS,
    "moved": _MOVED,
    "differs": _DIFFERS,
    "after": _AFTER,
    "second_person": SECOND_PERSON,
}
_SIDES = {"band": "decided", "path": "decided", "first_band": "first", "first_path": "first"}
_SIDES |= {"suggested_band": "suggested", "suggested_path": "suggested"}


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """List the decisions that a number counts, newest first."""
    scope = report_scope.read(request, at=now(), form=DecidersForm(request.GET))
    select = _select(request)
    found = agreement.selected(scope.of_decisions, select, viewer=request.user)
    count = found.count()
    after = paging.moment(request, PLACES)
    if after:
        found = found.filter(paging.beyond(after, "decided_at", latest_first=True))
    rows = list(
        found.select_related("referral", "decided_by").order_by("-decided_at", "-pk")[
            : PAGE_SIZE + 1
        ]
    )
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    last = rows[-1] if more else None
    lines = [_line(row, with_first=bool(select.after), request=request) for row in rows]
    show(request, *(line.reference for line in lines))
    context = {
        "title": "Decisions",
        "report": "Agreement",
        "report_url": f"{reverse('oversight:agreement')}?{scope.query}",
        "scope": scope,
        "what": _words(select),
        "count": count,
        "lines": lines,
        "columns": ("First" if select.after else "Suggested", "Decided", "By", "When"),
        "later": after is not None,
        "next_url": paging.go_on(request, PLACES, last.decided_at, last.pk) if last else "",
        "sections": area.pages(request.user, "oversight:agreement"),
    }
    return render(request, "staff/oversight/report_records.html", context)


def _select(request: StaffRequest) -> Select:
    """Return what the address asks for; a value that does not exist asks for nothing."""
    asked = {
        name: request.GET[name]
        for name, words in _CHOICES.items()
        if request.GET.get(name) in words
    }
    return Select(
        **asked,
        policy=request.GET.get("policy", "")[:40],
        rule=request.GET.get("rule", "")[:40],
        officer=request.GET.get("of_officer", "")[:20],
    )


def _words(select: Select) -> str:
    """Return what is listed: suggested high, decided medium."""
    said = []
    for name, words in _CHOICES.items():
        if value := getattr(select, name):
            said.append(f"{_SIDES.get(name, '')} {words[value].lower()}".strip())
    if select.rule:
        said.append(f"rule {select.rule}")
    if select.policy:
        said.append(f"policy {select.policy}")
    if select.officer:
        said.append(f"by {select.officer}")
    return ", ".join(said)


def _line(row: Any, *, with_first: bool, request: StaffRequest) -> Line:
    band = row.first_band if with_first else row.suggested_band
    path = row.first_path if with_first else row.suggested_path
    return Line(
        reference=row.referral.reference,
        url=opens(row.referral, request.user),
        before_band=band,
        before_path=PATHS.get(path or "", ""),
        after_band=row.band,
        after_path=PATHS[row.path],
        says=row.decided_by.name,
        at=row.decided_at,
    )
