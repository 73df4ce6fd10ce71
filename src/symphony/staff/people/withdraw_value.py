"""Taking back something that is said of a person, with the reason."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.cases import services
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.people import queries
from symphony.staff.people import lines
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class WithdrawForm(Form):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why it is withdrawn"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Ask why, and withdraw it."""
    person = cases.readable_person(reference=reference, viewer=request.user)
    value = queries.value_of(person, number=number)
    said = lines.of(person, viewer=request.user)
    line = next(line for line in said if line.row.number == number)
    show(request, reference)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            services.withdraw_value(
                value=value, reason=form.cleaned_data["reason"], by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Withdrawn from the record of {reference}.")
            return redirect("people:person", reference=reference)
    context = {"reference": reference, "line": line, "form": form}
    return render(request, "staff/people/withdraw_value.html", context)
