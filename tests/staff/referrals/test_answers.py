"""The list of answers that nobody has opened, over all referrals that somebody may see."""

import pytest
from django.test import Client
from django.urls import reverse

from symphony.referrals.models import Referral
from tests import make
from tests.letterbox import coming_back
from tests.staff.visiting import looks, signed_in, text

pytestmark = pytest.mark.django_db

ADDRESS = "/staff/referrals/answers/"


def test_it_lists_unread_answers_danger_first():
    calm, danger = coming_back.answered(), coming_back.answered(danger_now=True)
    coming_back.answer(calm)
    officer = make.referral_officer()
    client = signed_in(officer)

    page = client.get(ADDRESS)

    said = text(page)
    assert "2 referrals have messages that nobody has opened" in said
    assert f"{danger} A child is in danger now 1 18 May 2023, 12:00" in said
    assert f"{calm} Not stated 2 18 May 2023, 12:00" in said
    assert said.index(danger) < said.index(calm)
    assert looks("referrals:answers", officer) == [[danger, calm]]

    client.get(reverse("referrals:messages", args=[danger]))
    assert danger not in text(client.get(ADDRESS))


def test_an_investigator_sees_those_of_their_cases_here_and_at_home():
    mine, other = coming_back.answered(), coming_back.answered()
    case = make.case(referral=Referral.objects.get(reference=mine))
    client = signed_in(make.investigator(team=case.team))

    for address in (ADDRESS, "/staff/"):
        said = text(client.get(address))
        assert mine in said
        assert other not in said
    assert "1 new message since" in said


def test_nobody_else_opens_it():
    assert signed_in(make.press_officer()).get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code == 302


def test_an_empty_one_says_what_will_stand_there():
    assert "Every answer has been opened." in text(signed_in(make.referral_officer()).get(ADDRESS))


def test_the_queue_and_home_say_how_many_there_are():
    reference = coming_back.answered(danger_now=True)
    client = signed_in(make.referral_officer())

    assert "1 referral has answers that nobody has opened" in text(
        client.get("/staff/referrals/queue/")
    )
    assert f"Answers from reporters {reference} A child is in danger now. 1 new message" in text(
        client.get("/staff/")
    )
