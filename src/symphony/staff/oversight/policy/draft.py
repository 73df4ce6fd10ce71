"""One draft: what it changes, what may be done with it, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.oversight import area
from symphony.staff.oversight.policy import faults
from symphony.staff.oversight.policy.version import folder
from symphony.triage import services
from symphony.triage.models import PolicyDraft
from symphony.triage.policy import BadPolicy, Policy, Problem, comparing, describing, loading
from symphony.triage.queries import policies
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest

# A chain of drafts longer than this is cut: the list has them all.
MOST_EARLIER = 20


class WithdrawForm(Form):
    """A press; the once-only token is in the template."""


@require_GET
def view(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Show a draft with its history, its trials, its files and what may be done."""
    found = policies.draft(draft)
    row = policies.draft_row(found)
    current = policies.name_in_force()
    changes = comparing.compare(policies.files_of(current), found.files)
    policy, problems = readable(found)
    may_mend = request.user.may(Permission.EDIT_POLICY) and row.state in policies.OPEN
    context = _context(request, found) | {
        "row": row,
        "is_readable": policy is not None,
        "problems": faults.rows(problems, _file_urls(found) if may_mend else {}),
        "more_problems": faults.more(problems),
        "current": current,
        "changed_rows": sum(len(file.rows) for file in changes),
        "changed_files": [file.file for file in changes],
        "trials": list(found.trials.select_related("tried_by").order_by("-tried_at", "-pk")),
        "version": getattr(row.trial, "version", None) if row.state == "Approved" else None,
        "later": getattr(found, "replaced_by", None),
        "earlier": _earlier(found),
        "tables": _tables(found, policy) if policy else _files(found),
        "is_open": row.state in policies.OPEN,
        "may_edit": request.user.may(Permission.EDIT_POLICY),
        "may_approve": request.user.may(Permission.APPROVE_POLICY)
        and found.made_by_id != request.user.pk,
        "is_mine": found.made_by_id == request.user.pk,
    }
    return render(request, "staff/oversight/policy/draft.html", context)


@require_GET
def read(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Show every rule of a draft in words, as the page about a version does."""
    found = policies.draft(draft)
    policy, _ = readable(found)
    if policy is None:
        # That page lists what is wrong with it.
        return redirect("oversight:policy_draft", draft=draft)
    context = _context(request, found) | {
        "policy": policy,
        "tables": describing.tables(policy),
        "groups": describing.GROUPS,
        "facts": describing.facts(policy),
    }
    return render(request, "staff/oversight/policy/read.html", context)


@require_GET
def changes(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Show the draft against the version in force, row by row."""
    found = policies.draft(draft)
    current = policies.name_in_force()
    context = _context(request, found) | {
        "current": current,
        "changes": comparing.compare(policies.files_of(current), found.files),
    }
    return render(request, "staff/oversight/policy/changes.html", context)


@require_GET
def download(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Give the draft's folder as a zip of CSV files, to be edited in a spreadsheet."""
    found = policies.draft(draft)
    return folder(f"policy-{found.name}-draft", found.files)


@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Ask whether the draft is withdrawn, and withdraw it."""
    found = policies.draft(draft)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.withdraw_policy(found, by=request.user, at=now())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Draft {found.name} is withdrawn. It stays in the list.")
            return redirect("oversight:policy")
    context = _context(request, found) | {"form": form}
    return render(request, "staff/oversight/policy/withdraw.html", context)


def loaded(draft: PolicyDraft) -> Policy:
    """Return the policy that a draft's files say.

    :raises BadPolicy: if they do not pass the checks of this release
    """
    files = {name: text.encode() for name, text in draft.files.items()}
    return loading.load(draft.name, files)


def readable(draft: PolicyDraft) -> tuple[Policy | None, tuple[Problem, ...]]:
    """Return the policy that a draft's files say, or everything that is wrong with them."""
    try:
        return loaded(draft), ()
    except BadPolicy as bad:
        return None, bad.problems


def _context(request: StaffRequest, draft: PolicyDraft) -> dict[str, Any]:
    return {"draft": draft, "sections": area.pages(request.user, "oversight:policy")}


def _earlier(draft: PolicyDraft) -> list[PolicyDraft]:
    found: list[PolicyDraft] = []
    one = draft
    while one.replaces is not None and len(found) < MOST_EARLIER:
        one = one.replaces
        found.append(one)
    return found


def _file_urls(draft: PolicyDraft) -> dict[str, str]:
    page = reverse("oversight:policy_files", args=[draft.pk])
    return {name: f"{page}#file-{place}" for place, name in enumerate(sorted(draft.files))}


def _files(draft: PolicyDraft) -> list[dict[str, Any]]:
    """Return the files of a draft that cannot be read: what they hold is not known."""
    return [
        {"title": name, "group": "Not known", "rows": text.count("\n") - 1}
        for name, text in sorted(draft.files.items())
    ]


def _tables(draft: PolicyDraft, policy: Policy) -> list[dict[str, Any]]:
    """Return the files that a draft has, tables first as the policy reads them."""
    tables = describing.tables(policy)
    found = [
        {
            "name": table.name,
            "file": table.file,
            "title": table.title,
            "rows": len(table.rules),
            "group": describing.GROUPS[table.kind],
        }
        for table in tables
    ]
    lists = (
        ("facts", "The questions", "Lists"),
        ("values", "The answers", "Lists"),
        ("tables", "The tables themselves", "Lists"),
    )
    for name, title, group in lists:
        count = draft.files[f"{name}.csv"].count("\n") - 1
        found.append(
            {"name": name, "file": f"{name}.csv", "title": title, "rows": count, "group": group}
        )
    return found
