"""A report that comes again with other content adds to its referral what is new in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from symphony.audit import services as audit
from symphony.core.bulk import copy_in
from symphony.referrals.models import IpEvent, Referral, StatedIdentifier, StatedPerson
from symphony.referrals.services.receiving import Arrival

# What the report says of itself; where the later report differs, both are shown.
_SAID = (
    "sender",
    "incident_type",
    "platform",
    "narrative",
    "high_priority_reason",
    "incident_at_stated",
    "stated",
)
_OF_PEOPLE = ("name", "date_of_birth", "age", "age_stated", "school")


@dataclass
class _News:
    """What of a later report is not in the referral yet."""

    people: list[StatedPerson] = field(default_factory=list)
    identifiers: list[StatedIdentifier] = field(default_factory=list)
    ip_events: list[IpEvent] = field(default_factory=list)
    completed: list[StatedPerson] = field(default_factory=list)
    # What is said of people who are here already, by their position.
    said_of_people: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def add_to_referral(
    arrival: Arrival, *, number: str, channel: str, by: str, at: datetime
) -> Referral:
    """Add to the stored referral of this number what a later report says beyond it.

    Nothing that is stored changes, but for the marks that make it more urgent: those are added.
    What the later report says otherwise stands beside it, under `supplements`. Its document is
    kept by `supplementing.keep`.
    """
    # Without the key: who decides on it meanwhile holds its place in the queue and stores rows.
    stored = Referral.objects.select_for_update(no_key=True)
    referral = stored.get(channel=channel, source_reference=number)
    later = arrival.referral
    news = _news(referral, arrival)
    _say(referral, later, news.said_of_people, sha256=arrival.document.sha256, at=at)
    referral.save(
        update_fields=[
            "annotations",
            "high_priority",
            "high_priority_reason",
            "stated",
            "unmapped",
            "warnings",
        ]
    )
    rows: list[StatedPerson | StatedIdentifier | IpEvent] = [
        *news.people,
        *news.identifiers,
        *news.ip_events,
    ]
    for row in rows:
        row.referral = referral
    for person in news.completed:
        person.save(update_fields=_OF_PEOPLE)
    copy_in(news.people)
    copy_in(news.identifiers)
    copy_in(news.ip_events)
    audit.record(
        what="referrals.report_merged",
        about=referral.reference,
        by=by,
        at=at,
        people=len(news.people),
        identifiers=len(news.identifiers),
        ip_events=len(news.ip_events),
    )
    return referral


def _say(
    referral: Referral, later: Referral, people: dict[str, Any], *, sha256: str, at: datetime
) -> None:
    differs = {
        name: said
        for name in _SAID
        if (said := getattr(later, name)) and said != getattr(referral, name)
    }
    supplement: dict[str, Any] = {"received_at": at.isoformat(), "document": sha256, **differs}
    if people:
        supplement["people"] = people
    stated = dict(referral.stated)
    stated["supplements"] = [*stated.get("supplements", []), supplement]
    referral.stated = stated
    referral.annotations = list(dict.fromkeys([*referral.annotations, *later.annotations]))
    if later.high_priority and not referral.high_priority:
        referral.high_priority = True
        referral.high_priority_reason = later.high_priority_reason
    referral.unmapped = _with_new(referral.unmapped, later.unmapped)
    referral.warnings = _with_new(referral.warnings, later.warnings)


def _with_new(stored: Sequence[Any], later: Sequence[Any]) -> list[Any]:
    return [*stored, *(each for each in later if each not in stored)]


def _news(referral: Referral, arrival: Arrival) -> _News:
    """Find what is new: by the people first, then identifiers and connections of each."""
    stored = list(referral.people.order_by("position"))
    identifiers: dict[Any, set[tuple[str, str]]] = {}
    for owner, kind, plain in referral.identifiers.values_list("person_id", "kind", "plain"):
        identifiers.setdefault(owner, set()).add((kind, plain))
    events = {_event(event) for event in referral.ip_events.all()}

    news, same = _News(), dict[Any, StatedPerson | None]()
    for person in arrival.people:
        own = _own(arrival, person)
        match = next(
            (p for p in stored if _is_same(p, person, identifiers.get(p.pk, set()), own)), None
        )
        same[person.pk] = match
        if match is None:
            person.position = len(stored) + len(news.people) + 1
            person.details = {**person.details, "from_a_later_report": arrival.document.sha256[:12]}
            news.people.append(person)
            continue
        if _complete(match, person):
            news.completed.append(match)
        if said := {k: v for k, v in person.details.items() if match.details.get(k) != v}:
            news.said_of_people[f"person {match.position}"] = said
    for identifier in arrival.identifiers:
        known = same.get(identifier.person_id)
        if known is not None:
            identifier.person = known
        if (identifier.kind, identifier.plain) not in identifiers.get(identifier.person_id, set()):
            news.identifiers.append(identifier)
    for event in arrival.ip_events:
        if event.file_id is None and _event(event) not in events:
            event.person = same.get(event.person_id) or event.person
            news.ip_events.append(event)
    return news


def _own(arrival: Arrival, person: StatedPerson) -> set[tuple[str, str]]:
    return {(i.kind, i.plain) for i in arrival.identifiers if i.person_id == person.pk}


def _is_same(
    stored: StatedPerson,
    later: StatedPerson,
    stored_identifiers: set[tuple[str, str]],
    identifiers: set[tuple[str, str]],
) -> bool:
    """Tell whether a later report means a stored person: the same account, or nothing new.

    Whoever shares an account under another name or age stays a person of their own.
    """
    if stored.part != later.part:
        return False
    for name in _OF_PEOPLE:
        said, was = getattr(later, name), getattr(stored, name)
        if said not in (None, "") and was not in (None, "") and said != was:
            return False
    account = StatedIdentifier.Kind.ACCOUNT
    shared = {each for each in identifiers & stored_identifiers if each[0] == account}
    return bool(shared) or identifiers <= stored_identifiers


def _complete(stored: StatedPerson, later: StatedPerson) -> bool:
    """Fill in what was not stated before; tell whether anything was."""
    filled = False
    for name in _OF_PEOPLE:
        said = getattr(later, name)
        if said not in (None, "") and getattr(stored, name) in (None, ""):
            setattr(stored, name, said)
            filled = True
    return filled


def _event(event: IpEvent) -> tuple[Any, ...]:
    return event.address, event.at_stated, event.event, event.port
