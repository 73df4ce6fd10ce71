"""A hold lasts half an hour without work: whatever its holder records on the referral renews it."""

from datetime import timedelta

import pytest

from symphony.triage import queries, services
from symphony.triage.models import ClockPause
from tests import make

pytestmark = pytest.mark.django_db
AT_WORK = make.NOON + timedelta(minutes=29)
LATER = make.NOON + timedelta(minutes=30)


def answered(referral, by, at):
    services.answer_facts(referral=referral, answers={"lives_with_children": "yes"}, by=by, at=at)


def recorded_outside(referral, by, at):
    return services.record_outside(
        referral=referral,
        instrument="KIRAT",
        band="high",
        assessor="A. Example",
        assessed_on=make.NOON.date(),
        by=by,
        at=at,
    )


def withdrawn(referral, by, at):
    grade = recorded_outside(referral, make.referral_officer(), make.NOON)
    services.withdraw_outside(grade=grade, reason="Of another person", by=by, at=at)


def paused(referral, by, at):
    services.pause_clocks(
        referral=referral,
        reason=ClockPause.Reason.PROVIDER,
        words="The provider was asked.",
        by=by,
        at=at,
    )


def resumed(referral, by, at):
    paused(referral, make.supervisor(), make.NOON)
    services.resume_clocks(referral=referral, by=by, at=at)


@pytest.mark.parametrize("work", [answered, recorded_outside, withdrawn, paused, resumed])
def test_what_its_holder_records_renews_the_hold(work):
    holder, colleague = make.supervisor(), make.referral_officer()
    referral = make.referral()
    services.hold(referral=referral, by=holder, at=make.NOON)

    work(referral, holder, AT_WORK)

    assert services.take_next(by=colleague, at=LATER) is None
    assert services.take_next(by=colleague, at=AT_WORK + timedelta(minutes=30)) == referral


def test_what_a_colleague_records_renews_nothing():
    holder, colleague = make.referral_officer(), make.referral_officer()
    referral = make.referral()
    services.hold(referral=referral, by=holder, at=make.NOON)
    answered(referral, colleague, AT_WORK)
    entry = queries.entry(referral)
    assert (entry.holder, entry.held_at) == (holder, make.NOON)


def test_a_hold_that_passed_to_a_colleague_is_theirs():
    before, holder = make.referral_officer(), make.referral_officer()
    referral = make.referral()
    services.hold(referral=referral, by=before, at=make.NOON)
    services.hold(referral=referral, by=holder, at=LATER)
    answered(referral, before, LATER + timedelta(minutes=1))
    entry = queries.entry(referral)
    assert (entry.holder, entry.held_at) == (holder, LATER)


def test_nobody_holds_what_they_only_work_on():
    referral = make.referral()
    answered(referral, make.referral_officer(), AT_WORK)
    assert queries.entry(referral).holder is None


def test_an_assignment_that_was_begun_on_is_not_taken_back():
    supervisor, officer = make.supervisor(), make.referral_officer()
    referral = make.referral()
    assigned = services.assign(
        references=[referral.reference], to=officer, by=supervisor, at=make.NOON
    )
    answered(referral, officer, AT_WORK)
    with pytest.raises(services.NothingToTakeBack):
        services.take_back(batch=assigned.batch, by=supervisor, at=LATER)
    assert queries.entry(referral).holder == officer
