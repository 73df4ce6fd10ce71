"""A small unit whose records a test enters, corrects and withdraws directly. All is invented.

What the services would refuse is not tried here: the figures have to be right about whatever
stands in the tables.
"""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from symphony.cases.models import Case, CaseReferral, Enquiry
from symphony.cases.records import supersede
from symphony.crimes.models import Arrest, Crime, Offence
from symphony.operations.models import Operation, OperationCase
from symphony.people.models import Person
from symphony.referrals.models import Referral
from symphony.safeguarding.models import (
    ActionKind,
    Child,
    EducationVisit,
    Identification,
    SafeguardingAction,
    VisitedChild,
)
from symphony.triage.models import Band, Path
from tests import make

_numbers = itertools.count(1)


class World:
    """Two teams with a case each, one of them in an operation from 15 to 21 May 2023."""

    def __init__(self) -> None:
        self.north = make.user(role=make.Role.SUPERVISOR)
        self.south = make.user(role=make.Role.SUPERVISOR, team=make.team("South team"))
        self.operation = Operation.objects.create(
            slug="symphony",
            codename="Symphony",
            purpose="A week of action.",
            starts_on=datetime(2023, 5, 15).date(),
            ends_on=datetime(2023, 5, 21).date(),
            planned_at=make.NOON - timedelta(days=30),
            planned_by=self.north,
            team=self.north.team,
        )
        self.case = self.new_case(self.north)
        self.case_of_south = self.new_case(self.south)
        self.in_operation(self.case, at=make.NOON - timedelta(days=20))

    def new_case(self, by: Any, **changes: Any) -> Case:
        ordinary = {
            "reference": f"C-23-{next(_numbers):04}",
            "path": Path.INVESTIGATE,
            "band": Band.HIGH,
            "team": by.team,
            "opened_at": make.NOON - timedelta(days=60),
            "opened_by": by,
        }
        return Case.objects.create(**ordinary | changes)

    def in_operation(self, case: Case, at: datetime = make.NOON) -> OperationCase:
        return OperationCase.objects.create(
            operation=self.operation, case=case, added_at=at, added_by=self.north
        )

    def person(self) -> Person:
        from symphony.core.references import new_person

        return Person.objects.create(
            reference=new_person(), created_at=make.NOON, created_by=self.north
        )

    def child(self, *, identified: bool = True, at: datetime | None = None) -> Child:
        at = at or make.NOON - timedelta(days=50)
        child = Child.objects.create(
            person=self.person(), identified=identified, recorded_at=at, recorded_by=self.north
        )
        if identified:
            self.identify(child, True, at=at)
        return child

    def identify(self, child: Child, identified: bool, *, at: datetime) -> None:
        Child.objects.filter(pk=child.pk).update(identified=identified)
        Identification.objects.create(
            child=child, identified=identified, how="Said so.", recorded_at=at,
            recorded_by=self.north,
        )  # fmt: skip

    def arrest(self, moment: datetime = make.NOON, **changes: Any) -> Arrest:
        ordinary = self._record(moment) | {
            "person": changes.pop("person", None) or self.person(),
            "offence": self.offence(listed=changes.pop("listed", True)),
            "arrested_at": moment,
            "age_at_arrest": 34,
        }
        return Arrest.objects.create(**ordinary | changes)

    def action(self, child: Child | None = None, moment: datetime = make.NOON, **changes: Any):
        ordinary = self._record(moment) | {
            "child": child or self.child(),
            "kind": ActionKind.MOVED,
            "taken_at": moment,
            "agency": "Exampleshire Children's Services",
            "result": SafeguardingAction.Result.COMPLETED,
        }
        return SafeguardingAction.objects.create(**ordinary | changes)

    def visit(self, moment: datetime = make.NOON, **changes: Any) -> EducationVisit:
        children = changes.pop("children", None) or {self.child(): True}
        number = next(_numbers)
        ordinary = self._record(moment) | {
            "reference": f"V-23-{number:04}",
            "visited_at": moment,
            "household": f"{number} Example Road",
            "result": EducationVisit.Result.COMPLETED,
        }
        visit = EducationVisit.objects.create(**ordinary | changes)
        self.seen(visit, children)
        return visit

    def seen(self, visit: EducationVisit, children: dict[Child, bool]) -> None:
        for child, seen in children.items():
            VisitedChild.objects.create(visit=visit, child=child, seen_in_person=seen)

    def crime(self, moment: datetime = make.NOON, **changes: Any) -> Crime:
        ordinary = self._record(moment) | {
            "number": f"04/{next(_numbers):05}/23",
            "offence": self.offence(),
            "crime_recorded_at": moment,
        }
        return Crime.objects.create(**ordinary | changes)

    def enquiry(self, moment: datetime = make.NOON, **changes: Any) -> Enquiry:
        ordinary = {
            "case": self.case,
            "what": "Asked the provider.",
            "made_at": moment,
            "team": changes.get("case", self.case).team,
            "recorded_at": moment,
            "recorded_by": self.north,
        }
        return Enquiry.objects.create(**ordinary | changes)

    def referral(self, moment: datetime = make.NOON, *, case: Case | None = None, **changes: Any):
        referral = make.bare_referral(received_at=moment, **changes)
        if case:
            CaseReferral.objects.create(
                case=case, referral=referral, added_at=moment, added_by=self.north
            )
        return Referral.objects.get(pk=referral.pk)

    def correct(self, record: Any, *, at: datetime | None = None, **changes: Any) -> Any:
        at = at or record.recorded_at + timedelta(minutes=1)
        return supersede(record, reason="Typed wrongly.", by=self.north, at=at, **changes)

    def withdraw(self, record: Any, *, at: datetime | None = None) -> None:
        record.withdrawn_at = at or record.recorded_at + timedelta(minutes=1)
        record.withdrawn_by, record.withdrawn_reason = self.north, "Entered in the wrong case."
        record.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])

    def offence(self, *, listed: bool = True) -> Offence:
        return Offence.objects.filter(is_listed=listed).order_by("position")[0]

    def _record(self, moment: datetime) -> dict[str, Any]:
        return {"case": self.case, "recorded_at": moment, "recorded_by": self.north}
