"""Beginning a report, coming back to one that was begun, and changing an answer."""

from django.http import HttpRequest, HttpResponse

from symphony.public import unfinished
from symphony.public.report import moving, pages, progress, sending, steps
from symphony.public.report.before import BeforeForm, CarryOnForm
from symphony.public.report.posted import Posted
from symphony.public.report.routes import WAYS
from symphony.public.unfinished import REPORT

WRONG_WORD = (
    "We cannot carry on with that word. Check it and try again. After five wrong tries, or 30 "
    "minutes, the answers are thrown away"
)


def come_in(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Show the first page of the door that was taken on another page."""
    if sent["door"] not in WAYS:
        return pages.before(request)
    return pages.before(request, door=sent["door"])


def begin(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Begin a report, in place of any other in this browser; within one, go on from its start."""
    form = BeforeForm(sent.fields)
    if sent.problem:
        form.refuse(sent.problem)
    door = sent["door"]
    if not form.is_valid():
        known = sent["read"] if sent["read"] in WAYS else ""
        return pages.before(request, door=known, form=form, status=pages.WRONG)
    word = str(form.cleaned_data["word"])
    if WAYS[door].reads_first and sent["read"] != door:
        read_on = BeforeForm(initial={"door": door, "word": word})
        return pages.before(request, door=door, form=read_on)
    with sending.changing(request) as held:
        if held is not None and sent["run"] and sent["run"] == held.state.get("run"):
            state = held.state
            progress.touch(state)
            progress.set_word(state, word)
            state["step"] = progress.plan(state)[0].key
            return moving.onward(request, state)
        if held is not None:
            unfinished.end(held)
    state = progress.begun(door, word=word)
    state["trapped"] = sent.fell_into_the_trap
    return moving.begin(request, state)


def carry_on(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Go on with what this browser began, for whoever knows the word. Five wrong tries end it."""
    form = CarryOnForm(sent.fields)
    if sent.problem:
        form.refuse(sent.problem)
    if not form.is_valid():
        return pages.before(request, carry_on=form, status=pages.WRONG)
    given_up = False
    with sending.changing(request) as held:
        if held is not None and not progress.is_sent(held.state):
            state = held.state
            if progress.is_word(state, form.cleaned_data["carry_on_word"]):
                progress.touch(state)
                return moving.onward(request, state)
            if state["tries"] >= progress.WRONG_WORDS:
                unfinished.end(held)
                given_up = True
    form.refuse(WRONG_WORD, "carry_on_word")
    response = pages.before(request, carry_on=form, status=pages.WRONG)
    if given_up:
        unfinished.take_back(response, REPORT)
    return response


def back_from_the_check(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Turn from the check to the question before it."""
    with sending.changing(request) as held:
        if held is not None and not progress.is_sent(held.state):
            progress.touch(held.state)
            progress.go_back(held.state, progress.CHECK)
            return moving.onward(request, held.state)
    return sending.send(request, sent)


def change(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Turn from the check to one answer, and come back to the check afterwards."""
    with sending.changing(request) as held:
        if held is not None and not progress.is_sent(held.state):
            state = held.state
            progress.touch(state)
            believed = not sent.problem and sent["run"] == state["run"]
            if believed and steps.find(progress.plan(state), sent["which"]):
                state["step"], state["changing"] = sent["which"], True
            return moving.onward(request, state)
    return sending.send(request, sent)
