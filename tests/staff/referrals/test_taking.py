"""Taking the next referral, a certain one, giving one back, and read marks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from symphony.triage import queries
from symphony.triage import services as triage
from symphony.triage.models import ReadMark
from tests import make
from tests.staff.visiting import acts, signed_in, text

pytestmark = pytest.mark.django_db

QUEUE = "/staff/referrals/queue/"
NEXT = reverse("referrals:take_next")


def test_take_next_opens_the_most_urgent_that_nobody_holds():
    make.referral()
    danger = make.referral(danger_now=True)
    officer = make.referral_officer()

    response = signed_in(officer).post(NEXT)

    assert response["Location"] == reverse("referrals:reading", args=[danger.reference])
    assert queries.entry(danger).holder == officer
    assert acts("triage.taken")[0].about == [danger.reference]


def test_two_people_get_two_different_ones():
    make.referral(), make.referral()

    places = {signed_in(make.referral_officer()).post(NEXT)["Location"] for _ in range(2)}

    assert len(places) == 2


def test_whoever_was_slower_is_told_who_was_faster(time_machine):
    time_machine.move_to(make.NOON)
    first, second = make.referral(danger_now=True), make.referral()
    tom, officer = make.referral_officer(name="Tom Example"), make.referral_officer()
    client = signed_in(officer)
    expected = client.get(QUEUE).context["first_free"]
    triage.hold(referral=first, by=tom, at=make.NOON)

    response = client.post(NEXT, {"expected": expected})

    assert second.reference in response["Location"]
    page = text(client.get(response["Location"]))
    assert f"Tom Example took {first.reference} a moment ago. This is the next one." in page


def test_with_nothing_left_it_says_so():
    response = signed_in(make.referral_officer()).post(NEXT, follow=True)

    assert "Nothing is waiting that nobody else is working on." in text(response)


def test_taking_the_one_that_is_read_and_giving_it_back(time_machine):
    time_machine.move_to(make.NOON)
    referral, officer = make.referral(), make.referral_officer()
    client = signed_in(officer)

    page = text(client.post(reverse("referrals:take", args=[referral.reference]), follow=True))
    assert (
        "Held by you, last worked on at 12:00"
        in signed_in(officer)
        .get(reverse("referrals:reading", args=[referral.reference]))
        .content.decode()
    )
    assert f"You hold {referral.reference} for the next 30 minutes." in page

    back = client.post(reverse("referrals:hand_back", args=[referral.reference]), follow=True)
    assert f"{referral.reference} is back in the queue." in text(back)
    assert queries.entry(referral).holder is None


def test_who_holds_it_and_when_they_last_worked_on_it_stand_above_it(time_machine):
    time_machine.move_to(make.NOON)
    referral, tom = make.referral(), make.referral_officer(name="Tom Example")
    triage.hold(referral=referral, by=tom, at=make.NOON)
    ten_past = make.NOON + timedelta(minutes=10)
    triage.renew(referral=referral, by=tom, at=ten_past)
    time_machine.move_to(ten_past)

    for reader, words in (
        (tom, "Held by you, last worked on at 12:10"),
        (make.referral_officer(), "Held by <bdi>Tom Example</bdi>, last worked on at 12:10"),
    ):
        url = reverse("referrals:reading", args=[referral.reference])
        assert words in signed_in(reader).get(url).content.decode()


def test_what_a_colleague_holds_cannot_be_taken(time_machine):
    time_machine.move_to(make.NOON)
    referral, tom = make.referral(), make.referral_officer(name="Tom Example")
    triage.hold(referral=referral, by=tom, at=make.NOON)
    client = signed_in(make.referral_officer())

    page = text(client.post(reverse("referrals:take", args=[referral.reference]), follow=True))

    assert f"Tom Example is working on {referral.reference}." in page
    assert queries.entry(referral).holder == tom


@pytest.mark.parametrize("name", ["take", "hand_back", "mark_unread"])
def test_acts_are_for_those_who_decide(name):
    url = reverse(f"referrals:{name}", args=[make.referral().reference])

    assert signed_in(make.investigator()).post(url).status_code == 403
    assert Client().post(url).status_code == 302
    assert signed_in(make.referral_officer()).get(url).status_code == 405
    gone = reverse(f"referrals:{name}", args=["R-0000-0000"])
    assert signed_in(make.referral_officer()).post(gone).status_code == 404


def test_ticked_referrals_are_marked_as_read_and_the_view_stays():
    one, two, three = make.referral(), make.referral(), make.referral()
    officer = make.referral_officer()
    client = signed_in(officer)

    response = client.post(
        reverse("referrals:mark_read"),
        {"referral": [one.reference, two.reference], "back": f"{QUEUE}?band=medium"},
    )

    assert response["Location"] == f"{QUEUE}?band=medium"
    assert "2 referrals marked as read." in text(client.get(response["Location"]))
    marked = set(ReadMark.objects.values_list("referral__reference", flat=True))
    assert marked == {one.reference, two.reference}
    assert three.reference not in marked


def test_with_nothing_ticked_it_says_what_to_do():
    make.referral()
    client = signed_in(make.referral_officer())

    page = client.post(reverse("referrals:mark_read"), {"back": QUEUE}, follow=True)

    assert "Select a referral to mark as read." in text(page)


def test_a_referral_is_new_again_by_mark_as_new():
    referral, officer = make.referral(), make.referral_officer()
    client = signed_in(officer)
    client.get(reverse("referrals:reading", args=[referral.reference]))

    page = client.post(reverse("referrals:mark_unread", args=[referral.reference]), follow=True)

    assert f"{referral.reference} is marked as new to you." in text(page)
    assert f"{referral.reference} NEW" in text(page)
