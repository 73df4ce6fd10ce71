"""What is asked of an education visit."""

from collections.abc import Mapping
from typing import Any

from django import forms

from symphony.cases.records import InTheFuture
from symphony.core.errors import DomainError
from symphony.people import queries as people
from symphony.safeguarding import queries, rules
from symphony.safeguarding.models import Child, EducationVisit
from symphony.staff.help_line import help_line
from symphony.web.fields import Checkboxes, DateField, MomentField, Radios
from symphony.web.forms import Form

FIELDS = (
    "household",
    "visited_at",
    "result",
    "carer_present",
    "understood",
    "left_with_family",
    "school_told",
    "follow_up_on",
    "help_given_at",
)
YES_NO = [("yes", "Yes"), ("no", "No"), ("not_known", "Not known")]
ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "not_known": None}
HELP_HINT = "For anyone in the family who worries about their own or another's behaviour."
HELP = [("yes", "Yes, at the visit"), ("no", "No")]


class VisitForm(Form):
    """The children, the occasion, and what came of it."""

    children = forms.MultipleChoiceField(
        label="Whom was the visit for?",
        widget=Checkboxes(),
        error_messages={"required": "Select the children whom the visit was for"},
    )
    household = forms.CharField(
        label="With which household?",
        help_text="In words that will be used again for the same household. Two visits to one "
        "household on one day count once.",
        max_length=120,
        error_messages={"required": "Enter the household"},
    )
    visited_at = MomentField(
        label="When?",
        name="Time",
        in_past=True,
        error_messages={"required": "Enter when the visit was"},
    )
    result = forms.ChoiceField(
        label="What happened?",
        choices=EducationVisit.Result.choices,
        widget=Radios(),
        error_messages={"required": "Select what happened"},
    )
    seen = forms.MultipleChoiceField(
        label="Who was seen in person? (nobody, if it was not completed)",
        required=False,
        widget=Checkboxes(),
    )
    carer_present = forms.ChoiceField(
        label="Was a parent or carer there?",
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": "Select yes if a parent or carer was there"},
    )
    understood = forms.CharField(
        label="What was understood? (optional)",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    left_with_family = forms.CharField(
        label="What was left with the family? (optional)",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    school_told = forms.ChoiceField(
        label="Was the school told?",
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": "Select yes if the school was told"},
    )
    help_given = forms.ChoiceField(
        label="Were they given the help line details?",
        choices=HELP,
        widget=Radios(inline=True),
        error_messages={"required": "Select yes if they were given the help line details"},
    )
    follow_up_on = DateField(
        label="Follow up on which day? (optional)", name="Follow-up", required=False
    )

    def __init__(self, *args: Any, offered: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help_given"].help_text = help_line(HELP_HINT)
        for name in ("children", "seen"):
            self.fields[name].choices = list(offered.items())  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Turn the answers into what is recorded."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("carer_present", "school_told"):
            if name in found:
                found[name] = ANSWERS[found[name]]
        if "help_given" in found and "visited_at" in found:
            found["help_given_at"] = found["visited_at"] if found["help_given"] == "yes" else None
        found["children"] = list(dict.fromkeys([*found.get("children", []), *found["seen"]]))
        return found


def offered(children: list[Child]) -> dict[str, str]:
    """Return whom a visit can be for: name and age by reference."""
    names = people.display_names(child.pk for child in children)
    return {
        child.person.reference: f"{names[child.pk]} ({child.person.reference})"
        for child in children
    }


def notes(children: list[Child]) -> list[dict[str, object]]:
    """Return what is answered about who must not be told, child by child."""
    answers = queries.answers(children)
    return [
        {"reference": child.person.reference, "answer": answers.get(child.pk)} for child in children
    ]


def initial(visit: EducationVisit, seen: Mapping[Child, bool]) -> dict[str, Any]:
    """Return what a correction's form shows at first."""
    words = {answer: name for name, answer in ANSWERS.items()}
    return {name: getattr(visit, name) for name in FIELDS} | {
        "version": visit.pk,
        "children": [child.person.reference for child in seen],
        "seen": [child.person.reference for child, was_seen in seen.items() if was_seen],
        "carer_present": words[visit.carer_present],
        "school_told": words[visit.school_told],
        "help_given": "yes" if visit.help_given_at else "no",
    }


def seen_by(form: VisitForm, children: Mapping[str, Child]) -> dict[Child, bool]:
    """Return whom the visit was for, each with whether they were seen in person."""
    seen = form.cleaned_data["seen"]
    return {children[one]: one in seen for one in form.cleaned_data["children"]}


def field_of(refusal: DomainError) -> str | None:
    """Return the field that a refusal belongs to."""
    if isinstance(refusal, rules.NotAnswered | rules.ChildIsSuspect | rules.NotInCase):
        return "children"
    if isinstance(refusal, rules.SeenWrong):
        return "seen"
    if isinstance(refusal, rules.FollowUpWrong):
        return "follow_up_on"
    return "visited_at" if isinstance(refusal, InTheFuture) else None
