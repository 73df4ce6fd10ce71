"""What only a child or young person is asked. Short words, and nothing that blames."""

from django import forms

from symphony.letterbox import answers
from symphony.public.report.questions.asking import Question, words_field
from symphony.web.fields import Radios


class OwnAge(Question):
    short = "How old you are"
    own_age = forms.ChoiceField(
        label="How old are you?",
        choices=answers.OwnAge.choices,
        widget=Radios(),
        error_messages={"required": "Select how old you are, or select “I would rather not say”"},
    )


class NotSafe(Question):
    short = "Who it would not be safe for us to speak to"
    not_safe_to_speak_to = words_field(
        "Who would it not be safe for us to speak to? (optional)",
        answers.TEXT_LIMIT,
        hint="For example someone at home, at school, or nobody",
        lines=3,
        called="Who it would not be safe for us to speak to",
    )


class SelfHarm(Question):
    short = "Thinking about hurting yourself"
    self_harm = forms.ChoiceField(
        label="Are you thinking about hurting yourself? (optional)",
        help_text="Many people feel like this. If you say yes, we show you at once who can help",
        choices=answers.SelfHarm.choices,
        widget=Radios(),
        required=False,
    )


class TrustedAdult(Question):
    short = "An adult you trust"
    trusted_adult = words_field(
        "Is there an adult you trust? (optional)",
        answers.TEXT_LIMIT,
        hint="For example a relative, a teacher or a neighbour. Tell us who, if you like",
        lines=3,
        called="An adult you trust",
    )
