"""Marking what was to come next for a child as done, or not done after all: one press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import services
from symphony.staff import putting_right
from symphony.staff.children import actions, frame
from symphony.web.requests import StaffRequest


@require_POST
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Record that it is done, or open again."""
    child = frame.open_child(request, reference)
    action = putting_right.standing(actions.pick(child, number, viewer=request.user))
    is_done = request.POST.get("done") != "no"
    act = services.finish_next_step if is_done else services.reopen_next_step
    try:
        act(action=action, by=request.user, at=now())
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        words = "done" if is_done else "not done after all"
        messages.success(request, f"{reference}: recorded as {words}.")
    return redirect("children:child", reference=reference)
