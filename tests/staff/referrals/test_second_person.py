"""The second person: agrees to no further action, or sends it back with a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from symphony.triage import policy, queries
from symphony.triage import services as triage
from tests import make
from tests.staff.visiting import hidden, looks, signed_in, text

pytestmark = pytest.mark.django_db

LIST = "/staff/referrals/second-person/"


@pytest.fixture
def first():
    return make.referral_officer(name="Tom Example")


@pytest.fixture
def decision(first):
    return triage.record_decision(
        referral=make.referral(people=[make.stated_child()]),
        band="low",
        path="no_further_action",
        rationale="The company withdrew its report.",
        why_different="The company withdrew its report.",
        by=first,
        at=make.NOON,
    )


def url(decision):
    return reverse("referrals:look_over", args=[decision.referral.reference])


def answer(client, decision, said, **options):
    """Open the page and send what it carries, with this answer."""
    return client.post(url(decision), hidden(client.get(url(decision))) | said, **options)


def test_the_list_has_what_others_decided_and_not_ones_own(decision, first):
    second = make.referral_officer()

    page = text(signed_in(second).get(LIST))
    assert "1 decision waits for somebody other than who made it" in page
    assert f"{decision.referral.reference} Low Tom Example 18 May 2023, 12:00 Look over:" in page
    assert looks("referrals:second_person", second) == [[decision.referral.reference]]

    own = text(signed_in(first).get(LIST))
    assert "Nothing waits for you." in own
    assert f"Yours, which wait for somebody else {decision.referral.reference} , decided" in own


def test_it_shows_the_decision_and_what_was_reported(decision):
    page = text(signed_in(make.supervisor()).get(url(decision)))

    assert "The company withdrew its report." in page
    assert "Symphony suggested High, investigate" in page
    assert "Grooming" in page
    assert "1. Child" in page


def test_agreeing_closes_it(decision):
    second = make.supervisor()

    response = answer(signed_in(second), decision, {"answer": "agree"}, follow=True)

    assert f"You agreed: no further action on {decision.referral.reference}." in text(response)
    decision.refresh_from_db()
    assert decision.endorsed_by == second
    assert "Nothing waits for you." in text(response)


def test_sending_back_puts_it_in_the_queue_with_the_reason(decision):
    second = make.referral_officer()

    said = {"answer": "return", "reason": "A child is named."}
    response = answer(signed_in(second), decision, said, follow=True)

    assert "is back in the queue, with your reason." in text(response)
    decision.refresh_from_db()
    assert (decision.returned_by, decision.returned_reason) == (second, "A child is named.")
    assert queries.entry(decision.referral).left_at is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Select whether you agree"),
        ({"answer": "return"}, "Enter why it goes back"),
        ({"answer": "return", "reason": " "}, "Enter why it goes back"),
    ],
)
def test_errors_say_what_to_do(decision, said, words):
    page = answer(signed_in(make.supervisor()), decision, said)

    assert words in text(page)
    decision.refresh_from_db()
    assert decision.endorsed_at is None
    assert decision.replaced_at is None


def test_nobody_is_the_second_person_of_their_own_decision(decision, first):
    page = signed_in(first).get(url(decision))
    assert "You made this decision. Someone else must endorse it." in text(page)
    assert "Record answer" not in text(page)

    carried = hidden(signed_in(make.supervisor()).get(url(decision)))
    del carried["once"]
    refused = text(signed_in(first).post(url(decision), carried | {"answer": "agree"}))
    assert "You made this decision. Someone else must endorse it." in refused
    decision.refresh_from_db()
    assert decision.endorsed_at is None


def test_what_does_not_wait_any_more_leads_to_the_referral(decision):
    triage.endorse_decision(decision=decision, by=make.supervisor(), at=make.NOON)
    client = signed_in(make.supervisor())

    response = client.post(url(decision), {"answer": "agree"}, follow=True)

    assert "does not wait for a second person any more" in text(response)


@pytest.mark.parametrize("person", [make.investigator, make.press_officer])
def test_only_those_who_endorse_open_it(decision, person):
    for page in (LIST, url(decision)):
        assert signed_in(person()).get(page).status_code == 403
        assert Client().get(page).status_code == 302


def send_back(decision, by):
    return answer(signed_in(by), decision, {"answer": "return", "reason": "Ask the school."})


def test_it_shows_what_was_suggested_the_facts_and_the_time_left(decision):
    page = text(signed_in(make.supervisor()).get(url(decision)))

    assert "What Symphony suggested: high, investigate" in page
    assert "What is known" in page
    assert f"Policy {policy.DEFAULT}" in page
    assert "Look over:" in page


def test_its_maker_is_told_and_whoever_decides_next_reads_why(decision, first):
    second = make.referral_officer(name="Sam Example")
    send_back(decision, second)
    client, referral = signed_in(first), decision.referral

    home = text(client.get("/staff/"))
    assert f"Sent back to you {referral.reference}" in home
    assert "by Sam Example because: Ask the school." in home
    decide = text(client.get(reverse("referrals:decide", args=[referral.reference])))
    assert "Sam Example sent no further action back" in decide
    assert "Ask the school." in decide
    assert "Ask the school." in text(
        client.get(reverse("referrals:history", args=[referral.reference]))
    )


def test_the_refused_maker_is_never_the_second_person(decision, first):
    second = make.referral_officer()
    send_back(decision, second)
    again = triage.record_decision(
        referral=decision.referral,
        band="low",
        path="no_further_action",
        rationale="The school knows nothing.",
        why_different="The company withdrew its report.",
        by=second,
        at=make.NOON,
    )

    assert "Nothing waits for you." in text(signed_in(first).get(LIST))
    page = signed_in(first).get(url(again))
    assert "You decided the same on this referral before, and it was sent back." in text(page)
    assert "Record answer" not in text(page)
    third = make.supervisor()
    assert "Ask the school." in text(signed_in(third).get(url(again)))
    carried = hidden(signed_in(third).get(url(again)))
    del carried["once"]
    refused = text(signed_in(first).post(url(again), carried | {"answer": "agree"}))
    assert "it was sent back" in refused
    answer(signed_in(third), again, {"answer": "agree"})
    again.refresh_from_db()
    assert again.endorsed_by == third


def test_what_waits_for_more_than_a_day_stands_on_the_supervisors_home(decision):
    home = text(signed_in(make.supervisor()).get("/staff/"))
    # It was made in 2023.
    assert "1 decision has waited for more than 24 hours" in home
