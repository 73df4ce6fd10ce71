"""Bringing a rota in as a calendar: a file or its text, all of it or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.accounts import calendars, rules, services
from symphony.core.clock import now
from symphony.staff.oversight import area
from symphony.staff.oversight.rota.listing import chosen_team, teams
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest
from symphony.web.uploads import takes_text_file


class CalendarForm(Form):
    team = forms.ChoiceField(label="Into which team's rota?")
    file = forms.FileField(
        label="Calendar file",
        required=False,
        allow_empty_file=True,
        help_text="An iCalendar file (.ics), at most 1 MB.",
    )
    text = forms.CharField(
        label="Or its text",
        required=False,
        help_text="From BEGIN:VCALENDAR to END:VCALENDAR.",
        widget=forms.Textarea(attrs={"rows": "6", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.teams = {one.slug: one for one in teams()}
        team = self.fields["team"]
        assert isinstance(team, forms.ChoiceField)
        team.choices = [(slug, one.name) for slug, one in self.teams.items()]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and for text in the file."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        file = said.get("file")
        if isinstance(file, UploadedFile):
            try:
                said["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.refuse("The file must be text in UTF-8: export it again", field="file")
        elif not said.get("text"):
            self.refuse("Select a calendar file, or enter its text", field="file")
        return said


def _words(done: services.Imported) -> str:
    words = f"{done.added:,} added, {done.changed:,} changed, {done.known:,} known already."
    if done.withdrawn:
        words += f" {done.withdrawn:,} withdrawn: moved, cancelled or something else now."
    if done.over:
        words += f" {done.over:,} not taken in, because they are over."
    return words


@takes_text_file
@require_http_methods(["GET", "POST"])
def view(request: StaffRequest) -> HttpResponse:
    """Take in a calendar, or say everything that is wrong with it."""
    rules.check_may_plan(request.user)
    team = chosen_team(request.GET.get("team", ""))
    form = CalendarForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"team": team.slug},
    )
    problems: list[calendars.Problem] = []
    if form.is_valid():
        team = form.teams[form.cleaned_data["team"]]
        try:
            done = services.import_rota(
                text=form.cleaned_data["text"],
                team=team,
                by=request.user.staff_number,
                at=now(),
            )
        except calendars.CalendarRefused as refusal:
            problems = refusal.problems
            form.refuse("Nothing was taken in: see what is wrong below", field="file")
        else:
            messages.success(request, _words(done))
            return redirect(f"{reverse('oversight:rota')}?team={team.slug}")
    context = {"form": form, "team": team, "problems": problems}
    context["sections"] = area.pages(request.user, "oversight:rota")
    return render(request, "staff/oversight/rota/import.html", context)
