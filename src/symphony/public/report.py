"""Reporting a concern: the form, and the reference once the report is safely stored."""

import structlog
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.letterbox import queries as letterbox_queries
from symphony.letterbox import services as letterbox
from symphony.letterbox.rules import NotAReport
from symphony.public import frame, known_contacts, typed
from symphony.public.report_form import ReportForm
from symphony.web import signed_forms
from symphony.web.signed_forms import FormTooOld, NotOurForm

PURPOSE = "report"
log = structlog.get_logger("symphony.public")


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _receive(request)
    contacts = known_contacts.read()
    # Whoever begins to write must be able to send: better to say at once that it cannot be.
    if not contacts.are_fresh:
        return frame.away(request)
    return frame.show(request, "public/report.html", contacts=contacts, form=ReportForm())


def _receive(request: HttpRequest) -> HttpResponse:
    """Store the report, or show the form again with everything that was typed."""
    sent = typed.read(request)
    form = ReportForm(sent.fields)
    try:
        token = signed_forms.verify(request, PURPOSE)
    except FormTooOld as too_old:
        return _receive_too_late(request, form, too_old.token)
    except NotOurForm:
        # Whoever wrote for an hour does not lose it to a browser that hides where it sends from.
        form.refuse(
            "We could not tell that this was sent from our own page."
            " Check your answers and send them again"
        )
        return _ask_again(request, form, signed="")
    return _store(request, form, token=token, left_out=sent.left_out)


def _store(request: HttpRequest, form: ReportForm, *, token: str, left_out: bool) -> HttpResponse:
    """Store the report once, and show its reference only when that is certain."""
    try:
        # A form sent before shows its reference again, whatever it holds now.
        reference = letterbox_queries.reference_of(token=token)
        if reference is None and form.is_valid():
            reference = letterbox.put(
                token=token, answers=form.answers(), danger_now=form.danger(), at=now()
            )
    except DatabaseProblem:
        log.exception("report not stored")
        return _could_not_store(request, form)
    except NotAReport as refusal:
        form.refuse(refusal)
        reference = None
    if reference is None:
        return _ask_again(request, form, signed=request.POST[signed_forms.FIELD])
    return frame.show(
        request,
        "public/received.html",
        reference=reference,
        says_danger=form.says_danger,
        left_out=left_out,
    )


def _receive_too_late(request: HttpRequest, form: ReportForm, token: str) -> HttpResponse:
    """Answer a page opened more than a day ago: what was stored from it, or the form anew."""
    try:
        reference = letterbox_queries.reference_of(token=token)
    except DatabaseProblem:
        log.exception("report not stored")
        return _could_not_store(request, form)
    if reference:
        # Somebody who opens an old tab again sees that a report was sent, and no answer.
        return frame.show(request, "public/received.html", reference=reference)
    form.refuse("You opened this page more than a day ago. Check your answers and send them again")
    return _ask_again(request, form, signed="")


def _ask_again(request: HttpRequest, form: ReportForm, *, signed: str) -> HttpResponse:
    return frame.show(request, "public/report.html", status=422, form=form, signed=signed)


def _could_not_store(request: HttpRequest, form: ReportForm) -> HttpResponse:
    """Say so, with every answer still in the page and the same token, good for one storing."""
    return frame.show(
        request,
        "public/report.html",
        status=503,
        form=form,
        signed=request.POST.get(signed_forms.FIELD, ""),
        could_not_store=True,
    )
