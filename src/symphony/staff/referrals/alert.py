"""One alert: whom it went to, what came of it, and the call to the control room."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.accounts import queries as accounts
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.staff.referrals.alerts import reference_of
from symphony.triage import queries, services
from symphony.triage.models import Alert
from symphony.web.fields import MomentField
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class CallForm(Form):
    spoke_to = forms.CharField(
        label="Whom did you speak to?",
        max_length=120,
        error_messages={"required": "Enter whom you spoke to"},
    )
    called_at = MomentField(
        label="When?",
        name="Time of the call",
        in_past=True,
        error_messages={"required": "Enter when you called"},
    )
    words = forms.CharField(
        label="What was said, and what do they do now?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Enter what was said"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the alert's way, and record a call to the control room."""
    alert = queries.alert_about(reference)
    if alert is None:
        raise NotFound("There is no such alert.")
    form = CallForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _record(request, alert, form):
        return redirect("referrals:alert", reference)
    show(request, reference)
    team = alert.referral.team if alert.referral else accounts.intake_team()
    turn = queries.alert_in_turn(viewer=request.user)
    context = {
        "reference": reference_of(alert),
        "alert": alert,
        "page_name": "referrals:reading" if alert.referral_id else "referrals:quarantined",
        "steps": queries.steps_of(alert),
        "calls": queries.calls_of(alert),
        "nobody_on_call": not accounts.on_call(at=now(), team=team),
        "offers_acknowledge": alert.acknowledged_at is None
        and not (turn and turn.alert.pk == alert.pk),
        "form": form,
        "now": now(),
    }
    return render(request, "staff/referrals/alert.html", context)


def _record(request: StaffRequest, alert: Alert, form: CallForm) -> bool:
    try:
        services.record_control_room_call(
            alert=alert, **form.cleaned_data, by=request.user, at=now()
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, "The call is recorded. Acknowledge the alert once you deal with it.")
    return True
