"""News: what was done and what came of it, each number with the way it was counted."""

import structlog
from django import forms
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from symphony.core.clock import now
from symphony.letterbox import services as letterbox
from symphony.letterbox.models import Rating
from symphony.letterbox.rules import COMMENT_LIMIT, AlreadyRated
from symphony.news import published
from symphony.news.published import PublishedRelease
from symphony.public import frame, known_contacts, typed
from symphony.web import signed_forms
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.signed_forms import FormTooOld

HELP = ("emergency", "non-emergency", "crimestoppers", "childline", "stop-it-now")
log = structlog.get_logger("symphony.public")


class RatingForm(Form):
    useful = forms.ChoiceField(
        label="How useful was this page?",
        choices=Rating.Useful.choices,
        widget=Radios(),
        error_messages={"required": "Select how useful this page was"},
    )
    comment = forms.CharField(
        label="Comment (optional)",
        help_text="Do not tell us about a crime here. Report it instead",
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": "3", "spellcheck": "false"}),
        required=False,
    )


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    page = published.headlines(before=request.GET.get("before", ""))
    return frame.show(
        request, "public/news.html", lines=page.lines, older=page.has_older and page.lines[-1].slug
    )


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, slug: str) -> HttpResponse:
    found = published.release(slug)
    if request.method == "POST":
        return _rate(request, found)
    return _show(request, found, form=RatingForm())


def _rate(request: HttpRequest, found: PublishedRelease) -> HttpResponse:
    """Count the rating once, or show the form again with what was typed."""
    form = RatingForm(typed.read(request).fields)
    try:
        token = signed_forms.verify(request, _purpose(found))
        if not form.is_valid():
            return _show(request, found, form=form, signed=request.POST[signed_forms.FIELD])
        letterbox.rate(token=token, page=request.path, at=now(), **form.cleaned_data)
    except FormTooOld:
        form.refuse("You opened this page more than a day ago. Send your rating again")
        return _show(request, found, form=form)
    except AlreadyRated as refusal:
        return _show(request, found, rated=str(refusal))
    except DatabaseProblem:
        log.exception("rating not stored")
        form.refuse("Your rating could not be counted. Try again in a minute")
        return _show(request, found, form=form, signed=request.POST[signed_forms.FIELD], status=503)
    return _show(request, found, rated="Thank you. Your rating is counted.")


def _purpose(found: PublishedRelease) -> str:
    return f"rating of {found.slug}"


def _show(
    request: HttpRequest,
    found: PublishedRelease,
    *,
    form: RatingForm | None = None,
    signed: str = "",
    rated: str = "",
    status: int = 200,
) -> HttpResponse:
    contacts = known_contacts.read()
    if form is not None and form.errors and status == 200:
        status = 422
    return frame.show(
        request,
        "public/release.html",
        status=status,
        contacts=contacts,
        release=found,
        help=[contacts.by_key[key] for key in HELP if key in contacts.by_key],
        form=form,
        purpose=_purpose(found),
        signed=signed,
        rated=rated,
    )
