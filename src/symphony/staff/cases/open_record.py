"""Opening the safeguarding record of somebody who is in a case."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.cases.models import Case, Role
from symphony.cases.queries import PersonRow
from symphony.cases.rules import ADULT_AT
from symphony.core.clock import now, today
from symphony.core.errors import DomainError
from symphony.safeguarding import queries, services
from symphony.staff.cases import frame
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

MAY_HAVE_ONE = (Role.CHILD, Role.PERSON_INVOLVED, Role.REPORTED_USER, Role.SUSPECT)


class RecordForm(Form):
    person = forms.ChoiceField(
        label="Who is the child?",
        widget=Radios(),
        error_messages={"required": "Select who the child is"},
    )
    identified = forms.ChoiceField(
        label="Is it known who the child is?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(inline=True),
        error_messages={"required": "Select yes if it is known who the child is"},
    )
    how_found = forms.CharField(
        label="How was the child found?",
        help_text="And, if it is known who the child is, how.",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter how the child was found"},
    )

    def __init__(self, data: Any = None, *, people: list[PersonRow]) -> None:
        super().__init__(data)
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (row.reference, f"{row.name} ({row.reference}), {row.role_words.lower()}")
            for row in people
        ]


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask for whom, and open the record."""
    case = frame.open_case(request, reference)
    people = _without_one(case, request)
    show(request, *(row.reference for row in people))
    form = RecordForm(request.POST or None, people=people)
    if form.is_valid():
        said = form.cleaned_data
        try:
            child = services.add_child_to_case(
                case=case,
                person=cases.role_of(case, reference=said["person"]).person,
                identified=said["identified"] == "yes",
                how_found=said["how_found"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            reference = child.person.reference
            messages.success(
                request,
                f"Safeguarding record of {reference} opened. Next: answer who must not be told.",
            )
            return redirect("children:child", reference=reference)
    return frame.page(
        request,
        case,
        "open_record",
        section="safeguarding",
        frame="staff/cases/case.html",
        subject=case.reference,
        act="open a safeguarding record",
        people=people,
        form=form,
        consequence="What the child is in this case does not change. A child has one record, "
        "whichever cases they are in.",
        button="Open record",
        back=frame.address(case, "safeguarding"),
    )


def _without_one(case: Case, request: StaffRequest) -> list[PersonRow]:
    """Return who is in the case, may be a child and has no record."""
    have = {row.reference for row in queries.children_of(case, viewer=request.user, on=today())}
    return [
        row
        for row in cases.people(case, on=today())
        if row.reference not in have and row.role in MAY_HAVE_ONE and not _is_adult(row)
    ]


def _is_adult(row: PersonRow) -> bool:
    return row.age.lowest is not None and row.age.lowest >= ADULT_AT
