"""Doubtful reports: kept apart, counted, read like all others, and moved into the queue."""

import pytest
from django.test import Client
from django.urls import reverse

from symphony.cases import services as cases
from symphony.triage import queries, services
from tests import make
from tests.staff.visiting import acts, looks, signed_in, text

pytestmark = pytest.mark.django_db

URL = "/staff/referrals/doubtful/"
QUEUE = "/staff/referrals/queue/"


def doubtful(**changes):
    return make.referral(doubts=["haste", "flood"], **changes)


def move(referral, user=None):
    address = reverse("referrals:move_to_queue", args=[referral.reference])
    return signed_in(user or make.referral_officer()).post(address)


def test_it_lists_them_with_why_and_the_queue_says_how_many():
    kept, ordinary = doubtful(), make.referral()
    officer = make.referral_officer()
    client = signed_in(officer)

    said = text(client.get(URL))

    assert f"{kept.reference} NEW It was filled in faster than a person reads" in said
    assert "Many reports came from one place within minutes" in said
    assert ordinary.reference not in said
    assert looks("referrals:doubtful", officer) == [[kept.reference]]
    queue = text(client.get(QUEUE))
    assert "1 doubtful report is kept apart" in queue
    assert "1 waiting: " in queue
    assert kept.reference not in queue


def test_it_is_not_given_nor_counted_nor_overdue_nor_new():
    doubtful()
    officer = make.referral_officer()

    assert services.take_next(by=officer, at=make.NOON) is None
    assert sum(queries.counts_by_band(viewer=officer).values()) == 0
    assert queries.count_new(viewer=officer) == 0
    assert queries.overdue(viewer=officer, at=make.NOON.replace(year=2024)).count == 0
    assert queries.count_received_since(viewer=officer, since=make.NOON.replace(year=2022)) == 0
    assert queries.count_doubtful(viewer=officer) == 1


def test_one_that_could_not_be_graded_alerts_when_it_is_moved(monkeypatch):
    monkeypatch.setattr("symphony.triage.facts.read", lambda *_, **__: 1 / 0)
    referral, officer = doubtful(), make.referral_officer()
    assert queries.open_alerts(viewer=officer) == []

    services.move_to_queue(referral=referral, by=officer, at=make.NOON)

    [alert] = queries.open_alerts(viewer=officer)
    assert alert.referral == referral


def test_it_is_moved_once_and_that_is_recorded():
    referral, officer = doubtful(), make.referral_officer()

    answer = move(referral, officer)

    assert answer.url == reverse("referrals:reading", args=[referral.reference])
    assert not queries.entry(referral).is_doubtful
    [entry] = acts("triage.moved_to_queue")
    assert (entry.about, entry.by) == ([referral.reference], officer.staff_number)
    with pytest.raises(services.NotDoubtful):
        services.move_to_queue(referral=referral, by=officer, at=make.NOON)
    assert move(referral, officer).status_code == 302
    assert services.take_next(by=officer, at=make.NOON) == referral


def test_it_stays_in_the_queue_when_it_is_graded_again():
    referral = doubtful()
    move(referral)

    services.reassess(referral=referral, because="A test", by="system:test", at=make.NOON)

    assert not queries.entry(referral).is_doubtful


def test_graded_again_it_stays_apart():
    referral = doubtful()

    services.reassess(referral=referral, because="A test", by="system:test", at=make.NOON)

    assert queries.entry(referral).is_doubtful


def test_it_is_read_held_and_decided_like_any_other():
    referral, officer = doubtful(), make.referral_officer()
    client = signed_in(officer)

    page = client.get(reverse("referrals:reading", args=[referral.reference]))
    assert "Kept apart as doubtful" in page.content.decode()
    assert "Why it may not be meant It was filled in faster than a person reads" in text(page)
    services.hold(referral=referral, by=officer, at=make.NOON)
    opened = cases.decide_and_open(
        referral=referral,
        band="medium",
        path="investigate",
        rationale="It is meant.",
        by=officer,
        at=make.NOON,
    )

    assert opened.case is not None
    assert referral.reference not in text(client.get(URL))
    with pytest.raises(Exception, match="has left the queue"):
        services.move_to_queue(referral=referral, by=officer, at=make.NOON)


def test_who_does_not_decide_moves_nothing_and_outsiders_see_nothing():
    referral = doubtful()

    assert move(referral, make.investigator()).status_code == 403
    assert signed_in(make.investigator()).get(URL).status_code == 403
    assert Client().get(URL).status_code == 302
    assert queries.entry(referral).is_doubtful


def test_sources_say_how_many_there_are():
    doubtful()

    said = text(signed_in(make.referral_officer()).get("/staff/referrals/sources/"))

    assert "1 of the public form's reports waits apart as doubtful." in said


def test_an_empty_list_says_so():
    assert "No report is doubtful." in text(signed_in(make.referral_officer()).get(URL))


def test_a_long_list_goes_on():
    services.take_in(
        [make.arrival(doubts=["haste"]) for _ in range(60)], by="system:test", at=make.NOON
    )
    client = signed_in(make.referral_officer())

    page = client.get(URL)
    following = page.content.decode().split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    later = client.get(URL + following.replace("&amp;", "&"))

    shown = [set(one) for one in looks("referrals:doubtful")]
    assert [len(one) for one in shown] == [50, 10]
    assert not shown[0] & shown[1]
    assert later.status_code == 200
