"""The records behind a figure: those of the viewer's team, and how many belong to others."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.figures import measures, queries
from symphony.figures.measures import Measure
from symphony.figures.queries import Record
from symphony.referrals.models.referral import Channel
from symphony.safeguarding.models import ActionKind
from symphony.staff import paging
from symphony.staff.figures import scope as scopes
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PLACES = "figure-records"
# What a code in a record's words means.
_SAID = {
    measures.CHILDREN_SAFEGUARDED.key: dict(ActionKind.choices),
    measures.REFERRALS.key: dict(Channel.choices),
}
# Where a record of a measure opens; the others open in their case.
_PAGES = {
    measures.PEOPLE_ARRESTED.key: "people:person",
    measures.ARRESTS.key: "people:person",
    measures.CHILDREN_SAFEGUARDED.key: "children:child",
    measures.CHILDREN_VISITED.key: "children:child",
    measures.EDUCATION_VISITS.key: "children:visit",
    measures.REFERRALS.key: "referrals:reading",
}


@dataclass(frozen=True)
class Line:
    """One thing that was counted, as the list shows it."""

    labels: list[tuple[str, str]]
    cases: tuple[str, ...]
    in_other_case: bool
    says: str
    dated: datetime


@require_GET
def view(request: StaffRequest, measure: str) -> HttpResponse:
    """List what the viewer may see of the records that make the number."""
    found = measures.get(measure)
    at = now()
    form, scope = scopes.read(request, viewer=request.user, at=at)
    figure = queries.count(measure=found, as_at=at, **scope.arguments)
    records = queries.records(
        measure=found, viewer=request.user, as_at=at, after=_place(request), **scope.arguments
    )
    lines = [_line(found, record) for record in records.rows]
    for line in lines:
        show(request, *(label for label, _ in line.labels), *line.cases)
    page = {
        "form": form,
        "scope": scope,
        "measure": found,
        "figure": figure,
        "records": records,
        "lines": lines,
        "later": paging.AFTER in request.GET,
        "figure_url": f"{reverse('figures:measure', args=[found.slug])}?{scope.query}",
        "next_url": _next(request, records.next),
        "says": _SAYS.get(found.key, "What"),
        "as_at": at,
    }
    return render(request, "staff/figures/records.html", page)


_SAYS = {
    measures.PEOPLE_ARRESTED.key: "On suspicion of",
    measures.ARRESTS.key: "On suspicion of",
    measures.CHILDREN_SAFEGUARDED.key: "Protective action",
    measures.EDUCATION_VISITS.key: "",
    measures.CHILDREN_VISITED.key: "Visit",
    measures.CRIMES_INVESTIGATED.key: "Offence",
    measures.CRIMES_RECORDED.key: "Offence",
    measures.REFERRALS.key: "From",
}


def _line(measure: Measure, record: Record) -> Line:
    meaning = _SAID.get(measure.key, {})
    page = _PAGES.get(measure.key)
    return Line(
        labels=[(label, reverse(page, args=[label]) if page else "") for label in record.labels],
        cases=record.cases,
        in_other_case=record.in_other_case,
        says="; ".join(str(meaning.get(words, words)) for words in record.says),
        dated=record.dated,
    )


def _place(request: HttpRequest) -> tuple[datetime, str] | None:
    if (found := paging.place(request, paging.AFTER, PLACES)) is None:
        return None
    return datetime.fromisoformat(found[0]), found[1]


def _next(request: HttpRequest, place: tuple[datetime, str] | None) -> str:
    if place is None:
        return ""
    dated, thing = place
    sealed = paging.seal(PLACES, (dated.isoformat(), thing))
    return paging.address(request, **{paging.AFTER: [sealed]})
