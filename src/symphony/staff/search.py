"""Finding a record by its reference, typed any way."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.cases import queries as cases
from symphony.core import references
from symphony.core.clock import now
from symphony.core.errors import NotFound
from symphony.referrals import queries as referrals
from symphony.safeguarding import queries as safeguarding
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class SearchForm(Form):
    q = forms.CharField(
        label="Reference",
        max_length=100,
        help_text="Of a referral, case, person, visit or quarantined item; or the number that a "
        "sender gave its report. Small letters, spaces and missing dashes do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "POST"])
def page(request: StaffRequest) -> HttpResponse:
    """Ask for a reference, or lead to the record that has the one typed."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "staff/search.html", {"form": form})
    reference = _reference(form.cleaned_data["q"], viewer=request.user)
    address = _address(reference, viewer=request.user) if reference else ""
    _record(request, reference, found=bool(address))
    if address:
        return redirect(address)
    page = {"form": form, "read_as": reference, "nothing": True}
    return render(request, "staff/search.html", page)


def _reference(typed: str, *, viewer: User) -> references.Reference | None:
    """Read what was typed as a reference, or as the number that a sender gave its report."""
    if parsed := references.parse(typed):
        return parsed
    if typed.isascii() and typed.isdigit():
        referral = referrals.by_source_reference(source_reference=typed, viewer=viewer)
        return references.Reference("R", referral.reference) if referral else None
    return None


def _record(request: StaffRequest, reference: references.Reference | None, *, found: bool) -> None:
    """Log the reference that was looked for; what was typed otherwise is kept nowhere."""
    audit.record(
        what="search.found" if found else "search.not_found",
        about=reference.text if reference else [],
        by=request.user.staff_number,
        at=now(),
        kind=Entry.Kind.CONSULTATION,
    )


def _address(reference: references.Reference, *, viewer: User) -> str:
    """Return the address of the record if the viewer may see it, else nothing."""
    try:
        return _FINDERS[reference.kind](reference.text, viewer)
    except NotFound:
        return ""


def _referral(reference: str, viewer: User) -> str:
    cases.visible_referral(reference=reference, viewer=viewer)
    return reverse("referrals:reading", args=[reference])


def _case(reference: str, viewer: User) -> str:
    cases.readable(reference=reference, viewer=viewer)
    return reverse("cases:overview", args=[reference])


def _person(reference: str, viewer: User) -> str:
    cases.readable_person(reference=reference, viewer=viewer)
    return reverse("people:person", args=[reference])


def _visit(reference: str, viewer: User) -> str:
    safeguarding.readable_visit(reference=reference, viewer=viewer)
    return reverse("children:visit", args=[reference])


def _quarantined(reference: str, viewer: User) -> str:
    if not viewer.may(Permission.READ_QUARANTINE):
        raise NotFound("There is no such item that you may see.")
    referrals.quarantined(reference=reference)
    return reverse("referrals:quarantined", args=[reference])


_FINDERS: dict[str, Callable[[str, User], str]] = {
    "R": _referral,
    "C": _case,
    "P": _person,
    "V": _visit,
    "Q": _quarantined,
}
