"""Taking somebody out of a case, with the reason."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import queries, rules, services
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.people import queries as people
from symphony.staff.cases import frame
from symphony.staff.cases.role_version import RoleVersionForm
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class EndForm(RoleVersionForm):
    reason = forms.CharField(
        label="Why are they not in the case any more?",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why this person is not in the case any more"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, person: str) -> HttpResponse:
    """Ask why, and end the role."""
    case = frame.open_case(request, reference)
    role = queries.role_of(case, reference=person)
    show(request, person)
    form = EndForm(request.POST or None, current=role)
    if form.is_valid():
        try:
            services.end_role(
                case_role=role, reason=form.cleaned_data["reason"], by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{person} is not in {case.reference} any more.")
            return redirect("cases:people", reference=case.reference)
    return frame.page(
        request,
        case,
        "end_role",
        section="people",
        form=form,
        person=person,
        name=people.display_name(role.person),
        role_words=rules.role_words(role.role, case.path),
    )
