import pytest
from django.urls import reverse

from symphony.accounts.permissions import Permission
from symphony.web.permissions import OPEN_TO_ALL, declared
from tests import make
from tests.web import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


def test_the_insider_enters(client):
    client.force_login(make.referral_officer())

    assert client.get(reverse("read")).status_code == 200


def test_a_colleague_without_the_permission_is_told_so(client):
    client.force_login(make.investigator())

    response = client.get(reverse("read"))

    assert response.status_code == 403
    assert "Your role does not open this page" in response.content.decode()


def test_a_stranger_is_led_to_sign_in(client):
    response = client.get(reverse("read"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:sign_in"))


def test_somebody_deactivated_is_a_stranger(client):
    officer = make.referral_officer()
    client.force_login(officer)
    officer.is_active = False
    officer.save(update_fields=["is_active"])

    assert client.get(reverse("read")).status_code == 302


def test_what_a_page_needs_can_be_read_from_its_address():
    found = {p.name: declared(p.callback) for p in urls.urlpatterns if getattr(p, "name", "")}

    assert found["read"] == Permission.READ_REFERRALS
    assert found["fail"] == OPEN_TO_ALL
    assert found["undeclared"] is None
