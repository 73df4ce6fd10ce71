"""Choosing the figures of a release: a number gets into it in no other way."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.figures import measures
from symphony.figures.periods import Period
from symphony.news import counted, queries, rules, services
from symphony.news.models import Release, ReleaseFigure
from symphony.operations import queries as operations
from symphony.operations.models import Operation
from symphony.staff.figures.scope import EARLIEST, LATEST
from symphony.staff.news import frame
from symphony.staff.news.release import figure_line
from symphony.web import times
from symphony.web.fields import DateField, Radios
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class FigureForm(Form):
    measure = forms.ChoiceField(
        label="What is counted?",
        choices=[("", "Select a figure"), *((one.key, one.title) for one in measures.ALL)],
        error_messages={"required": "Select what is counted"},
    )
    operation = forms.ChoiceField(label="In which operation?", required=False)
    starts = DateField(label="First day", error_messages={"required": "Enter the first day"})
    ends = DateField(label="Last day", error_messages={"required": "Enter the last day"})
    rounding = forms.ChoiceField(
        label="How is it written?",
        choices=ReleaseFigure.Rounding.choices,
        initial=ReleaseFigure.Rounding.EXACT,
        widget=Radios(
            hints={
                "exact": "12",
                "more_than": "34 is written as more than 30, and 30 as more than 20",
                "more_than_100": "712 is written as more than 700",
                "fewer_than_five": "3 is written as fewer than 5, and 12 as 12",
            }
        ),
        error_messages={"required": "Select how it is written"},
    )

    def __init__(self, data: Any, *, of: Operation | None, planned: list[Any]) -> None:
        initial = {"starts": of.starts_on, "ends": of.ends_on, "operation": of.slug} if of else {}
        super().__init__(data, initial=initial)
        operation = self.fields["operation"]
        assert isinstance(operation, forms.ChoiceField)
        operation.choices = [("", "All cases, in operations or not"), *planned]

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        first: date | None = asked.get("starts")
        last: date | None = asked.get("ends")
        for name, day in (("starts", first), ("ends", last)):
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, "Day must be between 1990 and 2100")
        if first and last and last < first:
            self.add_error("ends", "Last day must be the same as or after the first day")
        return asked


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the chosen figures, and choose another one."""
    release = frame.open_release(request, slug)
    rows = operations.listing(viewer=request.user)
    planned = [(row.slug, f"{row.codename}, {times.staff_date(row.starts_on)}") for row in rows]
    form = FigureForm(request.POST or None, of=release.operation, planned=planned)
    if form.is_valid() and (figure := _choose(request, release, form)):
        place = f"{{figure:{figure.position}}}"
        messages.success(
            request,
            f"Chosen: {measures.get(figure.measure).title.lower()}, “{figure.words}”. "
            f"Next: put {place} where it belongs in the text.",
        )
        return redirect("news:figures", slug=slug)
    at = now()
    again = counted.again(queries.figures(release), as_at=at)
    return frame.page(
        request,
        release,
        "figures",
        form=form,
        figures=[figure_line(one) for one in again],
        may_change=frame.may_change(release, request.user),
        as_at=at,
    )


@require_POST
def remove(request: StaffRequest, slug: str, position: int) -> HttpResponse:
    """Take a figure out of the release."""
    release = frame.open_release(request, slug)
    services.remove_figure(figure=_figure(release, position), by=request.user, at=now())
    messages.success(request, f"Figure {position} removed. Take it out of the text, too.")
    return redirect("news:figures", slug=slug)


@require_POST
def count_again(request: StaffRequest, slug: str, position: int) -> HttpResponse:
    """Freeze a figure anew, as it is counted now."""
    release = frame.open_release(request, slug)
    figure = services.count_again(figure=_figure(release, position), by=request.user, at=now())
    messages.success(request, f"Figure {position} counted again: “{figure.words}”.")
    return redirect("news:figures", slug=slug)


def _choose(request: StaffRequest, release: Release, form: FigureForm) -> ReleaseFigure | None:
    asked = form.cleaned_data
    slug = asked["operation"]
    try:
        return services.choose_figure(
            release=release,
            measure=measures.get(asked["measure"]),
            period=Period(asked["starts"], asked["ends"]),
            operation=operations.read(slug=slug, viewer=request.user) if slug else None,
            rounding=asked["rounding"],
            by=request.user,
            at=now(),
        )
    except rules.RoundingNotPossible as refusal:
        form.refuse(refusal, "rounding")
    except DomainError as refusal:
        form.refuse(refusal)
    return None


def _figure(release: Release, position: int) -> ReleaseFigure:
    for figure in queries.figures(release):
        if figure.position == position:
            return figure
    raise NotFound("There is no such figure in this release.")
