"""The figures pages: what each role may read, open and link to."""

from datetime import timedelta

import pytest

from tests import make
from tests.figures.world import World
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db

WEEK = "starts=2023-05-15&ends=2023-05-21"
ARRESTED = f"/staff/figures/people-arrested/?{WEEK}"
RECORDS = f"/staff/figures/people-arrested/records/?{WEEK}"


@pytest.fixture
def world(db):
    world = World()
    world.mine = world.arrest()
    world.arrest(case=world.case_of_south)
    return world


def test_the_list_shows_every_figure_with_its_rule(world, django_assert_max_num_queries):
    client = signed_in(world.north)
    client.get("/staff/figures/")
    with django_assert_max_num_queries(45):
        page = client.get(f"/staff/figures/?{WEEK}")
    assert "People arrested 2 Different people arrested" in text(page)
    assert "15 May 2023 to 21 May 2023" in text(page)
    assert title(page) == "Figures – Symphony"


def test_a_figure_shows_value_rule_moment_months_and_how_it_is_counted(world):
    page = signed_in(world.north).get(ARRESTED)
    said = text(page)
    for words in ("Open the 2 records", "Rule A-1, version 1", "As at", "Thu 18 May", "voluntary"):
        assert words in said
    html = page.content.decode()
    assert '<svg class="sy-chart__drawing" role="img"' in html
    assert "<title id=" in html
    assert "Highest in Thu 18 May with 2" in html
    assert 'style="' not in html


def test_the_records_are_those_of_ones_own_team_and_each_look_is_logged(world):
    page = signed_in(world.north).get(RECORDS)
    said = text(page)
    assert "2 counted. You may see 1. 1 more belongs to other teams." in said
    assert world.mine.person.reference in said
    assert looks("figures:records", world.north)[-1] == [
        world.mine.person.reference,
        world.case.reference,
    ]


def test_the_other_team_sees_its_own_only(world):
    said = text(signed_in(world.south).get(RECORDS))
    assert world.mine.person.reference not in said
    assert "1 more belongs to other teams" in said


@pytest.mark.parametrize("make_user", [make.press_officer, lambda: make.user(role="auditor")])
def test_those_who_do_not_open_figures_see_the_number_alone(world, make_user):
    client = signed_in(make_user())
    said = text(client.get(ARRESTED))
    assert "You may see this number but not its records." in said
    assert "Open the" not in said
    assert client.get(RECORDS).status_code == 403


def test_an_administrator_sees_no_figures(world):
    assert signed_in(make.user(role="administrator")).get(ARRESTED).status_code == 403


def test_a_figure_of_an_operation_has_the_operations_days_unless_others_are_asked_for(world):
    client = signed_in(world.north)
    page = client.get("/staff/figures/people-arrested/?operation=symphony")
    assert "15 May 2023 to 21 May 2023, Operation Symphony" in text(page)
    assert "Open the 1 record " in text(page)
    page = client.get("/staff/figures/people-arrested/?operation=symphony&ends=2023-05-16")
    assert "15 May 2023 to 16 May 2023" in text(page)
    assert "No record falls in this period. Try a longer one." in text(page)


def test_what_is_wrong_with_the_days_is_said_and_the_page_stays(world):
    client = signed_in(world.north)
    said = text(client.get("/staff/figures/arrests/?starts=2023-05-21&ends=2023-05-15"))
    assert "Last day must be the same as or after the first day" in said
    for asked in ("starts=2023-02-30&ends=2023-05-15", "starts=9999-01-01", "ends=0001-01-01"):
        page = client.get(f"/staff/figures/arrests/?{asked}")
        assert page.status_code == 200
        assert "There is a problem" in text(page)
        assert title(page).startswith("Error: ")
    assert client.get("/staff/figures/arrests/?operation=none&team=none").status_code == 200


def test_an_unknown_figure_is_not_found(world):
    assert signed_in(world.north).get("/staff/figures/rescues/").status_code == 404


def test_nothing_recorded_at_all_is_no_fault():
    client = signed_in(make.supervisor())
    for measure in ("arrests", "referrals", "children-safeguarded", "crimes-investigated"):
        said = text(client.get(f"/staff/figures/{measure}/"))
        assert "No record falls in this period" in said
        assert "No record falls" in text(client.get(f"/staff/figures/{measure}/records/"))


def test_a_long_list_goes_on_on_the_next_page(world):
    for minutes in range(60):
        world.arrest(make.NOON + timedelta(minutes=minutes))
    client = signed_in(world.north)
    first = client.get(RECORDS)
    following = first.content.decode().split('rel="next"')[0].rpartition('href="')[2].split('"')[0]
    second = client.get("/staff/figures/people-arrested/records/" + following.replace("&amp;", "&"))
    assert text(second).count(world.case.reference) == 11
    assert title(second) == "Records, later results – People arrested – Figures – Symphony"


@pytest.mark.parametrize(
    "measure",
    [
        "people-arrested",
        "arrests",
        "children-safeguarded",
        "education-visits",
        "children-visited",
        "crimes-investigated",
        "crimes-recorded",
        "referrals",
    ],
)
def test_every_figure_opens_to_records_that_open(world, measure):
    child = world.child()
    world.action(child)
    world.visit(children={child: True})
    world.crime()
    world.enquiry()
    world.referral(case=world.case)
    client = signed_in(world.north)
    page = client.get(f"/staff/figures/{measure}/records/?{WEEK}")
    assert "You may see 1" in text(page)
    assert f"/staff/cases/{world.case.reference}/" in page.content.decode()


def test_a_referral_whose_case_is_another_teams_says_so_and_names_no_case(world):
    world.referral(case=world.case)
    said = text(signed_in(make.referral_officer()).get(f"/staff/figures/referrals/records/?{WEEK}"))
    assert "Of another team" in said
    assert world.case.reference not in said
