"""What grades today, every version, every draft, and what is being worked on."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.staff.oversight import area
from symphony.staff.oversight.policy import faults
from symphony.triage import policy, queries
from symphony.triage.queries import policies
from symphony.triage.queries.policies import VersionRow
from symphony.web.requests import StaffRequest

PAGE_SIZE = 25
# Above this, the exact number of what waits says no more.
COUNTED_TO = 1000


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the policy in force, the versions and the drafts that are open, or all of them."""
    shows_all = request.GET.get("view") == "all"
    found = policies.drafts() if shows_all else policies.open_drafts()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    versions = policies.versions()
    current = next(row for row in versions if row.is_in_force)
    in_force = policies.read_in_force()
    # Without a policy to read, nothing can be graded again.
    others = _count_others(current) if in_force.loaded else 0
    context = {
        "current": current,
        "is_readable": in_force.loaded is not None,
        "problems": faults.rows(in_force.problems, {}),
        "more_problems": faults.more(in_force.problems),
        "shipped": policy.DEFAULT,
        "not_graded": None if in_force.loaded else queries.count_not_graded(),
        "versions": versions,
        "rows": [policies.draft_row(one) for one in page],
        "page": page,
        "shows_all": shows_all,
        "tasks": list(policies.open_tasks()),
        "others": min(others, COUNTED_TO),
        "many_others": others > COUNTED_TO,
        "may_edit": request.user.may(Permission.EDIT_POLICY),
        "may_approve": request.user.may(Permission.APPROVE_POLICY),
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/list.html", context)


def _count_others(current: VersionRow) -> int:
    """Return how many wait under another version, counted no further than is worth it.

    What came after the queue was graded again was graded by the version in force.
    """
    if current.approved and policies.was_graded_again(since=current.approved.approved_at):
        return 0
    return policies.waiting_under_another(current.name)[: COUNTED_TO + 1].count()
