"""What a member of the public answers counts in the grading."""

import pytest

from symphony.letterbox.answers import Happened, When
from symphony.referrals.models.referral import Channel
from symphony.triage import facts, queries
from symphony.triage.models import Band
from tests import make


def test_every_answer_to_what_has_happened_is_understood():
    assert set(facts.HAPPENED) == set(Happened) - {Happened.NOT_SURE}


@pytest.mark.django_db
def test_a_threat_to_share_pictures_that_goes_on_is_in_the_highest_band():
    told = {"happened": [Happened.THREAT_TO_SHARE.value], "when_code": When.STILL_HAPPENING.value}
    referral = make.referral(channel=Channel.PUBLIC_FORM, source_reference="", stated=told)

    assert queries.entry(referral).band == Band.VERY_HIGH
