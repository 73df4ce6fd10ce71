"""Letting in whoever knows the reference and the six words, and slowing whoever guesses."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from symphony.core import references
from symphony.letterbox import receipts
from symphony.public import frame, places, unfinished
from symphony.public.reply import pages, visit
from symphony.public.reply.forms import OpenForm
from symphony.public.report import posted
from symphony.public.typed import Typed
from symphony.public.unfinished import REPLY
from symphony.web import signed_forms

PURPOSE = "reply"
# One for every cause: it tells nobody which references there are.
NO_MATCH = "The reference and the words do not match. Check both and try again"
TOO_MANY = "Too many tries. Try again in a few minutes"
BUSY = "Try again in a moment"


def open_report(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Begin a visit, or show the first page again with everything that was typed.

    Wrong tries are counted by place, in memory only, and never by reference: so nobody can lock
    an owner out of their report. Beyond the limit nothing is looked up and nothing is hashed.
    """
    form = OpenForm(sent.fields)
    try:
        signed_forms.verify(request, PURPOSE)
    except signed_forms.FormTooOld:
        form.refuse(posted.TOO_OLD)
    except signed_forms.NotOurForm:
        form.refuse(posted.NOT_OURS)
    if not form.is_valid():
        return pages.door(request, form, status=pages.WRONG)
    if places.GUESSES.is_crowded(request):
        return _refuse(request, form, TOO_MANY, pages.CROWDED, places.WINDOW.seconds)
    try:
        key = receipts.opened_with(form.cleaned_data["reference"], form.cleaned_data["words"])
    except receipts.Busy:
        return _refuse(request, form, BUSY, pages.AWAY, 5)
    if key is None:
        places.GUESSES.count(request)
        form.refuse(NO_MATCH, "reference")
        return pages.door(request, form, status=pages.WRONG)
    return _begin(request, form, key)


def keep(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Show what was typed while the database is away."""
    return pages.door(request, OpenForm(sent.fields), status=pages.AWAY, is_away=True)


def _refuse(
    request: HttpRequest, form: OpenForm, why: str, status: int, seconds: int
) -> HttpResponse:
    form.refuse(why)
    response = pages.door(request, form, status=status)
    response["Retry-After"] = str(seconds)
    return response


def _begin(request: HttpRequest, form: OpenForm, key: bytes) -> HttpResponse:
    reference = references.parse(form.cleaned_data["reference"])
    if reference is None:
        raise LookupError("a key for no reference")
    before = unfinished.find(request, REPLY)
    if before is not None:
        unfinished.end(before)
    held = visit.begin(reference=reference.text, key=key, draft=form.cleaned_data["draft"])
    visit.turn_to(request, held.state, visit.CONVERSATION)
    unfinished.keep(held)
    response = frame.see_other(reverse("public:reply"))
    unfinished.give(response, held)
    return response
