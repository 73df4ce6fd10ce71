"""What a case's chronology, lists and closing learn of crimes and arrests."""

from datetime import timedelta

from symphony.cases.models import Case
from symphony.cases.queries import State
from symphony.crimes import queries, services
from symphony.crimes.models import Outcome
from tests import make

LATER = make.NOON + timedelta(hours=5)


def test_an_outcome_is_an_event_of_its_own_and_no_correction(db):
    case, by = make.case(), make.investigator()
    crime = make.crime(case, number="42/10731/23", by=by)
    other = make.investigator()
    charged = services.record_outcome(
        crime=crime, outcome=Outcome.CHARGED, outcome_at=LATER, by=other, at=LATER
    )
    recorded, outcome = queries.events(case)
    assert (recorded.title, recorded.by) == ("Crime 42/10731/23 recorded", by.name)
    assert (outcome.title, outcome.by) == ("Outcome of crime 42/10731/23", other.name)
    assert {recorded.state, outcome.state} == {State.STANDS}
    services.correct_crime(crime=charged, reason="Misread.", cancelled=True, by=by, at=LATER)
    assert {event.state for event in queries.events(case)} == {State.CORRECTED}
    assert [one.correction_reason for one in queries.corrections(queries.crimes_of(case)[0])] == [
        "Misread."
    ]


def test_a_withdrawn_crime_and_arrest_stay_in_the_chronology(db):
    case, by = make.case(), make.investigator()
    services.withdraw_crime(crime=make.crime(case), reason="Recorded twice.", by=by, at=LATER)
    arrest = make.arrest(case)
    services.withdraw_arrest(arrest=arrest, reason="Wrong case.", by=by, at=LATER)
    crime, arrested = queries.events(case)
    assert (crime.state, crime.reason) == (State.WITHDRAWN, "Recorded twice.")
    assert (arrested.state, arrested.reason) == (State.WITHDRAWN, "Wrong case.")
    assert arrested.people[1] == arrest.person.reference


def test_the_first_arrest_and_the_crimes_without_outcome_are_known(db):
    case = make.case()
    make.crime(case, number="42/1/23")
    services.correct_crime(
        crime=make.crime(case), reason="No crime.", cancelled=True, by=make.investigator(), at=LATER
    )
    assert queries.without_outcome(case) == ["42/1/23"]
    arrest = make.arrest(case)
    make.arrest(case, arrested_at=arrest.arrested_at + timedelta(minutes=5))
    found = Case.objects.annotate(arrested=queries.first_arrest()).get(pk=case.pk)
    assert found.arrested == arrest.arrested_at
    assert [row.reference for row in queries.suspects(case)] == [arrest.person.reference]
