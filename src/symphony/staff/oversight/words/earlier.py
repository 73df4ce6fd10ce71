"""One list that was saved: who saved it and why, what differed, and what it would have marked."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.staff.oversight import area
from symphony.staff.oversight.words import listing
from symphony.triage import queries
from symphony.triage.alarm import editing
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, words: UUID) -> HttpResponse:
    """Show the list, beside the one before it."""
    one, before = queries.word_list(words)
    _, in_use = queries.words_in_use()
    tried = one.tried.get("rows", [])
    show(request, *(row["reference"] for row in tried))
    context = {
        "one": one,
        "is_in_use": in_use is not None and in_use.pk == one.pk,
        "differences": editing.differences(before, one.text),
        "rows": listing.rows(one.text),
        "tried": one.tried,
        "tried_rows": tried,
        "may_edit": request.user.may(Permission.EDIT_ALERT_WORDS),
        "sections": area.pages(request.user, "oversight:words"),
    }
    return render(request, "staff/oversight/words/earlier.html", context)
