"""A clock that was given more time and ran out again is in the register again; each time once."""

from datetime import timedelta

import pytest

from symphony.accounts.models import Duty
from symphony.core.ids import uuid7
from symphony.jobs.stages import STAGES
from symphony.triage import queries, rules, services
from symphony.triage.models import Band, Breach, ClockNotice, ClockPause, Decision, QueueEntry
from symphony.triage.services import timing
from tests import make
from tests.accounts.rota import on_call
from tests.mail import sink, use

pytestmark = pytest.mark.django_db
NOON, HOUR, DAY = make.NOON, timedelta(hours=1), timedelta(days=1)
RECEIVED = NOON - 2 * HOUR


def notice(at):
    return STAGES["clocks"](at)


def times(clock):
    return list(
        Breach.objects.filter(clock=clock).order_by("due_at").values_list("due_at", flat=True)
    )


def regraded(referral, band, at):
    """Let the policy give another band from a moment on."""
    assessment = queries.latest_assessment(referral)
    assessment.pk, assessment.band, assessment.assessed_at = None, band, at
    assessment.id = uuid7()
    assessment._state.adding = True
    assessment.save(force_insert=True)
    due = rules.due_at(band=band, received_at=referral.received_at)
    QueueEntry.objects.filter(referral=referral).update(band=band, due_at=due)


@pytest.fixture
def referral():
    found = make.referral()
    regraded(found, Band.HIGH, RECEIVED)
    return found


def paused_for_two_days(referral, at):
    supervisor = make.supervisor()
    services.pause_clocks(
        referral=referral, reason="provider", words="Asked.", by=supervisor, at=at
    )
    services.resume_clocks(referral=referral, by=supervisor, at=at + 2 * DAY)


def test_a_band_that_gives_more_time_runs_out_a_second_time(referral):
    assert notice(NOON + 8 * DAY) == 2
    regraded(referral, Band.MEDIUM, NOON + 9 * DAY)

    assert notice(NOON + 10 * DAY) == 0
    assert notice(NOON + 15 * DAY) == 1
    assert times("from_receipt") == [RECEIVED + 7 * DAY, RECEIVED + 14 * DAY]
    assert notice(NOON + 24 * DAY) == 1
    assert times("from_grading") == [RECEIVED + 7 * DAY, NOON + 23 * DAY]
    assert notice(NOON + 50 * DAY) == 0


def test_a_graver_band_is_the_same_running_out_and_no_second_one(referral):
    regraded(referral, Band.MEDIUM, RECEIVED)
    notice(NOON + 15 * DAY)
    regraded(referral, Band.VERY_HIGH, NOON + 16 * DAY)

    assert notice(NOON + 16 * DAY + HOUR) == 0
    assert len(times("from_receipt")) == 1
    # From grading it has a day again, which then runs out.
    assert notice(NOON + 18 * DAY) == 1


def test_a_pause_before_it_ran_out_gives_one_entry_at_its_later_time_however_long_it_was(referral):
    services.pause_clocks(
        referral=referral, reason="provider", words="Asked.", by=make.supervisor(), at=NOON
    )
    assert notice(NOON + 30 * DAY) == 0
    services.resume_clocks(referral=referral, by=make.supervisor(), at=NOON + 10 * DAY)

    assert notice(NOON + 16 * DAY) == 0
    assert notice(NOON + 18 * DAY) == 2
    assert times("from_receipt") == [RECEIVED + 17 * DAY]
    # Another band gives more time; the long pause does not hide that it runs out again.
    regraded(referral, Band.MEDIUM, NOON + 19 * DAY)
    assert notice(NOON + 25 * DAY) == 1
    assert times("from_receipt") == [RECEIVED + 17 * DAY, RECEIVED + 24 * DAY]


def test_what_ran_out_was_given_more_time_and_a_pause_runs_out_again_once(referral):
    assert notice(NOON + 8 * DAY) == 2
    regraded(referral, Band.MEDIUM, NOON + 9 * DAY)
    paused_for_two_days(referral, NOON + 10 * DAY)

    assert notice(NOON + 15 * DAY) == 0
    assert notice(NOON + 17 * DAY) == 1
    assert notice(NOON + 18 * DAY) == 0
    assert times("from_receipt") == [RECEIVED + 7 * DAY, RECEIVED + 16 * DAY]


def test_a_time_that_moved_later_and_earlier_again_is_entered_when_it_passes(referral):
    assert notice(NOON + 8 * DAY) == 2
    regraded(referral, Band.LOW, NOON + 9 * DAY)
    regraded(referral, Band.MEDIUM, NOON + 10 * DAY)

    assert notice(NOON + 13 * DAY) == 0
    assert notice(NOON + 15 * DAY) == 1
    assert times("from_receipt") == [RECEIVED + 7 * DAY, RECEIVED + 14 * DAY]


