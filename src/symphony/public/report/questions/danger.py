"""Is a child in danger now: the first question of every route."""

from typing import Any

from django import forms

from symphony.public.report.questions.asking import Question
from symphony.web.fields import Radios

ANSWERS = (("yes", "Yes"), ("no", "No"), ("not_sure", "I am not sure"))


def _danger(label: str, hint: str, required: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=ANSWERS,
        widget=Radios(),
        error_messages={"required": required},
    )


class Danger(Question):
    short = "A child is in danger right now"
    danger_now = _danger(
        "Is a child in danger right now?",
        "For example being hurt, threatened, or about to meet someone",
        "Select yes if a child is in danger right now",
    )

    def told(self) -> dict[str, Any]:
        # Kept beside the answers, where it decides who reads the report first.
        return {}


class DangerToMe(Danger):
    short = "You are in danger right now"
    danger_now = _danger(
        "Are you in danger right now?",
        "For example someone is hurting you, threatens you, or you are about to meet someone",
        "Select yes if you are in danger right now",
    )
