"""Clocks from the records: paused, resumed, run out, answered for."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.core.ids import uuid7
from symphony.figures import responses
from symphony.jobs.stages import STAGES
from symphony.referrals.models import IpEvent
from symphony.triage import queries, services
from symphony.triage.clocks import State
from symphony.triage.models import Band, Breach, ClockKind, ClockPause, QueueEntry
from symphony.triage.services.timing import NotAllowedToAnswer, NotAllowedToPause
from tests import make
from tests.triage.deciding import end

pytestmark = pytest.mark.django_db

NOON, HOUR, DAY = make.NOON, timedelta(hours=1), timedelta(days=1)
RECEIVED = NOON - 2 * HOUR
Kind = ClockKind


def states(referral, at=NOON):
    done = responses.done_by([referral.pk]).get(referral.pk, queries.NOT_DONE)
    found = queries.clocks_of(referral, at=at, done=done)
    return {clock.kind: clock for clock in found}


def pause(referral, **changes):
    ordinary = {"reason": "provider", "words": "Asked on 18 May.", "at": NOON}
    ordinary["by"] = changes.pop("by", None) or make.referral_officer()
    return services.pause_clocks(referral=referral, **ordinary | changes)


def days(referral):
    return {"very_high": 1, "high": 7, "medium": 14, "low": 30}[referral.queue_entry.band] * DAY


def test_a_referral_has_a_clock_from_receipt_and_one_from_grading():
    referral = make.referral()

    found = states(referral)
    assert set(found) == {Kind.FROM_RECEIPT, Kind.FROM_GRADING}
    assert found[Kind.FROM_RECEIPT].due_at == RECEIVED + days(referral)


def test_a_stated_child_has_a_clock_of_its_own_and_connections_have_one():
    referral = make.referral(people=[make.stated_child()])
    IpEvent.objects.create(id=uuid7(), referral=referral, address="192.0.2.1", at_utc=RECEIVED)

    assert {Kind.CHILD_FIRST, Kind.PROVIDER_DATA} < set(states(referral))


def test_a_band_that_an_officer_gave_counts_from_the_decision():
    case = make.case(band=Band.HIGH)
    referral = case.case_referrals.get().referral
    QueueEntry.objects.filter(referral=referral).update(band="low")

    assert states(referral)[Kind.FROM_GRADING].due_at == NOON + 7 * DAY
    assert states(referral)[Kind.FROM_RECEIPT].due_at == RECEIVED + 7 * DAY


def test_a_pause_is_logged_without_its_words_and_is_over_when_it_is_resumed():
    referral, officer = make.referral(), make.referral_officer()
    due = states(referral)[Kind.FROM_RECEIPT].due_at
    pause(referral, by=officer)
    assert states(referral, NOON + HOUR)[Kind.FROM_RECEIPT].state == State.PAUSED

    services.resume_clocks(referral=referral, by=officer, at=NOON + 3 * HOUR)

    assert states(referral, NOON + DAY / 2)[Kind.FROM_RECEIPT].due_at == due + 3 * HOUR
    entry = Entry.objects.get(what="triage.clocks_paused")
    assert entry.details == {"reason": "provider", "stops": "responses"}
    assert Entry.objects.get(what="triage.clocks_resumed").by == officer.staff_number


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda referral: pause(referral), "paused already"),
        (lambda referral: QueueEntry.objects.update(band=None), "not graded yet"),
    ],
)
def test_what_cannot_be_paused(prepare, words):
    referral = make.referral()
    prepare(referral)

    with pytest.raises(services.CannotPause, match=words):
        pause(referral)


def test_neither_what_ran_out_nor_what_is_met_nor_without_a_word():
    referral = make.referral()
    with pytest.raises(services.CannotPause, match="does not give it back"):
        pause(referral, at=NOON + 40 * DAY)
    with pytest.raises(services.CannotPause, match="Enter why"):
        pause(referral, words=" ")
    with pytest.raises(services.CannotPause, match="not paused"):
        services.resume_clocks(referral=referral, by=make.supervisor(), at=NOON)
    with pytest.raises(NotAllowedToPause):
        pause(referral, by=make.press_officer())


def test_the_database_itself_refuses_a_second_pause_and_one_that_ends_before_it_begins():
    referral = make.referral()
    first = pause(referral)
    fields = {"referral": referral, "reason": "other", "words": "x", "paused_by": first.paused_by}
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockPause.objects.create(begins_at=NOON, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockPause.objects.update(ends_at=NOON - HOUR, resumed_by=first.paused_by)


def test_what_ran_out_is_noticed_once_and_stays():
    referral = make.referral(people=[make.stated_child()])
    at = NOON + 40 * DAY

    assert STAGES["clocks"](NOON) == 0
    assert STAGES["clocks"](at) == 3
    assert STAGES["clocks"](at + HOUR) == 0

    assert {breach.clock for breach in Breach.objects.all()} == {
        "from_receipt",
        "from_grading",
        "child_first",
    }
    receipt = Breach.objects.get(clock="from_receipt")
    assert (receipt.due_at, receipt.noticed_at) == (RECEIVED + days(referral), at)
    assert Entry.objects.filter(what="triage.clock_ran_out").count() == 3


def test_a_paused_clock_does_not_run_out():
    referral = make.referral()
    pause(referral)

    assert STAGES["clocks"](NOON + 40 * DAY) == 0
    services.resume_clocks(referral=referral, by=make.supervisor(), at=NOON + 40 * DAY)
    assert STAGES["clocks"](NOON + 80 * DAY) == 2


def test_a_case_that_nobody_visits_runs_out_and_one_that_was_visited_does_not():
    late, visited = make.case(), make.case()
    make.arrest(visited)
    child = make.child(visited)
    make.action(visited, child)

    STAGES["clocks"](NOON + 40 * DAY)

    missed = {breach.referral for breach in Breach.objects.all()}
    assert missed == {late.case_referrals.get().referral}
    assert Breach.objects.count() == 3  # both responses, and the child's first step
    referral = visited.case_referrals.get().referral
    found = states(referral, NOON + 40 * DAY)
    assert found[Kind.FROM_RECEIPT].met_at == NOON + 2 * HOUR
    assert found[Kind.CHILD_FIRST].state == State.MET


def test_no_further_action_ends_the_clocks_with_the_second_person_only():
    referral = make.referral()
    decision = end(referral=referral)
    assert states(referral)[Kind.FROM_RECEIPT].met_at is None
    assert STAGES["clocks"](NOON + 40 * DAY) == 2
    services.endorse_decision(decision=decision, by=make.supervisor(), at=NOON + HOUR)
    assert states(referral)[Kind.FROM_RECEIPT].met_at == NOON + HOUR


def test_a_supervisor_answers_for_it_once_and_it_stays_in_the_register():
    make.referral()
    STAGES["clocks"](NOON + 40 * DAY)
    breach, supervisor = Breach.objects.earliest("due_at"), make.supervisor(name="Ada Example")

    def answer(**changes):
        ordinary = {"breach": breach, "words": "Two officers were away.", "by": supervisor}
        return services.answer_breach(**ordinary | changes, at=NOON + 41 * DAY)

    with pytest.raises(NotAllowedToAnswer):
        answer(by=make.referral_officer())
    with pytest.raises(services.CannotAnswer, match="Enter why"):
        answer(words=" ")
    answer()
    with pytest.raises(services.CannotAnswer, match="Ada Example has answered"):
        answer()

    assert queries.breaches(viewer=supervisor).count() == 2
    assert queries.breaches(viewer=supervisor, is_open=True).count() == 1
    assert not queries.breaches(viewer=make.investigator()).exists()
    rows = queries.register_rows(
        queries.breaches(viewer=supervisor, is_open=False), at=NOON + 41 * DAY, done={}
    )
    assert (rows[0].acknowledged_by, rows[0].met_at) == ("Ada Example", None)
    assert "officers" not in str(Entry.objects.get(what="triage.breach_answered").details)


def test_the_clocks_of_many_referrals_take_as_many_queries_as_those_of_one(
    django_assert_num_queries,
):
    found = [make.referral(people=[make.stated_child()]) for _ in range(4)]
    with django_assert_num_queries(6):
        queries.clocks_of_many(found, at=NOON, done={})
