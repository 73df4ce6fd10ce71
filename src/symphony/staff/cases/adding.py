"""What is asked of somebody who comes into a case, and how they come in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from symphony.accounts.models import User
from symphony.cases import rules, services
from symphony.cases.models import Case, Role
from symphony.referrals.models import StatedPerson
from symphony.safeguarding import services as safeguarding
from symphony.web.fields import Radios
from symphony.web.forms import Form

HINTS: dict[str, str] = {
    Role.REPORTED_USER: "Whoever used the account. It says nothing about who that is",
    Role.SUSPECT: "With your grounds and your name. They are shown in the case file",
    Role.PERSON_INVOLVED: "For example one of several children who shared among themselves",
    Role.CHILD: "At risk or harmed. Opens the child's safeguarding record",
}
YES_NO = [("yes", "Yes"), ("no", "No")]


class AddingForm(Form):
    """The role, and how the person comes to be in the case."""

    role = forms.ChoiceField(
        label="What are they in this case?",
        widget=Radios(hints=HINTS),
        error_messages={"required": "Select what they are in this case"},
    )
    identified = forms.ChoiceField(
        label="Only for a child: is it known who the child is?",
        required=False,
        choices=YES_NO,
        widget=Radios(inline=True),
    )
    grounds = forms.CharField(
        label="How do they come to be in the case?",
        help_text="For a child: how the child was found and, if it is known who the child is, how.",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter how they come to be in the case"},
    )

    def __init__(self, data: Any = None, *, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("role") == Role.CHILD and not found.get("identified"):
            self.add_error("identified", "Select yes if it is known who the child is")
        return found


def roles_for(user: User) -> list[Role]:
    """Return the roles that this person may record; a suspect is a step of its own."""
    return [
        role
        for role in Role
        if role != Role.SUSPECT and user.may(rules.permission_for([role.value]))
    ]


def bring_in(
    form: AddingForm,
    *,
    case: Case,
    stated_person: StatedPerson | None = None,
    values: Iterable[tuple[str, str]] = (),
    by: User,
    at: datetime,
) -> str:
    """Bring the person in as the form says, and return their reference.

    :raises DomainError: for what the services refuse
    """
    role, grounds = form.cleaned_data["role"], form.cleaned_data["grounds"]
    if role == Role.CHILD:
        child = safeguarding.add_child_to_case(
            case=case,
            stated_person=stated_person,
            values=values,
            identified=form.cleaned_data["identified"] == "yes",
            how_found=grounds,
            by=by,
            at=at,
        )
        return child.person.reference
    if stated_person:
        added = services.add_person_from_referral(
            case=case, stated_person=stated_person, role=role, grounds=grounds, by=by, at=at
        )
    else:
        added = services.add_person(
            case=case, values=values, role=role, grounds=grounds, by=by, at=at
        )
    return added.person.reference
