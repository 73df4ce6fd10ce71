"""Every figure counted a second time, by hand over all rows, with nothing of `figures` used."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from symphony.cases.models import CaseReferral, Enquiry
from symphony.crimes.models import Arrest, Crime
from symphony.operations.models import OperationCase
from symphony.referrals.models import Referral
from symphony.safeguarding.models import Child, EducationVisit, SafeguardingAction, VisitedChild

LONDON = ZoneInfo("Europe/London")
PROTECTIVE = {
    "seen_safe_at_home",
    "suspect_left_home",
    "moved",
    "police_protection",
    "contact_stopped",
    "protection_plan",
}


class Tables:
    """All rows there are, read once."""

    def __init__(self):
        self.members = list(OperationCase.objects.all())
        self.arrests = list(Arrest.objects.select_related("case", "offence"))
        self.children = list(Child.objects.prefetch_related("identifications"))
        self.actions = list(SafeguardingAction.objects.select_related("case"))
        self.visits = list(EducationVisit.objects.select_related("case"))
        self.visited = list(VisitedChild.objects.all())
        self.crimes = list(Crime.objects.select_related("case"))
        self.enquiries = list(Enquiry.objects.all())
        self.referrals = list(Referral.objects.all())
        self.case_referrals = list(CaseReferral.objects.select_related("case"))


class Recount:
    """One period, perhaps of one operation or team, as the tables stood at a moment."""

    def __init__(self, tables, first: date, last: date, as_at: datetime, operation=None, team=None):
        self.tables = tables
        self.first, self.last, self.as_at, self.team = first, last, as_at, team
        self.cases = None
        if operation:
            self.cases = {
                member.case_id
                for member in tables.members
                if member.operation_id == operation.pk
                and member.added_at <= as_at
                and (member.removed_at is None or member.removed_at > as_at)
            }

    def within(self, moment):
        return self.first <= moment.astimezone(LONDON).date() <= self.last

    def of_case(self, case):
        return (self.cases is None or case.pk in self.cases) and (
            self.team is None or case.team_id == self.team.pk
        )

    def stood(self, record):
        return (
            record.recorded_at <= self.as_at
            and (record.superseded_at is None or record.superseded_at > self.as_at)
            and (record.withdrawn_at is None or record.withdrawn_at > self.as_at)
        )

    def _arrests(self):
        for arrest in self.tables.arrests:
            counts = arrest.offence.is_listed and self.within(arrest.arrested_at)
            if counts and self.stood(arrest) and self.of_case(arrest.case):
                yield arrest

    def people_arrested(self):
        return len({arrest.person_id for arrest in self._arrests()})

    def under_18(self):
        known = [arrest for arrest in self._arrests() if arrest.age_at_arrest is not None]
        return len({arrest.person_id for arrest in known if arrest.age_at_arrest < 18})

    def arrests(self):
        return len(list(self._arrests()))

    def children_safeguarded(self):
        return sum(self._safeguarded(child) for child in self.tables.children)

    def _safeguarded(self, child):
        said = [i for i in child.identifications.all() if i.recorded_at <= self.as_at]
        said.sort(key=lambda i: (i.recorded_at, i.pk))
        if not said or not said[-1].identified:
            return False
        first_in_case = {}
        for action in self.tables.actions:
            if (
                action.child_id == child.pk
                and self.stood(action)
                and action.kind in PROTECTIVE
                and action.result == "completed"
            ):
                before = first_in_case.get(action.case)
                if before is None or action.taken_at < before:
                    first_in_case[action.case] = action.taken_at
        return any(
            self.within(moment) for case, moment in first_in_case.items() if self.of_case(case)
        )

    def _visits(self):
        for visit in self.tables.visits:
            counts = visit.result == "completed" and self.within(visit.visited_at)
            if counts and self.stood(visit) and self.of_case(visit.case):
                yield visit

    def education_visits(self):
        return len(
            {
                (visit.household.strip(" ").lower(), visit.visited_at.astimezone(LONDON).date())
                for visit in self._visits()
                if self._seen(visit)
            }
        )

    def _seen(self, visit):
        return {
            seen.child_id
            for seen in self.tables.visited
            if seen.visit_id == visit.pk and seen.seen_in_person
        }

    def children_visited(self):
        return len({child for visit in self._visits() for child in self._seen(visit)})

    def _crimes(self):
        for crime in self.tables.crimes:
            if self.stood(crime) and not crime.cancelled and not crime.transferred_out:
                yield crime

    def crimes_recorded(self):
        return len(
            {
                crime.number
                for crime in self._crimes()
                if self.of_case(crime.case) and self.within(crime.crime_recorded_at)
            }
        )

    def crimes_investigated(self):
        found = set()
        for crime in self._crimes():
            for enquiry in self.tables.enquiries:
                if enquiry.case_id != crime.case_id:
                    continue
                if self.cases is not None and enquiry.case_id not in self.cases:
                    continue
                if self.team is not None and enquiry.team_id != self.team.pk:
                    continue
                if enquiry.recorded_at <= self.as_at and self.within(enquiry.made_at):
                    found.add(crime.number)
        return len(found)

    def referrals(self):
        found = set()
        for referral in self.tables.referrals:
            if referral.received_at > self.as_at or not self.within(referral.received_at):
                continue
            its_cases = [
                member.case
                for member in self.tables.case_referrals
                if member.referral_id == referral.pk and member.added_at <= self.as_at
            ]
            of_everything = self.cases is None and self.team is None
            if of_everything or any(self.of_case(case) for case in its_cases):
                found.add(referral.pk)
        return len(found)
