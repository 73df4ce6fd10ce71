"""The lists of cases, and which cases, referrals and people a viewer may open."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import DateTimeField, Value

from symphony.accounts.models import User
from symphony.cases import queries, services
from symphony.cases.models import CaseReferral
from symphony.cases.queries import CaseFilter, View
from symphony.core.errors import NotFound
from symphony.triage.models import Band, Path
from tests import make

pytestmark = pytest.mark.django_db


def references(viewer: User, view: View = View.TEAM, **changes: Any) -> list[str]:
    page = queries.listing(viewer=viewer, view=view, at=make.NOON, **changes)
    return [row.reference for row in page.rows]


def test_the_soonest_due_comes_first():
    team = make.team()
    low = make.case(team=team, band=Band.LOW)
    very_high = make.case(team=team, band=Band.VERY_HIGH)
    assert references(make.investigator(team=team)) == [very_high.reference, low.reference]


def test_mine_the_teams_and_nobodys():
    team = make.team()
    officer = make.investigator(team=team)
    mine = make.case(team=team, owner=officer)
    nobodys = make.case(team=team)
    colleagues = make.case(team=team, owner=make.investigator(team=team))
    make.case(team=make.team("South team"))
    assert references(officer, View.MINE) == [mine.reference]
    assert references(officer, View.UNASSIGNED) == [nobodys.reference]
    assert set(references(officer)) == {
        mine.reference,
        nobodys.reference,
        colleagues.reference,
    }
    assert queries.counts(viewer=officer) == {View.MINE: 1, View.TEAM: 3, View.UNASSIGNED: 1}


def test_pages_follow_each_other_without_gap_or_overlap_both_ways():
    team = make.team()
    officer = make.investigator(team=team)
    all_of_them = [make.case(team=team).reference for _ in range(5)]
    first = queries.listing(viewer=officer, view=View.TEAM, at=make.NOON, limit=2)
    second = queries.listing(
        viewer=officer, view=View.TEAM, at=make.NOON, limit=2, after=first.next
    )
    third = queries.listing(
        viewer=officer, view=View.TEAM, at=make.NOON, limit=2, after=second.next
    )
    seen = [row.reference for page in (first, second, third) for row in page.rows]
    assert sorted(seen) == sorted(all_of_them)
    assert (first.previous, third.next) == (None, None)
    back = queries.listing(
        viewer=officer, view=View.TEAM, at=make.NOON, limit=2, before=third.previous
    )
    assert back.rows == second.rows
    assert first.total == 5


def test_a_page_costs_three_queries(django_assert_num_queries):
    officer = make.investigator(team=make.team())
    for _ in range(3):
        make.case(team=officer.team)
    # The page, its count, and which of them were ever paused.
    with django_assert_num_queries(3):
        references(officer)


def test_what_was_visited_sinks_and_is_overdue_no_more():
    team = make.team()
    officer = make.investigator(team=team)
    make.case(team=team, band=Band.VERY_HIGH)
    late = make.NOON + timedelta(days=3)
    [row] = queries.listing(viewer=officer, view=View.TEAM, at=late).rows
    assert row.is_overdue
    visited = Value(make.NOON, output_field=DateTimeField())
    page = queries.listing(viewer=officer, view=View.TEAM, at=late, first_visit=visited)
    assert (page.rows[0].is_overdue, page.rows[0].first_visit_at) == (False, make.NOON)


def test_the_list_can_be_narrowed():
    team = make.team()
    officer = make.investigator(team=team)
    educate = make.case(team=team, path=Path.EDUCATE, band=Band.LOW)
    closed = make.case(team=team)
    services.close_case(case=closed, reason="Done.", by=officer, at=make.NOON)
    assert references(officer) == [educate.reference]
    assert references(officer, only=CaseFilter(closed=True)) == [closed.reference]
    assert references(officer, only=CaseFilter(bands=("high",))) == []
    assert references(officer, only=CaseFilter(paths=("educate",))) == [educate.reference]


def test_a_press_officer_of_the_team_sees_no_case():
    case = make.case()
    viewer = make.press_officer(team=case.team)
    assert references(viewer) == []
    with pytest.raises(NotFound):
        queries.readable(reference=case.reference, viewer=viewer)


def test_a_referral_is_read_by_those_who_read_referrals_and_by_its_cases_team():
    case = make.case()
    referral = CaseReferral.objects.get(case=case).referral

    def opens(viewer: User) -> bool:
        try:
            return queries.visible_referral(reference=referral.reference, viewer=viewer) == referral
        except NotFound:
            return False

    assert opens(make.referral_officer())
    assert opens(make.investigator(team=case.team))
    assert not opens(make.investigator(team=make.team("South team")))
    assert not opens(make.press_officer(team=case.team))


def test_a_person_is_seen_by_the_teams_of_their_cases_past_roles_too():
    case = make.case()
    officer = make.investigator(team=case.team)
    [row] = queries.people(case, on=make.NOON.date())
    role = queries.role_of(case, reference=row.reference)
    services.end_role(case_role=role, reason="Another account.", by=officer, at=make.NOON)
    person = queries.readable_person(reference=row.reference, viewer=officer)
    assert queries.is_in_a_visible_case(person, officer)
    [seen] = queries.roles_of(person, viewer=officer)
    assert (seen.case, seen.ended_reason) == (case.reference, "Another account.")
    outsider = make.investigator(team=make.team("South team"))
    assert not queries.is_in_a_visible_case(person, outsider)
    assert queries.roles_of(person, viewer=outsider) == []
    with pytest.raises(NotFound):
        queries.readable_person(reference=row.reference, viewer=outsider)


def test_a_case_is_found_from_its_referral():
    case = make.case()
    referral = CaseReferral.objects.get(case=case).referral
    officer = make.investigator(team=case.team)
    assert queries.case_of(referral=referral, viewer=officer) == case
    assert queries.case_of(referral=referral, viewer=make.investigator(team=make.team())) is None
    assert [row.reference for row in queries.referrals(case)] == [referral.reference]
