"""Long work on the policy: asking for it, and a page that says how far it is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.oversight import area
from symphony.triage import services
from symphony.triage.models import PolicyTask
from symphony.triage.queries import policies
from symphony.web.requests import StaffRequest


@require_POST
def try_draft(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Have a draft tried against every past referral."""
    found = policies.draft(draft)
    try:
        task = services.ask_for_trial(found, by=request.user, at=now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("oversight:policy_draft", draft=draft)
    if task.trial_id:
        return redirect("oversight:policy_trial", trial=task.trial_id)
    return redirect("oversight:policy_task", task=task.pk)


@require_POST
def regrade(request: StaffRequest) -> HttpResponse:
    """Have what waits graded by the policy in force."""
    task = services.ask_for_regrading(by=request.user, at=now())
    return redirect("oversight:policy_task", task=task.pk)


@require_GET
def view(request: StaffRequest, task: UUID) -> HttpResponse:
    """Say how far the work is, or what came of it."""
    found = policies.task(task)
    if found.trial_id:
        return redirect("oversight:policy_trial", trial=found.trial_id)
    context = {
        "task": found,
        "title": _title(found),
        "is_trial": found.kind == PolicyTask.Kind.TRIAL,
        "left": _left(found),
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/task.html", context)


def _left(task: PolicyTask) -> str:
    """Return about how long it still takes, at the pace so far; empty while nobody can tell."""
    if not task.done or task.ended_at is not None:
        return ""
    so_far = (now() - task.asked_at).total_seconds()
    minutes = round(so_far * (task.total - task.done) / task.done / 60)
    return f"{minutes:,} min" if minutes > 0 else "a minute"


def _title(task: PolicyTask) -> str:
    what = "past referrals" if task.draft else "waiting referrals"
    if task.total == 1:
        what = what.removesuffix("s")
    if task.draft:
        return f"Trying {task.draft.name} against {task.total:,} {what}"
    if task.ended_at and not task.fault:
        return f"{task.done:,} {what} graded again"
    return f"Grading {task.total:,} {what} again"
