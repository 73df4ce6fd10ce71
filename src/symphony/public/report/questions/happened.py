"""What it is about, what has happened, and what the reporter knows, in their own words."""

from typing import Any

from django import forms

from symphony.letterbox import answers
from symphony.public.report.questions.asking import Question, words_field
from symphony.web.fields import Checkboxes

ALL = "Select all that apply"


def some_of(
    choices: Any, label: str, *, required: str, exclusive: str, hint: str = ALL
) -> forms.MultipleChoiceField:
    """Return checkboxes of which one unticks the rest."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=choices.choices,
        widget=Checkboxes(exclusive=exclusive),
        error_messages={"required": required},
    )


class About(Question):
    short = "What this is about"
    about = some_of(
        answers.About,
        "What is this about?",
        required="Select what this is about, or select “I am not sure”",
        exclusive="not_sure",
    )


class Happened(Question):
    short = "What has happened"
    happened = some_of(
        answers.Happened,
        "What has happened?",
        required="Select what has happened, or select “I am not sure”",
        exclusive="not_sure",
    )


class HappenedToMe(Question):
    short = "What has happened"
    happened = some_of(
        answers.HappenedToMe,
        "What has happened?",
        hint="Tick all that are right",
        required="Select what has happened, or select “I am not sure how to say it”",
        exclusive="not_sure",
    )


def _narrative(label: str, hint: str, *, required: str = "") -> forms.CharField:
    return words_field(
        label,
        answers.NARRATIVE_LIMIT,
        hint=hint,
        lines=12,
        required=required,
        called="What you tell us",
    )


ONE_SENTENCE = "Enter what you know, even if it is one sentence"


class Known(Question):
    short = "What you know"
    narrative = _narrative(
        "Tell us what you know",
        "In your own words. Do not describe a picture or paste one",
        required=ONE_SENTENCE,
    )


class KnownToMe(Question):
    short = "What you told us"
    narrative = _narrative(
        "Tell us what you can (optional)",
        "You can stop at any time. Do not send us pictures. Someone who has your phone while "
        "you write, or who knows your word, could read this",
    )


class ThenToMe(Question):
    short = "What you told us"
    narrative = _narrative(
        "Tell us what you want to tell",
        "As much or as little as you like, in your own words. You can stop at any time",
        required="Enter what you want to tell us, even if it is one sentence",
    )


class AboutMyself(Question):
    short = "What you told us"
    narrative = _narrative(
        "Tell us what you want us to know",
        "If you are worried that you may hurt a child, or have hurt one, say so. What you write "
        "here goes to the police and can be used as evidence",
        required="Enter what you want us to know, even if it is one sentence",
    )
