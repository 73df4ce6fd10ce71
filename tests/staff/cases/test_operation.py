"""Adding a case to an operation."""

from datetime import date

import pytest

from symphony.operations import queries, services
from tests import make
from tests.staff.cases.ordinary import signed_in, text, world

pytestmark = pytest.mark.django_db


def plan(it):
    supervisor = make.supervisor(team=it.case.team)
    operation = services.plan_operation(
        codename="Example",
        slug="example",
        purpose="A week of action.",
        starts_on=date(2023, 5, 15),
        ends_on=date(2023, 5, 21),
        team=it.case.team,
        by=supervisor,
        at=make.NOON,
    )
    return supervisor, operation


def test_a_supervisor_adds_the_case():
    it = world()
    supervisor, operation = plan(it)
    client = signed_in(supervisor)
    assert "Operation Example, 15 May 2023 to 21 May 2023" in text(client.get(it.url("operation")))
    page = text(client.post(it.url("operation"), {"operation": "example"}, follow=True))
    assert "belongs to Operation Example now." in page
    assert queries.of_case(case=it.case) == [operation]
    assert "belongs to Operation Example already." in text(client.get(it.url("operation")))


def test_the_timeline_tells_when_it_came_in_and_why_it_was_taken_out():
    it = world()
    supervisor, operation = plan(it)
    services.add_case(operation=operation, case=it.case, by=supervisor, at=make.NOON)
    services.remove_case(
        operation=operation, case=it.case, reason="Another week.", by=supervisor, at=make.NOON
    )
    page = text(signed_in(it.insider).get(it.url("timeline"), {"kind": "operation"}))
    assert "Added to Operation Example" in page
    assert "Taken out of Operation Example" in page
    assert "Another week." in page


def test_an_operation_has_to_be_chosen_and_there_may_be_none():
    it = world()
    supervisor = make.supervisor(team=it.case.team)
    assert "There is no operation." in text(signed_in(supervisor).get(it.url("operation")))
    plan(it)
    assert "Select which operation" in text(
        signed_in(supervisor).post(it.url("operation"), {"operation": ""})
    )


def test_others_of_the_team_do_not_and_another_team_does_not_see_it():
    it = world()
    assert signed_in(it.insider).get(it.url("operation")).status_code == 403
    outsider = make.supervisor(team=it.outsider.team)
    assert signed_in(outsider).get(it.url("operation")).status_code == 404
