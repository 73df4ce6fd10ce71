"""Version 2023-1, read by the loader of today: every situation has the result that it had."""

import itertools
from datetime import timedelta

import pytest

from symphony.referrals.models import Referral
from symphony.referrals.models.referral import Channel
from symphony.triage import grading, policy
from tests import make
from tests.triage import old_policy_loader as old


def test_every_combination_has_the_band_the_path_and_the_rules_that_the_first_loader_gave():
    then, today = old.load("2023-1"), policy.load("2023-1")
    tried = 0
    for values in itertools.product(*old.DOMAINS.values()):
        facts = dict(zip(old.DOMAINS, values, strict=True))
        band, fired = then.grade(facts)
        path, rule = then.recommend(facts)
        result = today.assess(facts)
        assert (result.band, result.path) == (band, path)
        assert [r.name for r in result.deciding] == [r.name for r in fired]
        assert [r.says for r in result.deciding] == [r.says for r in fired]
        assert result.path_rule.name == rule.name
        tried += 1
    assert tried == 8 * 2 * 2 * 3 * 2 * 2 * 2 * 3


def test_it_has_the_facts_and_values_that_were_read_then():
    assert {n: f.domain for n, f in policy.load("2023-1").facts.items()} == old.DOMAINS


def test_it_says_nothing_of_quality_because_it_never_asked():
    facts = dict.fromkeys(old.DOMAINS, old.NOT_KNOWN)
    assert policy.load("2023-1").assess(facts).quality is None


@pytest.mark.django_db
def test_what_it_does_not_know_of_a_referral_is_not_known_and_grades_all_the_same():
    month_ago = make.NOON - timedelta(days=30)
    referral = Referral(received_at=make.NOON, channel=Channel.CYBERTIPLINE, incident_at=month_ago)
    one = grading.Known(referral, people=[], files=[])
    assert grading.stated(one)["recent"] == "within_a_year"

    graded = grading.try_to_assess(one, by=policy.load("2023-1"), at=make.NOON)
    assert (graded.band, graded.failure) == ("medium", "")
    # What is stated stays with the assessment, for the versions that know it.
    assert graded.facts["recent"] == "within_a_year"
