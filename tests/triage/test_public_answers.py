"""What a member of the public answers counts in the grading."""

from datetime import timedelta

import pytest

from symphony.letterbox.answers import Happened, HappenedToMe, When
from symphony.referrals.models.referral import Channel
from symphony.triage import facts, queries
from symphony.triage.models import Band
from tests import make


def told(**answers):
    ordinary = {"form": 2, "route": "worried", "happened": [], "narrative": "Something."}
    return make.referral(
        channel=Channel.PUBLIC_FORM, source_reference="", stated=ordinary | answers
    )


def read(referral, people=()):
    return facts.read(referral, people=people, files=[])


def test_every_answer_to_what_has_happened_is_understood():
    asked = set(Happened.values) | set(HappenedToMe.values)
    assert set(facts.HAPPENED) == asked - {Happened.NOT_SURE}


@pytest.mark.django_db
def test_a_threat_to_share_pictures_that_goes_on_is_in_the_highest_band():
    referral = told(happened=[Happened.THREAT_TO_SHARE.value], when_code=When.STILL_HAPPENING.value)

    assert queries.entry(referral).band == Band.VERY_HIGH


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["says_will_share", "wants_money"])
def test_what_a_child_says_of_a_threat_is_extortion(code):
    said = read(told(route="child", happened=[code]))

    assert (said["extortion"], said["incident"]) == ("yes", "images")


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["says_will_share", "wants_money"])
def test_a_child_who_is_threatened_is_in_the_highest_band_although_not_asked_when(code):
    assert queries.entry(told(route="child", happened=[code])).band == Band.VERY_HIGH


@pytest.mark.django_db
def test_what_others_say_of_a_threat_is_recent_only_if_they_say_so():
    assert read(told(happened=["threat_to_share"]))["recent"] == "not_known"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "incident"),
    [
        ("asked_me_for_picture", "grooming"),
        ("wants_to_meet", "grooming"),
        ("uncomfortable", "grooming"),
        ("has_picture_of_me", "images"),
        ("not_sure", "not_known"),
    ],
)
def test_what_a_child_says_has_its_incident_and_is_no_threat(code, incident):
    said = read(told(route="child", happened=[code]))

    assert (said["extortion"], said["incident"]) == ("not_known", incident)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_before", "recent"),
    [(0, "within_a_week"), (7, "within_a_week"), (8, "older"), (-1, "not_known")],
)
def test_a_day_that_the_sender_knows_says_how_recent_it_is(days_before, recent):
    day = (make.NOON - timedelta(days=days_before)).date().isoformat()

    assert read(told(when_code="on_a_date", when_date=day))["recent"] == recent


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "last week", "2023-02-31"])
def test_what_is_no_day_says_nothing_of_how_recent_it_is(words):
    assert read(told(when_code="on_a_date", when_date=words))["recent"] == "not_known"
    assert read(told(when_code="roughly", when=words))["recent"] == "not_known"
