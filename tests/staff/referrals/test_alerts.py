"""The immediate-harm alert: on every page until a named person acknowledges it."""

import pytest
from django.test import Client
from django.urls import reverse

from symphony.triage.models import Alert
from tests import make, samples
from tests.staff.referrals import imported
from tests.staff.visiting import acts, signed_in, text

pytestmark = pytest.mark.django_db

SEARCH = "/staff/search/"


def line(client, page=SEARCH):
    """Return the alert line of a page, or nothing where it has none."""
    html = client.get(page).content.decode()
    return html.partition('aria-label="Immediate harm"')[2].partition("</section>")[0]


def test_it_stands_on_every_page_of_those_who_answer_alerts():
    referral = make.referral(danger_now=True)

    for person in (make.referral_officer(), make.supervisor()):
        for page in (SEARCH, "/staff/", "/staff/cases/mine/"):
            assert referral.reference in line(signed_in(person), page)
    assert line(signed_in(make.investigator())) == ""
    assert line(signed_in(make.press_officer())) == ""


def test_acknowledging_ends_it_and_opens_the_referral():
    referral, officer = make.referral(danger_now=True), make.referral_officer()
    client = signed_in(officer)
    address = line(client).split('action="')[1].split('"')[0]

    response = client.post(address, follow=True)

    reading = reverse("referrals:reading", args=[referral.reference])
    assert response.redirect_chain == [(reading, 302)]
    assert line(client) == ""
    assert Alert.objects.get().acknowledged_by == officer
    assert acts("triage.alert_acknowledged")[0].about == [referral.reference]
    page = text(response)
    assert f"You acknowledged the alert about {referral.reference}. Deal with it now." in page
    assert f"{officer.name} acknowledged it" in page


def test_the_oldest_comes_first_and_says_how_many_more_there_are():
    first = make.referral(danger_now=True)
    Alert.objects.update(raised_at=make.NOON.replace(hour=1))
    second = make.referral(high_priority=True)
    client = signed_in(make.referral_officer())

    assert first.reference in line(client)
    assert "1 more alert waits" in line(client)
    client.post(reverse("referrals:acknowledge", args=[first.reference]))
    assert second.reference in line(client)


def test_whoever_is_second_is_told_who_was_first():
    referral, tom = make.referral(danger_now=True), make.referral_officer(name="Tom Example")
    url = reverse("referrals:acknowledge", args=[referral.reference])
    signed_in(tom).post(url)

    page = text(signed_in(make.referral_officer()).post(url, follow=True))

    assert f"Tom Example has acknowledged {referral.reference}." in page


def test_a_quarantined_document_that_was_marked_high_priority_alerts_too(tmp_path):
    imported.bring(
        tmp_path / "in",
        {"a.xml": b"<report><escalateToHighPriority>now</escalateToHighPriority>"},
    )
    client = signed_in(make.referral_officer())
    assert "Q-23-0001" in line(client)

    response = client.post(reverse("referrals:acknowledge", args=["Q-23-0001"]))

    assert response["Location"] == reverse("referrals:quarantined", args=["Q-23-0001"])
    assert line(client) == ""
    assert "acknowledged it" in text(client.get(response["Location"]))


def test_a_report_without_anything_urgent_does_not_alert(tmp_path):
    imported.bring(tmp_path / "in", {"a.xml": samples.report()})

    assert line(signed_in(make.referral_officer())) == ""


def test_that_something_could_not_be_graded_is_not_called_immediate_harm(monkeypatch):
    from symphony.triage import policy

    def broken(version=policy.DEFAULT):
        raise policy.BadPolicy("urgency.csv has a gap")

    with monkeypatch.context() as patch:
        patch.setattr(policy, "load", broken)
        referral = make.referral()
    client = signed_in(make.referral_officer())

    assert line(client) == ""
    page = text(client.get(reverse("referrals:reading", args=[referral.reference])))
    assert "It could not be graded." in page


def test_who_may_acknowledge():
    url = reverse("referrals:acknowledge", args=[make.referral(danger_now=True).reference])

    assert signed_in(make.investigator()).post(url).status_code == 403
    assert Client().post(url).status_code == 302
    nothing = reverse("referrals:acknowledge", args=["R-0000-0000"])
    assert signed_in(make.referral_officer()).post(nothing).status_code == 404
    assert Alert.objects.get().acknowledged_at is None
