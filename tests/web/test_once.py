from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from symphony.audit.models import Entry
from symphony.core.clock import real_now
from symphony.drafts.models import SpentToken
from symphony.web import once
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


def acts():
    return Entry.objects.filter(what="test.noted").count()


@pytest.fixture
def officer(client):
    officer = make.referral_officer()
    client.force_login(officer)
    return officer


def test_a_form_sent_twice_acts_once_and_the_second_is_told(client, officer):
    form = {"note": "seen", "once": once.new_token("/record/?view=mine")}

    first = client.post(reverse("record"), form)
    second = client.post(reverse("record"), form)

    assert acts() == 1
    assert first.url == reverse("read")
    assert second.url == "/record/?view=mine"
    assert [str(m) for m in get_messages(second.wsgi_request)] == ["That was already recorded."]


def test_a_form_with_errors_can_be_sent_again(client, officer):
    token = once.new_token("/record/")

    client.post(reverse("record"), {"note": "", "once": token})
    client.post(reverse("record"), {"note": "seen", "once": token})

    assert acts() == 1


def test_an_act_that_fails_is_undone_and_can_be_sent_again(client, officer):
    client.raise_request_exception = False

    response = client.post(reverse("fail_after"), {"once": once.new_token("/fail-after/")})

    assert response.status_code == 500
    assert (acts(), SpentToken.objects.count()) == (0, 0)


def test_a_token_that_is_not_ours_records_nothing(client, officer):
    response = client.post(reverse("record"), {"note": "seen", "once": "made:/up/:x:y"})

    assert response.status_code == 403
    assert "opened too long ago" in response.content.decode()
    assert acts() == 0


def test_a_token_a_day_old_records_nothing(client, officer, time_machine):
    time_machine.move_to(real_now() - once.GOOD_FOR - timedelta(seconds=1))
    token = once.new_token("/record/")
    time_machine.move_to(real_now() + once.GOOD_FOR + timedelta(seconds=2))
    client.force_login(officer)

    assert client.post(reverse("record"), {"note": "seen", "once": token}).status_code == 403
    assert acts() == 0


def test_a_session_that_ended_does_not_spend_the_token(client):
    token = once.new_token("/record/")

    response = client.post(reverse("record"), {"note": "seen", "once": token})

    assert response.status_code == 302
    assert not SpentToken.objects.exists()