def test_a_case_that_ran_out_was_given_more_time_and_a_pause_runs_out_again_once():
    referral = make.case(band=Band.HIGH).case_referrals.get().referral
    Decision.objects.filter(referral=referral).update(band="high", decided_at=NOON)
    notice(NOON + 8 * DAY)
    Decision.objects.filter(referral=referral).update(band="medium", decided_at=NOON + 9 * DAY)
    paused_for_two_days(referral, NOON + 10 * DAY)

    assert notice(NOON + 15 * DAY) == 0
    assert notice(NOON + 17 * DAY) == 1
    assert times("from_receipt") == [RECEIVED + 7 * DAY, RECEIVED + 16 * DAY]
    assert notice(NOON + 40 * DAY) == 1
    assert times("from_grading") == [RECEIVED + 7 * DAY, NOON + 25 * DAY]


def test_the_childs_clock_that_was_paused_runs_out_at_its_own_later_time():
    child = make.referral(people=[make.stated_child()])
    services.pause_clocks(
        referral=child,
        stops=ClockPause.Stops.CHILD_FIRST,
        reason="another_agency",
        words="They see the child today.",
        by=make.supervisor(),
        at=NOON,
    )
    assert notice(NOON + 2 * DAY) == sum(
        child.queue_entry.band == band for band in (Band.VERY_HIGH,) for _ in range(2)
    )
    services.resume_clocks(
        referral=child, stops="child_first", by=make.supervisor(), at=NOON + 2 * DAY
    )
    notice(NOON + 3 * DAY)
    assert times("child_first") == [RECEIVED + 3 * DAY]


def test_more_than_one_page_is_looked_at_in_one_go(monkeypatch, referral):
    monkeypatch.setattr(timing, "AT_A_TIME", 2)
    for _ in range(4):
        make.referral()

    assert notice(NOON + 40 * DAY) == 10
    assert notice(NOON + 41 * DAY) == 0


def test_a_decision_that_gives_a_case_more_time_runs_out_again():
    case = make.case(band=Band.HIGH)
    decided = case.case_referrals.get().referral
    assert notice(NOON + 20 * DAY) >= 2
    before = len(times("from_receipt"))
    Decision.objects.filter(referral=decided).update(band="low", decided_at=NOON + 21 * DAY)

    assert notice(NOON + 25 * DAY) == 0
    assert notice(NOON + 60 * DAY) == 2
    assert len(times("from_receipt")) == before + 1


class TestTellingSupervisors:
    def test_those_on_shift_are_mailed_once_and_told_nothing_of_it(self, settings, referral):
        on_shift, away = make.supervisor(), make.supervisor()
        make.referral_officer()
        times = {"begins_at": NOON + 8 * DAY - HOUR, "ends_at": NOON + 8 * DAY + 7 * HOUR}
        on_call(on_shift, kind=Duty.Kind.SHIFT, order=None, **times)
        with sink(settings) as server:
            notice(NOON + 8 * DAY)
            notice(NOON + 8 * DAY + HOUR)
            assert services.send_notices(at=NOON + 8 * DAY) == 1
            assert services.send_notices(at=NOON + 9 * DAY) == 0

        assert server.recipients == [on_shift.email] != [away.email]
        (message,) = server.messages
        assert message.rpartition("\n\n")[2].strip() == "Symphony: new work"
        assert "Subject: Symphony: new work" in message and referral.reference not in message

    def test_with_none_on_shift_every_supervisor_is_told(self, settings, referral):
        two = {make.supervisor(), make.supervisor()}
        use(settings, "smtp://127.0.0.1:1")
        notice(NOON + 8 * DAY)

        assert {one.person for one in ClockNotice.objects.all()} == two

    def test_a_clock_of_a_lower_band_waits_for_the_register(self, settings):
        low = make.referral()
        regraded(low, Band.LOW, RECEIVED)
        make.supervisor()
        use(settings, "smtp://127.0.0.1:1")

        assert notice(NOON + 40 * DAY) == 2
        assert not ClockNotice.objects.exists()

    def test_a_mail_server_that_is_down_is_tried_again_and_shown(self, settings, referral):
        from symphony.staff.oversight import system

        make.supervisor()
        use(settings, "smtp://127.0.0.1:1")
        notice(NOON + 8 * DAY)
        for minutes in range(4):
            services.send_notices(at=NOON + 8 * DAY + timedelta(minutes=minutes))

        kept = ClockNotice.objects.get()
        assert (kept.notice, kept.notice_tries) == ("failed", 3)
        (check,) = [one for one in system.checks() if one.name == "Notices"]
        assert not check.is_well and "ConnectionRefusedError" in check.words

    def test_without_a_mail_server_nothing_waits_to_be_sent(self, referral):
        make.supervisor()
        assert notice(NOON + 8 * DAY) == 2
        assert not ClockNotice.objects.exists()
