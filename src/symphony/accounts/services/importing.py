"""Taking in a calendar as a team's rota: all of it, or nothing with every problem said."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from symphony.accounts import calendars, queries, rules
from symphony.accounts.models import Duty, Team, User
from symphony.accounts.services.rota import add_duty, change_duty
from symphony.audit import services as audit


@dataclass(frozen=True)
class Imported:
    """What became of the entries of a calendar."""

    added: int
    changed: int
    known: int


@transaction.atomic
def import_rota(*, text: str, team: Team, by: str, at: datetime) -> Imported:
    """Put every duty of a calendar into a team's rota.

    The same calendar again changes nothing; an entry that has changed since changes its duty. What
    is no longer in the calendar stays until somebody withdraws it.

    :raises calendars.CalendarRefused: if anything in it cannot be meant; nothing is taken in then
    """
    entries = calendars.read(text, at=at)
    people = _people(entries)
    # Two imports of one team's rota at a time would add the same twice.
    Team.objects.select_for_update().get(pk=team.pk)
    there = _there(team, entries)
    added = changed = 0
    for entry in entries:
        person, old = people[entry.who], there.get(entry.key)
        times = {"begins_at": entry.begins_at, "ends_at": entry.ends_at}
        if old is None or old.kind != entry.kind:
            add_duty(
                team=team,
                person=person,
                kind=entry.kind,
                order=entry.order,
                calendar_key=entry.key if old is None else "",
                by=by,
                at=at,
                **times,
            )
            added += 1
        elif _differs(old, entry, person):
            change_duty(duty=old, person=person, order=entry.order, by=by, at=at, **times)
            changed += 1
    done = Imported(added, changed, len(entries) - added - changed)
    audit.record(what="accounts.rota_imported", about=team.slug, by=by, at=at, **vars(done))
    return done


def _differs(old: Duty, entry: calendars.Entry, person: User) -> bool:
    said = (person.pk, entry.order, entry.begins_at, entry.ends_at)
    return said != (old.person_id, old.order, old.begins_at, old.ends_at)


def _there(team: Team, entries: list[calendars.Entry]) -> dict[str, Duty]:
    """Return the duty that each entry has made before: by the entry's key, or as exported here."""
    found = queries.by_calendar_key(team=team, keys=[entry.key for entry in entries])
    ours = {entry.key.partition("@symphony/")[0]: entry.key for entry in entries}
    for duty in queries.by_ids(team=team, ids=ours):
        found.setdefault(ours[str(duty.id)], duty)
    return found


def _people(entries: list[calendars.Entry]) -> dict[str, User]:
    """Return the person of each entry; every entry whose person could not do it is a problem."""
    known = {name: user for user in queries.active() for name in _names(user)}
    found: dict[str, User] = {}
    problems = []
    for entry in entries:
        person = known.get(entry.who.casefold())
        if person is None:
            what = f"names nobody who works here ({entry.who or 'no one at all'})."
            remedy = "Give the staff number or the work address of an open account."
            problems.append(calendars.Problem(entry.where, what, remedy))
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
        raise calendars.CalendarRefused(problems)
    return found


def _names(user: User) -> tuple[str, str]:
    return user.staff_number.casefold(), user.email.casefold()
