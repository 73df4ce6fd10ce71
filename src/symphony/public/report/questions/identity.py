"""Whether a reporter says who they are, how to reach them safely, and whether they come back."""

from typing import Any

from django import forms

from symphony.letterbox import answers
from symphony.letterbox.answers import ContactDetails
from symphony.public.report.questions.asking import Question, words_field
from symphony.web.fields import Radios

LINE = answers.LINE_LIMIT
_FEWEST_DIGITS = 5


def _identity(label: str, hint: str, hints: dict[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=answers.Identity.choices,
        widget=Radios(hints=hints),
        error_messages={"required": "Select whether you want to tell us who you are"},
    )


class Identity(Question):
    short = "Who you are"
    identity = _identity(
        "Do you want to tell us who you are?",
        "Any answer is fine. If you stay anonymous we keep nothing about your phone, computer or "
        "connection. Your own words may still show who you are, so take out what you do not want "
        "known. We cannot find you to help, even in an emergency",
        {
            "confidence": "Only those who must know, which can include a court or someone whose "
            "life is at risk"
        },
    )

    def lines(self) -> list[str]:
        said = {
            "named": "You tell us who you are",
            "confidence": "You tell us in confidence",
            "anonymous": "You stay anonymous",
        }
        return [said[self.cleaned_data["identity"]]]


class IdentityOfChild(Identity):
    identity = _identity(
        "Do you want to tell us who you are?",
        "Any answer is fine. If we think someone is in danger we may have to tell a person who "
        "can help. We will try to tell you first. If you stay anonymous we cannot find you to "
        "help, even in an emergency",
        {"confidence": "Only people who must know will be told"},
    )


class Contact(Question):
    heading = "How can we contact you?"
    short = "How to contact you"
    name = words_field("Name (optional)", LINE, attrs={"autocomplete": "name"})
    phone = words_field("Phone", 60, attrs={"autocomplete": "tel"}, kind="tel")
    email = forms.EmailField(
        label="Email",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    when_safe = words_field(
        "When is it safe? (optional)", LINE, hint="For example on weekdays before 3pm"
    )
    may_leave_message = forms.ChoiceField(
        label="May we leave a message? (optional)",
        choices=answers.YesNo.choices,
        widget=Radios(inline=True),
        required=False,
    )
    do_not_contact = forms.BooleanField(label="Do not contact me", required=False)

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone and sum(sign.isdigit() for sign in phone) < _FEWEST_DIGITS:
            raise forms.ValidationError("Phone must include a telephone number, like 01632 960 001")
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        told = {"phone", "email"} & self.errors.keys() or given.get("phone") or given.get("email")
        if not told and not given.get("do_not_contact"):
            self.refuse(
                "Enter a phone number or an email address, or select “Do not contact me”", "phone"
            )
        return given

    def told(self) -> dict[str, Any]:
        # Never among the answers: sealed apart.
        return {}

    def details(self) -> ContactDetails:
        """Return what will be sealed. Only of a valid form."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "phone": given["phone"],
            "email": given["email"],
            "when_safe": given["when_safe"],
            "may_leave_message": given["may_leave_message"],
            "do_not_contact": given["do_not_contact"],
            "organisation": given.get("organisation", ""),
            "role": given.get("role", ""),
        }

    def lines(self) -> list[str]:
        lines = [line for line in super().lines() if not line.startswith("Do not contact me")]
        return [*lines, "Do not contact me"] if self.cleaned_data["do_not_contact"] else lines


class WorkContact(Contact):
    """Of a professional: whom they speak for, too."""

    organisation = words_field(
        "Organisation",
        LINE,
        required="Enter your organisation",
        attrs={"autocomplete": "organization"},
    )
    role = words_field(
        "Role",
        LINE,
        required="Enter your role",
        attrs={"autocomplete": "organization-title"},
    )
    phone = words_field("Work phone", 60, attrs={"autocomplete": "tel"}, kind="tel")
    email = forms.EmailField(
        label="Work email",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    field_order = ("organisation", "role", "name", "phone", "email")


class ComeBack(Question):
    short = "Six words to come back with"
    come_back = forms.ChoiceField(
        label="Do you want to be able to come back?",
        help_text="You get six words. With them you can read our messages and add more",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(),
        error_messages={"required": "Select yes if you want to be able to come back"},
    )

    def told(self) -> dict[str, Any]:
        return {}
