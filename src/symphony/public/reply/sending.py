"""Sending a message within a visit, and asking that contact details be used no more."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from symphony.core.clock import now
from symphony.letterbox import services as letterbox
from symphony.letterbox.rules import NotAMessage, NotTheReporter, TooManyMessages
from symphony.public import frame, unfinished
from symphony.public.reply import pages, visit
from symphony.public.reply.forms import MessageForm, OpenForm
from symphony.public.reply.visit import State
from symphony.public.report import posted
from symphony.public.typed import Typed
from symphony.public.unfinished import REPLY
from symphony.web import signed_forms

PURPOSE = "reply_message"
AN_HOUR = 3600
ANOTHER_RUN = (
    "Another report was opened in this browser after you opened this page. Your message is still"
    " here. Check the reference above before you send it"
)


def send(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Store a message once, or turn to the question about contact details with it kept."""
    state = _visit(request)
    if state is None:
        return ended(request, sent)
    form = MessageForm(sent.fields)
    token, problem = _token(request, state, sent)
    if problem:
        form.refuse(problem)
        return pages.conversation(request, state, form, status=pages.WRONG)
    if sent.fields.get("go") == visit.STOP:
        return _turn(request, visit.STOP, draft=_draft(sent))
    if form.is_valid():
        try:
            return _store(request, state, form, token=token, left_out=sent.left_out)
        except TooManyMessages as refusal:
            form.refuse(refusal)
            response = _again(request, state, form, pages.CROWDED)
            response["Retry-After"] = str(AN_HOUR)
            return response
        except NotAMessage as refusal:
            form.refuse(refusal, "text")
    return _again(request, state, form, pages.WRONG)


def _store(
    request: HttpRequest, state: State, form: MessageForm, *, token: str, left_out: bool
) -> HttpResponse:
    danger = form.danger()
    try:
        letterbox.answer(
            token=token,
            reference=state["reference"],
            private_key=visit.key(state),
            text=form.cleaned_data["text"],
            danger_now=danger,
            stops_contact=False,
            at=now(),
        )
    except NotTheReporter:
        # The receipt is gone, and with it everything that the words open.
        return ended_with(request, form.cleaned_data["text"])
    notices = ["sent"] + ["danger"] * (danger is True) + ["left_out"] * left_out
    return _turn(request, visit.CONVERSATION, *notices, draft={})


def stop(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Store the wish that contact details be used no more."""
    state = _visit(request)
    if state is None:
        return ended(request, sent)
    token, problem = _token(request, state, sent)
    if problem:
        return _turn(request, visit.STOP, "problem")
    try:
        letterbox.answer(
            token=token,
            reference=state["reference"],
            private_key=visit.key(state),
            text="",
            danger_now=None,
            stops_contact=True,
            at=now(),
        )
    except (NotTheReporter, TooManyMessages) as refusal:
        form = MessageForm(state["draft"])
        form.refuse(refusal)
        return pages.conversation(request, state, form, status=pages.CROWDED)
    return _turn(request, visit.CONVERSATION, "stopped")


def keep(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Show a message that could not be stored, with all it takes to send it again once."""
    return pages.away(
        request,
        MessageForm(sent.fields),
        run=sent.fields.get("run") or "",
        signed=sent.fields.get(signed_forms.FIELD) or "",
    )


def keep_stop(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Show the wish that could not be stored, with all it takes to send it again once."""
    return pages.stop_away(
        request,
        run=sent.fields.get("run") or "",
        signed=sent.fields.get(signed_forms.FIELD) or "",
    )


def ended(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Ask for the words again, with a message that was typed into a visit that is over."""
    return ended_with(request, sent.fields.get("text") or "")


def ended_with(request: HttpRequest, text: str) -> HttpResponse:
    """Ask for the words again, with this message kept in the page."""
    form = OpenForm(initial={"draft": text})
    return pages.door(request, form, status=pages.WRONG, has_ended=True, has_draft=bool(text))


def _visit(request: HttpRequest) -> State | None:
    held = unfinished.find(request, REPLY)
    return None if held is None else held.state


def _token(request: HttpRequest, state: State, sent: Typed) -> tuple[str, str]:
    """Return the form's token, and what is wrong with the page that was sent, if anything is."""
    if sent.fields.get("run") != state["run"]:
        return "", ANOTHER_RUN
    try:
        return signed_forms.verify(request, PURPOSE), ""
    except signed_forms.FormTooOld:
        return "", posted.TOO_OLD
    except signed_forms.NotOurForm:
        return "", posted.NOT_OURS


def _draft(sent: Typed) -> dict[str, str]:
    return {name: sent.fields.get(name) or "" for name in ("text", "danger_now")}


def _turn(
    request: HttpRequest, page: str, *notices: str, draft: dict[str, str] | None = None
) -> HttpResponse:
    """Send the browser to a page of its visit."""
    with visit.changing(request) as state:
        if state is not None:
            visit.turn_to(request, state, page, *notices)
            if draft is not None:
                state["draft"] = draft
    return frame.see_other(reverse("public:reply"))


def _again(request: HttpRequest, state: State, form: MessageForm, status: int) -> HttpResponse:
    """Show the message again, under the same token: whichever is taken, it counts once."""
    signed = request.POST[signed_forms.FIELD]
    return pages.conversation(request, state, form, status=status, signed=signed)
