"""Paused clocks as a list: how long each stands still, for what, and who paused it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from symphony.cases import services as cases
from symphony.staff.oversight import paused
from symphony.triage import services
from symphony.triage.models import ClockPause
from tests import make
from tests.staff.visiting import looks, signed_in, text
from tests.triage.deciding import decide

pytestmark = pytest.mark.django_db

URL, NOON, DAY = "/staff/oversight/clocks/paused/", make.NOON, timedelta(days=1)
NOW = NOON + 10 * DAY


@pytest.fixture(autouse=True)
def ten_days_later(time_machine):
    time_machine.move_to(NOW)


def pause(referral=None, *, days=10, **changes):
    """Return a referral whose clocks have stood still for so many days."""
    referral = referral or make.referral()
    ordinary = {"reason": "provider", "words": "Asked on 18 May.", "at": NOW - days * DAY}
    by = changes.pop("by", None) or make.referral_officer()
    services.pause_clocks(referral=referral, **ordinary | changes, by=by)
    return referral


def page(user=None, url=URL):
    return text(signed_in(user or make.supervisor()).get(url))


def test_it_says_which_since_when_for_what_and_by_whom():
    supervisor = make.supervisor()
    referral = pause(by=make.referral_officer(name="Ada Example"))

    said = page(supervisor)

    assert f"{referral.reference} None Response clocks Paused 10 d" in said
    assert "18 May 2023, 12:00" in said and "Provider's answer" in said
    assert "Asked on 18 May." in said and "Ada Example" in said
    assert looks("oversight:paused_clocks", supervisor) == [[referral.reference]]


def test_the_longest_comes_first_and_it_is_read_to_its_end(monkeypatch):
    monkeypatch.setattr(paused, "PAGE_SIZE", 2)
    made = [pause(days=days).reference for days in (4, 9, 2, 6, 8)]
    client, url, found = signed_in(make.supervisor()), URL, []
    while url:
        shown = client.get(url)
        found += [one for one in re.findall(r"R-\w{4}-\w{4}", text(shown)) if one in made]
        more = re.search(r'href="(\?after=[^"]+)"', shown.content.decode())
        url = URL + unescape(more[1]) if more else ""

    assert found == [made[position] for position in (1, 4, 3, 0, 2)]


def test_a_case_is_named_to_who_may_see_it():
    case = make.case()
    pause(case.case_referrals.get().referral, stops=ClockPause.Stops.CHILD_FIRST, days=9.9)

    assert f"{case.reference} Child-first clock Paused 9 d" in page(make.supervisor(team=case.team))
    assert case.reference not in page(make.supervisor(team=make.team("South team")))


def _visited(case):
    make.arrest(case)


def _closed(case):
    by = make.investigator(team=case.team)
    cases.close_case(case=case, reason="Done.", by=by, at=NOW)


@pytest.mark.parametrize("ends", [_visited, _closed])
def test_what_was_met_or_closed_since_stands_still_no_more(ends):
    case = make.case()
    pause(case.case_referrals.get().referral)
    assert "Response clocks" in page()
    ends(case)

    assert "No clock is paused." in page()


def test_nor_what_a_decision_ended_or_somebody_resumed():
    decided, resumed = pause(), pause()
    services.resume_clocks(referral=resumed, by=make.supervisor(), at=NOW)
    decide(referral=decided, path="prevent", why_different="It was withdrawn.", at=NOW)

    assert "No clock is paused." in page()


def test_a_supervisors_home_counts_those_of_more_than_seven_days():
    pause(days=6)
    assert "No clock has been paused for more than 7 days." in page(url="/staff/")

    pause(days=8)
    assert "1 clock has been paused for more than 7 days" in page(url="/staff/")
    pause(days=9)
    home = signed_in(make.supervisor()).get("/staff/")
    assert "2 clocks have been paused for more than 7 days" in text(home)
    assert f'href="{URL}"' in home.content.decode()


def test_the_register_leads_to_it_and_back():
    register = "/staff/oversight/breaches/"
    client = signed_in(make.supervisor())

    assert f'href="{URL}"' in client.get(register).content.decode()
    assert f'href="{register}?view=answered"' in client.get(URL).content.decode()


def test_who_may_read_it():
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        assert signed_in(person).get(URL).status_code == 403
