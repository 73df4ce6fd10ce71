"""Makes ordinary records for tests, by the real services. All people are invented."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Role
from symphony.cases import services as cases
from symphony.cases.models import Case, CaseRole
from symphony.core.ids import uuid7
from symphony.core.references import new_referral
from symphony.crimes import services as crimes
from symphony.crimes.models import Arrest, Crime, Offence
from symphony.news.models import Publication, Release
from symphony.referrals.models import RawDocument, Referral, StatedPerson
from symphony.referrals.models.referral import Channel
from symphony.referrals.services import Arrival
from symphony.safeguarding import services as safeguarding
from symphony.safeguarding.models import Child, EducationVisit, SafeguardingAction
from symphony.triage import services as triage
from symphony.triage.models import Band, Path

NOON = datetime(2023, 5, 18, 11, 0, tzinfo=UTC)  # midday in London
PASSWORD = "correct-horse-battery-staple"

_numbers = itertools.count(1)


def intake() -> Team:
    return Team.objects.get(is_intake=True)


def team(name: str = "North team") -> Team:
    slug = f"{name.lower().replace(' ', '-')}-{next(_numbers)}"
    return Team.objects.create(slug=slug, name=name)


def user(*, role: Role, team: Team | None = None, **changes: Any) -> User:
    number = next(_numbers)
    person = User(
        email=f"officer{number}@example.org",
        name=changes.pop("name", f"Officer {number}"),
        staff_number=f"T{number:05}",
        role=role,
        team=team or Team.objects.get_or_create(slug="north-team", name="North team")[0],
        **changes,
    )
    person.set_unusable_password()
    person.save()
    return person


def referral_officer(**changes: Any) -> User:
    return user(role=Role.REFERRAL_OFFICER, team=changes.pop("team", None) or intake(), **changes)


def investigator(**changes: Any) -> User:
    return user(role=Role.INVESTIGATOR, **changes)


def safeguarding_officer(**changes: Any) -> User:
    return user(role=Role.SAFEGUARDING_OFFICER, **changes)


def supervisor(**changes: Any) -> User:
    return user(role=Role.SUPERVISOR, **changes)


def press_officer(**changes: Any) -> User:
    return user(role=Role.PRESS_OFFICER, **changes)


def bare_referral(**changes: Any) -> Referral:
    """A referral that was received and nothing more: no queue entry, no assessment."""
    ordinary = {
        "reference": new_referral(),
        "channel": Channel.CYBERTIPLINE,
        "source_reference": str(100_000_000 + next(_numbers)),
        "sender": "Example ESP",
        "received_at": NOON - timedelta(hours=2),
        "team": intake(),
    }
    return Referral.objects.create(**ordinary | changes)


def arrival(**changes: Any) -> Arrival:
    """A report with nothing in it that ranks it first, read and ready to be taken in."""
    number = next(_numbers)
    ordinary = {
        "id": uuid7(),
        "reference": new_referral(),
        "channel": Channel.CYBERTIPLINE,
        "source_reference": str(200_000_000 + number),
        "sender": "Example ESP",
        "received_at": NOON - timedelta(hours=2),
        "team_id": intake().pk,
        "incident_type": "Online Enticement of Children for Sexual Acts",
    }
    people, files = changes.pop("people", []), changes.pop("files", [])
    referral = Referral(**ordinary | changes)
    for position, person in enumerate(people, start=1):
        person.referral, person.position = referral, position
    for file in files:
        file.referral = referral
    body = f"<report>{number}</report>".encode()
    document = RawDocument(
        referral=referral,
        kind=RawDocument.Kind.REPORT,
        channel=referral.channel,
        report_id=referral.source_reference,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        body=body,
        received_at=referral.received_at,
        importer="test",
    )
    return Arrival(referral=referral, document=document, people=people, files=files)


def referral(**changes: Any) -> Referral:
    """A referral that came through the one door and waits in the queue."""
    taken = triage.take_in([arrival(**changes)], by="system:test", at=NOON - timedelta(hours=2))
    return taken[0]


def reported_user(**changes: Any) -> StatedPerson:
    """The user of a reported account, as a company states one: an account, and nobody known."""
    ordinary = {"id": uuid7(), "part": StatedPerson.Part.REPORTED_USER}
    return StatedPerson(**ordinary | changes)


def stated_child(**changes: Any) -> StatedPerson:
    """A child whom a report names."""
    ordinary = {"id": uuid7(), "part": StatedPerson.Part.CHILD, "age": 13, "age_stated": "13"}
    return StatedPerson(**ordinary | {"name": "Ada Example"} | changes)


def case(**changes: Any) -> Case:
    """A case of a team, decided and opened from a referral that names an account and a child."""
    people = changes.pop("people", None) or [reported_user(age=34, age_stated="34"), stated_child()]
    ordinary = {
        "referral": changes.pop("referral", None) or referral(people=people),
        "band": Band.MEDIUM,
        "path": Path.INVESTIGATE,
        "rationale": "The account named in the report is still active.",
        "why_different": "What is known of the account tells it.",
        "team": changes.pop("team", None)
        or Team.objects.get_or_create(slug="north-team", name="North team")[0],
        "by": changes.pop("by", None) or referral_officer(),
        "at": NOON,
    }
    opened = cases.decide_and_open(**ordinary | changes).case
    assert opened is not None
    return opened


def suspect(case: Case, **changes: Any) -> CaseRole:
    """The user of the reported account of this case, made a suspect by one of its team."""
    ordinary = {
        "case_role": CaseRole.objects.get(case=case, role="reported_user", ended_at=None),
        "role": "suspect",
        "grounds": "The account was used from this person's home.",
        "by": changes.pop("by", None) or investigator(team=case.team),
        "at": NOON + timedelta(hours=1),
    }
    return cases.change_role(**ordinary | changes)


def crime(case: Case, **changes: Any) -> Crime:
    """A crime recorded in the case an hour ago, without an outcome."""
    ordinary = {
        "number": f"42/{10_000 + next(_numbers)}/23",
        "offence": Offence.objects.get(pk="making-images"),
        "crime_recorded_at": NOON,
        "by": changes.pop("by", None) or investigator(team=case.team),
        "at": NOON + timedelta(hours=1),
    }
    return crimes.record_crime(case=case, **ordinary | changes)


def arrest(case: Case, **changes: Any) -> Arrest:
    """The arrest of the case's suspect, who is made one if need be."""
    person = changes.pop("person", None)
    if person is None:
        is_one = CaseRole.objects.filter(case=case, role="suspect", ended_at=None).first()
        person = (is_one or suspect(case)).person
    ordinary = {
        "person": person,
        "offence": Offence.objects.get(pk="making-images"),
        "arrested_at": NOON + timedelta(hours=2),
        "by": changes.pop("by", None) or investigator(team=case.team),
        "at": NOON + timedelta(hours=3),
    }
    return crimes.record_arrest(case=case, **ordinary | changes)


