"""Opening a number to the records that it counts."""

from datetime import date, timedelta

import pytest

from symphony.figures import measures, queries
from symphony.figures.periods import Period
from tests import make
from tests.figures.world import World

pytestmark = pytest.mark.django_db

WEEK = Period(date(2023, 5, 15), date(2023, 5, 21))
LATER = make.NOON + timedelta(days=9)


def records(viewer, measure=measures.PEOPLE_ARRESTED, **changes):
    ordinary = {"measure": measure, "period": WEEK, "as_at": LATER}
    return queries.records(viewer=viewer, **ordinary | changes)


def test_a_team_sees_its_own_and_how_many_there_are_besides():
    world = World()
    mine = world.arrest()
    world.arrest(case=world.case_of_south)
    found = records(world.north)
    assert [row.labels for row in found.rows] == [(mine.person.reference,)]
    assert [row.cases for row in found.rows] == [(world.case.reference,)]
    assert (found.seen, found.of_other_teams) == (1, 1)


def test_somebody_arrested_by_two_teams_is_seen_by_both_each_with_its_own_case():
    world = World()
    person = world.arrest().person
    world.arrest(person=person, case=world.case_of_south)
    for viewer, case in ((world.north, world.case), (world.south, world.case_of_south)):
        found = records(viewer)
        assert [row.cases for row in found.rows] == [(case.reference,)]
        assert found.of_other_teams == 0


def test_a_referral_officer_sees_every_referral_but_no_case_of_another_team():
    world = World()
    referral = world.referral(case=world.case)
    officer = make.referral_officer()
    row = records(officer, measures.REFERRALS).rows[0]
    assert row.labels == (referral.reference,)
    assert (row.cases, row.in_other_case) == ((), True)
    outsider = records(make.investigator(team=world.south.team), measures.REFERRALS)
    assert (outsider.rows, outsider.of_other_teams) == ([], 1)


def test_two_visits_that_are_one_occasion_are_one_record_with_both_references():
    world = World()
    first = world.visit(household="Flat 2")
    second = world.visit(make.NOON + timedelta(hours=1), household="flat 2")
    found = records(world.north, measures.EDUCATION_VISITS)
    assert [row.labels for row in found.rows] == [(first.reference, second.reference)]


def test_pages_follow_each_other_without_gap_or_double():
    world = World()
    for hours in (0, 0, 1, 1, 2):
        world.arrest(make.NOON + timedelta(hours=hours))
    seen, after = [], None
    while True:
        page = records(world.north, after=after, limit=2)
        seen += [row.labels for row in page.rows]
        if (after := page.next) is None:
            break
    assert len(seen) == len(set(seen)) == 5


def test_a_place_in_the_list_of_visits_says_nothing_of_the_household():
    world = World()
    world.visit(household="1 Example Road")
    world.visit(household="2 Example Road")
    place = records(world.north, measures.EDUCATION_VISITS, limit=1).next
    assert "example" not in place[1].lower()


def test_a_role_that_does_not_open_figures_is_refused():
    with pytest.raises(queries.NotAllowedToOpen, match="this number but not its records"):
        records(make.press_officer())


def test_a_number_and_its_list_take_few_questions(django_assert_max_num_queries):
    world = World()
    for _ in range(20):
        world.arrest()
    with django_assert_max_num_queries(2):
        queries.count(measure=measures.PEOPLE_ARRESTED, period=WEEK, as_at=LATER)
    with django_assert_max_num_queries(5):
        records(world.north)
