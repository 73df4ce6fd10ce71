"""No further action, looked at by a second person: agreed to, or sent back with a reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.referrals import queries as referrals
from symphony.staff.referrals import area, record, stated
from symphony.staff.referrals.deciding.explanation import Explanation, explain
from symphony.triage import queries, rules, services
from symphony.triage.models import Decision
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

MOST_SHOWN = 100


@dataclass(frozen=True)
class Line:
    """A decision that waits, and by when somebody has to have looked at it."""

    decision: Decision
    due_at: datetime


class SecondPersonForm(Form):
    answer = forms.ChoiceField(
        label="Is no further action right?",
        choices=[("agree", "Yes, I agree"), ("return", "No, it goes back to the queue")],
        widget=Radios,
        error_messages={"required": "Select whether you agree"},
    )
    reason = forms.CharField(
        label="Why does it go back?",
        max_length=10_000,
        required=False,
        widget=forms.Textarea,
        help_text="Only if it goes back. Whoever decides next will read this.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where it goes back."""
        said = super().clean() or {}
        if said.get("answer") == "return" and not said.get("reason"):
            self.refuse("Enter why it goes back", field="reason")
        return said


@require_GET
def waiting(request: StaffRequest) -> HttpResponse:
    """List the decisions that wait for this person, or for anybody but who made them."""
    found = queries.awaiting_second_person(viewer=request.user)
    decisions = list(found[:MOST_SHOWN])
    own = queries.own_awaiting(viewer=request.user)
    show(request, *(decision.referral.reference for decision in [*decisions, *own]))
    context = {
        "lines": [_line(decision) for decision in decisions],
        "own": [_line(decision) for decision in own],
        "now": now(),
        "count": found.count() if len(decisions) == MOST_SHOWN else len(decisions),
        "most_shown": MOST_SHOWN,
        "sections": area.lists(request.user, "referrals:second_person"),
    }
    return render(request, "staff/referrals/second_person.html", context)


def _line(decision: Decision) -> Line:
    return Line(decision, decision.decided_at + rules.TIME_FOR_SECOND_PERSON)


@require_http_methods(["GET", "POST"])
def look_over(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what was decided and why, beside what was reported, and take the answer."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    decision = queries.current_decision(referral)
    frame = record.frame(referral, viewer=request.user, page="referrals:look_over")
    if decision is None or not frame["awaits_second_person"]:
        messages.info(request, f"{reference} does not wait for a second person any more.")
        return redirect("referrals:reading", reference)
    form = SecondPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answer(request, decision, form):
        return redirect("referrals:second_person")
    suggestion = queries.suggestion(referral)
    show(request, reference)
    line = _line(decision)
    context = frame | {
        "form": form,
        "why_not": _why_not(request, decision),
        "due_at": line.due_at,
        "explanation": _explained(request, decision),
        "before": [one for one in queries.decisions(referral) if one.pk != decision.pk],
        "matters": stated.matters(referral, suggestion.facts if suggestion else {}),
        "report": stated.report(referral),
        "people": [stated.person(one) for one in referrals.people(referral)],
    }
    return render(request, "staff/referrals/look_over.html", context)


def _why_not(request: StaffRequest, decision: Decision) -> str:
    """Return why this person cannot be the second person here, or nothing."""
    sent_back = queries.sent_back_makers(decision.referral)
    try:
        rules.check_may_endorse(request.user, decision, sent_back=sent_back)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _explained(request: StaffRequest, decision: Decision) -> Explanation | None:
    """Return the suggestion that the first person had before them, explained."""
    if decision.assessment is None:
        return None
    decision.assessment.referral = decision.referral
    return explain(decision.assessment, viewer=request.user)


def _answer(request: StaffRequest, decision: Decision, form: SecondPersonForm) -> bool:
    reference, at = decision.referral.reference, now()
    try:
        if form.cleaned_data["answer"] == "agree":
            services.endorse_decision(decision=decision, by=request.user, at=at)
            messages.success(request, f"You agreed: no further action on {reference}.")
        else:
            reason = form.cleaned_data["reason"]
            services.return_decision(decision=decision, reason=reason, by=request.user, at=at)
            messages.success(request, f"{reference} is back in the queue, with your reason.")
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True
