"""The list of what providers lose soonest."""

import re
from datetime import timedelta
from html import unescape

import pytest

from symphony.cases import services as cases
from symphony.core.clock import now
from symphony.core.ids import uuid7
from symphony.referrals.models import IpEvent
from symphony.staff.referrals import expiring
from symphony.triage import queries
from tests import make
from tests.accounts.rota import on_call
from tests.staff.visiting import looks, signed_in, text
from tests.triage.deciding import decide

pytestmark = pytest.mark.django_db
LIST, DAY = "/staff/referrals/expiring/", timedelta(days=1)


def connected(*days_left, **changes):
    """Return a referral with connections that are lost in so many days."""
    referral = changes.pop("referral", None) or make.referral()
    for left in days_left:
        made_at = None if left is None else now() - timedelta(days=365) + left * DAY
        ordinary = {"address": "192.0.2.1", "at_utc": made_at, "event": "Login"}
        IpEvent.objects.create(id=uuid7(), referral=referral, **ordinary | changes)
    return referral


def test_what_is_lost_soonest_comes_first_and_what_is_lost_or_has_no_time_is_left_out():
    later, sooner = connected(200), connected(-3, 4, 40)
    connected(-1)
    connected(None)

    found = queries.expiring(viewer=make.referral_officer(), at=now(), limit=50)

    assert [one.referral for one in found] == [sooner, later]
    assert found[0].lost_at - now() > 3 * DAY


def test_the_page_says_what_is_assumed_and_what_is_known_of_the_connection():
    referral, officer = connected(0.05, offset_stated=False), make.referral_officer()
    page = text(signed_in(officer).get(LIST))

    assert "assumes that providers keep it for 365 days" in page and "an assumption" in page
    assert referral.reference in page and "Due in 1 h" in page
    assert "Login. No time zone is stated: it may be lost some hours sooner" in page
    assert "Example ESP" in page and "192.0.2.1" not in page
    assert looks("referrals:expiring", officer) == [[referral.reference]]


def test_what_is_over_is_not_in_it():
    over = connected(5)
    decide(referral=over, path="prevent", why_different="It was withdrawn.")

    page = text(signed_in(make.supervisor()).get(LIST))
    assert over.reference not in page and "No open referral states a connection" in page
    assert signed_in(make.investigator()).get(LIST).status_code == 403


def test_closed_cases_hide_nothing_that_is_open(monkeypatch):
    monkeypatch.setattr(expiring, "MOST_SHOWN", 2)
    for left in (1, 2, 3):
        case = make.case()
        over = connected(left, referral=case.case_referrals.get().referral)
        by = make.investigator(team=case.team)
        cases.close_case(case=case, reason="Done.", by=by, at=now())
    going_on = connected(5, referral=make.case().case_referrals.get().referral)
    waiting = connected(4)

    page = text(signed_in(make.supervisor()).get(LIST))

    assert waiting.reference in page and going_on.reference in page
    assert over.reference not in page


def test_a_long_list_goes_on_to_its_end(monkeypatch):
    monkeypatch.setattr(expiring, "MOST_SHOWN", 2)
    made = [connected(left).reference for left in (1, 2, 3, 4, 5)]
    officer = make.referral_officer()
    client, url, pages = signed_in(officer), LIST, []
    while url:
        page = client.get(url)
        pages.append([one for one in made if one in text(page)])
        more = re.search(r'href="(\?after=[^"]+)"', page.content.decode())
        url = LIST + unescape(more[1]) if more else ""

    assert pages == [made[:2], made[2:4], made[4:]]
    assert looks("referrals:expiring", officer) == pages


def test_the_queue_says_to_those_who_answer_alerts_that_nobody_is_on_call():
    words, queue = (
        "Nobody is on call now. Alerts go to every supervisor.",
        "/staff/referrals/queue/",
    )
    officer = make.referral_officer()
    assert words in text(signed_in(officer).get(queue))

    on_call(officer, begins_at=now() - DAY / 24, ends_at=now() + DAY / 24)
    assert words not in text(signed_in(officer).get(queue))
