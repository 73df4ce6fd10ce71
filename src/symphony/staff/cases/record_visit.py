"""Recording an education visit in a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.people import queries as people
from symphony.safeguarding import queries, services
from symphony.safeguarding.models import Child, EducationVisit
from symphony.staff.cases import frame
from symphony.staff.cases.arrest_form import help_line
from symphony.staff.children.visit_form import FIELDS, VisitForm, field_of, seen_by
from symphony.web.looks import show
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_date


HELP_HINT = "For anyone in the family who worries about their own or another's behaviour."


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
    form = VisitForm(request.POST or None, offered=offered(children), initial={"children": alone})
    form.fields["help_given"].help_text = help_line(HELP_HINT)
    if form.is_valid():
        try:
            visit = services.record_visit(
                case=case,
                children=seen_by(form, {child.person.reference: child for child in children}),
                by=request.user,
                at=now(),
                **{name: form.cleaned_data[name] for name in FIELDS},
            )
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal))
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
        notes=notes(children),
        form=form,
        consequence=f"{case.team.name} sees it. It gets a reference of its own.",
        button="Record visit",
        back=frame.address(case, "safeguarding"),
    )


def offered(children: list[Child]) -> dict[str, str]:
    """Return whom a visit can be for: name and age by reference."""
    names = people.display_names(child.pk for child in children)
    return {
        child.person.reference: f"{names[child.pk]} ({child.person.reference})"
        for child in children
    }


def notes(children: list[Child]) -> list[dict[str, object]]:
    """Return what is answered about who must not be told, child by child."""
    answers = queries.answers(children)
    return [
        {"reference": child.person.reference, "answer": answers.get(child.pk)} for child in children
    ]


def _done(visit: EducationVisit) -> str:
    done = f"Education visit {visit.reference} recorded in {visit.case.reference}."
    if visit.follow_up_on:
        return f"{done} Next: follow up on {staff_date(visit.follow_up_on)}."
    return f"{done} Next: record the outcome of the crime, if there is one."
