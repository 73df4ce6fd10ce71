"""The enquiries of a case: the list, and logging one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from symphony.cases import queries, services
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.cases import frame
from symphony.web.fields import MomentField
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class EnquiryForm(Form):
    what = forms.CharField(
        label="What was done?",
        help_text="What was asked or looked at, and what came of it.",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what was done"},
    )
    made_at = MomentField(label="When?", name="Time", in_past=True)


@require_GET
def listing(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what was done, the latest first."""
    case = frame.open_case(request, reference)
    return frame.page(
        request, case, "enquiries", section="enquiries", enquiries=queries.enquiries(case)
    )


@require_http_methods(["GET", "POST"])
def log(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask what was done and when, and log it."""
    case = frame.open_case(request, reference)
    form = EnquiryForm(request.POST or None, initial={"made_at": now()})
    if form.is_valid():
        try:
            services.log_enquiry(case=case, by=request.user, at=now(), **form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Enquiry logged in {case.reference}.")
            return redirect("cases:enquiries", reference=case.reference)
    return frame.page(request, case, "log_enquiry", section="enquiries", form=form)
