"""Changing what somebody is in a case; making them a suspect is this."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases import queries, rules, services
from symphony.cases.models import Case, CaseRole, Role
from symphony.cases.records import NotYours
from symphony.core.clock import now, today
from symphony.core.errors import DomainError
from symphony.people import queries as people
from symphony.people.ages import Age
from symphony.safeguarding import queries as safeguarding_queries
from symphony.safeguarding import services as safeguarding
from symphony.staff.cases import adding, frame
from symphony.staff.cases.role_version import RoleVersionForm
from symphony.triage.models import Path
from symphony.web.fields import Radios
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class RoleForm(RoleVersionForm):
    role = forms.ChoiceField(
        label="What are they from now on?",
        widget=Radios(hints=adding.HINTS),
        error_messages={"required": "Select what they are from now on"},
    )
    identified = forms.ChoiceField(
        label="Only for a child: is it known who the child is?",
        required=False,
        choices=adding.YES_NO,
        widget=Radios(inline=True),
    )
    grounds = forms.CharField(
        label="Why?",
        help_text="For a suspect: the grounds. The case file shows this.",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the role changes"},
    )
    age_grounds = forms.CharField(
        label="Only for a suspect: what is known of their age?",
        help_text="They are not known to be 18 or older. Say what is known, and why they are a"
        " suspect all the same.",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        current: CaseRole,
        roles: Iterable[Role],
        age: Age,
        has_record: bool,
    ) -> None:
        super().__init__(data, current=current)
        offered = list(roles)
        self.fields["role"].choices = [(role.value, role.label) for role in offered]  # type: ignore[attr-defined]  # a ChoiceField
        is_adult = age.lowest is not None and age.lowest >= rules.ADULT_AT
        if is_adult or Role.SUSPECT not in offered:
            del self.fields["age_grounds"]
        if Role.SUSPECT not in offered:
            self.fields["grounds"].help_text = ""
        if has_record or Role.CHILD not in offered:
            del self.fields["identified"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        asked = "identified" in self.fields and found.get("role") == Role.CHILD
        if asked and not found.get("identified"):
            self.add_error("identified", "Select yes if it is known who the child is")
        return found


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, person: str) -> HttpResponse:
    """Ask for the new role and why, and record it."""
    case = frame.open_case(request, reference)
    role = queries.role_of(case, reference=person)
    show(request, person)
    age = people.age(role.person, on=today())
    offered = _offered(case, role, age, request.user)
    if not offered:
        raise NotYours(f"Your role does not change what {person} is in this case.")
    form = RoleForm(
        request.POST or None,
        current=role,
        roles=offered,
        age=age,
        has_record=safeguarding_queries.has_record(role.person),
    )
    if form.is_valid():
        try:
            _change(role, form.cleaned_data, case=case, by=request.user, at=now())
        except DomainError as refusal:
            form.refuse(refusal, _field_of(refusal, form))
        else:
            words = Role(form.cleaned_data["role"]).label.lower()
            messages.success(request, f"{person} is recorded as {words}.")
            return redirect("cases:people", reference=case.reference)
    return frame.page(
        request,
        case,
        "change_role",
        section="people",
        form=form,
        person=person,
        name=people.display_name(role.person),
        age=age,
        role_words=rules.role_words(role.role, case.path),
        why_no_suspect=_why_no_suspect(case, age, request.user),
    )


def _offered(case: Case, role: CaseRole, age: Age, user: User) -> list[Role]:
    return [
        one
        for one in Role
        if one != role.role
        and user.may(rules.permission_for([role.role, one.value]))
        and not (one == Role.SUSPECT and _why_no_suspect(case, age, user))
    ]


def _why_no_suspect(case: Case, age: Age, user: User) -> str:
    """Return in words why this person cannot be made a suspect here, or nothing."""
    if age.lowest is not None and age.lowest < rules.AGE_OF_CRIMINAL_RESPONSIBILITY:
        return "A child under ten is never a suspect."
    is_adult = age.lowest is not None and age.lowest >= rules.ADULT_AT
    if case.path == Path.EDUCATE and not is_adult and not user.may(Permission.SUSPECT_A_CHILD):
        return (
            "In an education case a child, or somebody whose age is not known, is a person"
            " involved, not a suspect. Only a supervisor can change that."
        )
    return ""


# Both or neither: a refused record of the child leaves the role as it was.
@transaction.atomic
def _change(role: CaseRole, said: dict[str, Any], *, case: Case, by: User, at: datetime) -> None:
    services.change_role(
        case_role=role,
        role=said["role"],
        grounds=said["grounds"],
        age_grounds=said.get("age_grounds", ""),
        by=by,
        at=at,
    )
    if said["role"] == Role.CHILD:
        safeguarding.add_child_to_case(
            case=case,
            person=role.person,
            identified=said.get("identified") == "yes",
            how_found=said["grounds"],
            by=by,
            at=at,
        )


def _field_of(refusal: DomainError, form: RoleForm) -> str | None:
    if isinstance(refusal, rules.AgeGroundsMissing) and "age_grounds" in form.fields:
        return "age_grounds"
    return "grounds" if isinstance(refusal, rules.GroundsMissing) else None
