"""Closing a case, and what still stops it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases.models import Case
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import queries as crimes
from symphony.safeguarding import queries as safeguarding
from symphony.safeguarding import services
from symphony.staff.cases import frame
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class CloseForm(Form):
    reason = forms.CharField(
        label="Why is it closed?",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the case is closed"},
    )


@dataclass(frozen=True)
class Point:
    """Something that is not done, and where it is."""

    words: str
    url: str
    reference: str = ""


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Say what still stops it; else ask why, and close."""
    case = frame.open_case(request, reference)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        try:
            services.close_case(
                case=case, reason=form.cleaned_data["reason"], by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{case.reference} is closed.")
            return redirect("cases:overview", reference=case.reference)
    return frame.page(
        request,
        case,
        "close",
        form=form,
        stops=list(_stops(case)),
        numbers=crimes.without_outcome(case),
    )


def _stops(case: Case) -> Iterator[Point]:
    """Return what `safeguarding.services.close_case` would refuse for."""
    url = frame.address(case, "safeguarding")
    for reference in safeguarding.children_without_action(case):
        yield Point("Nothing is recorded that was done for the child", url, reference)
    for words in safeguarding.still_open(case):
        yield Point(f"Still to be done for {words}", url)
