"""What the letterbox is told of the answers, and what of them is sealed."""

from collections.abc import Iterator
from typing import Any, cast

from django.conf import settings

from symphony.core import sealing
from symphony.letterbox import answers
from symphony.letterbox.answers import Answers
from symphony.public.report import progress
from symphony.public.report.progress import State
from symphony.public.report.questions.asking import Question
from symphony.public.report.questions.identity import Contact
from symphony.public.report.steps import Step, said

_DANGER = {"yes": True, "no": False}


def answered(state: State) -> Iterator[tuple[Step, Question]]:
    """Go through the questions of this report with their answers, leaving out what is wrong."""
    for step in progress.plan(state):
        if step.form is None or step.key not in state["typed"]:
            continue
        form = step.form.answered(state["typed"][step.key])
        if form.is_valid():
            yield step, form


def answers_of(state: State) -> Answers:
    """Return everything that was answered, as the letterbox keeps it."""
    told: dict[str, Any] = {
        "form": answers.FORM,
        "route": state["route"],
        "narrative": "",
        "happened": [],
        "where": [],
        "services": [],
    }
    for _, form in answered(state):
        for name, value in form.told().items():
            several = name in ("services", "children")
            told[name] = [*told.get(name, []), *value] if several else value
    told["services"] = told["services"][: answers.ACCOUNTS_LIMIT]
    return cast(Answers, told)


def danger_now(state: State) -> bool | None:
    """Return yes, no, or None for not sure."""
    return _DANGER.get(said(state["typed"], "danger", "danger_now"))


def sealed_contact(state: State) -> bytes | None:
    """Return how to reach the sender, for the keyholder's eyes only; None if they did not say."""
    for _, form in answered(state):
        if isinstance(form, Contact):
            return sealing.seal(settings.SEALING_KEY, form.details())
    return None


def wants_words(state: State) -> bool:
    """Say whether the sender wants to be able to come back."""
    return said(state["typed"], "come_back", "come_back") == "yes"
