"""The audit log as staff read it: who did or looked at what, when, and about which records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from symphony.accounts import queries as accounts
from symphony.audit.models import Entry
from symphony.staff import paging

PAGE_SIZE = 50
REFERENCES_SHOWN = 5
PLACES = "acts"

# What the second half of a name, taken apart into words, would not say by itself.
_WORDS = {
    "accounts.created": "Account created",
    "accounts.deactivated": "Account deactivated",
    "accounts.duty_added": "Put into the rota",
    "accounts.duty_changed": "Duty in the rota changed",
    "accounts.duty_withdrawn": "Taken out of the rota",
    "accounts.rota_exported": "Rota exported as a calendar",
    "accounts.rota_imported": "Rota imported from a calendar",
    "accounts.shortcuts_chosen": "Keyboard shortcuts turned on or off",
    "cases.closed": "Case closed",
    "cases.decided_again": "Case follows another decision",
    "cases.handed_over": "Case handed over",
    "cases.opened": "Case opened",
    "cases.opened_again": "Case opened again",
    "cases.referral_added": "Report linked to the case",
    "cases.sent_all_the_same": "Message sent although the check found something",
    "cases.taken": "Case taken",
    "news.changed": "Release changed",
    "news.figure_chosen": "Figure chosen for a release",
    "news.figure_counted_again": "Figure of a release counted again",
    "news.figure_removed": "Figure removed from a release",
    "news.published": "Release approved and published",
    "news.sent": "Release sent for approval",
    "news.sent_back": "Release sent back",
    "news.started": "Release started",
    "operations.case_added": "Case added to the operation",
    "operations.case_removed": "Case taken out of the operation",
    "operations.planned": "Operation planned",
    "people.created": "Person recorded",
    "people.value_added": "Value recorded for a person",
    "people.value_withdrawn": "Value withdrawn for a person",
    "referrals.contact_asked_for": "Asked for the sender's contact details",
    "referrals.contact_opened": "Opened the sender's contact details",
    "referrals.contact_shown": "Was shown the sender's contact details",
    "referrals.contact_stopped": "Use of the sender's contact details stopped",
    "referrals.received": "Received",
    "search.found": "Searched, and found it",
    "search.not_found": "Searched, and nothing was found",
    "triage.change_looked_at": "Looked again: band may have changed",
    "triage.danger_stated": "The sender says that a child is in danger now",
    "triage.moved_to_queue": "Moved from the doubtful reports to the queue",
    "triage.alert_escalated": "Alert went to the next person",
    "triage.assigned": "Assigned to an officer",
    "triage.assignment_undone": "Assignment taken back",
    "triage.words_heard": "Words of immediate harm in what came later",
    "triage.words_saved": "List of alert words saved",
    "triage.view_removed": "Saved view of the queue removed",
    "triage.view_saved": "View of the queue saved",
    "triage.breach_answered": "Answered for a clock that ran out",
    "triage.clock_ran_out": "Clock ran out",
    "triage.clocks_paused": "Clocks paused",
    "triage.clocks_resumed": "Clocks resumed",
    "triage.control_room_called": "Call to the control room recorded",
    "triage.handed_back": "Handed back to the queue",
    "triage.marked_unread": "Marked as new",
    "triage.notice_mailed": "E-mail of new work sent",
    "triage.policy_approved": "Policy approved by a second person",
    "triage.policy_drafted": "Draft of the policy made",
    "triage.policy_tried": "Draft of the policy tried against past referrals",
    "triage.policy_withdrawn": "Draft of the policy withdrawn",
    "triage.decision_changed": "Decision changed by a new one",
    "triage.decision_endorsed": "Second person agreed",
    "triage.decision_returned": "Second person sent it back",
    "triage.facts_answered": "Questions of the policy answered",
    "triage.outside_recorded": "Band from outside recorded",
    "triage.outside_withdrawn": "Band from outside withdrawn",
    "triage.queued": "Graded and queued",
    "triage.reassessed": "Graded again",
    "triage.regrading_asked_for": "Asked for the waiting referrals to be graded again",
    "triage.suggestion_printed": "Suggestion printed",
    "triage.taken": "Taken from the queue",
    "triage.unread_again": "New to everybody again, because the sender wrote",
}


@dataclass(frozen=True)
class ActRow:
    """One entry of the log."""

    at: datetime
    recorded_at: datetime
    who: str
    staff_number: str
    is_process: bool
    what: str
    kind: str
    is_look: bool
    # Looks, and signing in or out, say their kind themselves.
    shows_kind: bool
    references: tuple[str, ...]
    more_references: int
    details: str


@dataclass(frozen=True)
class ActPage:
    """A page of the log, newest first, with the addresses of the pages beside it."""

    rows: list[ActRow]
    previous_url: str
    next_url: str

    @property
    def references(self) -> list[str]:
        """Return every reference that the page shows."""
        return list(dict.fromkeys(ref for row in self.rows for ref in row.references))


def what_words(what: str) -> str:
    """Return an act's name in words: triage.decision_recorded as Decision recorded."""
    if what in _WORDS:
        return _WORDS[what]
    stage, _, act = what.partition(".")
    if stage == "look":
        area, _, page = act.rpartition(":")
        return f"Looked at: {', '.join(filter(None, [_plain(area), _plain(page)]))}"
    words = _plain(act or stage)
    return words[:1].upper() + words[1:]


