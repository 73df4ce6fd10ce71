"""Assigning from the queue, handing over, and undoing: what the pages say and what they do."""

import pytest
from django.urls import reverse

from symphony.triage import queries
from symphony.triage import services as triage
from symphony.triage.models import Assignment, QueueEntry, ReadMark
from tests import make
from tests.accounts import rota
from tests.staff.visiting import acts, looks, signed_in, text

pytestmark = pytest.mark.django_db

QUEUE = "/staff/referrals/queue/"
ASSIGN = reverse("referrals:assign")


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(make.NOON)


@pytest.fixture
def tom():
    return make.referral_officer(name="Tom Okafor")


def holder_of(referral):
    return queries.entry(referral).holder


def test_one_page_lists_what_will_change_and_what_will_be_skipped_and_why(tom):
    free, held = make.referral(), make.referral()
    triage.hold(referral=held, by=tom, at=make.NOON)
    ann = make.referral_officer(name="Ann Bell")
    rota.on_call(person=ann, kind="shift", order=None)
    client = signed_in(make.supervisor())

    page = client.post(ASSIGN, {"referral": [free.reference, held.reference], "query": "view=all"})

    said = text(page)
    assert "Assign 1 referral" in said
    assert f"{held.reference} Tom Okafor is working on it" in said
    assert '<optgroup label="On shift now">' in page.content.decode()
    assert page.content.decode().index("Ann Bell, ") < page.content.decode().index("Tom Okafor, ")
    assert holder_of(free) is None
    assert set(looks("referrals:assign")[0]) == {free.reference, held.reference}


def test_what_was_assigned_is_said_shown_and_undone(tom):
    first, second, held = make.referral(), make.referral(), make.referral()
    triage.hold(referral=held, by=make.referral_officer(name="Ann Bell"), at=make.NOON)
    triage.mark_read(referral=first, by=tom, at=make.NOON)
    client = signed_in(make.supervisor())
    wanted = " ".join(one.reference for one in (first, second, held))

    sent = {"wanted": wanted, "to": tom.staff_number, "why": "", "query": "view=all&band=medium"}
    answer = client.post(ASSIGN, sent)
    assert answer["Location"] == f"{QUEUE}?view=all&band=medium"
    page = client.get(answer["Location"])
    assert "2 assigned to Tom Okafor, 1 skipped. Show Undo" in text(page)
    assert (holder_of(first), holder_of(second)) == (tom, tom)
    # The one assigned sees it at home under Yours, and as new.
    home = text(signed_in(tom).get("/staff/"))
    assert f"Yours {first.reference}" in home or f"Yours {second.reference}" in home
    assert home.count("NEW. ") == 2
    assert f"{first.reference} NEW" in text(signed_in(tom).get(QUEUE))

    shown = text(client.get(reverse("referrals:assigned")))
    assert "2 assigned, 1 skipped" in shown
    assert f"{held.reference} Ann Bell is working on it" in shown
    undone = text(client.post(reverse("referrals:take_back"), follow=True))
    assert "2 assignments are taken back." in undone
    assert (holder_of(first), holder_of(second)) == (None, None)
    assert [sorted(entry.about) for entry in acts("triage.assignment_undone")] == [
        sorted([first.reference, second.reference])
    ]
    again = client.post(reverse("referrals:take_back"), follow=True)
    assert "Nothing of this assignment is left to take back." in text(again)


def test_what_moved_on_meanwhile_stays_when_an_assignment_is_undone(tom):
    first, second = make.referral(), make.referral()
    client = signed_in(make.supervisor())
    client.post(ASSIGN, {"wanted": f"{first.reference} {second.reference}", "to": tom.staff_number})
    triage.hand_back(referral=first, by=tom, at=make.NOON)

    page = client.post(reverse("referrals:take_back"), follow=True)

    assert "1 assignment is taken back. 1 moved on meanwhile and stay as they are." in text(page)


def test_all_that_match_the_filter(tom):
    high, low = make.referral(), make.referral()
    QueueEntry.objects.filter(referral=high).update(band="high")
    QueueEntry.objects.filter(referral=low).update(band="low")
    client = signed_in(make.supervisor())

    assert "Assign all 1 that match" in text(client.get(f"{QUEUE}?band=high"))
    page = client.post(ASSIGN, {"all": "yes", "query": "view=all&band=high"})
    assert page.context["wanted"] == high.reference


