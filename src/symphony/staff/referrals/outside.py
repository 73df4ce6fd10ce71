"""A band that was worked out with another instrument: recorded beside ours, or withdrawn."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.referrals.models import Referral
from symphony.staff.referrals import record
from symphony.triage import queries, services
from symphony.triage.models import OutsideGrade
from symphony.web.fields import DateField
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

# Offered while one types; anything else may be written.
INSTRUMENTS = ("KIRAT", "CPORT")


class OutsideForm(Form):
    instrument = forms.CharField(
        label="Which instrument?",
        max_length=60,
        help_text="For example KIRAT. CPORT is made for adult men who were convicted of these"
        " offences: it says nothing at intake",
        widget=forms.TextInput(attrs={"list": "instruments", "autocomplete": "off"}),
        error_messages={"required": "Enter which instrument it is"},
    )
    version = forms.CharField(
        label="Version (optional)",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    band = forms.CharField(
        label="Which band?",
        max_length=40,
        help_text="In the instrument's own words. Its items and scores do not belong here",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Enter which band it gave"},
    )
    assessor = forms.CharField(
        label="Who worked it out?",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter who worked it out"},
    )
    assessed_on = DateField(
        label="When was it worked out?",
        name="Date",
        in_past=True,
        error_messages={"required": "Enter when it was worked out"},
    )


class WithdrawForm(Form):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays readable, marked as withdrawn, with this reason",
        error_messages={"required": "Enter why it is withdrawn"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask for what another instrument said, and record it."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    form = OutsideForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _record(request, referral, form):
        return redirect("referrals:decide", reference)
    show(request, reference)
    context = record.frame(referral, viewer=request.user, page="referrals:outside") | {
        "form": form,
        "instruments": INSTRUMENTS,
        "outside": queries.outside_grades(referral),
    }
    return render(request, "staff/referrals/outside.html", context)


def _record(request: StaffRequest, referral: Referral, form: OutsideForm) -> bool:
    try:
        recorded = services.record_outside(
            referral=referral, **form.cleaned_data, by=request.user, at=now()
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    messages.success(
        request,
        f"{recorded.instrument} {recorded.band} is recorded beside our suggestion on"
        f" {referral.reference}. It changes nothing there.",
    )
    return True


@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, reference: str, grade: UUID) -> HttpResponse:
    """Ask why something recorded from outside is withdrawn."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    one = _standing(referral, grade)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.withdraw_outside(
                grade=one, reason=form.cleaned_data["reason"], by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{one.instrument} {one.band} is withdrawn on {reference}.")
            return redirect("referrals:decide", reference)
    show(request, reference)
    context = record.frame(referral, viewer=request.user, page="referrals:outside") | {
        "form": form,
        "one": one,
    }
    return render(request, "staff/referrals/outside_withdraw.html", context)


def _standing(referral: Referral, pk: UUID) -> OutsideGrade:
    for one in queries.outside_grades(referral):
        if one.pk == pk and one.withdrawn_at is None:
            return one
    raise NotFound("There is nothing to withdraw.")
