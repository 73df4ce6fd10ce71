"""Recording a crime, its outcome, and putting either right."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.cases import records
from symphony.cases import services as cases
from symphony.crimes import queries, rules, services
from symphony.crimes.models import Crime, Offence, Outcome
from tests import make

LATER = make.NOON + timedelta(hours=4)


def outcome(crime, **changes):
    ordinary = {
        "outcome": Outcome.CHARGED,
        "outcome_at": make.NOON + timedelta(hours=2),
        "by": changes.pop("by", None) or make.investigator(team=crime.case.team),
        "at": LATER,
    }
    return services.record_outcome(crime=crime, **ordinary | changes)


def correct(crime, **changes):
    ordinary = {
        "reason": "Read wrongly from the crime sheet.",
        "by": changes.pop("by", None) or make.investigator(team=crime.case.team),
        "at": LATER,
    }
    return services.correct_crime(crime=crime, **ordinary | changes)


def test_it_keeps_number_offence_and_who_recorded_it(db):
    case = make.case()
    by = make.investigator(team=case.team)
    crime = make.crime(case, number=" 42/10731/23 ", by=by)
    assert crime.number == "42/10731/23"
    assert (crime.recorded_by, crime.outcome, crime.outcome_at) == (by, Outcome.NOT_YET, None)
    assert [row.latest for row in queries.crimes_of(case)] == [crime]


def test_it_adds_an_audit_entry(db):
    crime = make.crime(make.case(), number="42/1/23")
    entry = Entry.objects.get(what="crimes.crime_recorded")
    assert entry.about == [crime.case.reference]
    assert entry.details == {"record": str(crime.pk), "crime": "42/1/23"} | {
        "offence": "making-images"
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("  ", "Enter the crime number."),
        ("42", "Crime number must be 3 to 20"),
        ("4" * 21, "Crime number must be 3 to 20"),
        ("<b>42</b>", "Crime number must be 3 to 20"),
    ],
)
def test_it_refuses_what_is_no_crime_number(db, number, words):
    with pytest.raises(rules.NumberUnusable, match=words):
        make.crime(make.case(), number=number)


def test_it_refuses_a_number_that_is_recorded_already(db):
    make.crime(make.case(), number="42/10731/23")
    with pytest.raises(services.NumberTaken, match="42/10731/23 is recorded already"):
        make.crime(make.case(), number="42/10731/23")
    assert Crime.objects.count() == 1


def test_the_number_of_a_withdrawn_crime_is_free_again(db):
    case = make.case()
    crime = make.crime(case, number="42/10731/23")
    by = make.investigator(team=case.team)
    services.withdraw_crime(crime=crime, reason="Recorded in error.", by=by, at=LATER)
    assert make.crime(case, number="42/10731/23", at=LATER).pk != crime.pk


def test_it_refuses_a_time_ahead(db):
    with pytest.raises(records.InTheFuture, match="Time must be now or in the past"):
        make.crime(make.case(), crime_recorded_at=make.NOON + timedelta(hours=2))


def test_it_refuses_another_team_and_another_role(db):
    case = make.case()
    with pytest.raises(records.NotYours):
        make.crime(case, by=make.investigator(team=make.team()))
    with pytest.raises(records.NotYours):
        make.crime(case, by=make.safeguarding_officer(team=case.team))


def test_nothing_new_in_a_closed_case_but_an_outcome_still_can_be(db):
    case = make.case()
    crime = make.crime(case)
    by = make.supervisor(team=case.team)
    cases.close_case(case=case, reason="All lines done.", by=by, at=LATER)
    with pytest.raises(records.CaseClosed, match="is closed"):
        make.crime(case, at=LATER)
    assert outcome(crime).outcome == Outcome.CHARGED


def test_an_outcome_is_a_new_version_and_the_old_one_stays(db):
    crime = make.crime(make.case())
    charged = outcome(crime)
    [row] = queries.crimes_of(crime.case)
    assert [version.outcome for version in row.versions] == [Outcome.NOT_YET, Outcome.CHARGED]
    assert row.latest == charged
    assert list(Crime.objects.current()) == [charged]


def test_outcome_20_moves_the_crime_out(db):
    crime = outcome(make.crime(make.case()), outcome=Outcome.TRANSFERRED)
    assert crime.transferred_out


@pytest.mark.parametrize("kind", [Outcome.NOT_IN_PUBLIC_INTEREST, Outcome.EDUCATION])
def test_outcomes_21_and_22_say_why(db, kind):
    crime = make.crime(make.case())
    with pytest.raises(rules.OutcomeIncomplete, match="Enter the reasons"):
        outcome(crime, outcome=kind, reason=" ")
    said = outcome(crime, outcome=kind, reason="Talked through with the family.")
    assert said.outcome_reason == "Talked through with the family."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": Outcome.NOT_YET}, "Select the outcome."),
        ({"outcome_at": None}, "Enter when the outcome was decided."),
        ({"outcome_at": make.NOON - timedelta(days=1)}, "must be after the crime was recorded"),
    ],
)
def test_it_refuses_an_outcome_that_is_not_whole(db, changes, words):
    with pytest.raises(rules.OutcomeIncomplete, match=words):
        outcome(make.crime(make.case()), **changes)


def test_it_refuses_an_outcome_ahead(db):
    with pytest.raises(records.InTheFuture):
        outcome(make.crime(make.case()), outcome_at=LATER + timedelta(minutes=1))


def test_a_correction_replaces_and_says_why(db):
    crime = make.crime(make.case())
    offence = Offence.objects.get(pk="possessing-images")
    corrected = correct(crime, offence=offence, number="42/999/23")
    assert (corrected.offence, corrected.number) == (offence, "42/999/23")
    assert corrected.correction_reason == "Read wrongly from the crime sheet."
    assert list(Crime.objects.current()) == [corrected]
    assert Entry.objects.get(what="crimes.crime_corrected").details["changed"] == [
        "number",
        "offence",
    ]


def test_a_correction_may_leave_the_number_as_it_is(db):
    crime = make.crime(make.case(), number="42/10731/23")
    assert correct(crime, number="42/10731/23", cancelled=True).cancelled


def test_a_correction_is_refused_without_reason_without_change_and_twice(db):
    crime = make.crime(make.case())
    with pytest.raises(records.ReasonMissing, match="Enter why this is corrected"):
        correct(crime, reason=" ", cancelled=True)
    with pytest.raises(records.NothingChanged):
        correct(crime, number=crime.number)
    correct(crime, cancelled=True)
    with pytest.raises(records.NotCurrent):
        correct(crime, cancelled=True)


def test_a_correction_cannot_take_the_number_of_another_crime(db):
    case = make.case()
    make.crime(case, number="42/10731/23")
    other = make.crime(case)
    with pytest.raises(services.NumberTaken):
        correct(other, number="42/10731/23")
    assert Crime.objects.current().filter(pk=other.pk).exists()


def test_a_withdrawn_crime_is_out_of_every_count_and_stays_readable(db):
    crime = make.crime(make.case())
    by = make.investigator(team=crime.case.team)
    with pytest.raises(records.ReasonMissing, match="Enter why this is withdrawn"):
        services.withdraw_crime(crime=crime, reason="", by=by, at=LATER)
    services.withdraw_crime(crime=crime, reason="Recorded in error.", by=by, at=LATER)
    assert not Crime.objects.current().exists()
    [row] = queries.crimes_of(crime.case)
    assert not row.stands
    assert row.latest.withdrawn_reason == "Recorded in error."
    with pytest.raises(records.NotCurrent):
        services.withdraw_crime(crime=crime, reason="Again.", by=by, at=LATER)


def test_the_database_holds_an_outcome_to_its_time(db):
    crime = make.crime(make.case())
    with pytest.raises(IntegrityError), transaction.atomic():
        Crime.objects.filter(pk=crime.pk).update(outcome=Outcome.CHARGED)


def test_doubts_are_raised_where_outcome_and_suspect_do_not_fit():
    assert rules.doubts(outcome=Outcome.CHARGED, has_suspect=True) == []
    assert rules.doubts(outcome=Outcome.EDUCATION, has_suspect=False) == []
    assert "none" in rules.doubts(outcome=Outcome.NOT_IN_PUBLIC_INTEREST, has_suspect=False)[0]
    assert "has one" in rules.doubts(outcome=Outcome.NO_SUSPECT, has_suspect=True)[0]


def test_recording_a_crime_takes_few_queries(db, django_assert_max_num_queries):
    case = make.case()
    by = make.investigator(team=case.team)
    with django_assert_max_num_queries(8):
        make.crime(case, by=by, offence=Offence(pk="making-images"))
