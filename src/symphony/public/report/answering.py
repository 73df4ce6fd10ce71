"""Taking an answer: into the report that this browser is in the middle of, or into a new one."""

from django.http import HttpRequest, HttpResponse

from symphony.letterbox import queries as letterbox_queries
from symphony.public.report import confirmation, moving, pages, posted, progress, sending, steps
from symphony.public.report.posted import Posted
from symphony.public.report.progress import State
from symphony.public.report.questions.asking import Question, Typed
from symphony.public.report.questions.where import NameOrLink
from symphony.public.report.steps import Step

# What is longer is shown again and not kept between two pages: nobody needs it.
_KEPT_AT_MOST = 60_000
EMPTY = "Enter a service, a user name or a link"


def answer(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Record an answer and turn the page, or show the question again with what was typed."""
    with sending.changing(request) as held:
        if held is not None:
            progress.touch(held.state)
            return _into(request, held.state, sent)
    return _into_a_new_one(request, sent)


def _into(request: HttpRequest, state: State, sent: Posted) -> HttpResponse:
    if progress.is_sent(state):
        return confirmation.again(request, state, posted.words_in(sent))
    state["trapped"] = state["trapped"] or sent.fell_into_the_trap
    step = steps.find(progress.plan(state), sent.step)
    if step is None:
        return _not_asked(request, state, sent)
    if sent.problem or sent["run"] != state["run"]:
        return _again(request, state, step, sent, sent.problem or posted.ANOTHER_RUN)
    if step.form is None:
        return _pass(request, state, step, sent)
    return _take(request, state, step, step.form, sent)


def _pass(request: HttpRequest, state: State, step: Step, sent: Posted) -> HttpResponse:
    """Go on from words that stand between two questions."""
    progress.record(state, step, {})
    if sent["go"] == "back":
        progress.go_back(state, step.key)
    else:
        progress.go_on(state, step)
    return moving.onward(request, state)


def _take(
    request: HttpRequest, state: State, step: Step, asked: type[Question], sent: Posted
) -> HttpResponse:
    typed = asked.typed_in(sent.fields)
    form = asked.answered(typed)
    valid = form.is_valid()
    fits = _length(typed) <= _KEPT_AT_MOST
    if fits:
        # Kept even while it is wrong: a page asked for again has every word.
        progress.record(state, step, typed)
    if sent["go"] == "back" and fits:
        progress.go_back(state, step.key)
        return moving.onward(request, state)
    if sent["go"] == "remove":
        progress.remove(state, step)
        return moving.onward(request, state)
    if valid and sent["go"] == steps.ANOTHER and form.is_empty():
        form.refuse(EMPTY, "service")
        valid = False
    if not valid:
        return pages.question(
            request, progress.way(state), step, form, state=state, status=pages.WRONG
        )
    if sent["go"] == steps.ANOTHER and asked is NameOrLink:
        progress.add_another(state, step)
    elif asked is NameOrLink and step.nth > 1 and form.is_empty():
        progress.leave_empty(state, step)
    else:
        progress.go_on(state, step)
    if sent.left_out:
        state["notice"] = "left_out"
    return moving.onward(request, state)


def _again(request: HttpRequest, state: State, step: Step, sent: Posted, why: str) -> HttpResponse:
    """Show the question with what was typed, which is in no report yet."""
    if step.form is None:
        return moving.onward(request, state)
    form = step.form.answered(step.form.typed_in(sent.fields))
    form.refuse(why)
    return pages.question(request, progress.way(state), step, form, state=state, status=pages.WRONG)


def _not_asked(request: HttpRequest, state: State, sent: Posted) -> HttpResponse:
    """Show where the reporter is, with the words typed into a page that is not part of it."""
    return moving.show(
        request,
        state,
        status=pages.WRONG,
        surprise="not_asked",
        kept_words=posted.words_in(sent),
    )


def _into_a_new_one(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Begin a report with this one answer in it: those before it are gone."""
    if sent.token and (reference := letterbox_queries.reference_of(token=sent.token)):
        # Somebody who opens an old tab again sees that a report was sent, and no answer.
        return confirmation.known(request, reference, posted.words_in(sent))
    way = progress.way_of(sent["route"])
    step = steps.anywhere(way.questions, sent.step)
    if step is None or step.form is None:
        return pages.before(
            request,
            status=pages.WRONG,
            surprise="ended",
            kept_words=posted.words_in(sent),
        )
    typed = step.form.typed_in(sent.fields)
    form = step.form.answered(typed)
    if sent.problem:
        form.refuse(sent.problem)
    if not form.is_valid():
        return pages.question(request, way, step, form, status=pages.WRONG, surprise="ended_here")
    state = progress.begun(way.route.value)
    state["trapped"] = sent.fell_into_the_trap
    progress.record(state, step, typed)
    state["step"] = progress.first_open(state) or progress.CHECK
    state["notice"] = "thrown_away"
    return moving.begin(request, state)


def _length(typed: Typed) -> int:
    return sum(len(value) for values in typed.values() for value in values)
