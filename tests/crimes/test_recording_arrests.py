"""Recording an arrest, the help given, and putting either right."""

from datetime import timedelta

import pytest

from symphony.audit.models import Entry
from symphony.cases import records
from symphony.cases import services as cases
from symphony.cases.models import CaseRole, Role
from symphony.crimes import queries, rules, services
from symphony.crimes.models import Arrest, Offence
from symphony.people import services as people
from tests import make

LATER = make.NOON + timedelta(hours=5)


def correct(arrest, **changes):
    ordinary = {
        "reason": "The custody record says otherwise.",
        "by": changes.pop("by", None) or make.investigator(team=arrest.case.team),
        "at": LATER,
    }
    return services.correct_arrest(arrest=arrest, **ordinary | changes)


def a_suspect(case, **values):
    """Somebody added to the case as a suspect, of whom this is said."""
    return cases.add_person(
        case=case,
        values=list(values.items()),
        role=Role.SUSPECT,
        grounds="Seen using the account.",
        age_grounds="The age is what two people said.",
        by=make.investigator(team=case.team),
        at=make.NOON,
    ).person


def test_it_keeps_who_was_arrested_when_and_for_what(db):
    case = make.case()
    arrest = make.arrest(case, place="Northtown", help_given_at=make.NOON + timedelta(hours=2))
    assert arrest.person == CaseRole.objects.get(case=case, role="suspect").person
    assert (arrest.offence_id, arrest.place) == ("making-images", "Northtown")
    assert arrest.help_given_at == arrest.arrested_at
    assert arrest.age_at_arrest == 34
    entry = Entry.objects.get(what="crimes.arrest_recorded")
    assert entry.about == [case.reference, arrest.person.reference]


@pytest.mark.parametrize(
    ("values", "age"),
    [
        ({"date_of_birth": "2006-05-18", "name": "Sam Example"}, 17),
        ({"date_of_birth": "2005-05-18"}, 18),
        ({"name": "Sam Example"}, None),
        ({"age": "17", "date_of_birth": "2000-01-01"}, 17),
    ],
)
def test_the_age_at_arrest_is_the_youngest_that_what_is_known_allows(db, values, age):
    case = make.case()
    arrested_at = make.NOON + timedelta(minutes=30)
    arrest = make.arrest(case, person=a_suspect(case, **values), arrested_at=arrested_at)
    assert arrest.age_at_arrest == age


def test_it_refuses_somebody_who_is_no_suspect(db):
    case = make.case()
    reported = CaseRole.objects.get(case=case, role="reported_user").person
    with pytest.raises(rules.NotASuspect, match="Make them a suspect first"):
        make.arrest(case, person=reported)


def test_it_refuses_a_suspect_of_another_case_only(db):
    other = make.arrest(make.case()).person
    with pytest.raises(rules.NotASuspect):
        make.arrest(make.case(), person=other)


def test_it_refuses_a_child_under_ten_even_if_made_a_suspect_before_that_was_known(db):
    case = make.case()
    person = a_suspect(case, age="14")
    people.add_value(
        person=person,
        kind="date_of_birth",
        value="2014-01-01",
        source=case.reference,
        by=make.investigator(team=case.team),
        at=make.NOON,
    )
    with pytest.raises(rules.UnderTen, match="under ten"):
        make.arrest(case, person=person)


def test_it_refuses_the_same_arrest_twice(db):
    case = make.case()
    arrest = make.arrest(case)
    with pytest.raises(services.ArrestTwice, match="recorded already"):
        make.arrest(case)
    again = make.arrest(case, arrested_at=arrest.arrested_at + timedelta(minutes=10))
    assert [row.number for row in queries.arrests_of(case)] == [1, 2]
    assert queries.arrests_of(case)[1].latest == again


@pytest.mark.parametrize("field", ["arrested_at", "help_given_at"])
def test_it_refuses_a_time_ahead(db, field):
    with pytest.raises(records.InTheFuture, match="now or in the past"):
        make.arrest(make.case(), **{field: make.NOON + timedelta(days=1)})


def test_it_refuses_another_team_and_another_role(db):
    case = make.case()
    with pytest.raises(records.NotYours):
        make.arrest(case, by=make.investigator(team=make.team()))
    with pytest.raises(records.NotYours):
        make.arrest(case, by=make.safeguarding_officer(team=case.team))


def test_the_help_line_details_can_be_given_later_once(db):
    arrest = make.arrest(make.case())
    by = make.investigator(team=arrest.case.team)
    services.record_help_given(arrest=arrest, given_at=LATER, by=by, at=LATER)
    [row] = queries.arrests_of(arrest.case)
    assert row.latest.help_given_at == LATER
    with pytest.raises(records.NothingChanged):
        services.record_help_given(arrest=arrest, given_at=LATER, by=by, at=LATER)


def test_a_correction_works_the_age_out_again(db):
    case = make.case()
    person = a_suspect(case, date_of_birth="2005-05-18")
    arrest = make.arrest(case, person=person, arrested_at=make.NOON)
    corrected = correct(arrest, arrested_at=make.NOON - timedelta(days=1))
    assert (arrest.age_at_arrest, corrected.age_at_arrest) == (18, 17)
    assert list(Arrest.objects.current()) == [corrected]


def test_a_correction_of_the_time_stands_though_they_are_no_suspect_any_more(db):
    arrest = make.arrest(make.case())
    cases.end_role(
        case_role=CaseRole.objects.get(person=arrest.person, ended_at=None),
        reason="Ruled out.",
        by=make.investigator(team=arrest.case.team),
        at=LATER,
    )
    assert correct(arrest, arrested_at=make.NOON).arrested_at == make.NOON


def test_a_correction_to_somebody_else_needs_a_suspect(db):
    case = make.case()
    arrest = make.arrest(case)
    child = make.child(case)
    with pytest.raises(rules.NotASuspect):
        correct(arrest, person=child.person)
    other = a_suspect(case, age="40")
    assert correct(arrest, person=other).age_at_arrest == 40


def test_a_correction_is_refused_without_reason_without_change_and_twice(db):
    arrest = make.arrest(make.case())
    with pytest.raises(records.ReasonMissing):
        correct(arrest, reason="", place="Northtown")
    with pytest.raises(records.NothingChanged):
        correct(arrest, place=" ")
    with pytest.raises(TypeError):
        correct(arrest, age_at_arrest=3)
    offence = Offence.objects.get(pk="possessing-images")
    correct(arrest, offence=offence)
    with pytest.raises(records.NotCurrent):
        correct(arrest, place="Northtown")


def test_a_withdrawn_arrest_is_out_of_every_count(db):
    arrest = make.arrest(make.case())
    by = make.investigator(team=arrest.case.team)
    services.withdraw_arrest(arrest=arrest, reason="Entered in the wrong case.", by=by, at=LATER)
    assert not Arrest.objects.current().exists()
    assert not queries.arrests_of(arrest.case)[0].stands
    entry = Entry.objects.get(what="crimes.arrest_withdrawn")
    assert entry.about == [arrest.case.reference, arrest.person.reference]
    # Entered again, the same arrest is no double.
    assert make.arrest(arrest.case, at=LATER).pk


def test_recording_an_arrest_takes_few_queries(db, django_assert_max_num_queries):
    case = make.case()
    by, person = make.investigator(team=case.team), make.suspect(case).person
    with django_assert_max_num_queries(9):
        make.arrest(case, by=by, person=person, offence=Offence(pk="making-images"))
