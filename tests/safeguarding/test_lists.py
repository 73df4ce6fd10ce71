"""Lists of children, and what a case's chronology and closing learn from this stage."""

from datetime import timedelta

import pytest

from symphony.cases import services as cases
from symphony.cases.models import Case, CaseRole
from symphony.cases.queries import State
from symphony.core.errors import NotFound
from symphony.safeguarding import queries, services
from tests import make

LATER = make.NOON + timedelta(hours=5)
TODAY = make.NOON.date()
DAY = timedelta(days=1)


def a_team_with_three_children():
    """One not safeguarded, one with something due, one safeguarded; in this order."""
    team = make.team()
    safe, waiting, due = (make.case(team=team) for _ in range(3))
    children = [make.child(case) for case in (waiting, due, safe)]
    make.action(due, children[1], kind="meeting", next_step="Ring.", next_due_at=make.NOON + DAY)
    make.action(safe, children[2])
    return team, [children[1], children[0], children[2]]


def listed(page):
    return [row.reference for row in page.rows]


def test_who_is_not_safeguarded_stands_first_then_what_is_due_soonest(db):
    team, children = a_team_with_three_children()
    viewer = make.safeguarding_officer(team=team)
    page = queries.listing(viewer=viewer, view="all", on=TODAY)
    assert listed(page) == [child.person.reference for child in children]
    assert [row.standing.safeguarded for row in page.rows] == [False, False, True]
    assert page.rows[0].due.words == "Ring."
    assert page.rows[0].name == "Ada Example"
    assert page.rows[0].age.words == "13"
    assert (page.previous, page.next) == (None, None)


def test_the_views_and_their_counts_agree(db):
    team, _ = a_team_with_three_children()
    viewer = make.safeguarding_officer(team=team)
    assert queries.counts(viewer=viewer) == {"all": 3, "not_yet": 2, "due": 1}
    for view, count in queries.counts(viewer=viewer).items():
        assert len(queries.listing(viewer=viewer, view=view, on=TODAY).rows) == count


def test_pages_go_forth_and_back_without_losing_anybody(db):
    team, children = a_team_with_three_children()
    ask = {"viewer": make.safeguarding_officer(team=team), "view": "all", "on": TODAY, "limit": 2}
    first = queries.listing(**ask)
    second = queries.listing(**ask, after=first.next)
    assert listed(first) + listed(second) == [child.person.reference for child in children]
    assert second.next is None
    assert listed(queries.listing(**ask, before=second.previous)) == listed(first)


def test_other_teams_closed_cases_and_ended_roles_are_not_listed(db):
    case = make.case(team=make.team())
    child = make.child(case)
    viewer = make.safeguarding_officer(team=case.team)
    for outsider in (
        make.safeguarding_officer(team=make.team()),
        make.press_officer(team=case.team),
    ):
        assert queries.listing(viewer=outsider, view="all", on=TODAY).rows == []
        assert queries.counts(viewer=outsider)["all"] == 0
    role = CaseRole.objects.get(case=case, person=child.person)
    other = make.child(case, values=[("age", "9")])
    cases.end_role(case_role=role, reason="Another child.", by=viewer, at=LATER)
    assert listed(queries.listing(viewer=viewer, view="all", on=TODAY)) == [other.person.reference]
    cases.close_case(case=case, reason="Done.", by=viewer, at=LATER)
    assert queries.listing(viewer=viewer, view="all", on=TODAY).rows == []


def test_what_another_team_has_due_is_not_shown_but_that_the_child_is_safe_is(db):
    child = make.child(theirs := make.case(team=make.team()))
    make.action(theirs, child, next_step="Ring.", next_due_at=make.NOON + DAY)
    ours = make.case(team=make.team())
    viewer = make.safeguarding_officer(team=ours.team)
    # Linking brings one person into two cases; here their role is made by hand.
    CaseRole.objects.create(
        case=ours, person=child.person, role="child", from_at=make.NOON, recorded_by=viewer
    )
    [row] = queries.children_of(ours, viewer=viewer, on=TODAY)
    assert row.standing.safeguarded
    assert (row.due, row.cases) == (None, (ours.reference,))
    assert queries.counts(viewer=viewer)["due"] == 0


