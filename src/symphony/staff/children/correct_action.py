"""Correcting what was entered of an action for a child."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import queries, services
from symphony.staff import putting_right
from symphony.staff.children import actions, frame
from symphony.staff.children.actions import FIELDS, ActionForm, field_of
from symphony.staff.putting_right import Correction
from symphony.web.requests import StaffRequest


class CorrectActionForm(Correction, ActionForm):
    """Everything that is entered of an action, and why it is corrected."""


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Show what is entered, and put a corrected version in its place."""
    child = frame.open_child(request, reference)
    row = actions.pick(child, number, viewer=request.user)
    action = putting_right.standing(row)
    form = CorrectActionForm(request.POST or None, initial=putting_right.initial(action, FIELDS))
    if form.is_valid():
        began = putting_right.version(row, form)
        try:
            services.correct_action(
                action=began,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
                **putting_right.changes(began, form.cleaned_data, FIELDS),
            )
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            messages.success(
                request, f"Action {number} of {reference} corrected. The figures follow."
            )
            return redirect("children:child", reference=reference)
    return frame.page(
        request,
        child,
        "record_action",
        subject=reference,
        act=f"correct action {number}",
        answer=queries.answer(child),
        form=form,
        consequence="The corrected entry stands in place of the old one, and the figures follow.",
        button="Record correction",
        back=frame.address(child, "child"),
    )
