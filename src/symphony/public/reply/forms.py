"""What a reporter who comes back types: reference and words, and then messages."""

from django import forms

from symphony.letterbox.answers import YesNo
from symphony.letterbox.rules import MESSAGE_LIMIT
from symphony.web.fields import Radios
from symphony.web.forms import Form

# Not for the browser to keep, correct or begin with a capital.
_AS_TYPED = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class OpenForm(Form):
    """Reference and six words; and a message that was typed before its visit ended."""

    reference = forms.CharField(
        label="Reference",
        help_text="For example R-3F6H-44TB",
        max_length=50,
        widget=forms.TextInput(attrs=_AS_TYPED | {"class": "govuk-input--width-10"}),
        error_messages={"required": "Enter your reference"},
    )
    words = forms.CharField(
        label="Six words",
        help_text="In order. Capitals do not matter",
        max_length=500,
        widget=forms.TextInput(attrs=_AS_TYPED),
        error_messages={"required": "Enter your six words"},
    )
    draft = forms.CharField(
        label="Your message, which is not sent yet",
        max_length=MESSAGE_LIMIT,
        required=False,
        widget=forms.Textarea,
    )


class MessageForm(Form):
    """What is added to a report, and whether it is about danger at this moment."""

    text = forms.CharField(
        label="Add to your report",
        help_text="In your own words. Do not describe a picture or paste one",
        max_length=MESSAGE_LIMIT,
        required=False,
        widget=forms.Textarea,
        error_messages={"max_length": f"Message must be {MESSAGE_LIMIT:,} characters or fewer"},
    )
    danger_now = forms.ChoiceField(
        label="Is a child in danger right now? (optional)",
        choices=YesNo.choices,
        required=False,
        widget=Radios(inline=True),
    )

    def clean(self) -> None:
        if not self.errors and not self.cleaned_data["text"] and self.danger() is not True:
            self.refuse("Enter what you want to add", "text")

    def danger(self) -> bool | None:
        """Return what was said of danger; None where it was not, or not for sure."""
        said: bool | None = {"yes": True, "no": False}.get(self.cleaned_data["danger_now"])
        return said