def test_more_than_a_page_can_list_is_refused_in_words(monkeypatch):
    make.referral(), make.referral()
    monkeypatch.setattr("symphony.triage.queries.waiting.COUNTED_TO", 1)
    client = signed_in(make.supervisor())

    page = client.post(ASSIGN, {"all": "yes", "query": "view=all"}, follow=True)

    assert "More than 1,000 referrals match. Filter further" in text(page)


def test_nothing_ticked_nobody_chosen_and_everything_skipped_say_what_to_do(tom):
    free, held = make.referral(), make.referral()
    triage.hold(referral=held, by=make.referral_officer(), at=make.NOON)
    client = signed_in(make.supervisor())

    page = client.post(ASSIGN, {"query": "view=all"}, follow=True)
    assert "Select a referral to assign." in text(page)
    page = client.post(ASSIGN, {"wanted": free.reference, "to": ""})
    assert "Select who takes them" in text(page)
    page = client.post(ASSIGN, {"wanted": held.reference, "to": tom.staff_number})
    assert "Nothing can be assigned to Tom Okafor: all are skipped" in text(page)
    assert "None of these can be assigned." in text(page)
    assert client.get(ASSIGN)["Location"] == QUEUE
    assert client.get(reverse("referrals:assigned"))["Location"] == QUEUE
    assert not Assignment.objects.exists()


def test_an_officer_assigns_only_what_they_hold(tom):
    mine, free = make.referral(), make.referral()
    ann = make.referral_officer()
    triage.hold(referral=mine, by=ann, at=make.NOON)
    client = signed_in(ann)

    assert "Assign" not in text(client.get(f"{QUEUE}?view=all"))
    assert "Assign all 1 that match" in text(client.get(f"{QUEUE}?view=mine"))
    client.post(ASSIGN, {"wanted": f"{mine.reference} {free.reference}", "to": tom.staff_number})
    assert (holder_of(mine), holder_of(free)) == (tom, None)
    assert signed_in(make.investigator()).post(ASSIGN).status_code == 403


def test_what_is_held_is_handed_over_with_why(tom):
    referral, ann = make.referral(), make.referral_officer(name="Ann Bell")
    url = reverse("referrals:hand_over", args=[referral.reference])
    client = signed_in(ann)

    refused = client.get(url, follow=True)
    assert f"{referral.reference} cannot be handed over. You do not hold it" in text(refused)
    triage.hold(referral=referral, by=ann, at=make.NOON)
    reading = reverse("referrals:reading", args=[referral.reference])
    assert url in client.get(reading).content.decode()
    form = client.get(url)
    assert f"Hand {referral.reference} over" in text(form)
    assert "Ann Bell, " not in form.content.decode()
    page = client.post(url, {"to": tom.staff_number, "why": " "})
    assert "Enter why you hand it over" in text(page)
    page = client.post(url, {"to": tom.staff_number, "why": "She speaks Welsh."}, follow=True)
    assert f"Tom Okafor has {referral.reference} now." in text(page)

    whole = signed_in(tom).get(reading).content.decode()
    assert "Ann Bell</bdi> gave it to you: She speaks Welsh." in whole
    assert "gave it to you" not in client.get(reading).content.decode()
    history = signed_in(tom).get(reverse("referrals:history", args=[referral.reference]))
    assert "Assigned to an officer" in text(history)


def test_taking_offers_to_hand_back_and_marks_offer_to_be_undone(tom):
    referral = make.referral()
    client = signed_in(tom)

    page = client.post(reverse("referrals:take_next"), follow=True)
    assert f"You hold {referral.reference} for the next 30 minutes. Hand back" in text(page)

    page = client.post(reverse("referrals:mark_new"), {"referral": referral.reference}, follow=True)
    assert "1 referral marked as new. Undo" in text(page)
    assert not ReadMark.objects.filter(reader=tom).exists()
    page = client.post(
        reverse("referrals:mark_read"), {"referral": referral.reference}, follow=True
    )
    assert "1 referral marked as read. Undo" in text(page)
    html = page.content.decode()
    assert f'<input type="hidden" name="referral" value="{referral.reference}">' in html
    assert ReadMark.objects.filter(reader=tom).exists()
