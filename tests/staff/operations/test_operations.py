"""The operations pages: list, plan, one operation, and its cases."""

import pytest

from symphony.operations.models import Operation
from tests import make
from tests.figures.world import World
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db

PAGE = "/staff/operations/symphony/"
ADD = f"{PAGE}cases/add/"
PLAN = {
    "codename": "Operation Winter",
    "purpose": "A week of action.",
    "starts_on": "2023-06-05",
    "ends_on": "2023-06-11",
}


@pytest.fixture
def world(db):
    world = World()
    world.arrest()
    return world


def test_the_list_tells_days_state_and_number_of_cases(world):
    page = signed_in(world.north).get("/staff/operations/")
    assert "Symphony 15 May 2023 to 21 May 2023 Over North team 1" in text(page)
    assert looks("operations:list", world.north) == [["operation:symphony"]]


def test_a_supervisor_plans_one_and_others_cannot(world):
    client = signed_in(world.north)
    page = client.post(
        "/staff/operations/plan/", PLAN | {"team": world.north.team.slug}, follow=True
    )
    assert "Operation Winter planned." in text(page)
    planned = Operation.objects.get(slug="winter")
    assert (planned.codename, planned.planned_by) == ("Winter", world.north)
    for user in (make.investigator(), make.press_officer(), make.referral_officer()):
        assert signed_in(user).get("/staff/operations/plan/").status_code == 403


def test_what_is_missing_or_wrong_in_a_plan_is_said_and_what_was_typed_stays(world):
    client = signed_in(world.north)
    said = text(client.post("/staff/operations/plan/", {"codename": "Kept"}))
    for words in ("Enter what the operation is for", "Enter the first day", "Select"):
        assert words in said
    taken = PLAN | {"team": world.north.team.slug, "codename": "symphony"}
    page = client.post("/staff/operations/plan/", taken | {"ends_on": "2023-06-01"})
    assert "Last day must be the same as or after the first day" in text(page)
    page = client.post("/staff/operations/plan/", taken)
    assert "An operation has this codename already." in text(page)
    assert 'value="symphony"' in page.content.decode()


def test_the_page_shows_the_tally_each_number_opening_to_its_records(world):
    page = signed_in(world.north).get(PAGE)
    html, said = page.content.decode(), text(page)
    records = "/staff/figures/people-arrested/records/?starts=2023-05-15&amp;ends=2023-05-21"
    assert f'href="{records}&amp;operation=symphony"' in html
    assert "1 : open the records People arrested" in said.replace("People arrested: ", ": ")
    assert "Thu 18 May 1 1 0 0 0" in said
    assert world.case.reference in said
    assert looks("operations:operation", world.north) == [
        ["operation:symphony", world.case.reference]
    ]
    assert title(page) == "Operation Symphony – Operations – Symphony"


def test_another_team_sees_the_same_numbers_and_not_the_cases(world):
    said = text(signed_in(make.investigator(team=world.south.team)).get(PAGE))
    assert "Thu 18 May 1 1 0 0 0" in said
    assert world.case.reference not in said
    assert "1 case of teams whose cases you do not see." in said


def test_a_press_officer_sees_numbers_without_records_and_may_start_a_release(world):
    page = signed_in(make.press_officer()).get(PAGE)
    assert "You may see these numbers but not their records." in text(page)
    assert "/records/" not in page.content.decode()
    assert "/staff/news/start/?operation=symphony" in page.content.decode()
    auditor = signed_in(make.user(role="auditor"))
    assert auditor.get(PAGE).status_code == 403


def test_a_case_is_added_by_its_reference_and_counts_at_once(world):
    case = world.new_case(world.north)
    world.arrest(case=case)
    client = signed_in(world.north)
    page = client.post(ADD, {"reference": case.reference.lower()}, follow=True)
    assert f"{case.reference} belongs to Operation Symphony now" in text(page)
    assert "Thu 18 May 2 2 0 0 0" in text(page)
    again = text(client.post(ADD, {"reference": case.reference}))
    assert "belongs to Operation Symphony already" in again


def test_what_is_no_case_of_the_team_is_refused_alike_whether_it_exists_or_not(world):
    client = signed_in(world.north)
    for reference in (world.case_of_south.reference, "C-23-9999"):
        said = text(client.post(ADD, {"reference": reference}))
        assert f"Your team has no case {reference}" in said
    said = text(client.post(ADD, {"reference": "R-7K4M-92QX"}))
    assert "Reference must be that of a case, such as C-23-0512" in said
    assert "Enter the reference of the case" in text(client.post(ADD, {"reference": ""}))


def test_a_case_is_taken_out_with_a_reason_and_no_longer_counts(world):
    client = signed_in(world.north)
    address = f"{PAGE}cases/{world.case.reference}/remove/"
    assert "Take C-" in text(client.get(address))
    assert "Enter why the case is taken out" in text(client.post(address, {"reason": " "}))
    page = client.post(address, {"reason": "Not part of it."}, follow=True)
    assert "no longer counts in it" in text(page)
    assert "Thu 18 May 0 0 0 0 0" in text(page)


def test_neither_an_investigator_nor_another_teams_supervisor_takes_it_out(world):
    address = f"{PAGE}cases/{world.case.reference}/remove/"
    assert signed_in(world.south).get(address).status_code == 404
    investigator = make.investigator(team=world.north.team)
    assert signed_in(investigator).get(address).status_code == 403
    assert signed_in(investigator).get(ADD).status_code == 403


def test_an_unknown_operation_is_not_found(world):
    assert signed_in(world.north).get("/staff/operations/none/").status_code == 404


def test_the_page_takes_as_many_questions_for_many_cases_as_for_one(
    world, django_assert_max_num_queries
):
    for _ in range(12):
        world.in_operation(world.new_case(world.north))
    client = signed_in(world.north)
    client.get(PAGE)
    with django_assert_max_num_queries(40):
        client.get(PAGE)
