"""Recording an education visit, and putting it right."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.cases import records
from symphony.cases import services as cases
from symphony.cases.models import CaseRole, Role
from symphony.safeguarding import queries, rules, services
from symphony.safeguarding.models import EducationVisit
from tests import make

LATER = make.NOON + timedelta(hours=5)


def record(**changes):
    case = changes.pop("case", None) or make.case()
    child = changes.pop("child", None) or make.child(case)
    return make.visit(case, child, **changes)


def correct(visit, **changes):
    ordinary = {
        "reason": "Entered for the wrong day.",
        "by": changes.pop("by", None) or make.safeguarding_officer(team=visit.case.team),
        "at": LATER,
    }
    return services.correct_visit(visit=visit, **ordinary | changes)


def test_it_gets_a_reference_and_keeps_who_was_seen(db):
    case = make.case()
    child, sister = make.child(case), make.child(case, values=[("age", "9")])
    visit = make.visit(case, child, children={child: True, sister: False})
    assert visit.reference.startswith("V-23-")
    assert queries.seen_at(visit) == {child: True, sister: False}
    entry = Entry.objects.get(what="safeguarding.visit_recorded")
    people = [child.person.reference, sister.person.reference]
    assert entry.about == [visit.reference, case.reference, *people]
    assert record().reference != visit.reference


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"household": " "}, "Enter the household."),
        ({"children": {}}, "Select the children whom the visit was for."),
        ({"follow_up_on": date(2023, 5, 17)}, "on or after the day of the visit"),
    ],
)
def test_it_refuses_a_visit_that_does_not_say_enough(db, changes, words):
    with pytest.raises(rules.VisitIncomplete, match=words):
        record(**changes)


def test_completed_means_that_a_child_was_seen_in_person(db):
    case = make.case()
    child = make.child(case)
    with pytest.raises(rules.VisitIncomplete, match="Select who was seen in person"):
        make.visit(case, child, children={child: False})
    with pytest.raises(rules.VisitIncomplete, match="or select Completed"):
        make.visit(case, child, result="not_home", children={child: True})
    assert make.visit(case, child, result="call", children={child: False}).result == "call"


@pytest.mark.parametrize("field", ["visited_at", "help_given_at"])
def test_it_refuses_a_time_ahead(db, field):
    with pytest.raises(records.InTheFuture):
        record(**{field: make.NOON + timedelta(days=1)})


def test_it_refuses_another_team_another_role_and_a_closed_case(db):
    case = make.case()
    child = make.child(case)
    with pytest.raises(records.NotYours):
        make.visit(case, child, by=make.safeguarding_officer(team=make.team()))
    with pytest.raises(records.NotYours):
        make.visit(case, child, by=make.referral_officer(team=case.team))
    by = make.supervisor(team=case.team)
    cases.close_case(case=case, reason="All lines done.", by=by, at=LATER)
    with pytest.raises(records.CaseClosed):
        make.visit(case, child)


def test_it_refuses_a_child_who_is_not_in_the_case_or_is_a_suspect_in_it(db):
    case = make.case()
    with pytest.raises(rules.NotInCase):
        make.visit(case, make.child(make.case()))
    suspect = cases.add_person(
        case=case,
        values=[("age", "16")],
        role=Role.SUSPECT,
        grounds="Made others send images.",
        age_grounds="16 by their school; they threatened others.",
        by=make.investigator(team=case.team),
        at=make.NOON,
    )
    child = make.child(case, person=suspect.person)
    with pytest.raises(rules.ChildIsSuspect, match="is a suspect in this case"):
        make.visit(case, child)


def test_it_refuses_before_who_must_not_be_told_is_answered_for_every_child(db):
    case = make.case()
    child = make.child(case)
    sister = make.child(case, values=[("age", "9")], told=None)
    with pytest.raises(rules.NotAnswered, match=sister.person.reference):
        make.visit(case, child, children={child: True, sister: True})


def test_a_correction_keeps_reference_and_children(db):
    visit = record()
    corrected = correct(visit, visited_at=make.NOON)
    assert corrected.reference == visit.reference
    assert queries.seen_at(corrected) == queries.seen_at(visit) != {}
    assert list(EducationVisit.objects.current()) == [corrected]


def test_a_correction_of_who_was_seen_leaves_the_old_version_as_it_was(db):
    visit = record()
    [child] = queries.seen_at(visit)
    with pytest.raises(rules.VisitIncomplete):
        correct(visit, children={child: False})
    corrected = correct(visit, children={child: False}, result="not_home")
    assert queries.seen_at(visit) == {child: True}
    assert queries.seen_at(corrected) == {child: False}
    details = Entry.objects.get(what="safeguarding.visit_corrected").details
    assert details["changed"] == ["result", "children"]


def test_a_correction_does_not_ask_again_for_a_child_who_left_the_case(db):
    visit = record()
    [child] = queries.seen_at(visit)
    cases.end_role(
        case_role=CaseRole.objects.get(person=child.person, ended_at=None),
        reason="Another child.",
        by=make.safeguarding_officer(team=visit.case.team),
        at=LATER,
    )
    assert correct(visit, household="The family in Hill Lane").pk
    stranger = make.child(make.case())
    with pytest.raises(records.NotCurrent):
        correct(visit, household="Again")
    current = EducationVisit.objects.current().get()
    with pytest.raises(rules.NotInCase):
        correct(current, children={child: True, stranger: True})


def test_a_correction_is_refused_without_reason_and_without_change(db):
    visit = record()
    with pytest.raises(records.ReasonMissing):
        correct(visit, reason="", visited_at=make.NOON)
    with pytest.raises(records.NothingChanged):
        correct(visit, children=queries.seen_at(visit), household=visit.household)


def test_a_withdrawn_visit_is_out_of_every_count(db):
    visit = record()
    by = make.safeguarding_officer(team=visit.case.team)
    services.withdraw_visit(visit=visit, reason="Did not take place.", by=by, at=LATER)
    assert not EducationVisit.objects.current().exists()
    entry = Entry.objects.get(what="safeguarding.visit_withdrawn")
    assert entry.about[0] == visit.reference


def test_the_database_holds_one_current_visit_of_a_reference(db):
    first, second = record(), record()
    with pytest.raises(IntegrityError), transaction.atomic():
        EducationVisit.objects.filter(pk=second.pk).update(reference=first.reference)


def test_recording_a_visit_takes_few_queries(db, django_assert_max_num_queries):
    case = make.case()
    child, by = make.child(case), make.safeguarding_officer(team=case.team)
    make.visit(case, child, by=by)
    with django_assert_max_num_queries(11):
        make.visit(case, child, by=by)
