"""The person it is about, the children, and who has been told."""

from typing import Any

from django import forms

from symphony.letterbox import answers
from symphony.public.report.questions.asking import Question, age_field, words_field
from symphony.public.report.questions.happened import ALL
from symphony.web.fields import Checkboxes, Radios

LINE = answers.LINE_LIMIT


class Person(Question):
    heading = "What do you know about the person? (optional)"
    short = "The person"
    name = words_field("Name", LINE, attrs={"autocomplete": "off"})
    age = age_field()
    area = words_field("Town or area", LINE)
    knows_child = words_field("How they know the child", LINE)

    def told(self) -> dict[str, Any]:
        return {} if self.is_empty() else {"person": super().told()}


class PersonThen(Person):
    """The person in an adult's own childhood."""

    knows_child = words_field("How they knew you", LINE)


class WhoIsDoingThis(Person):
    """A child about the person who does it to them."""

    heading = "Who is doing this? (optional)"
    hint = "Leave out what you do not know"
    short = "Who is doing this"
    name = words_field("Their name or nickname", LINE, attrs={"autocomplete": "off"})
    user_name = words_field("Their user name", answers.ACCOUNT_LIMITS["user_name"])
    service = words_field("The app or game", answers.ACCOUNT_LIMITS["service"])
    age = age_field("How old they are, or seem to be")
    area = words_field("Where they are", LINE, hint="A town, a school, a street")
    knows_child = words_field("How you know them", LINE)

    field_order = ("name", "user_name", "service", "age", "area", "knows_child")

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        account = {"service": given.pop("service"), "user_name": given.pop("user_name"), "link": ""}
        said: dict[str, Any] = {"person": given} if any(given.values()) else {}
        return said | ({"services": [account]} if any(account.values()) else {})


class LivesWithChildren(Question):
    template = "public/report/radios_with_more.html"
    short = "Lives with, looks after or works with children"
    more = {"yes": ("lives_with_whom",)}
    lives_with_children = forms.ChoiceField(
        label="Does this person live with, look after or work with children?",
        choices=answers.LivesWithChildren.choices,
        widget=Radios(),
        error_messages={
            "required": "Select yes if they live with, look after or work with children"
        },
    )
    lives_with_whom = words_field("Who? (optional)", LINE, hint="For example two children at home")


class StillNearChildren(LivesWithChildren):
    """The same of a person in an adult's own childhood."""

    short = "Near children now"
    lives_with_children = forms.ChoiceField(
        label="Is that person still near children?",
        help_text="For example lives with them, looks after them or works with them",
        choices=answers.LivesWithChildren.choices,
        widget=Radios(),
        error_messages={"required": "Select yes if that person is still near children"},
    )


class Child(Question):
    heading = "What do you know about the child? (optional)"
    short = "Child"
    name = words_field("Name or nickname", LINE, attrs={"autocomplete": "off"})
    age = age_field()
    area = words_field("School or area", LINE)
    communication = words_field("Do they need help to communicate?", LINE)

    def told(self) -> dict[str, Any]:
        return {} if self.is_empty() else {"children": [super().told()]}


class AnotherChild(Question):
    short = "Another child"
    another_child = forms.ChoiceField(
        label="Do you want to tell us about another child?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(),
        error_messages={"required": "Select yes if you want to tell us about another child"},
    )

    def told(self) -> dict[str, Any]:
        return {}


class Told(Question):
    short = "Who else you have told"
    told_whom = forms.MultipleChoiceField(
        label="Have you told anyone else?",
        help_text=ALL,
        choices=answers.Told.choices,
        widget=Checkboxes(exclusive=answers.Told.NOBODY.value),
        error_messages={"required": "Select who you have told, or select “No”"},
    )

    def told(self) -> dict[str, Any]:
        return {"told": self.cleaned_data["told_whom"]}


class AgeThen(Question):
    short = "How old you were"
    age_then = words_field(
        "How old were you then? (optional)",
        LINE,
        hint="A number, or words such as “from about 8 to 11”",
        attrs={"class": "govuk-input--width-20"},
        called="How old you were",
    )
