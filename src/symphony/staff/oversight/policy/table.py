"""Editing one file of a draft row by row: a set of fields for each, and a new draft on saving.

Every press sends all rows, so that it works without a script and loses nothing.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.core.errors import DomainError, NotFound
from symphony.staff.oversight import area
from symphony.staff.oversight.policy import faults, saving
from symphony.staff.oversight.policy.rows import Layout, RowsForm
from symphony.triage import services
from symphony.triage.models import PolicyDraft
from symphony.triage.policy import BadPolicy, Problem
from symphony.triage.queries import policies
from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, draft: UUID, table: str) -> HttpResponse:
    """Show the rows of a file, change their order and number, and save them as a new draft."""
    found = policies.draft(draft)
    file = f"{table}.csv"
    if file not in found.files:
        raise NotFound(f"This draft has no file {file}.")
    try:
        layout = Layout(found, table)
    except BadPolicy:
        # Its rows are asked about by questions that cannot be read: it is mended as files.
        return redirect("oversight:policy_files", draft=draft)
    if request.method == "GET":
        return _page(request, found, layout, layout.form())
    act, _, place = request.POST.get("act", "save").partition("-")
    if act != "save":
        return _page(request, found, layout, layout.after(request.POST, act, place))
    form = layout.form(request.POST)
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        try:
            edited = {**found.files, file: form.text()}
            made, beside = saving.save(request, found, edited, note=form.cleaned_data["note"])
        except services.PolicyRefused as refused:
            problems = refused.problems
            form.refuse_problems(file, problems)
        except services.ReplacedMeanwhile as refusal:
            form.refuse(refusal)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            words = f"{layout.title}: saved as a new draft of {made.name}.{beside}"
            messages.success(request, words)
            return redirect("oversight:policy_draft", draft=made.pk)
    return _page(request, found, layout, form, problems)


def _page(
    request: StaffRequest,
    draft: PolicyDraft,
    layout: Layout,
    form: RowsForm,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    urls = {
        name: reverse("oversight:policy_table", args=[draft.pk, name.removesuffix(".csv")])
        + "#row-{row}"
        for name in draft.files
    }
    urls[layout.file] = "#row-{row}"
    later = saving.latest(draft)
    context: dict[str, Any] = {
        "draft": draft,
        "layout": layout,
        "form": form,
        "problems": faults.rows(problems, urls),
        "more_problems": faults.more(problems),
        "more_facts": layout.more_facts(form.columns),
        "later": later if later != draft else None,
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/table.html", context)
