"""Withdrawing an action that should not have been entered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import services
from symphony.staff import putting_right
from symphony.staff.children import actions, frame
from symphony.staff.putting_right import Withdrawal
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_time


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Ask why, and withdraw the action."""
    child = frame.open_child(request, reference)
    row = actions.pick(child, number, viewer=request.user)
    action = putting_right.standing(row)
    form = Withdrawal(request.POST or None, initial={"version": action.pk})
    if form.is_valid():
        try:
            services.withdraw_action(
                action=putting_right.version(row, form),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, f"Action {number} of {reference} withdrawn. No figure counts it now."
            )
            return redirect("children:child", reference=reference)
    return frame.page(
        request,
        child,
        "form",
        subject=reference,
        act=f"withdraw action {number}",
        before=[
            {"key": "When", "value": staff_time(action.taken_at)},
            {"key": "What was done", "value": action.get_kind_display()},
            {"key": "Result", "value": f"{action.get_result_display()}: {action.agency}"},
        ],
        form=form,
        consequence="It leaves every figure at once. It stays readable here, with your reason.",
        button="Withdraw action",
        back=frame.address(child, "child"),
    )
