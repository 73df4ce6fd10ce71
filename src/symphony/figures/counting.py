"""The rows behind each measure: one set for the number, its months and the list of records.

Every set is worked out as at a moment, from what had been entered by then and was neither
corrected nor withdrawn by then, so that a number can be worked out again later. A row stands for
one record that qualifies; what is counted are the different things (`thing`) among the rows:

- `thing`   the person, child, occasion, crime number or referral; rows of one thing count once
- `dated`   the moment that puts the row into a period
- `in_case`, `of_team`   the case and the team that the row belongs to, or nothing
- `series`  the channel, where years may only be compared on the same one
- `label`, `says`, `case_reference`   what a list of the records shows
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import MD5, Cast, Concat, Lower, Trim, TruncDate

from symphony.accounts.models import User
from symphony.cases.models import Case, CaseReferral
from symphony.core.clock import LONDON
from symphony.crimes.models import Arrest, Crime
from symphony.figures import measures
from symphony.figures.measures import Measure
from symphony.referrals.models import Referral
from symphony.safeguarding.models import (
    EducationVisit,
    Identification,
    SafeguardingAction,
    VisitedChild,
)
from symphony.safeguarding.rules import QUALIFYING

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Counted:
    """Where a measure's rows come from, and which of them a person may see one by one."""

    rows: Callable[[datetime], Rows]
    seen_by: Callable[[Rows, User], Rows]


def of(measure: Measure) -> Counted:
    """Return where the measure's rows come from."""
    return _COUNTED[measure.key]


def standing(records: Rows, *, as_at: datetime) -> Rows:
    """Return the records of a case that stood at a moment: entered, not replaced, not withdrawn."""
    stood: Rows = records.filter(
        Q(superseded_at=None) | Q(superseded_at__gt=as_at),
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=as_at),
        recorded_at__lte=as_at,
    )
    return stood


def _with_case(rows: Rows, **columns: Any) -> Rows:
    """Return the records with the columns that `columns` gives, and those of their case."""
    of_case = {
        "in_case": F("case_id"),
        "of_team": F("case__team_id"),
        "case_reference": F("case__reference"),
        "series": Value(""),
    }
    annotated: Rows = rows.annotate(**of_case | columns)
    return annotated


def _listed_arrests(as_at: datetime, thing: str) -> Rows:
    return _with_case(
        standing(Arrest.objects.filter(offence__is_listed=True), as_at=as_at),
        thing=F(thing),
        dated=F("arrested_at"),
        label=F("person__reference"),
        says=F("offence__title"),
    )


def people_arrested(as_at: datetime) -> Rows:
    """Arrests on suspicion of a listed offence; the thing is the person (rule A-1)."""
    return _listed_arrests(as_at, thing="person_id")


def arrests(as_at: datetime) -> Rows:
    """Arrests on suspicion of a listed offence; the thing is the arrest (rule A-2)."""
    return _listed_arrests(as_at, thing="pk")


def children_safeguarded(as_at: datetime) -> Rows:
    """First completed protective action for an identified child in a case (rule S-2)."""
    completed = SafeguardingAction.objects.filter(
        kind__in=QUALIFYING, result=SafeguardingAction.Result.COMPLETED
    )
    protective = standing(completed, as_at=as_at)
    first_in_case = protective.order_by("child", "case", "taken_at", "pk").distinct("child", "case")
    return _with_case(
        SafeguardingAction.objects.filter(
            pk__in=first_in_case.values("pk"), child__in=_identified(as_at)
        ),
        thing=F("child_id"),
        dated=F("taken_at"),
        label=F("child__person__reference"),
        says=F("kind"),
    )


def _identified(as_at: datetime) -> Rows:
    """Return the children of whom it was last said, at a moment, that they are identified."""
    said = Identification.objects.filter(recorded_at__lte=as_at)
    last_said = said.order_by("child", "-recorded_at", "-pk").distinct("child")
    identified = Identification.objects.filter(pk__in=last_said.values("pk"), identified=True)
    return identified.values("child")


def _completed_visits(as_at: datetime) -> Rows:
    completed = EducationVisit.objects.filter(result=EducationVisit.Result.COMPLETED)
    return standing(completed, as_at=as_at)


