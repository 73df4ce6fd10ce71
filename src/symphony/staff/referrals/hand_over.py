"""Handing a referral that one holds to a colleague, with what they must know."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.referrals import record
from symphony.staff.referrals.assigning import AssignForm
from symphony.triage import queries, services
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class HandOverForm(AssignForm):
    """The same questions of one referral; a colleague is always told why it comes to them."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as AssignForm takes them
        to, why = self.fields["to"], self.fields["why"]
        to.label, to.error_messages["required"] = "Who takes it?", "Select who takes it"
        why.label, why.required = "Why, and what must they know?", True
        why.error_messages["required"] = "Enter why you hand it over"


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask to whom and why, and hand it over."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    at = now()
    why_not = queries.why_not_assign(queries.entry(referral), to=None, by=request.user, at=at)
    if why_not:
        messages.warning(request, f"{reference} cannot be handed over. {why_not}.")
        return redirect("referrals:reading", reference)
    form = HandOverForm(request.POST if request.method == "POST" else None, at=at, but=request.user)
    if form.is_valid():
        try:
            done = services.assign(
                references=[reference],
                to=form.receiver,
                by=request.user,
                at=at,
                why=form.cleaned_data["why"],
            )
        except DomainError as refusal:
            form.refuse(refusal, field="to")
        else:
            if done.given:
                messages.success(request, f"{form.receiver.name} has {reference} now.")
                return redirect("referrals:queue")
            form.refuse(done.skipped[0][1], field="to")
    show(request, reference)
    frame = record.frame(referral, viewer=request.user, page="referrals:hand_over")
    return render(request, "staff/referrals/hand_over.html", frame | {"form": form})
