"""Recording what was done for a child, and when that makes the child count as safe."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.cases import records
from symphony.cases import services as cases
from symphony.cases.models import CaseRole
from symphony.safeguarding import queries, rules, services
from symphony.safeguarding.models import ActionKind, SafeguardingAction
from tests import make

LATER = make.NOON + timedelta(hours=5)
TWO_HOURS_ON = make.NOON + timedelta(hours=2)
DAYS = timedelta(days=1)

DO_NOT_QUALIFY = {
    ActionKind.REFERRAL_SENT,
    ActionKind.MEETING,
    ActionKind.SCHOOL_TOLD,
    ActionKind.DEVICE_SEIZED,
    ActionKind.OTHER,
}


def record(child=None, **changes):
    case = changes.pop("case", None) or make.case()
    return make.action(case, child or make.child(case), **changes)


def correct(action, **changes):
    ordinary = {
        "reason": "The worker corrected it.",
        "by": changes.pop("by", None) or make.safeguarding_officer(team=action.case.team),
        "at": LATER,
    }
    return services.correct_action(action=action, **ordinary | changes)


def withdraw(action):
    by = make.safeguarding_officer(team=action.case.team)
    services.withdraw_action(action=action, reason="Another child's.", by=by, at=LATER)


@pytest.mark.parametrize("kind", ActionKind)
def test_an_identified_child_is_safeguarded_by_a_completed_protective_action(db, kind):
    action = record(kind=kind, details="Something else.")
    expected = kind not in DO_NOT_QUALIFY
    standing = queries.is_safeguarded(action.child)
    assert standing.safeguarded is expected is rules.qualifies(action)
    assert standing.since == (TWO_HOURS_ON if expected else None)
    assert standing.rule == "S-2"


@pytest.mark.parametrize("result", ["not_completed", "child_not_seen"])
def test_an_action_that_was_not_completed_safeguards_nobody(db, result):
    assert not queries.is_safeguarded(record(result=result).child).safeguarded


def test_a_visit_alone_safeguards_nobody(db):
    case = make.case()
    child = make.child(case)
    make.visit(case, child)
    assert not queries.is_safeguarded(child).safeguarded


def test_a_child_who_is_not_identified_does_not_count(db):
    case = make.case()
    action = make.action(case, make.child(case, identified=False))
    assert queries.is_safeguarded(action.child) == (False, None, "S-2")


def test_it_counts_from_the_first_and_a_correction_or_withdrawal_moves_it(db):
    case = make.case()
    child = make.child(case)
    first = make.action(case, child, taken_at=make.NOON)
    make.action(case, child, taken_at=TWO_HOURS_ON, kind="moved")
    assert queries.is_safeguarded(child).since == make.NOON
    corrected = correct(first, taken_at=make.NOON - DAYS)
    assert queries.is_safeguarded(child).since == make.NOON - DAYS
    withdraw(corrected)
    assert queries.is_safeguarded(child).since == TWO_HOURS_ON


def test_the_standing_of_many_children_is_one_query(db, django_assert_num_queries):
    case = make.case()
    children = [make.child(case), make.child(case, values=[("age", "9")])]
    make.action(case, children[0])
    with django_assert_num_queries(1):
        standings = queries.standings(children)
    assert [standings[child.pk].safeguarded for child in children] == [True, False]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"agency": "  "}, "Enter the agency."),
        ({"kind": "other"}, "Enter what was done."),
        ({"next_due_at": make.NOON + DAYS}, "Enter what is to be done by then."),
        (
            {"next_due_at": make.NOON, "next_step": "See the child again."},
            "must be after the action",
        ),
    ],
)
def test_it_refuses_an_action_that_does_not_say_enough(db, changes, words):
    with pytest.raises(rules.ActionIncomplete, match=words):
        record(**changes)


def test_it_refuses_a_time_ahead_another_team_another_role_and_a_closed_case(db):
    case = make.case()
    child = make.child(case)
    with pytest.raises(records.InTheFuture, match="Time must be now or in the past"):
        record(child, case=case, taken_at=make.NOON + timedelta(hours=4))
    with pytest.raises(records.NotYours):
        record(child, case=case, by=make.safeguarding_officer(team=make.team()))
    with pytest.raises(records.NotYours):
        record(child, case=case, by=make.referral_officer(team=case.team))
    by = make.supervisor(team=case.team)
    cases.close_case(case=case, reason="All lines done.", by=by, at=LATER)
    with pytest.raises(records.CaseClosed):
        record(child, case=case)


def test_it_refuses_a_child_who_is_not_in_the_case(db):
    with pytest.raises(rules.NotInCase):
        record(make.child(make.case()))
    case = make.case()
    child = make.child(case)
    role = CaseRole.objects.get(person=child.person)
    by = make.safeguarding_officer(team=case.team)
    cases.end_role(case_role=role, reason="Another child.", by=by, at=LATER)
    with pytest.raises(rules.NotInCase):
        record(child, case=case)


@pytest.mark.parametrize("kind", ["school_told", "seen_safe_at_home"])
def test_no_contact_before_who_must_not_be_told_is_answered(db, kind):
    case = make.case()
    child = make.child(case, told=None)
    with pytest.raises(rules.NotAnswered, match="First record who must not be told about P-"):
        make.action(case, child, kind=kind)
    # What is done without contact can always be recorded.
    meeting = make.action(case, child, kind="meeting")
    with pytest.raises(rules.NotAnswered):
        correct(meeting, kind=kind)


def test_police_protection_ends_after_72_hours_or_earlier_never_later(db):
    case = make.case()
    child = make.child(case)
    ordinary = {"kind": "police_protection", "taken_at": TWO_HOURS_ON}
    action = make.action(case, child, **ordinary)
    assert action.next_due_at == TWO_HOURS_ON + 3 * DAYS
    early = make.action(case, child, **ordinary, next_due_at=TWO_HOURS_ON + DAYS)
    assert early.next_due_at == TWO_HOURS_ON + DAYS
    with pytest.raises(rules.PoliceProtectionTooLong, match="within 72 hours"):
        make.action(case, child, **ordinary, next_due_at=TWO_HOURS_ON + 4 * DAYS)


def test_a_correction_moves_the_end_of_police_protection_with_its_beginning(db):
    action = record(kind="police_protection", taken_at=TWO_HOURS_ON)
    corrected = correct(action, taken_at=make.NOON)
    assert corrected.next_due_at == make.NOON + 3 * DAYS
    by_hand = correct(corrected, next_due_at=make.NOON + DAYS)
    assert correct(by_hand, agency="Health").next_due_at == make.NOON + DAYS
    other = record()
    assert correct(other, kind="police_protection").next_due_at == TWO_HOURS_ON + 3 * DAYS


def test_what_is_no_police_protection_after_all_has_no_end(db):
    corrected = correct(record(kind="police_protection"), kind="moved")
    assert corrected.next_due_at is None


def test_a_correction_keeps_the_rest_and_says_why(db):
    action = record(wishes="I want to stay with my sister.")
    corrected = correct(action, agency="Children's services")
    assert corrected.wishes == action.wishes
    assert corrected.correction_reason == "The worker corrected it."
    [row] = queries.actions_of(action.child)
    assert [version.agency for version in row.versions] == [
        "Exampleshire Police",
        "Children's services",
    ]
    details = Entry.objects.get(what="safeguarding.action_corrected").details
    assert details["changed"] == ["agency"]


def test_a_correction_is_refused_without_reason_without_change_and_twice(db):
    action = record()
    with pytest.raises(records.ReasonMissing):
        correct(action, reason=" ", agency="Health")
    with pytest.raises(records.NothingChanged):
        correct(action, agency=" Exampleshire Police ")
    with pytest.raises(rules.ActionIncomplete):
        correct(action, agency="")
    correct(action, agency="Health")
    with pytest.raises(records.NotCurrent):
        correct(action, agency="School")


def test_what_is_due_can_be_done_and_opened_again(db):
    action = record(next_step="See the child again.", next_due_at=make.NOON + DAYS)
    by = make.safeguarding_officer(team=action.case.team)
    services.finish_next_step(action=action, by=by, at=LATER)
    action.refresh_from_db()
    assert (action.next_done_at, action.next_done_by) == (LATER, by)
    with pytest.raises(records.NothingChanged, match="Nothing is due here"):
        services.finish_next_step(action=action, by=by, at=LATER)
    services.reopen_next_step(action=action, by=by, at=LATER)
    with pytest.raises(records.NothingChanged):
        services.reopen_next_step(action=action, by=by, at=LATER)
    action.refresh_from_db()
    assert action.next_done_at is None


def test_an_action_without_a_next_step_has_none_to_be_done(db):
    action = record()
    by = make.safeguarding_officer(team=action.case.team)
    with pytest.raises(records.NothingChanged):
        services.finish_next_step(action=action, by=by, at=LATER)


def test_the_database_refuses_a_withdrawal_without_a_reason(db):
    action = record()
    with pytest.raises(IntegrityError), transaction.atomic():
        SafeguardingAction.objects.filter(pk=action.pk).update(withdrawn_at=LATER)


def test_recording_an_action_takes_few_queries(db, django_assert_max_num_queries):
    case = make.case()
    child, by = make.child(case), make.safeguarding_officer(team=case.team)
    with django_assert_max_num_queries(6):
        make.action(case, child, by=by)