def test_police_protection_and_other_steps_are_told_apart(db):
    case = make.case()
    child, viewer = make.child(case), make.safeguarding_officer(team=case.team)
    protection = make.action(case, child, kind="police_protection")
    make.action(case, child, kind="meeting", next_step="Ring.", next_due_at=make.NOON + DAY)
    row = queries.row_of(child, viewer=viewer, on=TODAY)
    assert row.protection.due_at == protection.taken_at + 3 * DAY
    assert row.due.words == "Ring."
    services.finish_next_step(action=protection, by=viewer, at=LATER)
    assert queries.row_of(child, viewer=viewer, on=TODAY).protection is None


def test_the_list_takes_six_queries_however_long_it_is(db, django_assert_num_queries):
    team, _ = a_team_with_three_children()
    viewer = make.safeguarding_officer(team=team)
    with django_assert_num_queries(6):
        queries.listing(viewer=viewer, view="all", on=TODAY)


def test_a_child_of_the_case_without_a_record_is_named(db):
    case = make.case()
    role = cases.add_person(
        case=case,
        values=[("age", "9")],
        role="child",
        grounds="Named by the school.",
        by=make.investigator(team=case.team),
        at=make.NOON,
    )
    assert queries.without_record(case) == [role.person.reference]
    make.child(case, person=role.person)
    assert queries.without_record(case) == []


def test_a_child_for_whom_nothing_was_done_is_named(db):
    case = make.case()
    child = make.child(case)
    assert queries.children_without_action(case) == [child.person.reference]
    make.action(case, child, kind="meeting")
    assert queries.children_without_action(case) == []


def test_the_chronology_says_what_became_of_each_entry(db):
    case = make.case()
    child, by = make.child(case), make.safeguarding_officer(team=case.team)
    stands = make.action(case, child)
    wrong = make.action(case, child, kind="moved")
    services.withdraw_action(action=wrong, reason="Another child's.", by=by, at=LATER)
    visit = make.visit(case, child)
    services.correct_visit(
        visit=visit, reason="Another day.", visited_at=make.NOON, by=by, at=LATER
    )
    first, second, third = queries.events(case)
    assert (first.title, first.state) == (stands.get_kind_display(), State.STANDS)
    assert (second.state, second.reason) == (State.WITHDRAWN, "Another child's.")
    assert (second.changed_by, second.changed_at) == (by.name, LATER)
    assert third.title == f"Education visit {visit.reference}"
    assert (third.state, third.reason) == (State.CORRECTED, "Another day.")


def test_what_is_still_open_is_told_and_the_first_visit_is_known(db):
    case = make.case()
    child = make.child(case)
    make.action(case, child, next_step="See the child again.", next_due_at=make.NOON + DAY)
    assert queries.still_open(case) == [f"{child.person.reference}: See the child again."]
    make.visit(case, child, result="not_home", children={child: False}, visited_at=make.NOON)
    visit = make.visit(case, child)
    found = Case.objects.annotate(seen=queries.first_seen()).get(pk=case.pk)
    assert found.seen == visit.visited_at


def test_a_visit_is_read_by_the_team_of_its_case_only(db):
    case = make.case()
    visit = make.visit(case, make.child(case))
    reader = make.referral_officer(team=case.team)
    assert queries.readable_visit(reference=visit.reference, viewer=reader).latest == visit
    for viewer in (make.investigator(team=make.team()), make.press_officer(team=case.team)):
        with pytest.raises(NotFound):
            queries.readable_visit(reference=visit.reference, viewer=viewer)
