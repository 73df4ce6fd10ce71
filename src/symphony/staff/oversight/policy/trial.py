"""What a draft would have made of the past: the evidence that a second person approves it by."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.staff.oversight import area
from symphony.staff.oversight.policy import chart
from symphony.staff.oversight.policy.draft import readable
from symphony.triage.models import PolicyTrial
from symphony.triage.policy import trying
from symphony.triage.policy.words import plain
from symphony.triage.queries import policies
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PAGE_SIZE = 50


@require_GET
def view(request: StaffRequest, trial: UUID) -> HttpResponse:
    """Show how many would move and which, and what the stored facts leave open."""
    found = policies.trial(trial)
    page = Paginator(moves(found), PAGE_SIZE).get_page(request.GET.get("page"))
    visible = set(
        cases.visible_referrals(viewer=request.user)
        .filter(reference__in=[move.reference for move in page])
        .values_list("reference", flat=True)
    )
    show(request, *sorted(visible))
    row = policies.draft_row(found.draft)
    may_approve = request.user.may(Permission.APPROVE_POLICY)
    context = {
        "trial": found,
        "draft": found.draft,
        "summary": summary(found),
        "compared": compared(found),
        "chart": chart.draw(found),
        "page": page,
        "visible": visible,
        "open_facts": open_facts(found),
        "is_latest": row.trial == found,
        "is_open": row.state in policies.OPEN,
        "is_tried": row.state == policies.State.TRIED,
        "state": row.state,
        "is_mine": found.draft.made_by_id == request.user.pk,
        "may_approve": may_approve and found.draft.made_by_id != request.user.pk,
        "may_edit": request.user.may(Permission.EDIT_POLICY),
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/trial.html", context)


def moves(trial: PolicyTrial) -> list[trying.Move]:
    """Return the referrals that would move: up first, then down, then to another path only."""
    found = [
        trying.Move(
            **{
                **move,
                "rules": tuple(move["rules"]),
                "rules_before": tuple(move.get("rules_before", ())),
            }
        )
        for move in trial.details["moves"]
    ]
    return sorted(found, key=lambda move: ("up", "down", "path").index(move.way))


def summary(trial: PolicyTrial) -> str:
    """Return the trial in one line: 12 of 480 would move: 9 up, 3 down, 5 children affected."""
    only = trial.moved - trial.moved_up - trial.moved_down
    parts = [f"{trial.moved_up:,} up", f"{trial.moved_down:,} down"]
    parts += [f"{only:,} to another path only"] if only else []
    affected = f"{trial.children:,} {'child' if trial.children == 1 else 'children'} affected"
    return f"{trial.moved:,} of {trial.considered:,} would move: {', '.join([*parts, affected])}"


def compared(trial: PolicyTrial) -> str:
    """Say what the draft stands beside, where the policy in force could not be read; else empty."""
    given_by = trial.details.get("given_by")
    return "" if given_by is None else f"Policy {trial.against} {trying.compared(given_by)}"


def open_facts(trial: PolicyTrial) -> list[dict[str, Any]]:
    """Return the questions that stored facts leave open, the most often open first."""
    policy, _ = readable(trial.draft)
    facts = policy.facts if policy else {}
    counted = trial.details.get("unanswered", {})
    return [
        {
            "question": facts[name].question if name in facts else plain(name),
            "count": count,
            "never": count == trial.considered,
        }
        for name, count in sorted(counted.items(), key=lambda item: -item[1])
        if count
    ]
