"""Bringing somebody into the case whom no referral of it names."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.people.models import PersonValue
from symphony.staff.cases import adding, frame
from symphony.web.fields import DateField
from symphony.web.requests import StaffRequest

Kind = PersonValue.Kind
_AUTOCOMPLETE_OFF = {"autocomplete": "off", "spellcheck": "false"}


def _line(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=f"{label} (optional)",
        help_text=help_text,
        required=False,
        max_length=2083,
        widget=forms.TextInput(attrs=_AUTOCOMPLETE_OFF),
    )


class PersonForm(adding.AddingForm):
    """What is known of the person, then what they are in the case."""

    name = _line("Name")
    date_of_birth = DateField(label="Date of birth (optional)", required=False, in_past=True)
    age = _line("Age as stated", "If the date of birth is not known, for example 13 or about 40")
    screen_name = _line("User name")
    email = _line("Email")
    phone = _line("Phone")
    address = _line("Address")
    school = _line("School")

    field_order = (*Kind.values, "role", "identified", "grounds")

    def values(self) -> list[tuple[str, str]]:
        """Return what was entered, as values of the person's record."""
        found = self.cleaned_data
        return [(kind, str(found[kind])) for kind in Kind.values if found.get(kind)]


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask what is known of the person, and bring them in."""
    case = frame.open_case(request, reference)
    form = PersonForm(request.POST or None, roles=adding.roles_for(request.user))
    if form.is_valid():
        try:
            added = adding.bring_in(
                form, case=case, values=form.values(), by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{added} is in {case.reference} now.")
            return redirect("cases:people", reference=case.reference)
    return frame.page(request, case, "add_person", section="people", form=form)
