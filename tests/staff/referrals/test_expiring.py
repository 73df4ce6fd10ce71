"""The list of what providers lose soonest."""

from datetime import timedelta

import pytest

from symphony.core.clock import now
from symphony.core.ids import uuid7
from symphony.referrals.models import IpEvent
from symphony.triage import queries, services
from tests import make
from tests.accounts.rota import on_call
from tests.staff.visiting import looks, signed_in, text

pytestmark = pytest.mark.django_db
LIST, DAY = "/staff/referrals/expiring/", timedelta(days=1)


def connected(*days_left, **changes):
    """Return a referral with connections that are lost in so many days."""
    referral = make.referral()
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
    why = "The company withdrew its report."
    services.record_decision(
        referral=over,
        band="low",
        path="prevent",
        rationale=why,
        why_different=why,
        by=make.referral_officer(),
        at=make.NOON,
    )

    page = text(signed_in(make.supervisor()).get(LIST))
    assert over.reference not in page and "No open referral states a connection" in page
    assert signed_in(make.investigator()).get(LIST).status_code == 403


def test_the_queue_says_to_those_who_answer_alerts_that_nobody_is_on_call():
    words, queue = (
        "Nobody is on call now. Alerts go to every supervisor.",
        "/staff/referrals/queue/",
    )
    officer = make.referral_officer()
    assert words in text(signed_in(officer).get(queue))

    on_call(officer, begins_at=now() - DAY / 24, ends_at=now() + DAY / 24)
    assert words not in text(signed_in(officer).get(queue))
