"""The first page: what happens with a report, which door was taken, and a word to carry on with."""

from django import forms

from symphony.public.report.routes import WAYS
from symphony.web.fields import Radios
from symphony.web.forms import Form

DOORS = [(key, way.door) for key, way in WAYS.items()]
WORD_LIMIT = 100


class BeforeForm(Form):
    """Which door, unless it was taken on the page before, and an optional word."""

    door = forms.ChoiceField(
        label="Which of these is most like you?",
        choices=DOORS,
        widget=Radios(hints={key: way.hint for key, way in WAYS.items()}),
        error_messages={"required": "Select which is most like you"},
    )
    word = forms.CharField(
        label="A word to carry on with (optional)",
        help_text="Choose a word if you may want to stop and carry on within 30 minutes, in this "
        "browser. Without it, closing or leaving the form loses your answers. Do not use a word "
        "that others would guess",
        max_length=WORD_LIMIT,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "spellcheck": "false", "autocapitalize": "off"}
        ),
    )


class CarryOnForm(Form):
    """The word that was chosen."""

    carry_on_word = forms.CharField(
        label="Your word",
        max_length=WORD_LIMIT,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "spellcheck": "false", "autocapitalize": "off"}
        ),
        error_messages={"required": "Enter the word that you chose"},
    )
