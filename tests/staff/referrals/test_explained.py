"""What the decide page says of a suggestion: quality apart, what speaks for less, which kind."""

import pytest

from tests import make
from tests.staff.referrals.answering import url, work_out
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db


def test_quality_stands_apart_with_its_rules_and_never_lowers():
    referral = make.referral()
    work_out(referral, viral="yes")
    said = text(signed_in(make.referral_officer()).get(url(referral)))

    assert "Quality 20 of 100. Quality never lowers urgency" in said
    assert "The company says that it is viral or one of many alike (rule Q-2: 20)" in said
    assert "Symphony suggests: medium, investigate" in said


def test_what_speaks_for_less_what_it_needs_and_what_did_not_fire_are_said():
    referral = make.referral()
    work_out(referral, lives_with_children="no", works_with_children="yes")
    said = text(signed_in(make.referral_officer()).get(url(referral)))

    against = said.split("Against", 1)[1].split("Quality", 1)[0]
    assert "Do children live in the household of the person it is about? No" in against
    assert "What would have to be true for less than high" in said
    assert "Rule A-4 falls away if the person does not work or volunteer with children" in said
    assert "Falls to medium if the person does not work or volunteer with children" in said
    assert "A-2: very high" in said and "It needs: the person made the material" in said


def test_the_kind_of_a_path_is_said_in_the_words_of_the_public_guidance():
    referral = make.referral()
    page = work_out(
        referral,
        **dict.fromkeys(
            [
                "lives_with_children",
                "family_access",
                "works_with_children",
                "exploitation",
                "coercion",
                "profit_motive",
                "adult_involved",
                "extortion",
                "at_risk_now",
                "live_streaming",
                "prior_contact",
                "malicious",
            ],
            "no",
        ),
        self_made="yes",
        child_age="from_13_to_15",
        repeated="first_time",
        incident="images",
    )
    said = text(page)

    assert "educate (non-aggravated)" in said
    assert "shared willingly between children, without an imbalance of power" in said
    assert "NPCC guidance on self-generated imagery" in said


def test_what_educate_needs_is_listed():
    referral = make.referral()
    work_out(referral, coercion="yes", adult_involved="no")
    said = text(signed_in(make.referral_officer()).get(url(referral)))

    needs = said.split("What educate needs first", 1)[1]
    assert "Is there any sign of coercion, threats or pressure on a child? Yes, your" not in needs
    assert ": forces the full response" in needs
    assert "Was it shown or passed on to hurt, or without the child's agreement? Not known" in needs