def page(
    request: HttpRequest, entries: QuerySet[Entry], *, limit: int = PAGE_SIZE, first: str = ""
) -> ActPage:
    """Return the page of these entries that the address asks for.

    :param first: a reference that each row shows before the others, where it is among them
    """
    after, before = (_place(request, name) for name in (paging.AFTER, paging.BEFORE))
    backwards = after is None and before is not None
    if place := after or before:
        entries = entries.filter(_beyond(place, older=not backwards))
    order = ("recorded_at", "id") if backwards else ("-recorded_at", "-id")
    found = list(entries.order_by(*order)[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    has_newer = more if backwards else after is not None
    has_older = True if backwards else more
    return ActPage(
        rows=rows(found, first=first),
        previous_url=_address(request, paging.BEFORE, found[0]) if found and has_newer else "",
        next_url=_address(request, paging.AFTER, found[-1]) if found and has_older else "",
    )


def rows(entries: Iterable[Entry], *, first: str = "") -> list[ActRow]:
    """Return the entries in words, with people by name beside their staff number."""
    entries = list(entries)
    names = accounts.names({entry.by for entry in entries})
    return [_row(entry, names, first) for entry in entries]


def _row(entry: Entry, names: dict[str, str], first: str) -> ActRow:
    about = sorted(entry.about, key=lambda reference: reference != first)
    process = entry.by.partition("system:")[2]
    who = f"Symphony, {_plain(process)}" if process else names.get(entry.by, entry.by)
    return ActRow(
        at=entry.at,
        recorded_at=entry.recorded_at,
        who=who,
        staff_number="" if process else entry.by,
        is_process=bool(process),
        what=what_words(entry.what),
        kind=Entry.Kind(entry.kind).label,
        is_look=entry.kind == Entry.Kind.CONSULTATION,
        shows_kind=entry.kind not in (Entry.Kind.CONSULTATION, Entry.Kind.ACCESS),
        references=tuple(about[:REFERENCES_SHOWN]),
        more_references=max(0, len(about) - REFERENCES_SHOWN),
        details=_details(entry),
    )


def _details(entry: Entry) -> str:
    found = []
    for key, value in entry.details.items():
        if value is None or value == "":
            said = "none"
        elif isinstance(value, bool):
            said = "yes" if value else "no"
        elif isinstance(value, list):
            said = ", ".join(_plain(str(one)) for one in value)
        else:
            said = _plain(str(value)) if len(str(value)) <= 40 else f"{str(value)[:12]}…"
        found.append(f"{_plain(key)}: {said}")
    return " · ".join(found)


def _plain(name: str) -> str:
    return name.replace("_", " ").strip()


def _beyond(place: tuple[datetime, UUID], *, older: bool) -> Q:
    recorded_at, id_ = place
    side = "lt" if older else "gt"
    return Q(**{f"recorded_at__{side}": recorded_at}) | Q(
        recorded_at=recorded_at, **{f"id__{side}": id_}
    )


def _place(request: HttpRequest, name: str) -> tuple[datetime, UUID] | None:
    if (found := paging.place(request, name, PLACES)) is None:
        return None
    return datetime.fromisoformat(found[0]), UUID(found[1])


def _address(request: HttpRequest, name: str, entry: Entry) -> str:
    place = (entry.recorded_at.isoformat(), str(entry.id))
    return paging.address(request, **{name: [paging.seal(PLACES, place)]})