def child(case: Case, **changes: Any) -> Child:
    """The child whom the case's referral names, identified, with their record opened.

    `told=None` leaves open who must not be told; otherwise there is nobody.
    """
    told, by = changes.pop("told", True), changes.pop("by", None)
    by = by or safeguarding_officer(team=case.team)
    if not changes.keys() & {"stated_person", "person", "values"}:
        changes["stated_person"] = StatedPerson.objects.filter(
            referral__in=case.case_referrals.values("referral"), part="child"
        ).first()
    ordinary = {"identified": True, "how_found": "Named in the report.", "at": NOON}
    made = safeguarding.add_child_to_case(case=case, by=by, **ordinary | changes)
    if told is not None:
        safeguarding.answer_who_must_not_be_told(
            case=case, child=made, anybody=False, who_and_why="", by=by, at=NOON
        )
    return made


def action(case: Case, child: Child, **changes: Any) -> SafeguardingAction:
    """A completed action that qualifies: contact with the suspect was stopped."""
    ordinary = {
        "kind": "contact_stopped",
        "taken_at": NOON + timedelta(hours=2),
        "agency": "Exampleshire Police",
        "result": "completed",
        "by": changes.pop("by", None) or safeguarding_officer(team=case.team),
        "at": NOON + timedelta(hours=3),
    }
    return safeguarding.record_action(case=case, child=child, **ordinary | changes)


def visit(case: Case, child: Child, **changes: Any) -> EducationVisit:
    """A completed education visit to one child, who was seen in person."""
    ordinary = {
        "household": "The family in Mill Lane",
        "visited_at": NOON + timedelta(hours=2),
        "result": "completed",
        "children": {child: True},
        "carer_present": True,
        "by": changes.pop("by", None) or safeguarding_officer(team=case.team),
        "at": NOON + timedelta(hours=3),
    }
    return safeguarding.record_visit(case=case, **ordinary | changes)


def publication(**changes: Any) -> Publication:
    """A release as the public reads it, with two figures; its draft is the barest there can be."""
    number = next(_numbers)
    officer = press_officer()
    release = Release.objects.create(
        slug=f"week-of-action-{number}",
        title="Week of action",
        body="",
        state=Release.State.PUBLISHED,
        written_by=officer,
        written_at=NOON,
        changed_by=officer,
        changed_at=NOON,
        sent_by=officer,
        sent_at=NOON,
        approved_by=supervisor(),
        approved_at=NOON,
    )
    ordinary: dict[str, Any] = {
        "release": release,
        "slug": f"2023-05-18-{release.slug}",
        "title": "12 arrested in week of action to protect children",
        "paragraphs": [
            [{"figure": 0}, " people were arrested and ", {"figure": 1}, " safeguarded."]
        ],
        "figures": [
            {
                "title": "People arrested",
                "words": "12",
                "period": "15 to 21 May 2023",
                "counted": "Each person once, however often arrested.",
                "rule": "people-arrested-1",
                "as_at": NOON.isoformat(),
            },
            {
                "title": "Children safeguarded",
                "words": "more than 30 children",
                "period": "15 to 21 May 2023",
                "counted": "Each child once, when an action that makes a child safe was completed.",
                "rule": "children-safeguarded-1",
                "as_at": NOON.isoformat(),
            },
        ],
        "published_at": NOON,
    }
    return Publication.objects.create(**ordinary | changes)
