"""Taking a case out of an operation, with a reason."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.operations import queries, rules, services
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class RemoveCaseForm(Form):
    reason = forms.CharField(
        label="Why is it taken out?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Enter why the case is taken out"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, slug: str, reference: str) -> HttpResponse:
    """Say what will follow, ask why, and take the case out."""
    operation = queries.read(slug=slug, viewer=request.user)
    case = cases.readable(reference=reference, viewer=request.user)
    show(request, rules.log_name(slug), case.reference)
    form = RemoveCaseForm(request.POST or None)
    if form.is_valid():
        try:
            services.remove_case(
                operation=operation,
                case=case,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                f"{case.reference} no longer belongs to Operation {operation.codename}, "
                "and no longer counts in it.",
            )
            return redirect("operations:operation", slug=slug)
    page = {"operation": operation, "case": case, "form": form}
    return render(request, "staff/operations/remove_case.html", page)
