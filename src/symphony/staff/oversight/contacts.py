"""The contacts that the public site shows: which are due for checking, and correcting them."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from symphony.contacts import queries, rules, services
from symphony.contacts.models import Contact
from symphony.core.clock import now, today
from symphony.core.errors import NotFound
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Row:
    """One contact with how long its last check is good for, in words."""

    contact: Contact
    is_due: bool
    due_words: str
    is_shown: bool
    edition: str

    @property
    def site(self) -> str:
        """The name of the site that its address is on."""
        return urlsplit(self.contact.address).hostname or ""


class BeganForm(Form):
    """What a press of "Mark as checked" says about the row that was checked."""

    began_from = forms.CharField(max_length=32, widget=forms.HiddenInput)


class ContactForm(BeganForm):
    name = forms.CharField(label="Name", max_length=120)
    what_for = forms.CharField(
        label="What it is for",
        help_text="One sentence without a full stop. Readers see it under the name.",
        max_length=250,
    )
    number = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    address = forms.CharField(
        label="Address on the web", help_text="Begins with https://", required=False, max_length=200
    )
    hours = forms.CharField(label="Hours", required=False, max_length=120)
    who_for = forms.CharField(label="Who it is for", required=False, max_length=120)
    anonymous = forms.CharField(label="Can one stay anonymous?", required=False, max_length=120)
    limits = forms.CharField(
        label="What it cannot do, or must pass on",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label="Source", help_text="Where the above can be checked", required=False, max_length=200
    )
    checked = forms.ChoiceField(
        label="Have you checked all of this at its source today?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=Radios(hints={YES: "You rang the number or opened the address"}, inline=False),
        error_messages={"required": "Select yes if you have checked all of this today"},
    )


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show every contact, those due for checking first."""
    rows = [_row(contact, today()) for contact in queries.by_when_due()]
    rows.sort(key=lambda row: not row.is_due)
    context = {
        "rows": rows,
        "due": sum(row.is_due for row in rows),
        "days": rules.CHECK_AFTER.days,
    }
    return render(request, "staff/oversight/contacts.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, key: str) -> HttpResponse:
    """Correct one contact."""
    contact = queries.get(key)
    if request.method == "POST":
        form = ContactForm(request.POST)
        if form.is_valid() and _change(request, contact, form):
            return redirect("oversight:contacts")
    else:
        values = {name: getattr(contact, name) for name in rules.EDITABLE}
        form = ContactForm(initial=values | {"began_from": queries.edition(contact)})
    context = {"form": form, "contact": contact, "row": _row(contact, today())}
    return render(request, "staff/oversight/contact.html", context)


@require_POST
def confirm(request: StaffRequest, key: str) -> HttpResponse:
    """Mark a contact as checked today, unchanged."""
    form = BeganForm(request.POST)
    if not form.is_valid():
        raise NotFound("There is no such contact.")
    services.confirm(
        key=key,
        began_from=form.cleaned_data["began_from"],
        by=request.user.staff_number,
        at=now(),
    )
    messages.success(request, f"{queries.get(key).name} is marked as checked today.")
    return redirect("oversight:contacts")


def _change(request: StaffRequest, contact: Contact, form: ContactForm) -> bool:
    """Change the contact as the form says; return whether that was possible."""
    values = form.cleaned_data
    try:
        changed = services.change(
            key=contact.key,
            values={name: values[name] for name in rules.EDITABLE},
            began_from=values["began_from"],
            checked=values["checked"] == YES,
            by=request.user.staff_number,
            at=now(),
        )
    except rules.CannotBeSo as refusal:
        form.refuse(refusal, refusal.field)
        return False
    except rules.ChangedMeanwhile as refusal:
        form.refuse(refusal)
        return False
    words = "is changed on every page that shows it" if changed else "is as it was"
    if values["checked"] == YES:
        words += ", and marked as checked today"
    messages.success(request, f"{values['name']} {words}.")
    return True


def _row(contact: Contact, on: date) -> Row:
    return Row(
        contact=contact,
        is_due=rules.is_due(contact, on=on),
        due_words=due_words(contact, on=on),
        is_shown=contact.checked_on is not None and bool(contact.number or contact.address),
        edition=queries.edition(contact),
    )


def due_words(contact: Contact, *, on: date) -> str:
    """Return when the contact has to be checked again, as a person says it."""
    due = rules.due_on(contact)
    if due is None:
        return "Now: it was never checked"
    days = (due - on).days
    if days < 0:
        return f"{-days:,} {'day' if days == -1 else 'days'} ago"
    if days == 0:
        return "Today"
    return f"In {days:,} {'day' if days == 1 else 'days'}"
