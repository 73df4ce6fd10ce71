"""The page of saved views: what there is, saving the view one comes from, removing one."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.staff.referrals import area, narrowing
from symphony.triage import queries, services
from symphony.triage.models import SavedView
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class SaveForm(Form):
    name = forms.CharField(
        label="Name of this view",
        max_length=40,
        help_text="Say what it shows, never a person's name",
        error_messages={"required": "Enter a name for this view"},
    )
    whose = forms.ChoiceField(
        label="For whom?",
        widget=Radios(small=True),
        error_messages={"required": "Select for whom this view is"},
    )

    def __init__(self, data: object, *, user: User) -> None:
        super().__init__(data, initial={"whose": "me"})
        self.fields["whose"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("me", "For me"),
            ("team", f"For everybody in my team, the {user.team}"),
        ]
        if not user.may(Permission.SHARE_VIEWS):
            del self.fields["whose"]


@dataclass(frozen=True)
class SavedLine:
    """One saved view as the page of views lists it."""

    view: SavedView
    whose: str
    may_remove: bool


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest) -> HttpResponse:
    """List one's views, and save the one that the address names."""
    _, asked = narrowing.asked_for(request.user, request.GET.urlencode())
    form = SaveForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            services.save_view(
                name=form.cleaned_data["name"],
                query=asked.query(),
                for_team=form.cleaned_data.get("whose") == "team",
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal, field="name")
        else:
            messages.success(request, f"The view {form.cleaned_data['name']} is saved.")
            return redirect(f"{reverse('referrals:queue')}?{asked.query()}")
    context = {
        "form": form,
        "asked": asked,
        "filters": [asked.words(part) for part in asked.parts],
        "here": f"{reverse('referrals:queue')}?{asked.query()}",
        "saved": [
            SavedLine(
                one,
                "You" if one.owner_id else str(request.user.team),
                queries.may_remove_view(one, by=request.user),
            )
            for one in queries.saved_views(viewer=request.user)
        ],
        "sections": area.lists(request.user, "referrals:queue"),
    }
    return render(request, "staff/referrals/views.html", context)


@require_POST
def remove(request: StaffRequest) -> HttpResponse:
    """Remove one's own view, or a supervisor one of the team's."""
    try:
        key = UUID(request.POST.get("saved", ""))
    except ValueError as error:
        raise NotFound("There is no such view of yours.") from error
    name = services.remove_view(key=key, by=request.user, at=now())
    messages.success(request, f"The view {name} is removed.")
    return redirect("referrals:views")
