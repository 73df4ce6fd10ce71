"""Narrowing the queue: the filter's form, the address that says the same, and it in words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from symphony.accounts.models import User
from symphony.core.clock import LONDON
from symphony.referrals.models.referral import Channel
from symphony.triage import queries
from symphony.triage.models import Band, Path
from symphony.web import times
from symphony.web.fields import Checkboxes, DateField, Radios
from symphony.web.forms import Form

VIEWS = {"mine": "Mine", "team": "My team", "all": "All"}
BANDS = {**dict(Band.choices[:2]), "not_graded": "Not graded", **dict(Band.choices[2:])}
PATHS = dict(Path.choices)
SOURCES = dict(Channel.choices)
RECEIVED = {
    "today": "Today",
    "24h": "Last 24 hours",
    "7d": "Last 7 days",
    "older": "Longer than 7 days ago",
}
# In the address: an area that no report states.
NOT_STATED = "not_stated"
SWITCHES = {
    "unread": "New to me",
    "changed": "Band may have changed",
    "not_again": "Could not be graded again",
    "free": "Nobody works on it",
    "soon": "Runs out in 24 hours, or has run out",
}
DAY = timedelta(days=1)


def area_words(area: str) -> str:
    """Return an area as the filter writes it."""
    return "Not stated" if area == NOT_STATED else area


class FilterForm(Form):
    """The filter. What the address says that means nothing is left out before it comes here."""

    band = forms.MultipleChoiceField(
        label="Band", required=False, choices=[*BANDS.items()], widget=Checkboxes(small=True)
    )
    path = forms.MultipleChoiceField(
        label="Suggested path",
        required=False,
        choices=[*PATHS.items()],
        widget=Checkboxes(small=True),
    )
    source = forms.MultipleChoiceField(
        label="Source", required=False, choices=[*SOURCES.items()], widget=Checkboxes(small=True)
    )
    area = forms.MultipleChoiceField(label="Area", required=False, widget=Checkboxes(small=True))
    received = forms.ChoiceField(
        label="Received",
        required=False,
        choices=[("", "At any time"), *RECEIVED.items()],
        widget=Radios(small=True),
    )
    since = DateField(label="Received from", name="Received from", required=False)
    until = DateField(label="Received to", name="Received to", required=False)
    only = forms.MultipleChoiceField(
        label="Only", required=False, choices=[*SWITCHES.items()], widget=Checkboxes(small=True)
    )
    view = forms.ChoiceField(required=False, choices=[*VIEWS.items()], widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, areas: list[str]) -> None:
        super().__init__(_sensible(data, areas))
        choices = [(area, area_words(area)) for area in areas]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if not areas:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.refuse("Received to must be the same day as received from, or later", "until")
        return said


def _sensible(data: QueryDict, areas: list[str]) -> QueryDict:
    """Return the address without the values that mean nothing: an old or a mistyped link."""
    known: dict[str, Any] = {"band": BANDS, "path": PATHS, "source": SOURCES, "received": RECEIVED}
    known |= {"only": SWITCHES, "view": VIEWS, "area": dict.fromkeys(areas)}
    found = data.copy()
    for name, values in known.items():
        found.setlist(name, [value for value in data.getlist(name) if value in values])
    # An earlier form of the address, which links and saved views may still have.
    if data.get("unread") and "unread" not in found.getlist("only"):
        found.appendlist("only", "unread")
    return found


@dataclass(frozen=True)
class Narrowed:
    """What the queue is narrowed to, as its address says it."""

    view: str = "all"
    bands: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    received: str = ""
    since: date | None = None
    until: date | None = None
    only: tuple[str, ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Say whether anything but the view narrows it."""
        return bool(self.parts)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Each filter in use, as a name and a value of the address, in a fixed order."""
        found = [("band", value) for value in BANDS if value in self.bands]
        found += [("path", value) for value in PATHS if value in self.paths]
        found += [("source", value) for value in SOURCES if value in self.sources]
        found += [("area", value) for value in self.areas]
        found += [("received", self.received)] if self.received else []
        found += [("since", self.since.isoformat())] if self.since else []
        found += [("until", self.until.isoformat())] if self.until else []
        return found + [("only", value) for value in SWITCHES if value in self.only]

    def query(self, *, without: tuple[str, str] | None = None, view: str = "") -> str:
        """Return it as an address says it, always in the same order; "view=all" if it is all.

        :param without: leave one filter out
        :param view: another view than its own
        """
        address = QueryDict(mutable=True)
        address["view"] = view or self.view
        for name, value in self.parts:
            if (name, value) != without:
                address.appendlist(name, value)
        return address.urlencode()

    def words(self, part: tuple[str, str]) -> str:
        """Return one filter in words."""
        name, value = part
        if name == "since" and self.since:
            return f"Received from {times.staff_date(self.since)}"
        if name == "until" and self.until:
            return f"Received to {times.staff_date(self.until)}"
        if name == "received":
            return f"Received: {RECEIVED[value].lower()}"
        if name == "path":
            return f"Path: {PATHS[value].lower()}"
        if name == "area":
            return f"Area: {area_words(value)}"
        return {"band": BANDS, "source": SOURCES, "only": SWITCHES}[name][value]

    def filter(
        self, *, at: datetime, view: str = "", came_after: datetime | None = None
    ) -> queries.QueueFilter:
        """Return what the queue is asked for, in another view or of what came lately if given."""
        view = view or self.view
        begins, ends = self._period(at)
        return queries.QueueFilter(
            mine=view == "mine",
            team=view == "team",
            bands=self.bands,
            paths=self.paths,
            channels=self.sources,
            areas=tuple("" if area == NOT_STATED else area for area in self.areas),
            received_from=begins,
            received_before=ends,
            unread="unread" in self.only,
            changed="changed" in self.only,
            keeps_band="not_again" in self.only,
            free_at=at if "free" in self.only else None,
            due_before=at + DAY if "soon" in self.only else None,
            came_after=came_after,
        )

    def _period(self, at: datetime) -> tuple[datetime | None, datetime | None]:
        """Return from when and before when it was received: whole days in London."""
        today = at.astimezone(LONDON).date()
        begins = {"today": _midnight(today), "24h": at - DAY, "7d": at - 7 * DAY}.get(self.received)
        ends = at - 7 * DAY if self.received == "older" else None
        if self.since:
            begins = max(filter(None, [begins, _midnight(self.since)]))
        if self.until:
            ends = min(filter(None, [ends, _midnight(self.until + DAY)]))
        return begins, ends


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)


def narrowed(form: FilterForm) -> Narrowed:
    """Return what the form asks for; a field with an error narrows nothing."""
    form.is_valid()
    said = form.cleaned_data
    return Narrowed(
        view=said.get("view") or "all",
        bands=tuple(said.get("band") or ()),
        paths=tuple(said.get("path") or ()),
        sources=tuple(said.get("source") or ()),
        areas=tuple(said.get("area") or ()),
        received=said.get("received") or "",
        since=said.get("since"),
        until=said.get("until"),
        only=tuple(said.get("only") or ()),
    )


def asked_for(viewer: User, address: str) -> tuple[FilterForm, Narrowed]:
    """Return the filter's form and what it asks for, read from an address's query."""
    data = QueryDict(address)
    asked = [area[:60] for area in data.getlist("area") if area]
    found = [area or NOT_STATED for area in queries.areas(viewer=viewer)]
    form = FilterForm(data, areas=list(dict.fromkeys(found + asked)))
    return form, narrowed(form)
