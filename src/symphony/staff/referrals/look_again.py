"""Looking again at a referral whose band may have changed: before and now, then kept or changed."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.staff.referrals import record
from symphony.staff.referrals.comparing import Comparison, compare
from symphony.triage import queries, services
from symphony.triage.models import GradeChange
from symphony.triage.services import ChangedAgain, NothingToLookAt
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class KeepForm(Form):
    """Why the decision stands; nothing is asked where none does."""

    newest = forms.UUIDField(widget=forms.HiddenInput)
    why_kept = forms.CharField(
        label="Why does the decision stand?",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The case file and the disclosure schedule will show this",
        error_messages={"required": "Enter why the decision stands"},
    )

    def __init__(self, *args: Any, is_decided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_decided:
            del self.fields["why_kept"]


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what was learnt and what it changes; keep the decision, or say that it was seen."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    if request.method == "POST" and not request.user.may(Permission.DECIDE_TRIAGE):
        raise PermissionDenied
    is_decided = queries.current_decision(referral) is not None
    posted = request.POST if request.method == "POST" else None
    form = KeepForm(posted, is_decided=is_decided)
    if form.is_valid():
        try:
            _looked(request, referral, form)
        except NothingToLookAt:
            return _page(request, referral, form, status=409)
        except ChangedAgain as more:
            typed = form.cleaned_data.get("why_kept", "")
            form = KeepForm(initial={"why_kept": typed}, is_decided=is_decided)
            return _page(request, referral, form, more=str(more))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("referrals:reading", reference)
    return _page(request, referral, form)


def _looked(request: StaffRequest, referral: Referral, form: KeepForm) -> None:
    why = form.cleaned_data.get("why_kept", "")
    newest: UUID = form.cleaned_data["newest"]
    services.look_at_changes(
        referral=referral, why_kept=why, seen=newest, by=request.user, at=now()
    )
    said = (
        "The decision stands, with your reason." if why else "Nothing more waits to be looked at."
    )
    messages.success(request, f"You looked at {referral.reference} again. {said}")


def _page(
    request: StaffRequest, referral: Referral, form: KeepForm, *, more: str = "", status: int = 200
) -> HttpResponse:
    frame = record.frame(referral, viewer=request.user, page="referrals:look_again")
    changes = queries.changes_of(referral)
    waiting = [change for change in changes if change.looked_at is None]
    show(request, referral.reference, *filter(None, [frame["case_reference"]]))
    context = frame | {
        "form": form,
        "more": more,
        "waiting": waiting,
        "newest": waiting[0].pk if waiting else "",
        "looked_at": [change for change in changes if change.looked_at],
        "comparison": _comparison(request, referral, waiting) if waiting else None,
        # What was typed and came too late: it stands on the page to copy.
        "typed": form.data.get("why_kept", "") if status == 409 else "",
    }
    return render(request, "staff/referrals/grade_changed.html", context, status=status)


def _comparison(
    request: StaffRequest, referral: Referral, waiting: list[GradeChange]
) -> Comparison:
    """Compare what the deciding officer had before them, or what stood first, with today's."""
    decision = queries.current_decision(referral)
    before = decision.assessment if decision and decision.assessment else waiting[-1].before
    latest = queries.latest_assessment(referral)
    before.referral = latest.referral = referral
    return compare(before, latest, viewer=request.user)
