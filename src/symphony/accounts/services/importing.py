"""Taking in a calendar as a team's rota: all of it, or nothing with every problem said."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from symphony.accounts import calendars, queries, rules
from symphony.accounts.models import Duty, Team, User
from symphony.accounts.services.rota import add_duty, change_duty, withdraw_duty
from symphony.audit import services as audit

OURS = "@symphony"


@dataclass
class Imported:
    """What became of the entries of a calendar, and how many were over already."""

    added: int = 0
    changed: int = 0
    known: int = 0
    withdrawn: int = 0
    over: int = 0


@transaction.atomic
def import_rota(*, text: str, team: Team, by: str, at: datetime) -> Imported:
    """Put every duty of a calendar that is not over into a team's rota.

    The same calendar again changes nothing. An entry that has changed or moved since changes its
    duty; one that is cancelled, or a time that its series does not say any more, takes it away. An
    entry that is no longer in the calendar leaves its duty until somebody withdraws it, and a duty
    that is over stays as it was.

    :raises calendars.CalendarRefused: if anything in it cannot be meant; nothing is taken in then
    """
    reading = calendars.read(text, at=at)
    people = _people(reading.entries)
    # Two imports of one team's rota at a time would add the same twice.
    Team.objects.select_for_update().get(pk=team.pk)
    importing = _Import(team, people, by, at, Imported(over=reading.over))
    said: dict[str, list[calendars.Entry]] = {uid: [] for uid in reading.uids}
    for entry in reading.entries:
        said[entry.uid].append(entry)
    there = _there(team, reading.uids)
    met: set[UUID] = set()
    for uid, entries in said.items():
        # What was exported here may be known by the UID of another calendar, too.
        own = there.get(uid, [])
        duties = [duty for duty in own if duty.pk not in met]
        met |= {duty.pk for duty in duties}
        importing.of_one_uid(entries, duties, keys={duty.calendar_key for duty in own})
    done = importing.done
    audit.record(what="accounts.rota_imported", about=team.slug, by=by, at=at, **vars(done))
    return done


@dataclass(frozen=True)
class _Import:
    """One import under way: into whose rota, by whom, and what it has done so far."""

    team: Team
    people: dict[str, User]
    by: str
    at: datetime
    done: Imported

    def of_one_uid(
        self, entries: list[calendars.Entry], duties: list[Duty], *, keys: set[str]
    ) -> None:
        """Make the duties of one UID what its entries say; those that are over stay."""
        live = [duty for duty in duties if duty.ends_at > self.at]
        pairs, left = calendars.match(entries, live)
        for duty in left:
            self._withdraw(duty, "Moved or cancelled in the calendar")
            keys.discard(duty.calendar_key)
        for entry, old in pairs:
            if old is not None and old.kind == entry.kind:
                self._change(old, entry)
                continue
            if old is not None:
                self._withdraw(old, "Became something else in the calendar")
                keys.discard(old.calendar_key)
            self._add(entry, taken=keys)

    def _withdraw(self, duty: Duty, reason: str) -> None:
        withdraw_duty(duty=duty, reason=reason, by=self.by, at=self.at)
        self.done.withdrawn += 1

    def _change(self, old: Duty, entry: calendars.Entry) -> None:
        said = self._said(entry)
        if all(getattr(old, name) == value for name, value in said.items()):
            self.done.known += 1
            return
        change_duty(duty=old, by=self.by, at=self.at, **said)
        self.done.changed += 1

    def _add(self, entry: calendars.Entry, *, taken: set[str]) -> None:
        # A duty that is over keeps the entry's key when the entry has moved to a later day.
        key = f"{entry.key}/{self.at:%Y%m%dT%H%M%SZ}" if entry.key in taken else entry.key
        add_duty(
            team=self.team,
            kind=entry.kind,
            calendar_key=key,
            by=self.by,
            at=self.at,
            **self._said(entry),
        )
        self.done.added += 1

    def _said(self, entry: calendars.Entry) -> dict[str, Any]:
        return {
            "person": self.people[entry.who],
            "order": entry.order,
            "begins_at": entry.begins_at,
            "ends_at": entry.ends_at,
        }


def _there(team: Team, uids: frozenset[str]) -> dict[str, list[Duty]]:
    """Return the duties that each UID has made before: by its key, or as exported here."""
    found = queries.from_calendar(team=team, uids=uids)
    ours = {uid.removesuffix(OURS): uid for uid in uids if uid.endswith(OURS)}
    for key, duty in queries.now_in_place_of(team=team, ids=ours).items():
        own = found.setdefault(ours[key], [])
        if duty not in own:
            own.append(duty)
    return found


def _people(entries: list[calendars.Entry]) -> dict[str, User]:
    """Return the person of each entry; every entry whose person could not do it is a problem."""
    known = {name: user for user in queries.active() for name in _names(user)}
    found: dict[str, User] = {}
    problems = []
    for entry in entries:
        person = known.get(entry.who.casefold())
        if person is None:
            problems.append(_nobody(entry))
            continue
        found[entry.who] = person
        try:
            rules.check_duty(
                person=person,
                kind=entry.kind,
                order=entry.order,
                begins_at=entry.begins_at,
                ends_at=entry.ends_at,
            )
        except rules.CannotBeOnDuty as refusal:
            problems.append(calendars.Problem(entry.where, str(refusal), "Correct it."))
    if problems:
        # A repeated entry has the same fault at each of its times.
        raise calendars.CalendarRefused(list(dict.fromkeys(problems)))
    return found


def _nobody(entry: calendars.Entry) -> calendars.Problem:
    who = entry.who[:60]
    if re.search(r"[,;&/]| and ", who):
        what, remedy = f"names several people ({who}).", "Make one entry for each person."
    else:
        what = f"names nobody who works here ({who or 'no one at all'})."
        remedy = "Give the staff number or the work address of an open account."
    return calendars.Problem(entry.where, what, remedy)


def _names(user: User) -> tuple[str, str]:
    return user.staff_number.casefold(), user.email.casefold()
