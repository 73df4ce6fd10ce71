"""Where and when it happened, and the names and links that lead there."""

from typing import Any

from django import forms

from symphony.letterbox import answers
from symphony.public.report.questions.asking import Question, words_field
from symphony.public.report.questions.happened import some_of
from symphony.web.fields import DateField, Radios

LIMITS = answers.ACCOUNT_LIMITS


class Where(Question):
    short = "Where it happened"
    where = some_of(
        answers.Where,
        "Where did it happen?",
        required="Select where it happened, or select “I am not sure”",
        exclusive="not_sure",
    )


class NameOrLink(Question):
    """One name or link; the page offers another."""

    template = "public/report/names.html"
    heading = "Names and links (optional)"
    hint = "Type them as words. Do not open a link again to check it"
    short = "Name or link"
    service = words_field("Service", LIMITS["service"], hint="The app, game or website")
    user_name = words_field("User name", LIMITS["user_name"])
    link = words_field("Link", LIMITS["link"])

    def told(self) -> dict[str, Any]:
        return {} if self.is_empty() else {"services": [super().told()]}


# Without the answer that only the first form offered.
WHEN = [(code, label) for code, label in answers.When.choices if code != "before"]


class When(Question):
    template = "public/report/radios_with_more.html"
    short = "When it happened"
    more = {"on_a_date": ("when_date",), "roughly": ("when",)}
    when_code = forms.ChoiceField(
        label="When did it happen?",
        choices=WHEN,
        widget=Radios(),
        error_messages={"required": "Select when it happened"},
    )
    when_date = DateField(label="Date", in_past=True, required=False)
    when = words_field(
        "Roughly when", answers.LINE_LIMIT, hint="For example last Tuesday, or since about March"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        code = given.get("when_code")
        if code == "on_a_date" and "when_date" in given and not given["when_date"]:
            self.refuse("Enter the date, or select another answer", "when_date")
        if code == "roughly" and "when" in given and not given["when"]:
            self.refuse("Enter roughly when, or select another answer", "when")
        return given
