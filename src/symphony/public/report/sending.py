"""Sending a report once, and showing its reference only when it is safely stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from symphony.core.clock import now, real_now
from symphony.letterbox import queries as letterbox_queries
from symphony.letterbox import receipts, words
from symphony.letterbox import services as letterbox
from symphony.letterbox.rules import NotAReport
from symphony.public import challenge, doubts, unfinished
from symphony.public.report import confirmation, moving, pages, posted, progress, review, telling
from symphony.public.report.posted import Posted
from symphony.public.report.progress import State
from symphony.public.report.steps import said
from symphony.public.unfinished import REPORT, Held

# For a confirmation that was lost on the way.
SEEN_AGAIN = timedelta(minutes=10)


@contextmanager
def changing(request: HttpRequest) -> Iterator[Held | None]:
    """Let the block change what this browser has. What was sent is kept its ten minutes only."""
    with unfinished.changing(request, REPORT) as held:
        if held is not None and is_over(held.state):
            unfinished.end(held)
            yield None
            return
        yield held
        if held is not None and progress.is_sent(held.state):
            ends = datetime.fromisoformat(held.state["sent"]["until"])
            held.kind = replace(held.kind, idle=max(ends - real_now(), timedelta()))


def is_over(state: State) -> bool:
    """Say whether the ten minutes after sending have passed."""
    if not progress.is_sent(state):
        return False
    return real_now() >= datetime.fromisoformat(state["sent"]["until"])


def send(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Send the report that this browser has come to the end of, and confirm it."""
    with changing(request) as held:
        if held is None:
            return _nothing_to_send(request, sent)
        state = held.state
        if progress.is_sent(state):
            return confirmation.again(request, state)
        progress.touch(state)
        if response := _not_yet(request, state, sent):
            return response
        _prepare(state)
    reference = _put(state)
    if reference is None:
        return review.show(request, state, problem=_NOT_TAKEN, status=pages.WRONG)
    return _confirm(request, state, reference)


_NOT_TAKEN = "Something in your answers could not be sent. Check them and send your report again"


def _not_yet(request: HttpRequest, state: State, sent: Posted) -> HttpResponse | None:
    """Return the page that has to come before sending, if one has."""
    if sent.problem or sent["run"] != state["run"]:
        state["step"] = progress.CHECK
        why = sent.problem or posted.ANOTHER_RUN
        return review.show(request, state, problem=why, status=pages.WRONG)
    state["trapped"] = state["trapped"] or sent.fell_into_the_trap
    if opened := progress.first_open(state):
        state["step"], state["notice"] = opened, "unanswered"
        return moving.onward(request, state)
    return _doubtful(request, state, sent)


def _doubtful(request: HttpRequest, state: State, sent: Posted) -> HttpResponse | None:
    """Return the page that asks for a person, once, where the report is doubtful."""
    typed = state["typed"]
    state["answers"] = {
        "danger_now": said(typed, "danger", "danger_now"),
        "self_harm": said(typed, "self_harm", "self_harm"),
    }
    if sent.step == progress.PERSON and challenge.is_passed(request, state) is None:
        return moving.ask_for_a_person(request, state)
    found = doubts.of(request, state)
    if found and "person" not in state:
        state["step"] = progress.PERSON
        return moving.ask_for_a_person(request, state)
    state["doubts"] = found
    return None


def _prepare(state: State) -> None:
    """Keep what sending again after a lost answer must find unchanged: the words and the time."""
    state["step"] = progress.CHECK
    state.setdefault("at", now().isoformat())
    if telling.wants_words(state):
        state.setdefault("words", words.choose())
    else:
        state.pop("words", None)


def _put(state: State) -> str | None:
    """Store the report, durably; return its reference, or None if it is not one."""
    chosen = state.get("words")
    try:
        return letterbox.put(
            token=state["token"],
            answers=telling.answers_of(state),
            danger_now=telling.danger_now(state),
            at=datetime.fromisoformat(state["at"]),
            sealed_contact=telling.sealed_contact(state),
            doubts=state["doubts"],
            receipt=receipts.new_receipt(chosen) if chosen else None,
        )
    except NotAReport:
        return None


def _confirm(request: HttpRequest, state: State, reference: str) -> HttpResponse:
    """Forget the answers, and show the reference and, this once, the six words."""
    kept = {
        "reference": reference,
        "words": state.get("words", []),
        "route": state["route"],
        "danger": telling.danger_now(state) is True,
        "at": state["at"],
        "until": (real_now() + SEEN_AGAIN).isoformat(),
        "seen_again": False,
    }
    with changing(request) as held:
        if held is not None and not progress.is_sent(held.state):
            held.state = {"sent": kept, "run": state["run"], "signed": state["signed"]}
    return confirmation.first(request, kept)


def see_once_more(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Show reference and words once more to the browser that sent the report, for ten minutes."""
    with changing(request) as held:
        if held is not None and progress.is_sent(held.state) and not sent.problem:
            if not held.state["sent"]["seen_again"]:
                held.state["sent"]["seen_again"] = True
                return confirmation.first(request, held.state["sent"], seen_again=True)
            return confirmation.again(request, held.state)
    return pages.before(request, status=pages.WRONG, surprise="nothing_sent")


def _nothing_to_send(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Answer a page that outlived its report: sent before, or thrown away."""
    if sent.token and (reference := letterbox_queries.reference_of(token=sent.token)):
        return confirmation.known(request, reference)
    return pages.before(request, status=pages.WRONG, surprise="ended", door=_door(sent))


def _door(sent: Posted) -> str:
    return progress.way_of(sent["route"]).route.value if sent["route"] else ""
