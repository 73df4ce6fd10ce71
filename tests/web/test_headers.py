import pytest
from django.urls import reverse

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


def test_every_page_is_closed_to_scripts_styles_and_frames_of_others(client):
    client.force_login(make.referral_officer())
    response = client.get(reverse("home"))
    policy = response["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_other_sites_learn_nothing_but_our_own_forms_can_say_where_they_come_from(client):
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    assert client.get(reverse("health_live"))["Referrer-Policy"] == "same-origin"


def test_no_browser_or_proxy_keeps_a_page(client):
    client.force_login(make.referral_officer())

    assert client.get(reverse("home"))["Cache-Control"] == "no-store"


def test_readiness_asks_the_database_and_its_role(client):
    assert client.get(reverse("health_ready")).json() == {"ready": True}


def test_the_staff_site_is_not_ready_as_another_role(client, settings):
    settings.SITE = "public"

    response = client.get(reverse("health_ready"))

    assert response.status_code == 503
    assert response.json()["missing"] == "database role"
