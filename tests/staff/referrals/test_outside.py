"""Bands from other instruments: recorded beside ours, withdrawn with a reason, never mixed in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from symphony.triage import queries, rules, services
from symphony.triage.models import OutsideGrade
from tests import make
from tests.staff.visiting import acts, signed_in, text, title

pytestmark = pytest.mark.django_db

ORDINARY = {
    "instrument": "KIRAT",
    "version": "v2",
    "band": "high",
    "assessor": "A. Example",
    "assessed_on": "2023-05-17",
}


def url(referral):
    return reverse("referrals:outside", args=[referral.reference])


def record(referral, officer=None, *, follow=False, **changes):
    client = signed_in(officer or make.referral_officer())
    return client.post(url(referral), ORDINARY | changes, follow=follow)


def withdraw_url(referral, grade):
    return reverse("referrals:withdraw_outside", args=[referral.reference, grade.pk])


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(make.NOON)


def test_it_stands_beside_our_suggestion_and_changes_nothing():
    referral, officer = make.referral(), make.referral_officer()
    before = queries.suggestion(referral)

    said = text(record(referral, officer, follow=True))

    assert f"KIRAT high is recorded beside our suggestion on {referral.reference}" in said
    assert "KIRAT high , v2 , A. Example , 17 May 2023" in said
    assert "Beside ours, never mixed in." in said
    assert "Symphony suggests: medium, investigate" in said
    assert queries.suggestion(referral) == before
    assert queries.entry(referral).band == "medium"
    [entry] = acts("triage.outside_recorded")
    assert entry.details == {"instrument": "KIRAT"}


def test_any_instrument_may_be_named_and_the_limits_of_one_are_said():
    referral = make.referral()
    page = signed_in(make.referral_officer()).get(url(referral))

    assert '<option value="KIRAT"></option>' in page.content.decode()
    assert "adult men who were convicted of these offences: it says nothing at intake" in text(page)
    assert "Its items and scores do not belong here" in text(page)
    assert record(referral, instrument="Our own sheet", version="").status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"instrument": " "}, "Enter which instrument it is"),
        ({"band": ""}, "Enter which band it gave"),
        ({"assessor": ""}, "Enter who worked it out"),
        ({"assessed_on": ""}, "Enter when it was worked out"),
        ({"assessed_on": "2023-05-19"}, "Date must be today or in the past"),
        ({"instrument": "x" * 61}, "Which instrument must be 60 characters or fewer"),
    ],
)
def test_errors_say_what_to_do_and_what_was_typed_stays(changes, words):
    referral = make.referral()
    page = record(referral, **changes)

    assert words in text(page)
    assert title(page).startswith("Error: Record from outside")
    assert not OutsideGrade.objects.exists()
    if "assessor" not in changes:
        assert 'value="A. Example"' in page.content.decode()


def test_one_that_is_wrong_is_withdrawn_with_a_reason_and_stays_readable():
    referral, officer = make.referral(), make.referral_officer(name="Tom Example")
    record(referral, officer)
    grade = OutsideGrade.objects.get()
    client = signed_in(officer)

    assert "Withdraw KIRAT high ?" in text(client.get(withdraw_url(referral, grade)))
    page = client.post(withdraw_url(referral, grade), {"reason": " "})
    assert "Enter why it is withdrawn" in text(page)

    said = text(
        client.post(withdraw_url(referral, grade), {"reason": "Another person."}, follow=True)
    )
    assert f"KIRAT high is withdrawn on {referral.reference}." in said
    assert "Withdrawn: KIRAT high" in said
    assert "Withdrawn by Tom Example , 18 May 2023, 12:00 : Another person." in said
    assert len(acts("triage.outside_withdrawn")) == 1
    assert client.get(withdraw_url(referral, grade)).status_code == 404


def test_it_is_withdrawn_once():
    grade = recorded()
    officer = make.referral_officer()
    services.withdraw_outside(grade=grade, reason="Wrong person.", by=officer, at=make.NOON)

    with pytest.raises(services.WithdrawnAlready):
        services.withdraw_outside(grade=grade, reason="Again.", by=officer, at=make.NOON)


def test_another_referrals_is_not_found_here():
    grade = recorded()
    client = signed_in(make.referral_officer())
    assert client.get(withdraw_url(make.referral(), grade)).status_code == 404


def recorded(**changes):
    ordinary = {
        "referral": make.referral(),
        "instrument": "KIRAT",
        "band": "high",
        "assessor": "A. Example",
        "assessed_on": make.NOON.date(),
        "by": make.referral_officer(),
        "at": make.NOON,
    }
    return services.record_outside(**ordinary | changes)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"instrument": " "}, services.OutsideIncomplete),
        ({"band": ""}, services.OutsideIncomplete),
        ({"assessor": ""}, services.OutsideIncomplete),
        ({"assessed_on": (make.NOON + timedelta(days=1)).date()}, services.AssessedInFuture),
    ],
)
def test_the_service_refuses_what_says_nothing_or_lies_ahead(changes, refusal):
    with pytest.raises(refusal):
        recorded(**changes)
    assert not OutsideGrade.objects.exists()


def test_only_those_who_decide_record_and_withdraw():
    with pytest.raises(rules.NotAllowedToDecide):
        recorded(by=make.investigator())
    grade = recorded()
    with pytest.raises(rules.NotAllowedToDecide):
        services.withdraw_outside(grade=grade, reason="x", by=make.investigator(), at=make.NOON)
    assert record(grade.referral, make.investigator()).status_code == 403


def test_a_withdrawal_needs_a_reason():
    grade = recorded()
    with pytest.raises(rules.RationaleMissing):
        services.withdraw_outside(grade=grade, reason=" ", by=make.referral_officer(), at=make.NOON)
