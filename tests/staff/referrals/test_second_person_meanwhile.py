"""A second person answers the decision that they read, and is told what changed meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse

from symphony.triage import queries
from symphony.triage import services as triage
from symphony.triage.models import Decision
from tests import make
from tests.staff.visiting import hidden, looks, signed_in, text
from tests.triage.deciding import LATER, change, end

pytestmark = pytest.mark.django_db

WHY = "Ask the school for the register."


@pytest.fixture
def first():
    return make.referral_officer(name="Tom Example")


@pytest.fixture
def decision(first):
    return end(band="low", by=first)


@pytest.fixture
def client():
    return signed_in(make.supervisor())


def url(decision):
    return reverse("referrals:look_over", args=[decision.referral.reference])


def learn(referral, **facts):
    triage.learn(
        referral=referral,
        facts=facts or {"child_identified": "yes"},
        source="casework",
        about="C-23-0001",
        because="A child was added to the case",
        by="T00001",
        at=LATER,
    )


def nothing_is_recorded():
    return not Decision.objects.exclude(endorsed_by=None, returned_by=None).exists()


@pytest.mark.parametrize("said", ["agree", "return"])
def test_a_decision_that_nobody_showed_them_is_not_answered(client, decision, first, said):
    read = hidden(client.get(url(decision)))
    again = change(decision, path="no_further_action", by=first)

    page = client.post(url(decision), read | {"answer": said, "reason": WHY})

    assert nothing_is_recorded()
    shown = text(page)
    assert (
        "Not recorded: Tom Example changed the decision, 18 May 2023, 13:00: high, no further"
        " action. Read it again, then choose your answer. A reason that you typed is still below."
    ) in shown
    assert WHY in shown
    # Agreement is asked anew: it was meant for another decision.
    assert 'type="radio" value="agree" checked' not in page.content.decode()
    assert looks("referrals:look_over")[-1] == [decision.referral.reference]

    client.post(url(decision), hidden(page) | {"answer": "agree"})
    again.refresh_from_db()
    assert again.endorsed_by is not None


def test_even_an_answer_with_errors_is_shown_what_changed(client, decision, first):
    read = hidden(client.get(url(decision)))
    change(decision, path="no_further_action", by=first)

    assert "Not recorded: Tom Example changed the decision" in text(
        client.post(url(decision), read)
    )


def test_a_page_that_says_nothing_of_what_it_showed_records_nothing(client, decision):
    page = client.post(url(decision), {"answer": "agree"})

    assert nothing_is_recorded()
    assert "Not recorded: Tom Example decided, 18 May 2023, 12:00" in text(page)


def test_what_was_learnt_meanwhile_has_to_be_read_first(client, decision):
    read = hidden(client.get(url(decision)))
    learn(decision.referral)

    page = client.post(url(decision), read | {"answer": "agree"})

    assert nothing_is_recorded()
    shown = text(page)
    assert "Not recorded: more was learnt, 18 May 2023, 13:00: a child was added" in shown
    client.post(url(decision), hidden(page) | {"answer": "agree"})
    assert not nothing_is_recorded()


def test_that_a_colleague_kept_the_decision_meanwhile_is_said(client, decision):
    learn(decision.referral)
    read = hidden(client.get(url(decision)))
    triage.look_at_changes(
        referral=decision.referral,
        why_kept="Known before.",
        by=make.referral_officer(name="Sam Example"),
        at=LATER + timedelta(minutes=5),
    )

    page = text(client.post(url(decision), read | {"answer": "agree"}))

    assert nothing_is_recorded()
    assert "Not recorded: Sam Example looked again, 18 May 2023, 13:05." in page


def test_sent_back_meanwhile_nothing_typed_is_lost(client, decision):
    read = hidden(client.get(url(decision)))
    colleague = make.referral_officer(name="Sam Example")
    triage.return_decision(decision=decision, reason="No.", by=colleague, at=LATER)

    page = client.post(url(decision), read | {"answer": "return", "reason": WHY})

    assert page.status_code == 409
    shown = text(page)
    assert "does not wait for a second person any more" in shown
    assert "Sam Example sent it back, 18 May 2023, 13:00." in shown
    assert WHY in shown
    decision.refresh_from_db()
    assert decision.returned_reason == "No."


def test_agreed_to_or_decided_otherwise_meanwhile_it_says_by_whom(client, decision, first):
    read = hidden(client.get(url(decision)))
    colleague = make.referral_officer(name="Sam Example")
    triage.endorse_decision(decision=decision, by=colleague, at=LATER)
    page = client.post(url(decision), read | {"answer": "agree"})
    assert "Sam Example agreed, 18 May 2023, 13:00." in text(page)

    del read["once"]
    change(decision, by=first, at=LATER)
    page = client.post(url(decision), read | {"answer": "agree"})
    assert "Tom Example changed the decision, 18 May 2023, 13:00: high, investigate." in text(page)
    assert queries.current_decision(decision.referral).endorsed_by is None
