"""A page with every component on it, for looking at and for the checks of markup and access."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission, Role
from symphony.web import shell
from symphony.web.fields import Checkboxes, DateField, MomentField, Radios
from symphony.web.forms import Form

NOW = datetime(2026, 6, 14, 2, 5, tzinfo=UTC)
TEMPLATE = Path(__file__).with_name("style_page.html")


class DecisionForm(Form):
    band = forms.ChoiceField(
        label="How urgent?",
        choices=[("very_high", "Very high"), ("high", "High"), ("low", "Low")],
        widget=Radios(inline=True),
        error_messages={"required": "Select how urgent this is"},
    )
    path = forms.ChoiceField(
        label="Which path?",
        choices=[("investigate", "Investigate"), ("transfer", "Transfer")],
        widget=Radios(hints={"transfer": "To another force or country"}, small=True),
        error_messages={"required": "Select which path"},
    )
    why = forms.CharField(
        label="Why?",
        help_text="The case file and the disclosure schedule will show this",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why you decided this"},
    )
    told = forms.MultipleChoiceField(
        label="Who has been told?",
        choices=[("school", "School"), ("services", "Children's services"), ("none", "Nobody")],
        widget=Checkboxes(exclusive="none"),
        error_messages={"required": "Select who has been told, or select “Nobody”"},
    )
    team = forms.ChoiceField(label="Team", choices=[("", "Select a team"), ("north", "North")])
    born = DateField(label="Date of birth", help_text="For example, 3 2 2013", in_past=True)
    seen = MomentField(label="When was the child seen?", name="The time", in_past=True)
    officer = forms.CharField(label="Officer", max_length=40)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="The carer agreed", help_text="In person or by telephone")


class FilterForm(Form):
    source = forms.ChoiceField(label="Source", choices=[("", "Any"), ("school", "School")])


def context(form):
    """Return what the page shows."""
    return {
        "form": form,
        "filter_form": FilterForm(auto_id="filter_%s"),
        "now": NOW,
        "overdue": NOW - timedelta(minutes=6),
        "soon": NOW + timedelta(minutes=55),
        "later": NOW + timedelta(days=7),
        "crumbs": [{"name": "Referrals", "url": "#referrals"}],
        "sections": [
            {"name": "Reading", "url": "#reading", "is_current": True},
            {"name": "IP events", "url": "#ip", "count": 4},
            {"name": "People", "url": "#people", "count": 2},
            {"name": "Links", "url": "#links"},
            {"name": "Messages", "url": "#messages"},
            {"name": "History", "url": "#history"},
        ],
        "in_use": [{"words": "High", "url": "#h"}, {"words": "School", "url": "#s"}],
        "rows": [
            {"key": "What is reported", "value": "Grooming"},
            {"key": "Seen by the company", "value": "Not stated", "url": "#c", "action": "Change"},
        ],
        "events": [
            {"title": "Decision recorded", "by": "Priya Shah", "at": NOW, "words": "Very high"},
            {"title": "Report received", "at": NOW - timedelta(minutes=11)},
        ],
    }


def officer():
    """Return somebody who is signed in, whom no database knows."""
    return User(
        name="Priya Shah",
        staff_number="T00001",
        role=Role.REFERRAL_OFFICER,
        team=Team(name="Referral desk"),
    )


def render(*, colours="", sent=False):
    """Return the page's HTML: in a theme, and with every error if the form was sent empty."""
    request = RequestFactory().get("/staff/referrals/")
    request.user = officer()
    request.user.dark_colours = {"sy-dark": True, "sy-light": False}.get(colours)
    request._messages = CookieStorage(request)
    messages.success(request, "Decision recorded on R-7K4M-92QX.")
    messages.warning(request, "Band may have changed: a child was added at 02:40.")
    form = DecisionForm({} if sent else None)
    template = engines["django"].from_string(TEMPLATE.read_text())
    return template.render(context(form), request)


def register():
    """Give the frame something to show."""
    shell.register_areas(
        [
            shell.Area("Referrals", "home", Permission.READ_REFERRALS, "/staff/referrals/"),
            shell.Area("Cases", "home", Permission.READ_CASES, "/staff/cases/"),
            shell.Area("Children", "home", Permission.READ_CHILDREN, "/staff/children/"),
            shell.Area("Operations", "home", Permission.READ_OPERATIONS, "/staff/operations/"),
        ]
    )
    shell.register_counts(lambda user: {"Referrals": 14})
    shell.register_alert(
        lambda user: shell.AlertLine(
            reference="R-7K4M-92QX",
            url="#alert",
            words="has waited 11 min. No one has acknowledged it.",
            acknowledge_url="/staff/referrals/R-7K4M-92QX/acknowledge/",
        )
    )
