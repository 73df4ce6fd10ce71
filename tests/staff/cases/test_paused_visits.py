"""The first visit of a case, while the clocks of its referral stand still and when they go on."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from symphony.cases import queries, services
from symphony.triage import services as triage
from tests import make
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db
NOON, HOUR, DAY = make.NOON, timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
# Medium: 14 days from 18 May, 10:00 in London.
LATE = NOON + 20 * DAY


def paused(case):
    referral = case.case_referrals.earliest("added_at").referral
    triage.pause_clocks(
        referral=referral, reason="provider", words="Asked.", by=make.supervisor(), at=NOON
    )
    return referral


def resumed(case, after):
    triage.resume_clocks(referral=paused(case), by=make.supervisor(), at=NOON + after)


def link(page, name):
    """Return the address of the page of the list before or after this one."""
    return re.search(rf'href="(\?{name}=[^"]+)"', page.content.decode())[1]


@pytest.fixture
def team():
    return make.team("North team")


@pytest.fixture
def html(time_machine, team):
    time_machine.move_to(LATE)
    worker = signed_in(make.investigator(team=team))
    return lambda name, *args: worker.get(reverse(f"cases:{name}", args=args))


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (paused, "paused 20 d: waiting for provider"),
        (lambda case: resumed(case, 10 * DAY), "due 11 Jun, 10:00"),
        (lambda case: resumed(case, DAY), "overdue by 5 d"),
    ],
)
def test_the_head_the_overview_and_the_list_say_how_it_stands(html, team, prepare, words):
    case = make.case(team=team)
    prepare(case)

    page = html("overview", case.reference)

    assert f"First visit: {words}" in page.content.decode()
    alone = f"{words[0].upper()}{words[1:]}"
    assert f"Clocks First visit {alone}" in text(page)
    assert f"{case.reference} Medium Investigate {alone}" in text(html("team"))


def test_home_pages_count_what_is_late_after_its_longer_time_only(time_machine, team):
    time_machine.move_to(LATE)
    quiet, later, late = (make.case(team=team) for _ in range(3))
    paused(quiet)
    resumed(later, 10 * DAY)
    resumed(late, DAY)

    page = text(signed_in(make.supervisor(team=team)).get("/staff/"))

    visits = page.split("First visits overdue")[1].split("North team")[0]
    assert late.reference in visits
    assert quiet.reference not in visits and later.reference not in visits


def test_paused_cases_hide_no_late_one_from_the_supervisor(time_machine, team, monkeypatch):
    monkeypatch.setitem(queries.listing.__kwdefaults__, "limit", 2)
    time_machine.move_to(LATE)
    for _ in range(3):
        paused(make.case(team=team))
    late = make.case(team=team)

    assert late.reference in text(signed_in(make.supervisor(team=team)).get("/staff/"))


def test_the_list_is_in_the_order_of_the_time_that_each_has_been_given(team):
    given, plain = make.case(team=team), make.case(team=team)
    resumed(given, 5 * DAY)
    viewer = make.investigator(team=team)

    page = queries.listing(viewer=viewer, view=queries.View.TEAM, at=LATE, limit=1)
    rest = queries.listing(viewer=viewer, view=queries.View.TEAM, at=LATE, after=page.next)

    assert [row.reference for row in (*page.rows, *rest.rows)] == [
        plain.reference,
        given.reference,
    ]


def joined(case):
    """Return a further report, in the case and not decided."""
    referral = make.referral(received_at=NOON - 5 * HOUR)
    services.add_referral(case=case, referral=referral, by=make.referral_officer(), at=NOON)
    return referral


def test_a_further_report_that_nobody_decided_on_asks_for_no_visit(html, team):
    case = make.case(team=team)
    paused(case)
    joined(case)

    assert "Clocks First visit Paused 20 d" in text(html("overview", case.reference))


def test_a_case_is_due_by_what_of_it_runs(html, team):
    case = make.case(team=team)
    paused(case)
    make.case(referral=joined(case), band="low")

    # Low: 30 days from 18 May, 07:00 in London.
    assert "Clocks First visit Due 17 Jun, 07:00" in text(html("overview", case.reference))


def test_a_case_that_was_visited_is_met_whatever_was_paused(html, team):
    case = make.case(team=team)
    paused(case)
    make.arrest(case)

    assert "Clocks First visit Met 18 May 2023" in text(html("overview", case.reference))


def test_pages_take_as_many_queries_however_many_were_paused(html, team):
    def asked(*where):
        with CaptureQueriesContext(connection) as captured:
            assert html(*where).status_code == 200
        return len(captured)

    case = make.case(team=team)
    paused(case)
    one = asked("team")
    for _ in range(4):
        resumed(make.case(team=team), DAY)
    assert asked("team") == one


def test_the_next_page_goes_on_where_the_last_one_ended_while_a_clock_stands_still(
    time_machine, team, monkeypatch
):
    monkeypatch.setitem(queries.listing.__kwdefaults__, "limit", 1)
    still, later = make.case(team=team), make.case(team=team)
    paused(still)
    resumed(later, 20 * DAY + HOUR)
    worker, where = signed_in(make.investigator(team=team)), reverse("cases:team")
    time_machine.move_to(LATE)
    first = worker.get(where)
    time_machine.move_to(LATE + 10 * MINUTE)

    second = worker.get(where + link(first, "after"))
    back = worker.get(where + link(second, "before"))

    assert still.reference in text(first) and later.reference not in text(first)
    assert later.reference in text(second) and still.reference not in text(second)
    assert still.reference in text(back) and later.reference not in text(back)


def test_a_later_page_says_how_a_clock_stands_now(time_machine, team, monkeypatch):
    monkeypatch.setitem(queries.listing.__kwdefaults__, "limit", 1)
    make.case(team=team)
    paused(make.case(team=team))
    worker, where = signed_in(make.investigator(team=team)), reverse("cases:team")
    time_machine.move_to(LATE)
    first = worker.get(where)
    time_machine.move_to(LATE + 2 * DAY)

    assert "Paused 22 d: waiting for provider" in text(worker.get(where + link(first, "after")))


def test_what_was_visited_costs_the_list_nothing_more(html, team):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            page = text(html("team"))
        assert "Met" in page
        return len(captured)

    case = make.case(team=team)
    make.arrest(case)
    never_paused = asked()
    other = make.case(team=team)
    paused(other)
    make.arrest(other)

    assert asked() == never_paused
