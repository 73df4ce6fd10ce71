"""The questions of the public form, on one page, and what becomes of the answers."""

from typing import Any

from django import forms

from symphony.letterbox import answers
from symphony.letterbox.answers import Answers, NamedAccount
from symphony.web.fields import Checkboxes, Radios
from symphony.web.forms import Form

_DANGER = {"yes": True, "no": False, "not_sure": None}


def _some_of(choices: Any, label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text="Select all that apply. You can leave this empty",
        choices=choices.choices,
        widget=Checkboxes(exclusive=choices.NOT_SURE.value),
        required=False,
    )


def _words(label: str, limit: int, *, hint: str = "", lines: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": str(lines)}) if lines else forms.TextInput()
    # No spelling checker of the browser's sends the words of a report elsewhere.
    widget.attrs["spellcheck"] = "false"
    return forms.CharField(
        label=label, help_text=hint, max_length=limit, widget=widget, required=False
    )


def _account_fields() -> tuple[forms.CharField, forms.CharField, forms.CharField]:
    limits = answers.ACCOUNT_LIMITS
    return (
        _words("App, game or website", limits["service"]),
        _words("User name", limits["user_name"]),
        _words("Link", limits["link"]),
    )


class ReportForm(Form):
    """Only two answers are needed: whether a child is in danger now, and what is known."""

    danger_now = forms.ChoiceField(
        label="Is a child in danger right now?",
        help_text="For example being hurt, threatened, or about to meet someone",
        choices=[("yes", "Yes"), ("no", "No"), ("not_sure", "I am not sure")],
        widget=Radios(),
        error_messages={"required": "Select yes if a child is in danger right now"},
    )
    about = _some_of(answers.About, "What is this about?")
    happened = _some_of(answers.Happened, "What has happened?")
    narrative = forms.CharField(
        label="Tell us what you know",
        help_text="In your own words. Do not describe a picture or paste one",
        max_length=answers.NARRATIVE_LIMIT,
        widget=forms.Textarea(attrs={"rows": "12", "spellcheck": "false"}),
        error_messages={
            "required": "Enter what you know, even if it is one sentence",
            "max_length": "What you know must be 10,000 characters or fewer",
        },
    )
    where = _some_of(answers.Where, "Where did it happen?")
    service_1, user_name_1, link_1 = _account_fields()
    service_2, user_name_2, link_2 = _account_fields()
    service_3, user_name_3, link_3 = _account_fields()
    when_code = forms.ChoiceField(
        label="When did it happen?",
        help_text="You can leave this empty",
        choices=answers.When.choices,
        widget=Radios(),
        required=False,
    )
    when = _words(
        "Date, or roughly when (optional)",
        answers.LINE_LIMIT,
        hint="For example: last Tuesday, or since about March",
    )
    person = _words(
        "What do you know about the person? (optional)",
        answers.LINE_LIMIT,
        hint="For example a name, an age, a town, how they know the child",
        lines=4,
    )
    lives_with_children = forms.ChoiceField(
        label="Does this person live with, look after or work with children?",
        help_text="You can leave this empty",
        choices=answers.LivesWithChildren.choices,
        widget=Radios(),
        required=False,
    )
    lives_with_whom = _words("If yes, who? (optional)", answers.LINE_LIMIT)
    child = _words(
        "What do you know about the child? (optional)",
        answers.LINE_LIMIT,
        hint="For example a name or nickname, an age, a school or area, "
        "whether they need help to communicate",
        lines=4,
    )

    @property
    def says_danger(self) -> bool:
        """Whether yes was chosen, in a form that may still have errors."""
        return bool(self["danger_now"].value() == "yes")

    @property
    def accounts(self) -> list[dict[str, Any]]:
        """The groups of names and links, for drawing."""
        return [
            {"number": n, "fields": [self[f"{name}_{n}"] for name in answers.ACCOUNT_LIMITS]}
            for n in range(1, answers.ACCOUNTS_LIMIT + 1)
        ]

    def danger(self) -> bool | None:
        """Return yes, no, or None for not sure."""
        return _DANGER[self.cleaned_data["danger_now"]]

    def answers(self) -> Answers:
        """Return what was answered, as the letterbox keeps it."""
        given = self.cleaned_data
        said = {"name": "", "age": "", "area": ""}
        return {
            "form": 2,
            "route": "worried",
            "identity": "anonymous",
            "about": given["about"],
            "happened": given["happened"],
            "narrative": given["narrative"],
            "where": given["where"],
            "services": self._named_accounts(),
            "when": given["when"],
            "when_code": given["when_code"],
            "person": {**said, "knows_child": given["person"]},
            "lives_with_children": given["lives_with_children"],
            "lives_with_whom": given["lives_with_whom"],
            "children": [{**said, "communication": given["child"]}] if given["child"] else [],
        }

    def _named_accounts(self) -> list[NamedAccount]:
        groups: list[NamedAccount] = [
            {
                "service": self.cleaned_data[f"service_{n}"],
                "user_name": self.cleaned_data[f"user_name_{n}"],
                "link": self.cleaned_data[f"link_{n}"],
            }
            for n in range(1, answers.ACCOUNTS_LIMIT + 1)
        ]
        return [group for group in groups if any(group.values())]