def education_visits(as_at: datetime) -> Rows:
    """Completed visits with a child seen; the thing is the household on the day (rule E-1)."""
    seen = VisitedChild.objects.filter(visit=OuterRef("pk"), seen_in_person=True)
    day = Cast(TruncDate("visited_at", tzinfo=LONDON), CharField())
    occasion = Concat(Lower(Trim("household")), Value(" on "), day, output_field=CharField())
    return _with_case(
        _completed_visits(as_at).filter(Exists(seen)),
        # Hashed, because the place of a page in the list of records stands in its address.
        thing=MD5(occasion),
        dated=F("visited_at"),
        label=F("reference"),
        says=Value(""),
    )


def children_visited(as_at: datetime) -> Rows:
    """Children seen in completed visits; the thing is the child (rule E-2)."""
    visited: Rows = _with_case(
        _completed_visits(as_at),
        thing=F("visited_children__child_id"),
        seen_in_person=F("visited_children__seen_in_person"),
        dated=F("visited_at"),
        label=F("visited_children__child__person__reference"),
        says=F("reference"),
    ).filter(seen_in_person=True)
    return visited


def _crimes(as_at: datetime) -> Rows:
    ours = Crime.objects.filter(cancelled=False, transferred_out=False)
    return standing(ours, as_at=as_at)


def crimes_investigated(as_at: datetime) -> Rows:
    """Crimes with an enquiry in their case; the thing is the crime number (rule C-1)."""
    enquired: Rows = _with_case(
        _crimes(as_at),
        thing=F("number"),
        dated=F("case__enquiries__made_at"),
        of_team=F("case__enquiries__team_id"),
        enquiry_recorded_at=F("case__enquiries__recorded_at"),
        label=F("number"),
        says=F("offence__title"),
    ).filter(enquiry_recorded_at__lte=as_at)
    return enquired


def crimes_recorded(as_at: datetime) -> Rows:
    """Recorded crimes; the thing is the crime number (rule C-2)."""
    return _with_case(
        _crimes(as_at),
        thing=F("number"),
        dated=F("crime_recorded_at"),
        label=F("number"),
        says=F("offence__title"),
    )


def referrals(as_at: datetime) -> Rows:
    """Concerns received; the thing is the referral (rule R-1)."""
    its_case = CaseReferral.objects.filter(referral=OuterRef("pk"), added_at__lte=as_at)
    received: Rows = Referral.objects.filter(received_at__lte=as_at).annotate(
        thing=F("pk"),
        dated=F("received_at"),
        in_case=Subquery(its_case.values("case_id")[:1]),
        of_team=Subquery(its_case.values("case__team_id")[:1]),
        case_reference=Subquery(its_case.values("case__reference")[:1]),
        series=F("channel"),
        label=F("reference"),
        says=F("channel"),
    )
    return received


def _by_their_case(rows: Rows, viewer: User) -> Rows:
    return rows.filter(in_case__in=Case.objects.visible_to(viewer).values("pk"))


def _referral_or_its_case(rows: Rows, viewer: User) -> Rows:
    of_a_case = Q(in_case__in=Case.objects.visible_to(viewer).values("pk"))
    return rows.filter(of_a_case | Q(pk__in=Referral.objects.all().visible_to(viewer).values("pk")))


_COUNTED = {
    measures.PEOPLE_ARRESTED.key: Counted(people_arrested, _by_their_case),
    measures.ARRESTS.key: Counted(arrests, _by_their_case),
    measures.CHILDREN_SAFEGUARDED.key: Counted(children_safeguarded, _by_their_case),
    measures.EDUCATION_VISITS.key: Counted(education_visits, _by_their_case),
    measures.CHILDREN_VISITED.key: Counted(children_visited, _by_their_case),
    measures.CRIMES_INVESTIGATED.key: Counted(crimes_investigated, _by_their_case),
    measures.CRIMES_RECORDED.key: Counted(crimes_recorded, _by_their_case),
    measures.REFERRALS.key: Counted(referrals, _referral_or_its_case),
}
