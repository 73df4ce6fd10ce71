"""The alert line asked for by a page that is open already, while its reader works on."""

from datetime import timedelta

import pytest
from django.contrib.messages import constants
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from symphony.core.clock import now
from symphony.triage import services
from symphony.triage.models import Alert
from tests import make
from tests.accounts.rota import on_call
from tests.staff.visiting import looks, signed_in

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
PAGE = "referrals:alert_line"


def ask(client, state=""):
    return client.get(reverse(PAGE), {"state": state})


def state_of(html):
    return html.partition('data-alert="')[2].partition('"')[0]


def acknowledge(by):
    services.acknowledge_alert(alert=Alert.objects.get(), by=by, at=make.NOON)


def test_it_is_the_line_of_every_page_and_a_look_only_where_it_is_new():
    officer = make.referral_officer()
    client = signed_in(officer)
    assert (ask(client).status_code, ask(client).content) == (204, b"")

    referral = make.referral(danger_now=True)
    answer = ask(client)
    line = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert referral.reference in line
    assert f'name="alert" value="{Alert.objects.get().pk}"' in line
    page = client.get("/staff/search/").content.decode()
    assert state_of(page) == state_of(line) != ""

    Alert.objects.update(raised_at=now() - timedelta(minutes=11))
    same = ask(client, state_of(line))
    assert (same.status_code, same.content) == (204, b"")
    assert "has waited 11 min. No one has acknowledged it." in same["Symphony-Alert"]
    assert referral.reference not in same["Symphony-Alert"]
    assert looks(PAGE, officer) == [[referral.reference]]


def test_what_became_of_it_is_news():
    officer = make.referral_officer()
    client = signed_in(officer)
    make.referral(danger_now=True)
    Alert.objects.update(raised_at=now() - HOUR, acknowledge_by=now() - HOUR)
    first = state_of(ask(client).content.decode())

    on_call(officer, begins_at=now() - HOUR, ends_at=now() + HOUR)
    services.escalate_alerts(at=now())
    asked = ask(client, first).content.decode()
    assert "You were asked" in asked

    make.referral(danger_now=True)
    again = ask(client, state_of(asked)).content.decode()
    assert "1 more alert waits." in again


def test_acknowledged_elsewhere_it_says_by_whom_and_leaves_no_button():
    client = signed_in(make.referral_officer())
    referral = make.referral(danger_now=True)
    shown = state_of(ask(client).content.decode())
    acknowledge(make.referral_officer(name="Tom Example"))

    line = ask(client, shown).content.decode()

    assert referral.reference in line
    assert "Tom Example acknowledged it, 18 May 2023, 12:00." in line
    assert "<form" not in line
    assert state_of(line) == ""
    assert ask(client).status_code == 204


def test_one_that_somebody_else_was_asked_to_answer_goes():
    client, colleague = signed_in(make.referral_officer()), make.referral_officer()
    make.referral(danger_now=True)
    shown = state_of(ask(client).content.decode())
    on_call(colleague, begins_at=now() - HOUR, ends_at=now() + HOUR)
    services.escalate_alerts(at=now())

    answer = ask(client, shown)

    assert answer.status_code == 204
    assert not answer.has_header("Symphony-Alert")


@pytest.mark.parametrize(
    "state", ["nonsense", "x" * 5000, "\0", "01900000-0000-7000-8000-000000000000"]
)
def test_a_state_that_means_nothing_is_nothing(state):
    assert ask(signed_in(make.referral_officer()), state).status_code == 204


def test_being_asked_does_not_make_a_session_last_or_read_its_messages():
    client = signed_in(make.referral_officer())
    make.referral(danger_now=True)
    session = client.session
    session["_messages"] = f'[["__json_message",0,{constants.INFO},"It is recorded."]]'
    session.save()
    Session.objects.update(expire_date=now() + HOUR)
    before = Session.objects.get()

    answer = ask(client)

    assert answer.status_code == 200
    assert client.session.session_key not in str(answer.cookies)
    after = Session.objects.get()
    assert (after.expire_date, after.session_data) == (before.expire_date, before.session_data)
    assert "It is recorded." in client.get("/staff/search/").content.decode()


def test_it_costs_a_query_or_two(django_assert_num_queries):
    client = signed_in(make.referral_officer())
    with django_assert_num_queries(3):  # session, account, the alert
        ask(client)
    make.referral(danger_now=True)
    shown = state_of(ask(client).content.decode())
    with django_assert_num_queries(5):  # and how many there are; which time it is
        ask(client, shown)


def test_only_pages_of_those_who_answer_alerts_ask():
    page = signed_in(make.referral_officer()).get("/staff/search/").content.decode()
    assert f'data-alert-line="{reverse(PAGE)}" data-every="30"' in page
    for other in (make.investigator(), make.press_officer()):
        assert "data-alert-line" not in signed_in(other).get("/staff/").content.decode()
        assert ask(signed_in(other)).status_code == 403
    assert ask(Client()).status_code == 302
