"""Changing a decision by a new one, on the same form as the first."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as case_queries
from symphony.cases import rules as case_rules
from symphony.cases import services as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.staff.referrals import record
from symphony.staff.referrals.deciding.explanation import explain
from symphony.staff.referrals.deciding.form import SEEN, DecisionForm
from symphony.triage import queries as triage
from symphony.triage.models import Assessment, Band, Decision, Path
from symphony.triage.services import DecisionReplaced, SuggestionChanged, key_of
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

# Carried by the page: which decision the officer saw.
INSTEAD_OF = "instead_of"


class ChangeForm(DecisionForm):
    """The decision's form; the team is asked only where no case came of the referral yet."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, has_case: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.has_case = has_case

    def clean(self) -> dict[str, Any]:
        """Leave the case with its team."""
        if self.has_case:
            self.cleaned_data["team"] = next(iter(self.teams), "")
        return super().clean()


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the decision that stands and what is suggested now, and take the new one."""
    referral = case_queries.visible_referral(reference=reference, viewer=request.user)
    decision = triage.current_decision(referral)
    if request.method != "POST":
        if decision is None:
            messages.info(request, f"No decision stands on {reference}: it waits in the queue.")
            return redirect("referrals:decide", reference)
        return _page(request, referral, decision, _form(referral))
    if decision is None or str(decision.pk) != request.POST.get(INSTEAD_OF):
        return _changed_meanwhile(request, referral)
    form = _form(referral, request.POST)
    if request.POST.get(SEEN) != str(key_of(form.suggestion)):
        return _read_again(request, referral, decision)
    try:
        opened = _change(request, decision, form) if form.is_valid() else None
    except DecisionReplaced:
        return _changed_meanwhile(request, referral)
    except SuggestionChanged:
        return _read_again(request, referral, decision)
    if opened is None:
        return _page(request, referral, decision, form)
    _say_what_was_done(request, opened)
    return redirect("referrals:reading", reference)


def _form(
    referral: Referral,
    data: Mapping[str, Any] | None = None,
    *,
    typed: Mapping[str, Any] | None = None,
) -> ChangeForm:
    return ChangeForm(
        data,
        suggestion=triage.suggestion(referral),
        received_at=referral.received_at,
        typed=typed,
        has_case=case_queries.is_in_a_case(referral),
    )


def _read_again(request: StaffRequest, referral: Referral, decision: Decision) -> HttpResponse:
    """Show the suggestion as it is by now; nothing is recorded, and what was typed stays typed."""
    return _page(request, referral, decision, _form(referral, typed=request.POST), is_new=True)


def _change(request: StaffRequest, decision: Decision, form: ChangeForm) -> cases.Opened | None:
    said = form.cleaned_data
    path = Path(said["path"])
    asks_team = path in case_rules.OPENS_A_CASE and not form.has_case
    try:
        return cases.decide_again(
            decision=decision,
            band=Band(said["band"]),
            path=path,
            rationale=said["rationale"],
            why_different=said.get("why_different", ""),
            transferred_to=said["transferred_to"],
            seen=key_of(form.suggestion),
            team=form.teams[said["team"]] if asks_team else None,
            by=request.user,
            at=now(),
        )
    except (DecisionReplaced, SuggestionChanged):
        raise  # the page has its own answers to these
    except DomainError as refusal:
        form.refuse(refusal)
        return None


def _page(
    request: StaffRequest,
    referral: Referral,
    decision: Decision,
    form: ChangeForm,
    *,
    is_new: bool = False,
) -> HttpResponse:
    """Show the form.

    :param is_new: the suggestion is another one than the officer saw, so nothing was recorded
    """
    frame = record.frame(referral, viewer=request.user, page="referrals:change_decision")
    show(request, referral.reference, *filter(None, [frame["case_reference"]]))
    suggestion = form.suggestion
    context = frame | {
        "form": form,
        "decision": decision,
        "suggestion": suggestion,
        "seen": key_of(suggestion),
        "explanation": _explained(suggestion, referral, request),
        "has_case": form.has_case,
        "is_new": is_new,
    }
    return render(request, "staff/referrals/change_decision.html", context)


def _explained(suggestion: Assessment | None, referral: Referral, request: StaffRequest) -> Any:
    if suggestion is None:
        return None
    suggestion.referral = referral
    return explain(suggestion, viewer=request.user)


def _say_what_was_done(request: StaffRequest, opened: cases.Opened) -> None:
    decision = opened.decision
    band, path = decision.get_band_display().lower(), decision.get_path_display().lower()
    said = f"{decision.referral.reference}: now {band}, {path}."
    if opened.case:
        case = opened.case
        said += f" Case {case.reference} has it, with the {case.team.name}: {_follows(opened)}."
    elif decision.path == Path.NO_FURTHER_ACTION:
        said += " It waits for a second person."
    messages.success(request, f"Decision changed on {said}")


def _follows(opened: cases.Opened) -> str:
    case = opened.case
    assert case is not None, "only where a case has it"
    return f"{case.get_band_display().lower()}, {case.get_path_display().lower()}"


def _changed_meanwhile(request: StaffRequest, referral: Referral) -> HttpResponse:
    """Say what stands now; nothing typed is lost: it stands on the page to copy."""
    frame = record.frame(referral, viewer=request.user, page="referrals:change_decision")
    show(request, frame["reference"], *filter(None, [frame["case_reference"]]))
    typed = {name: request.POST.get(name, "") for name in ("rationale", "why_different")}
    context = frame | {"typed": typed, "is_change": True}
    return render(request, "staff/referrals/decided.html", context, status=409)
