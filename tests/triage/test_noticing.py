"""The e-mail that goes with an alert: what it says, and what becomes of one that fails."""

from datetime import timedelta
from email import message_from_string

import pytest

from symphony.audit.models import Entry
from symphony.core import mail
from symphony.triage import queries, services
from symphony.triage.models import AlertStep
from tests import make
from tests.accounts.rota import on_call
from tests.mail import sink, use

pytestmark = pytest.mark.django_db

NOON, MINUTE = make.NOON, timedelta(minutes=1)


def raise_alert():
    """Ask the first on call about a referral; returns the referral and whom it went to."""
    referral, officer = make.referral(danger_now=True), on_call().person
    services.escalate_alerts(at=NOON)
    return referral, officer


def test_it_says_new_work_and_nothing_else(settings):
    with sink(settings) as server:
        referral, officer = raise_alert()

        assert services.send_notices(at=NOON) == 1
        assert services.send_notices(at=NOON) == 0

    assert server.recipients == [officer.email]
    message = message_from_string(server.messages[0])
    assert message["Subject"] == "Symphony: new work"
    assert message["From"] == "symphony@example.org"
    assert message.get_payload().strip() == "Symphony: new work"
    assert referral.reference not in server.messages[0]
    assert officer.name not in server.messages[0]
    assert AlertStep.objects.get().notice == "sent"
    assert Entry.objects.get(what="triage.notice_mailed").about == [officer.staff_number]


def test_without_a_mail_server_nothing_is_mailed_and_that_is_said():
    raise_alert()

    assert services.send_notices(at=NOON) == 0
    assert AlertStep.objects.get().get_notice_display() == "No mail server is set"


def test_a_server_that_is_away_stops_nothing_and_is_tried_three_times(settings):
    with sink(settings) as server:
        pass
    use(settings, server.url)  # nobody listens there any more
    raise_alert()

    for tries in (1, 2, 3):
        assert services.send_notices(at=NOON + tries * MINUTE) == 0
        assert queries.newest_notice_failed().notice_tries == tries
    assert services.send_notices(at=NOON + 4 * MINUTE) == 0

    step = AlertStep.objects.get()
    assert (step.notice, step.notice_tries) == ("failed", 3)
    assert step.notice_fault == "ConnectionRefusedError"
    # The next person is asked all the same.
    assert services.escalate_alerts(at=NOON + 5 * MINUTE) == 1


def test_a_server_that_refuses_the_address(settings):
    with sink(settings, refuses=True):
        raise_alert()
        services.send_notices(at=NOON)

    assert AlertStep.objects.get().notice_fault == "SMTPRecipientsRefused"


def test_a_server_that_comes_back(settings):
    with sink(settings, refuses=True) as server:
        raise_alert()
        services.send_notices(at=NOON)
        server.refuses = False
        assert services.send_notices(at=NOON + MINUTE) == 1

    assert queries.newest_notice_failed() is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, False, False)),
        ("smtp+tls://u:p%40ss@mail.example.org", ("mail.example.org", 587, True, False)),
        ("smtps://mail.example.org:2465", ("mail.example.org", 2465, False, True)),
    ],
)
def test_the_address_of_a_mail_server(url, said):
    found = mail.settings_from(url, "symphony@example.org")

    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert tuple(found[name] for name in names) == said
    assert found["EMAIL_HOST_PASSWORD"] == ("p@ss" if "@mail" in url else "")


@pytest.mark.parametrize(
    ("url", "sender", "words"),
    [
        ("http://mail.example.org", "a@b.org", "SYMPHONY_EMAIL_URL must be one of"),
        ("smtp://", "a@b.org", "SYMPHONY_EMAIL_URL must be one of"),
        ("smtp://h:port", "a@b.org", "a port that is no number"),
        ("smtp://h", "", "SYMPHONY_EMAIL_FROM must be the address"),
    ],
)
def test_an_address_that_cannot_be_meant(url, sender, words):
    with pytest.raises(mail.BadMailAddress, match=words):
        mail.settings_from(url, sender)
