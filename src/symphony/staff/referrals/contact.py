"""Opening a sender's sealed contact details: asked for with a reason, shown once, recorded."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.cases import queries as cases
from symphony.core import keyholder
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.letterbox.answers import YesNo
from symphony.referrals import queries, services
from symphony.referrals.models import ContactOpening, Referral
from symphony.referrals.models.referral import Channel
from symphony.staff.referrals import record
from symphony.staff.referrals.stated import Row
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

LONGEST_REASON = 1_000
LABELS = {
    "name": "Name",
    "phone": "Phone",
    "email": "Email",
    "when_safe": "When it is safe",
    "may_leave_message": "May we leave a message?",
    "organisation": "Organisation",
    "role": "Role there",
}


class ReasonForm(Form):
    reason = forms.CharField(
        label="Why do you need them?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as what has to be asked of the sender, and why no message will do",
        error_messages={"required": "Enter why you need them"},
    )


def section(referral: Referral, viewer: User) -> dict[str, Any] | None:
    """Return what the reading page says of the sender's contact details, without opening them."""
    if referral.channel != Channel.PUBLIC_FORM:
        return None
    found = queries.contact(referral)
    return {
        "is_there": found.is_there,
        "stopped_at": found.stopped_at,
        "may_open": found.is_usable and viewer.may(Permission.OPEN_CONTACT),
        "url": reverse("referrals:contact", args=[referral.reference]),
    }


@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask why they are needed; the answer is recorded before anything is opened."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    if not queries.contact(referral).is_usable:
        messages.info(request, f"{reference} has no contact details that may be opened.")
        return redirect("referrals:reading", reference)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (opening := _asked(request, referral, form)):
        return redirect("referrals:contact_shown", reference, opening.id)
    show(request, reference)
    context = _frame(request, referral) | {
        "form": form,
        "before": [_asked_before(one) for one in queries.openings(referral)],
    }
    return render(request, "staff/referrals/contact.html", context)


@require_GET
def shown(request: StaffRequest, reference: str, opening: UUID) -> HttpResponse:
    """Have the keyholder open them, and show them this once to whoever asked."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    found = queries.opening(referral=referral, opening=opening)
    if found.asked_by_id != request.user.pk:
        messages.info(request, "Somebody else asked for those contact details. Ask for yourself.")
        return redirect("referrals:reading", reference)
    if found.opened_at:
        return _page(request, referral, found, state="shown_before")
    try:
        contact = keyholder.open_contact(settings.KEYHOLDER_SOCKET, found.id)
    except keyholder.Away:
        return _page(request, referral, found, state="away", status=503)
    except keyholder.KeyholderRefused as refusal:
        return _page(request, referral, found, state="refused", words=str(refusal), status=409)
    audit.record(
        what="referrals.contact_shown",
        about=reference,
        by=request.user.staff_number,
        at=now(),
        kind=Entry.Kind.CONSULTATION,
        opening=str(found.id),
    )
    rows = [_row(key, label, contact.get(key)) for key, label in LABELS.items()]
    return _page(
        request,
        referral,
        found,
        state="shown",
        rows=[row for row in rows if row],
        not_to_be_contacted=bool(contact.get("do_not_contact")),
    )


def _asked(request: StaffRequest, referral: Referral, form: ReasonForm) -> ContactOpening | None:
    try:
        return services.ask_to_open(
            referral=referral, reason=form.cleaned_data["reason"], by=request.user, at=now()
        )
    except DomainError as refusal:
        form.refuse(refusal, "reason")
        return None


def _page(
    request: StaffRequest,
    referral: Referral,
    opening: ContactOpening,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    show(request, referral.reference)
    page = _frame(request, referral) | {"opening": opening} | context
    return render(request, "staff/referrals/contact_shown.html", page, status=status)


def _frame(request: StaffRequest, referral: Referral) -> dict[str, Any]:
    return record.frame(referral, viewer=request.user, page="referrals:contact")


def _asked_before(one: ContactOpening) -> dict[str, Any]:
    shown = "Shown once" if one.opened_at else "Not shown"
    return {
        "title": shown,
        "at": one.asked_at,
        "by": one.asked_by.name,
        "words": one.reason,
    }


def _row(key: str, label: str, value: object) -> Row | None:
    """Return one detail in words. Whoever sealed it may have put anything into the box."""
    text = str(value or "").encode(errors="replace").decode().strip()
    if key == "may_leave_message":
        text = dict(YesNo.choices).get(text, "")
    if key in ("organisation", "role") and not text:
        return None
    return Row(label, text or "Not provided")
