"""How the pages of the form are drawn. What stands on them comes from the state or the sender."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from symphony.contacts.models import Contact
from symphony.letterbox.answers import Route
from symphony.public import frame, known_contacts
from symphony.public.report import progress, steps
from symphony.public.report.before import BeforeForm
from symphony.public.report.progress import State
from symphony.public.report.questions.asking import Question
from symphony.public.report.routes import WAYS, Way
from symphony.public.report.steps import Step
from symphony.web.times import public_clock

OTHER_WAYS = ("non-emergency", "crimestoppers", "ceop", "iwf", "childline", "stop-it-now")
WRONG = 422


def before(
    request: HttpRequest,
    *,
    door: str = "",
    state: State | None = None,
    form: BeforeForm | None = None,
    status: int = 200,
    **page: Any,
) -> HttpResponse:
    """Show the first page; the same to everybody who has not begun."""
    contacts = known_contacts.read()
    # Whoever begins to write must be able to send: better to say at once that it cannot be.
    if not contacts.are_fresh:
        return frame.away(request)
    way = WAYS.get(door)
    return frame.show(
        request,
        "public/report/before.html",
        status=status,
        contacts=contacts,
        form=form or BeforeForm(initial={"door": door}),
        way=way,
        helpers=helpers(way, contacts.by_key),
        hidden=_hidden(progress.START, state) | ({"door": door} if door else {}),
        other_ways=_others(contacts.by_key),
        **page,
    )


def current(request: HttpRequest, state: State, **page: Any) -> HttpResponse:
    """Show the question, or the words between two, that the reporter has come to."""
    step = steps.find(progress.plan(state), state["step"])
    if step is None:
        raise LookupError(f"no page {state['step']!r}")
    form = step.form.filled(state["typed"].get(step.key, {})) if step.form else None
    return question(request, progress.way(state), step, form, state=state, **page)


def question(
    request: HttpRequest,
    way: Way,
    step: Step,
    form: Question | None,
    *,
    state: State | None = None,
    run: str = "",
    status: int = 200,
    **page: Any,
) -> HttpResponse:
    """Show one page of the form.

    :param form: with its errors where there are any; None for words between two questions
    :param state: None while the database is away, or when nothing is kept
    :param run: of the report that the page belongs to, where it is known without the state
    """
    contacts = known_contacts.read()
    listed = progress.plan(state) if state else steps.plan(way.questions, {})
    number, most = steps.numbered(listed, step.key) if step in listed else (0, 0)
    return frame.show(
        request,
        step.template or (form.template if form else ""),
        status=status,
        contacts=contacts,
        form=form,
        step=step,
        way=way,
        is_child=way.route == Route.CHILD,
        number=number if step.form else 0,
        most=most,
        hidden=_hidden(step.key, state, run) | {"route": way.route.value},
        helpers=helpers(way, contacts.by_key),
        other_ways=_others(contacts.by_key),
        told_before=_told_before(state, step, listed) if state else [],
        goes_back=state is not None,
        changing=bool(state and state.get("changing")),
        **around(state),
        **page,
    )


def around(state: State | None) -> dict[str, Any]:
    """Return what every page within a report shows: until when it is kept, and what to say."""
    if state is None:
        return {"notice": ""}
    ends = progress.until(state)
    return {
        "notice": state.get("notice", ""),
        "kept_until": public_clock(ends),
        "seconds_left": progress.seconds_left(state),
        "run": state["run"],
        "signed": state["signed"],
    }


def _hidden(step: str, state: State | None, run: str = "") -> dict[str, str]:
    return {"step": step, "run": state["run"] if state else run}


def _told_before(state: State, step: Step, listed: list[Step]) -> list[dict[str, Any]]:
    """Return the other names and links, each as one line."""
    found: list[dict[str, Any]] = []
    if step.form is None or not step.key.startswith("names-"):
        return found
    for other in progress.names_before(state, step, listed):
        form = step.form.answered(state["typed"].get(other.key, {}))
        if form.is_valid() and form.lines():
            found.append({"key": other.key, "nth": other.nth, "words": ", ".join(form.lines())})
    return found


def helpers(way: Way | None, by_key: dict[str, Contact]) -> list[Contact]:
    """Return who helps the person that reports by this route."""
    return [by_key[key] for key in way.helps if key in by_key] if way else []


def _others(by_key: dict[str, Contact]) -> list[Contact]:
    return [by_key[key] for key in OTHER_WAYS if key in by_key]
