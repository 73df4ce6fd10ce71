"""Deciding on a referral: how urgent, which path, and why."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.accounts import queries as accounts
from symphony.cases import queries as case_queries
from symphony.cases import rules as case_rules
from symphony.cases import services as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.staff.referrals import record, stated, words
from symphony.triage import queries as triage
from symphony.triage import services
from symphony.triage.models import Assessment, Band, Path
from symphony.triage.services import AlreadyDecided
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

LONGEST = 10_000
GIVES = {**dict(Band.choices), **dict(Path.choices)}
PATH_HINTS: dict[str, str] = {
    Path.INVESTIGATE: "Opens a case: people, enquiries, crimes, arrest",
    Path.EDUCATE: "Opens a case: children sharing among themselves, with no aggravating fact",
    Path.SAFEGUARD: "Opens a case: a child to make safe, nobody to investigate here",
    Path.PREVENT: "Closes here: somebody worried about their own or another's behaviour, "
    "pointed to confidential help",
    Path.TRANSFER: "Closes here: it belongs to another force or country",
    Path.NO_FURTHER_ACTION: "Closes here when a second person agrees",
}


class DecisionForm(Form):
    band = forms.ChoiceField(
        label="How urgent is it?",
        choices=Band.choices,
        widget=Radios(inline=True),
        error_messages={"required": "Select how urgent this is"},
    )
    path = forms.ChoiceField(
        label="Which path does it take?",
        choices=Path.choices,
        widget=Radios(hints=PATH_HINTS),
        error_messages={"required": "Select which path"},
    )
    team = forms.ChoiceField(
        label="Which team takes the case?",
        required=False,
        help_text="Only for a path that opens a case",
    )
    transferred_to = forms.CharField(
        label="Where does it go?",
        max_length=200,
        required=False,
        help_text="Only for a transfer: which force or country",
    )
    rationale = forms.CharField(
        label="Why?",
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text="The case file and the disclosure schedule will show this",
        error_messages={"required": "Enter why you decided this"},
    )
    why_different = forms.CharField(
        label="Why do you differ from the suggestion?",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only if your band or path is another one than suggested",
    )

    def __init__(self, *args: Any, suggestion: Assessment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        self.teams = {team.slug: team for team in accounts.casework_teams()}
        names = [(slug, team.name) for slug, team in self.teams.items()]
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = names if len(names) == 1 else [("", "Select a team"), *names]
        if suggestion is None:
            del self.fields["why_different"]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen path or a difference from the suggestion makes necessary."""
        said = super().clean() or {}
        band, path = said.get("band"), said.get("path")
        if path in case_rules.OPENS_A_CASE and not said.get("team"):
            self.refuse("Select which team takes the case", field="team")
        if path == Path.TRANSFER and not said.get("transferred_to"):
            self.refuse("Enter which force or country it goes to", field="transferred_to")
        suggested = self.suggestion
        differs = suggested and (
            (band and band != suggested.band) or (path and path != suggested.path)
        )
        if differs and not said.get("why_different"):
            self.refuse("Enter why you differ from the suggestion", field="why_different")
        return said


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the suggestion and take the decision."""
    referral = case_queries.visible_referral(reference=reference, viewer=request.user)
    suggestion = triage.suggestion(referral)
    frame = record.frame(referral, viewer=request.user, page="referrals:decide")
    if not frame["waits"]:
        return _decided_already(request, frame)
    form = DecisionForm(request.POST if request.method == "POST" else None, suggestion=suggestion)
    try:
        opened = _decide(request, referral, form) if form.is_valid() else None
    except AlreadyDecided:
        frame = record.frame(referral, viewer=request.user, page="referrals:decide")
        return _decided_already(request, frame)
    if opened:
        _say_what_was_done(request, referral, opened)
        if "take_next" in request.POST:
            return _next(request)
        return redirect("referrals:reading", reference)
    show(request, reference)
    context = frame | {
        "form": form,
        "suggestion": suggestion,
        "latest": triage.latest_assessment(referral),
        "reasons": _reasons(suggestion),
        "facts": _facts(suggestion),
        "visits": _first_visits(referral),
        "matters": stated.matters(referral, suggestion.facts if suggestion else {}),
        "returned": _returned(referral),
    }
    return render(request, "staff/referrals/decide.html", context)


def _first_visits(referral: Referral) -> list[tuple[str, datetime]]:
    """Return by when the first visit would be due in each band."""
    return [
        (Band(band).label, case_rules.first_visit_due(band=band, received_at=referral.received_at))
        for band in Band
    ]


def _decide(request: StaffRequest, referral: Referral, form: DecisionForm) -> cases.Opened | None:
    said = form.cleaned_data
    path = Path(said["path"])
    try:
        return cases.decide_and_open(
            referral=referral,
            band=Band(said["band"]),
            path=path,
            rationale=said["rationale"],
            why_different=said.get("why_different", ""),
            transferred_to=said["transferred_to"],
            team=form.teams[said["team"]] if path in case_rules.OPENS_A_CASE else None,
            by=request.user,
            at=now(),
        )
    except AlreadyDecided:
        raise  # the page has its own answer to it
    except DomainError as refusal:
        form.refuse(refusal)
        return None


def _say_what_was_done(request: StaffRequest, referral: Referral, opened: cases.Opened) -> None:
    decision, reference = opened.decision, referral.reference
    band, path = decision.get_band_display().lower(), decision.get_path_display().lower()
    said = f"{reference}: {band}, {path}."
    if opened.case:
        said += f" Case {opened.case.reference} is open, with the {opened.case.team.name}."
    elif decision.path == Path.NO_FURTHER_ACTION:
        said += " It waits for a second person."
    messages.success(request, f"Decision recorded on {said}")


def _next(request: StaffRequest) -> HttpResponse:
    referral = services.take_next(by=request.user, at=now())
    if referral is None:
        messages.info(request, "Nothing more is waiting that nobody else is working on.")
        return redirect("referrals:queue")
    return redirect("referrals:reading", referral.reference)


def _decided_already(request: StaffRequest, frame: dict[str, Any]) -> HttpResponse:
    """Say who decided, when and what; nothing typed is lost: it stands on the page to copy."""
    show(request, frame["reference"], *filter(None, [frame["case_reference"]]))
    typed = {
        "rationale": request.POST.get("rationale", ""),
        "why_different": request.POST.get("why_different", ""),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "staff/referrals/decided.html", frame | {"typed": typed}, status=status)


def _returned(referral: Referral) -> Any:
    """Return the latest decision if a second person sent it back."""
    decisions = triage.decisions(referral)
    return decisions[0] if decisions and decisions[0].returned_by else None


def _reasons(suggestion: Assessment | None) -> list[dict[str, str]]:
    """Return why this band and this path were suggested, with what each reason rests on."""
    if suggestion is None:
        return []
    return [
        {
            "rule": reason["rule"],
            "says": reason["says"],
            "gives": str(GIVES.get(reason["gives"], reason["gives"])).lower(),
            "facts": ", ".join(f"{k.lower()}: {v}" for k, v in words.facts(reason["facts"])),
        }
        for reason in suggestion.reasons
    ]


def _facts(suggestion: Assessment | None) -> list[stated.Row]:
    found = words.facts(suggestion.facts) if suggestion else []
    return [stated.Row(fact, value.capitalize()) for fact, value in found]
