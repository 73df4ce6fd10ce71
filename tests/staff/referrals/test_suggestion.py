"""The suggestion on a sheet: of today and of the past, with its policy or without."""

import uuid

import pytest
from django.urls import reverse

from symphony.core.errors import NotFound
from symphony.triage import policy, queries, services
from symphony.triage.models import Assessment
from symphony.triage.queries import policies
from tests import make
from tests.staff.visiting import acts, looks, signed_in, text, title

pytestmark = pytest.mark.django_db


def url(referral):
    return reverse("referrals:suggestion", args=[referral.reference])


def past_url(referral, assessment):
    return reverse("referrals:past_suggestion", args=[referral.reference, assessment.pk])


def test_it_holds_facts_rules_sources_changes_and_the_policys_digest():
    referral = make.referral(people=[make.stated_child()])
    said = text(signed_in(make.referral_officer()).get(url(referral)))

    assert "High, investigate" in said
    assert f"The policy's SHA-256 is {policy.load().digest}" in said
    assert "C-5: high" in said
    assert "The rule rests on: Long, Alison, Tejeiro, Hendricks and Giles 2016: grooming" in said
    assert "Is it known which child it is" in said and "From the report" in said
    assert "What did not fire, and would give more" in said
    assert "The rule rests on: Children Act 1989, section 47; HMICFRS" in said
    assert "Becomes very high if" in said
    assert "Quality " in said and "Quality never lowers urgency" in said
    assert "Nobody has decided yet." in said


def test_it_shows_the_decision_and_what_was_recorded_from_outside():
    case = make.case(by=make.referral_officer(name="Tom Example"))
    referral = case.case_referrals.get().referral
    services.record_outside(
        referral=referral,
        instrument="KIRAT",
        version="v2",
        band="high",
        assessor="A. Example",
        assessed_on=make.NOON.date(),
        by=make.referral_officer(),
        at=make.NOON,
    )

    said = text(signed_in(make.referral_officer()).get(url(referral)))

    assert "The decision that stands , made on this suggestion" in said
    assert "by Tom Example" in said
    assert "The account named in the report is still active." in said
    assert "KIRAT high , v2 , A. Example , 18 May 2023" in said


def test_one_of_the_past_stays_as_it_was():
    referral, officer = make.referral(), make.referral_officer()
    before = queries.suggestion(referral)
    services.answer_facts(
        referral=referral, answers={"lives_with_children": "yes"}, by=officer, at=make.NOON
    )

    said = text(signed_in(officer).get(past_url(referral, before)))
    assert "An earlier one: others came after it." in said
    assert "Medium, investigate" in said
    assert "Children live in the person's household (rule A-3" not in said.split("did not fire")[0]

    latest = text(signed_in(officer).get(url(referral)))
    assert "The latest." in latest and "High, investigate" in latest


def test_one_of_the_first_policy_is_read_by_the_first_policy():
    referral = make.referral()
    first = policy.load("2023-1")
    facts = {"incident": "grooming", "child": "stated"}
    result = first.assess(first.complete(facts))
    old = Assessment.objects.create(
        referral=referral,
        policy_version="2023-1",
        band=result.band,
        path=result.path,
        reasons=result.reasons(),
        facts=facts,
        assessed_at=make.NOON,
    )

    said = text(signed_in(make.referral_officer()).get(past_url(referral, old)))

    assert "by policy 2023-1" in said
    assert "Does the report say which child?" in said
    assert "U6: high" in said
    assert "Quality" not in said


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (NotFound("gone"), "It is not among the versions that are kept here."),
        (policy.BadPolicy("a gap"), "Its files cannot be read (BadPolicy)."),
    ],
)
def test_a_version_that_cannot_be_read_is_said_and_what_was_kept_is_shown(
    monkeypatch, failure, words
):
    referral = make.referral(people=[make.stated_child()])

    def broken(name):
        raise failure

    monkeypatch.setattr(policies, "version", broken)
    page = signed_in(make.referral_officer()).get(url(referral))

    said = text(page)
    assert f"Policy {policy.DEFAULT} cannot be read any more. {words}" in said
    assert "Somebody is said to be grooming a child, and it is known which child" in said
    assert "Incident" in said and "From the report" in said
    assert "did not fire, and would" not in said


def test_what_was_not_graded_says_why_and_invents_nothing(monkeypatch):
    def broken(version=policy.DEFAULT):
        raise policy.BadPolicy("urgency.csv has a gap")

    with monkeypatch.context() as patch:
        patch.setattr(policy, "load", broken)
        referral = make.referral()

    said = text(signed_in(make.referral_officer()).get(url(referral)))
    assert "Not graded" in said
    assert "BadPolicy: urgency.csv has a gap" in said


def test_printing_is_recorded_and_shows_the_same_sheet():
    referral, officer = make.referral(), make.referral_officer()
    page = signed_in(officer).post(url(referral))

    assert page.status_code == 200
    assert "data-prints" in page.content.decode()
    assert "Recorded. Print this page" in text(page)
    assert f"Printed by {officer.staff_number}" in page.content.decode()
    [entry] = acts("triage.suggestion_printed")
    assert (entry.about, entry.by) == ([referral.reference], officer.staff_number)


def test_a_look_is_recorded_and_the_title_names_nobody():
    referral, officer = make.referral(people=[make.stated_child()]), make.referral_officer()
    page = signed_in(officer).get(url(referral))

    assert looks("referrals:suggestion", officer) == [[referral.reference]]
    assert title(page) == f"Suggestion – {referral.reference} – Referrals – Symphony"


def test_another_referrals_suggestion_is_not_found_here():
    referral, other = make.referral(), make.referral()
    client = signed_in(make.referral_officer())

    assert client.get(past_url(referral, queries.suggestion(other))).status_code == 404
    nobody = reverse("referrals:past_suggestion", args=[referral.reference, uuid.uuid4()])
    assert client.get(nobody).status_code == 404


def test_whoever_may_not_know_the_referral_finds_nothing():
    referral = make.referral()
    assert signed_in(make.investigator()).get(url(referral)).status_code == 404
    assert signed_in(make.press_officer()).get(url(referral)).status_code == 403


def test_the_history_leads_to_every_suggestion():
    referral, officer = make.referral(), make.referral_officer()
    services.answer_facts(
        referral=referral, answers={"lives_with_children": "yes"}, by=officer, at=make.NOON
    )
    page = signed_in(officer).get(reverse("referrals:history", args=[referral.reference]))

    for one in queries.assessments(referral):
        assert past_url(referral, one) in page.content.decode()
    assert "high, investigate" in text(page) and "medium, investigate" in text(page)
