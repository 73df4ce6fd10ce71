"""Recording an education visit in a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import queries, services
from symphony.safeguarding.models import EducationVisit
from symphony.staff import visit_form
from symphony.staff.cases import frame
from symphony.staff.visit_form import FIELDS, VisitForm
from symphony.web.looks import show
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_date


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask who was visited, when, and what came of it, and record it."""
    case = frame.open_case(request, reference)
    children = queries.children_in(case)
    show(request, *(child.person.reference for child in children))
    if not children:
        messages.warning(
            request, f"No child in {case.reference} has a safeguarding record. Open one first."
        )
        return redirect("cases:safeguarding", reference=case.reference)
    alone = [child.person.reference for child in children] if len(children) == 1 else []
    form = VisitForm(
        request.POST or None, offered=visit_form.offered(children), initial={"children": alone}
    )
    if form.is_valid():
        try:
            visit = services.record_visit(
                case=case,
                children=visit_form.seen_by(
                    form, {child.person.reference: child for child in children}
                ),
                by=request.user,
                at=now(),
                **{name: form.cleaned_data[name] for name in FIELDS},
            )
        except DomainError as refusal:
            form.refuse(refusal, visit_form.field_of(refusal))
        else:
            messages.success(request, _done(visit))
            return redirect("children:visit", reference=visit.reference)
    return frame.page(
        request,
        case,
        "record_visit",
        section="safeguarding",
        frame="staff/cases/case.html",
        subject=case.reference,
        act="record an education visit",
        notes=visit_form.notes(children),
        form=form,
        consequence=f"{case.team.name} sees it. It gets a reference of its own.",
        button="Record visit",
        back=frame.address(case, "safeguarding"),
    )


def _done(visit: EducationVisit) -> str:
    done = f"Education visit {visit.reference} recorded in {visit.case.reference}."
    if visit.follow_up_on:
        return f"{done} Next: follow up on {staff_date(visit.follow_up_on)}."
    return f"{done} Next: record the outcome of the crime, if there is one."
