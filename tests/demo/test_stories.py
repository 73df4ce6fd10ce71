"""The demonstration: the same from the same seed, coherent, and exactly the planned week."""

from datetime import timedelta

import pytest

from symphony.cases.models import Case, CaseRole, Role
from symphony.core import clock, installation, sealing
from symphony.core.clock import DEMONSTRATION_OPENS
from symphony.crimes.models import Arrest
from symphony.demo import accounts, load, planning, told, week
from symphony.figures import measures
from symphony.figures import queries as figures
from symphony.figures.periods import Period
from symphony.letterbox import queries as letterbox
from symphony.letterbox import receipts
from symphony.news.models import Publication
from symphony.operations.models import Operation
from symphony.referrals.models import Receipt, Referral, SealedContact
from symphony.safeguarding.models import SafeguardingAction
from symphony.triage.models import Alert, QueueEntry
from tests.demo import triage_shown


@pytest.fixture
def loaded(fresh_database, settings, tmp_path):
    """A small demonstration; its first load was killed in the middle of the stories."""
    settings.HOME = tmp_path
    installation.begin(kind=installation.DEMONSTRATION, clock_offset=clock.offset_that_opens_now())
    with pytest.raises(KeyboardInterrupt):
        load.run("small", kill_in_the_stories)
    assert installation.past_is_missing()
    load.run("full", lambda step, done, total: None)
    assert not installation.past_is_missing()
    return tmp_path


def kill_in_the_stories(step, done, total):
    if step == "Telling what became of them" and done == 2:
        raise KeyboardInterrupt


def test_the_same_seed_gives_the_same_plan_and_each_year_more_reports():
    plan = planning.plan("full")
    assert plan == planning.plan("full")
    counts = [
        sum(1 for r in plan if begins <= r.received_at < begins + timedelta(days=365))
        for begins, _ in planning.YEARS
    ]
    assert counts == sorted(counts) and 3_900 <= counts[-1] <= 4_100
    last_year = [r for r in plan if r.received_at >= planning.YEARS[-1][0]]
    other_paths = {"investigate", "educate", "safeguard", "prevent", "transfer"}
    assert 450 <= sum(r.fate in other_paths for r in last_year) <= 600


@pytest.mark.slow
def test_the_week_the_morning_and_the_stories_fit_each_other(loaded):
    check_the_week()
    check_the_morning()
    check_what_the_public_told()
    check_people_events_and_times()
    triage_shown.check()


def check_the_week():
    operation = Operation.objects.get()
    days = Period(week.FIRST_DAY, week.LAST_DAY)

    def counted(key):
        return figures.count(
            measure=measures.get(key),
            period=days,
            operation=operation,
            as_at=DEMONSTRATION_OPENS,
        ).value

    assert counted("people_arrested") == 12
    assert counted("children_safeguarded") == 34
    assert counted("education_visits") == 11
    assert Referral.objects.filter(channel="cybertipline").count() == len(planning.plan("small"))
    assert Referral.objects.filter(documents=None).count() == 0
    assert Publication.objects.get().title.startswith("12 arrested")


def check_the_morning():
    waiting = QueueEntry.objects.filter(left_at=None)
    assert waiting.filter(due_at__lt=DEMONSTRATION_OPENS).count() == 0
    assert waiting.filter(due_at__lt=DEMONSTRATION_OPENS + timedelta(hours=2)).exists()
    assert Alert.objects.get(acknowledged_at=None).raised_at == DEMONSTRATION_OPENS - timedelta(
        minutes=4
    )
    assert Receipt.objects.filter(outcome="quarantined").count() == 1


def check_what_the_public_told():
    [doubtful] = QueueEntry.objects.filter(is_doubtful=True)
    assert doubtful.referral.doubts
    reporting = Referral.objects.filter(channel="public_form")
    assert reporting.count() == len(told.BY_THE_PUBLIC)
    threatened = reporting.get(sender="A child, about themselves")
    assert threatened.self_harm is False
    assert threatened.queue_entry.band == "very_high"
    contact = SealedContact.objects.get()
    assert sealing.open_sealed(bytes([1]) * 32, contact.box) == told.A_TEACHER.contact
    [(reference, unread)] = letterbox.unread_answers().items()
    assert unread == 1
    asked, answered = letterbox.conversation_of(reference=reference)
    assert (asked.from_team, answered.from_team) == (True, False)
    assert receipts.opened_with(reference, " ".join(told.A_MEETING.words)) is not None


def check_people_events_and_times():
    for arrest in Arrest.objects.select_related("case", "person"):
        role = CaseRole.objects.get(case=arrest.case, person=arrest.person, ended_at=None)
        assert role.role == Role.SUSPECT
        assert arrest.case.opened_at < role.from_at <= arrest.arrested_at < DEMONSTRATION_OPENS
        assert arrest.age_at_arrest >= 18 and arrest.help_given_at >= arrest.arrested_at
    for action in SafeguardingAction.objects.select_related("case"):
        assert action.case.opened_at < action.taken_at <= action.recorded_at
    assert not Case.objects.filter(closed_at__gte=DEMONSTRATION_OPENS).exists()


@pytest.mark.django_db
def test_there_are_no_demonstration_accounts_in_a_real_installation():
    installation.begin(kind=installation.REAL)
    with pytest.raises(accounts.NotADemonstration):
        accounts.create()
