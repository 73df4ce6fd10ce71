"""The immediate-harm alert: on every page until a named person acknowledges it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from symphony.core.clock import now
from symphony.triage import services
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


def press(client, reference, alert=None):
    """Press "Acknowledge" on a page that showed this alert, by default the only open one."""
    alert = alert or Alert.objects.get(acknowledged_at=None)
    url = reverse("referrals:acknowledge", args=[reference])
    return client.post(url, {"alert": alert.pk}, follow=True)


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
    shown = line(client)
    address = shown.split('action="')[1].split('"')[0]
    carried = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown))

    response = client.post(address, carried, follow=True)

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
    press(client, first.reference, Alert.objects.get(referral=first))
    assert second.reference in line(client)


def test_whoever_is_second_is_told_who_was_first():
    referral, tom = make.referral(danger_now=True), make.referral_officer(name="Tom Example")
    alert = Alert.objects.get()
    services.acknowledge_alert(alert=alert, by=tom, at=make.NOON)

    response = press(signed_in(make.referral_officer()), referral.reference, alert)

    assert response.redirect_chain[-1][0] == reverse("referrals:reading", args=[referral.reference])
    assert f"Tom Example acknowledged the alert about {referral.reference}" in text(response)
    assert "18 May 2023, 12:00" in text(response)


def test_a_page_from_before_a_new_alert_acknowledges_nothing_that_nobody_read():
    referral, tom = make.referral(danger_now=True), make.referral_officer(name="Tom Example")
    first = Alert.objects.get()
    services.acknowledge_alert(alert=first, by=tom, at=make.NOON)
    because = "The sender wrote: danger now"
    again = services.alerting.alert_again(
        referral=referral, reason=because, by="system:test", at=now()
    )
    client = signed_in(make.referral_officer())

    response = press(client, referral.reference, first)

    again.refresh_from_db()
    assert again.acknowledged_at is None
    assert response.redirect_chain[-1][0] == reverse("referrals:alert", args=[referral.reference])
    page = text(response)
    assert f"Tom Example acknowledged the alert about {referral.reference}" in page
    assert "Another one waits" in page
    assert f"{because}." in page
    # Read now, it can be acknowledged.
    press(client, referral.reference, again)
    again.refresh_from_db()
    assert again.acknowledged_at is not None


@pytest.mark.parametrize("sent", [{}, {"alert": "nonsense"}, {"alert": str(make.uuid7())}])
def test_a_button_that_does_not_say_which_alert_shows_the_alert(sent):
    referral = make.referral(danger_now=True)
    url = reverse("referrals:acknowledge", args=[referral.reference])

    response = signed_in(make.referral_officer()).post(url, sent, follow=True)

    assert Alert.objects.get().acknowledged_at is None
    assert response.redirect_chain[-1][0] == reverse("referrals:alert", args=[referral.reference])
    assert "Nothing was acknowledged" in text(response)


def test_every_place_with_the_button_says_which_alert_it_means():
    referral = make.referral(danger_now=True)
    alert = Alert.objects.get()
    other = make.referral(danger_now=True)
    Alert.objects.filter(referral=other).update(raised_at=make.NOON.replace(hour=1))
    client = signed_in(make.referral_officer())

    for name in ("referrals:reading", "referrals:alert"):
        page = client.get(reverse(name, args=[referral.reference])).content.decode()
        assert f'name="alert" value="{alert.pk}"' in page, name


def test_a_quarantined_document_that_was_marked_high_priority_alerts_too(tmp_path):
    imported.bring(
        tmp_path / "in",
        {"a.xml": b"<report><escalateToHighPriority>now</escalateToHighPriority>"},
    )
    client = signed_in(make.referral_officer())
    assert "Q-23-0001" in line(client)

    response = press(client, "Q-23-0001")

    page = reverse("referrals:quarantined", args=["Q-23-0001"])
    assert response.redirect_chain[-1][0] == page
    assert line(client) == ""
    assert "acknowledged it" in text(client.get(page))


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
