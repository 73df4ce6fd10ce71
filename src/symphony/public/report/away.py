"""What a reporter sees while the database is away: their answer, still in the page."""

from django.http import HttpRequest, HttpResponse

from symphony.public import frame
from symphony.public.report import pages, progress, steps
from symphony.public.report.posted import Posted
from symphony.web import signed_forms

AWAY = 503


def keep_in_the_page(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Show what was typed, with everything it takes to send it again when the database is back."""
    way = progress.way_of(sent["route"])
    step = steps.anywhere(way.questions, sent.step)
    if step is None or step.form is None:
        return frame.show(
            request,
            "public/report/away.html",
            status=AWAY,
            sent_again=_fields(sent),
            is_sending=sent.step in (progress.CHECK, progress.PERSON),
        )
    # Under the key that was sent: of several names or children, the one that was typed.
    again = steps.Step(sent.step, step.form, nth=step.nth)
    form = step.form.filled(step.form.typed_in(sent.fields))
    return pages.question(
        request,
        way,
        again,
        form,
        status=AWAY,
        is_away=True,
        run=sent["run"],
        signed=sent[signed_forms.FIELD],
    )


def _fields(sent: Posted) -> list[tuple[str, str]]:
    """Return everything that was sent, to be sent again unchanged."""
    return [
        (name, value[:20_000]) for name in sent.fields for value in sent.fields.getlist(name)[:5]
    ]
