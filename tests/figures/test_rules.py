"""Each counting rule, by the cases that it is there for (domain.md 10)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from symphony.figures import measures, queries
from symphony.figures.periods import Period
from symphony.safeguarding.models import ActionKind
from symphony.safeguarding.rules import QUALIFYING
from symphony.triage.models import Decision
from tests import make
from tests.figures.world import World

pytestmark = pytest.mark.django_db

WEEK = Period(date(2023, 5, 15), date(2023, 5, 21))
LATER = make.NOON + timedelta(days=400)


@pytest.fixture
def world(db):
    return World()


def figure(measure, period=WEEK, as_at=LATER, **scope):
    return queries.count(measure=measure, period=period, as_at=as_at, **scope)


def value(measure, period=WEEK, **scope):
    return figure(measure, period, **scope).value


def beside(measure, **scope):
    return {one.title: one.value for one in figure(measure, **scope).beside}


def london(day, hour, minute=0):
    return datetime(2023, 5, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


class TestPeopleArrested:
    def test_somebody_arrested_twice_is_one_person_and_two_arrests(self, world):
        first = world.arrest()
        world.arrest(make.NOON + timedelta(days=1), person=first.person)
        assert value(measures.PEOPLE_ARRESTED) == 1
        assert value(measures.ARRESTS) == 2

    def test_only_listed_offences_count(self, world):
        world.arrest(listed=False)
        assert value(measures.PEOPLE_ARRESTED) == 0

    def test_the_last_day_counts_to_its_last_minute_in_london(self, world):
        world.arrest(london(21, 23, 59))
        world.arrest(london(22, 0))
        world.arrest(london(15, 0))
        world.arrest(london(14, 23, 59))
        assert value(measures.PEOPLE_ARRESTED) == 2

    def test_under_18s_and_unknown_ages_are_shown_apart(self, world):
        for age in (17, 18, None):
            world.arrest(age_at_arrest=age)
        assert value(measures.PEOPLE_ARRESTED) == 3
        assert beside(measures.PEOPLE_ARRESTED) == {
            "Of these, under 18 when arrested": 1,
            "Of these, age not known": 1,
            "Arrests": 3,
        }

    def test_for_an_operation_only_its_cases_count(self, world):
        world.arrest()
        world.arrest(case=world.case_of_south)
        assert value(measures.PEOPLE_ARRESTED, operation=world.operation) == 1

    def test_a_correction_moves_it_and_a_withdrawal_takes_it_out(self, world):
        arrest = world.arrest()
        moved = world.correct(arrest, arrested_at=london(22, 9))
        assert value(measures.PEOPLE_ARRESTED) == 0
        world.withdraw(world.correct(moved, arrested_at=make.NOON))
        assert value(measures.ARRESTS) == 0

    def test_a_number_can_be_worked_out_again_as_it_was(self, world):
        arrest = world.arrest()
        world.withdraw(arrest, at=make.NOON + timedelta(days=3))
        assert value(measures.ARRESTS, as_at=make.NOON + timedelta(days=2)) == 1
        assert value(measures.ARRESTS, as_at=make.NOON + timedelta(days=4)) == 0
        assert value(measures.ARRESTS, as_at=make.NOON - timedelta(days=1)) == 0


class TestChildrenSafeguarded:
    @pytest.mark.parametrize("kind", ActionKind)
    def test_only_protective_actions_count(self, world, kind):
        world.action(kind=kind)
        assert value(measures.CHILDREN_SAFEGUARDED) == (kind in QUALIFYING)

    @pytest.mark.parametrize("result", ["not_completed", "child_not_seen"])
    def test_only_completed_ones_count(self, world, result):
        world.action(result=result)
        assert value(measures.CHILDREN_SAFEGUARDED) == 0

    def test_a_child_is_dated_by_the_first_action_in_a_case(self, world):
        child = world.child()
        world.action(child, london(10, 9))
        world.action(child, london(16, 9))
        assert value(measures.CHILDREN_SAFEGUARDED) == 0

    def test_another_case_is_another_time_but_a_child_counts_once_in_a_period(self, world):
        child = world.child()
        world.action(child, london(10, 9))
        world.action(child, london(16, 9), case=world.case_of_south)
        assert value(measures.CHILDREN_SAFEGUARDED) == 1
        assert value(measures.CHILDREN_SAFEGUARDED, Period(date(2023, 5, 1), WEEK.ends_on)) == 1

    def test_a_child_who_is_not_identified_is_not_counted_until_they_are(self, world):
        child = world.child(identified=False)
        world.action(child)
        assert value(measures.CHILDREN_SAFEGUARDED) == 0
        world.identify(child, True, at=make.NOON + timedelta(days=9))
        assert value(measures.CHILDREN_SAFEGUARDED) == 1
        assert value(measures.CHILDREN_SAFEGUARDED, as_at=make.NOON + timedelta(days=8)) == 0


class TestEducationVisits:
    def test_one_household_on_one_day_is_one_visit(self, world):
        world.visit(london(16, 9), household="1 Example Road")
        world.visit(london(16, 15), household=" 1 EXAMPLE road ")
        world.visit(london(17, 9), household="1 Example Road")
        assert value(measures.EDUCATION_VISITS) == 2

    def test_midnight_in_london_parts_the_days(self, world):
        world.visit(london(16, 23, 59), household="Flat 2")
        world.visit(london(17, 0, 1), household="Flat 2")
        assert value(measures.EDUCATION_VISITS) == 2

    @pytest.mark.parametrize("result", ["not_home", "put_off", "call"])
    def test_attempts_and_calls_are_not_counted(self, world, result):
        world.visit(result=result)
        assert value(measures.EDUCATION_VISITS) == 0

    def test_a_visit_without_a_child_seen_is_not_counted(self, world):
        world.visit(children={world.child(): False})
        assert value(measures.EDUCATION_VISITS) == 0

    def test_children_seen_are_shown_beside_and_by_themselves(self, world):
        child = world.child()
        world.visit(children={child: True, world.child(): False, world.child(): True})
        world.visit(children={child: True})
        assert value(measures.CHILDREN_VISITED) == 2
        assert beside(measures.EDUCATION_VISITS) == {"Children visited": 2}


class TestCrimes:
    def test_a_crime_is_investigated_when_an_enquiry_was_made_in_its_case(self, world):
        world.crime(london(1, 9))
        assert value(measures.CRIMES_INVESTIGATED) == 0
        world.enquiry(london(16, 9))
        world.enquiry(london(17, 9))
        assert value(measures.CRIMES_INVESTIGATED) == 1
        assert value(measures.CRIMES_RECORDED) == 0

    def test_for_a_team_the_enquiry_has_to_be_its_own(self, world):
        world.crime()
        world.enquiry(team=world.south.team)
        assert value(measures.CRIMES_INVESTIGATED, team=world.north.team) == 0
        assert value(measures.CRIMES_INVESTIGATED, team=world.south.team) == 1

    @pytest.mark.parametrize("state", ["cancelled", "transferred_out"])
    def test_what_was_cancelled_or_transferred_is_not_counted(self, world, state):
        world.crime(**{state: True})
        world.enquiry()
        assert value(measures.CRIMES_INVESTIGATED) == value(measures.CRIMES_RECORDED) == 0


class TestReferrals:
    def test_each_concern_counts_once_and_what_became_of_it_stands_beside(self, world):
        taken = make.referral(received_at=make.NOON)
        world.referral(case=world.case)
        officer, second = make.referral_officer(), make.referral_officer()
        Decision.objects.create(
            referral=taken, band="low", path="no_further_action", rationale="Nothing in it.",
            decided_by=officer, decided_at=make.NOON, endorsed_by=second, endorsed_at=make.NOON,
        )  # fmt: skip
        assert value(measures.REFERRALS) == 2
        assert beside(measures.REFERRALS) == {
            "Raw reports received": 1,
            "Exact copies received": 0,
            "Documents put in quarantine": 0,
            "Of these, transferred": 0,
            "Of these, no further action": 1,
        }
        assert value(measures.REFERRALS, operation=world.operation) == 1

    def test_no_further_action_counts_only_when_a_second_person_agreed(self, world):
        taken = world.referral()
        Decision.objects.create(
            referral=taken, band="low", path="no_further_action", rationale="Nothing in it.",
            decided_by=make.referral_officer(), decided_at=make.NOON,
        )  # fmt: skip
        assert beside(measures.REFERRALS)["Of these, no further action"] == 0


def test_a_case_taken_out_of_an_operation_counts_there_no_longer_but_did_before(world):
    world.arrest()
    member = world.operation.members.get()
    member.removed_at, member.removed_by = make.NOON + timedelta(days=5), world.north
    member.removed_reason = "Added by mistake."
    member.save()
    assert value(measures.ARRESTS, operation=world.operation) == 0
    before = make.NOON + timedelta(days=4)
    assert value(measures.ARRESTS, operation=world.operation, as_at=before) == 1


def test_nothing_is_counted_under_an_unknown_name():
    with pytest.raises(measures.NotFound):
        measures.get("rescues")
    assert measures.get("people-arrested") is measures.PEOPLE_ARRESTED
