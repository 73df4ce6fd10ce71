"""No further action, looked at by a second person: agreed to, or sent back with a reason."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.referrals import queries as referrals
from symphony.referrals.models import Referral
from symphony.staff.referrals import area, record, stated
from symphony.staff.referrals.deciding.explanation import Explanation, explain
from symphony.staff.referrals.deciding.form import SEEN
from symphony.triage import queries, rules, services
from symphony.triage.models import Decision, GradeChange
from symphony.triage.services import ChangedAgain, NothingToEndorse, key_of
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_time

MOST_SHOWN = 100
# Carried by the page, beside the newest open change: which decision it showed.
ANSWERED = "answered"
WAITS_NO_MORE = "does not wait for a second person any more"


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
    frame = record.frame(referral, viewer=request.user, page="referrals:look_over")
    if request.method != "POST":
        if not frame["awaits_second_person"]:
            messages.info(request, f"{reference} {WAITS_NO_MORE}.")
            return redirect("referrals:reading", reference)
        return _page(request, frame, SecondPersonForm())
    form = SecondPersonForm(request.POST)
    if not frame["awaits_second_person"] or not _has_read(request, frame):
        return _read_again(request, referral)
    if form.is_valid():
        try:
            _answer(request, frame, form)
        except (NothingToEndorse, ChangedAgain):
            return _read_again(request, referral)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("referrals:second_person")
    return _page(request, frame, form)


def _change_shown(frame: dict[str, Any]) -> UUID:
    """Return the key of the newest open change that the page shows."""
    return key_of(next(iter(frame["changes"]), None))


def _has_read(request: StaffRequest, frame: dict[str, Any]) -> bool:
    """Say whether the page that was answered showed what stands now."""
    shown = request.POST.get(ANSWERED), request.POST.get(SEEN)
    return shown == (str(frame["decision"].pk), str(_change_shown(frame)))


def _page(
    request: StaffRequest,
    frame: dict[str, Any],
    form: SecondPersonForm,
    *,
    meanwhile: str = "",
) -> HttpResponse:
    """Show the decision and the form.

    :param meanwhile: what changed since the page that was answered, so that nothing is recorded
    """
    referral, decision = frame["referral"], frame["decision"]
    suggestion = queries.suggestion(referral)
    show(request, referral.reference)
    context = frame | {
        "form": form,
        "meanwhile": meanwhile,
        "seen": _change_shown(frame),
        "why_not": _why_not(request, decision),
        "due_at": _line(decision).due_at,
        "explanation": _explained(request, decision),
        "before": [one for one in queries.decisions(referral) if one.pk != decision.pk],
        "matters": stated.matters(referral, suggestion.facts if suggestion else {}),
        "report": stated.report(referral),
        "people": [stated.person(one) for one in referrals.people(referral)],
    }
    status = HTTPStatus.CONFLICT if meanwhile else HTTPStatus.OK
    return render(request, "staff/referrals/look_over.html", context, status=status)


def _read_again(request: StaffRequest, referral: Referral) -> HttpResponse:
    """Show what stands by now and who changed it; nothing is recorded, and nothing typed lost."""
    frame = record.frame(referral, viewer=request.user, page="referrals:look_over")
    meanwhile, reason = _meanwhile(request, referral), request.POST.get("reason", "")
    if frame["awaits_second_person"]:
        # The answer itself is asked anew: it was meant for what stood before.
        form = SecondPersonForm(initial={"reason": reason})
        return _page(request, frame, form, meanwhile=meanwhile)
    show(request, referral.reference, *filter(None, [frame["case_reference"]]))
    context = frame | {
        "typed": {"rationale": reason},
        "meanwhile": f"{referral.reference} {WAITS_NO_MORE}. {meanwhile}",
    }
    status = HTTPStatus.CONFLICT
    return render(request, "staff/referrals/decided.html", context, status=status)


def _meanwhile(request: StaffRequest, referral: Referral) -> str:
    """Say who did what, and when, since the page was shown."""
    newest = next(iter(queries.decisions(referral)), None)
    if newest is None:
        return "Nobody has decided on it."
    if newest.returned_by and newest.replaced_at:
        return f"{newest.returned_by.name} sent it back, {staff_time(newest.replaced_at)}."
    if newest.endorsed_by and newest.endorsed_at:
        return f"{newest.endorsed_by.name} agreed, {staff_time(newest.endorsed_at)}."
    if str(newest.pk) != request.POST.get(ANSWERED):
        did = "changed the decision" if newest.instead_of_id else "decided"
        what = f"{newest.get_band_display()}, {newest.get_path_display()}".lower()
        return f"{newest.decided_by.name} {did}, {staff_time(newest.decided_at)}: {what}."
    return _learnt_meanwhile(queries.changes_of(referral))


def _learnt_meanwhile(changes: list[GradeChange]) -> str:
    newest = next(iter(changes), None)
    if newest is None:
        return "more was learnt."
    if newest.looked_by and newest.looked_at:
        return f"{newest.looked_by.name} looked again, {staff_time(newest.looked_at)}."
    return f"more was learnt, {staff_time(newest.raised_at)}: {newest.because.lower()}."


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


def _answer(request: StaffRequest, frame: dict[str, Any], form: SecondPersonForm) -> None:
    reference, reason = frame["reference"], form.cleaned_data["reason"]
    shown = {"decision": frame["decision"], "seen": _change_shown(frame)}
    if form.cleaned_data["answer"] == "agree":
        services.endorse_decision(**shown, by=request.user, at=now())
        messages.success(request, f"You agreed: no further action on {reference}.")
    else:
        services.return_decision(**shown, reason=reason, by=request.user, at=now())
        messages.success(request, f"{reference} is back in the queue, with your reason.")
