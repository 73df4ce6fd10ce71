"""The breach register: every clock that ran out, and what a supervisor answered for it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.figures import responses
from symphony.staff import paging
from symphony.staff.oversight import area
from symphony.triage import queries, services
from symphony.triage.models import Breach
from symphony.triage.queries import RegisterRow
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PAGE_SIZE = 50
PLACES = "breaches"
VIEWS = {"open": True, "answered": False}


class AnswerForm(Form):
    words = forms.CharField(
        label="Why was it late, and what is done about it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text="It stays in the register with your name.",
        error_messages={"required": "Enter why it was late, and what is done about it"},
    )


@require_GET
def listing(request: StaffRequest) -> HttpResponse:
    """Show what waits for an answer, the longest overdue first, or what was answered."""
    is_open = VIEWS.get(request.GET.get("view", "open"), True)
    found = queries.breaches(viewer=request.user, is_open=is_open)
    count = found.count()
    after = paging.moment(request, PLACES)
    if after:
        found = found.filter(paging.beyond(after, "due_at", latest_first=not is_open))
    entries = list(found[: PAGE_SIZE + 1])
    more, entries = len(entries) > PAGE_SIZE, entries[:PAGE_SIZE]
    rows, last = _rows(entries), entries[-1] if more else None
    show(request, *(row.reference for row in rows))
    context = {
        "rows": rows,
        "count": count,
        "view": "open" if is_open else "answered",
        "later": after is not None,
        "next_url": paging.go_on(request, PLACES, last.due_at, last.pk) if last else "",
        "now": now(),
        "sections": area.pages(request.user, "oversight:breaches"),
    }
    return render(request, "staff/oversight/breaches.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, breach: UUID) -> HttpResponse:
    """Show one clock that ran out, and take the answer."""
    found = queries.breaches(viewer=request.user).filter(pk=breach).first()
    if found is None:
        raise NotFound("There is no such entry in the register.")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answer(request, found, form):
        return redirect("oversight:breaches")
    [row] = _rows([found])
    show(request, row.reference)
    context = {"row": row, "form": form, "now": now()}
    context["sections"] = area.pages(request.user, "oversight:breaches")
    return render(request, "staff/oversight/breach.html", context)


def _rows(found: list[Breach]) -> list[RegisterRow]:
    done = responses.done_by(one.referral_id for one in found)
    return queries.register_rows(found, at=now(), done=done)


def _answer(request: StaffRequest, breach: Breach, form: AnswerForm) -> bool:
    try:
        services.answer_breach(
            breach=breach, words=form.cleaned_data["words"], by=request.user, at=now()
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, f"Your answer for {breach.referral.reference} is in the register.")
    return True
