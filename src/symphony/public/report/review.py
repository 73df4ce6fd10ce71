"""Check your answers: everything read over, and what will be kept of it, before it is sent."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from symphony.letterbox.answers import Route
from symphony.public import frame, known_contacts
from symphony.public.report import progress, telling
from symphony.public.report.pages import around, helpers
from symphony.public.report.progress import State
from symphony.public.report.questions.asking import Question
from symphony.public.report.questions.people import AnotherChild
from symphony.public.report.steps import Step, said
from symphony.web.forms import Form

NOT_PROVIDED = "Not provided"


@dataclass(frozen=True)
class Row:
    """One question with its answer in words."""

    key: str
    short: str
    words: str


@dataclass(frozen=True)
class Card:
    """One child."""

    key: str
    nth: int
    rows: list[tuple[str, str]]
    # The page that asks for the next one; only on the last card.
    another: str


def show(
    request: HttpRequest, state: State, *, problem: str = "", status: int = 200, **page: Any
) -> HttpResponse:
    """Show every answer with its way to change it, and the button that sends."""
    form = Form({})
    if problem:
        form.refuse(problem)
    given = list(telling.answered(state))
    way = progress.way(state)
    contacts = known_contacts.read()
    return frame.show(
        request,
        "public/report/check.html",
        status=status,
        form=form if problem else None,
        parts=_parts(given),
        contacts=contacts,
        way=way,
        is_child=way.route == Route.CHILD,
        helpers=helpers(way, contacts.by_key),
        is_anonymous=said(state["typed"], "identity", "identity") == "anonymous",
        wants_words=telling.wants_words(state),
        is_danger=telling.danger_now(state) is True,
        hidden={"step": progress.CHECK, "run": state["run"], "route": state["route"]},
        **around(state),
        **page,
    )


def _parts(given: list[tuple[Step, Question]]) -> list[list[Row] | Card]:
    """Return the answers in their order: lists of rows, and between them a card for each child."""
    parts: list[list[Row] | Card] = []
    # Where the last child is followed by the question for another; after the tenth it is not.
    last_child = max(
        (step.nth for step, form in given if isinstance(form, AnotherChild)), default=0
    )
    for step, form in given:
        if isinstance(form, AnotherChild):
            continue
        if step.key.startswith("child-"):
            another = f"more-{step.nth}" if step.nth == last_child else ""
            parts.append(Card(step.key, step.nth, _pairs(form), another))
            continue
        if not parts or isinstance(parts[-1], Card):
            parts.append([])
        rows = parts[-1]
        assert isinstance(rows, list)
        short = f"{form.short} {step.nth}" if step.key.startswith("names-") else form.short
        rows.append(Row(step.key, short, "\n".join(form.lines()) or NOT_PROVIDED))
    return parts


def _pairs(form: Question) -> list[tuple[str, str]]:
    pairs = [
        (str(bound.label).replace(" (optional)", ""), str(form.cleaned_data[bound.name]))
        for bound in form
        if form.cleaned_data[bound.name]
    ]
    return pairs or [("What you know", NOT_PROVIDED)]
