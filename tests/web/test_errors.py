import json
import logging

import pytest
import structlog
from django.urls import reverse

from symphony.web import logs
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


@pytest.fixture
def signed_in(client):
    client.force_login(make.referral_officer())
    return client


def test_what_one_may_not_know_looks_like_an_address_that_does_not_exist(signed_in):
    hidden = signed_in.get(reverse("not_there"))
    absent = signed_in.get("/nothing-of-this-name/")

    assert hidden.status_code == absent.status_code == 404
    assert "Page not found" in hidden.content.decode()
    assert "R-7K4M-92QX" not in hidden.content.decode()


def test_a_refusal_of_the_work_is_shown_in_its_own_words(signed_in):
    response = signed_in.get(reverse("stopped"))

    assert response.status_code == 409
    assert "This case has lines that still stop it closing." in response.content.decode()


def test_a_fault_says_what_is_true_and_names_the_request(client):
    client.raise_request_exception = False

    response = client.get(reverse("fail"))
    page = response.content.decode()

    assert response.status_code == 500
    assert "Sorry, there is a problem with the service" in page
    assert response["X-Request-ID"] in page
    assert "Jordan" not in page


def test_the_log_of_a_fault_holds_where_it_was_and_nothing_that_was_typed():
    record = logging.LogRecord(
        "django.request", logging.ERROR, "x", 1, "%s: %s", ("Fault", "/staff/R-7K4M-92QX/"), None
    )
    try:
        raise ValueError("Jordan Example, 07700 900123")
    except ValueError as error:
        record.exc_info = (type(error), error, error.__traceback__)

    formatter = logs.formatter()
    line = formatter.format(record)

    assert "Jordan" not in line
    assert "R-7K4M" not in line
    assert json.loads(line)["fault"] == "builtins.ValueError"
    assert "test_errors.py" in json.loads(line)["at"][0]


def test_the_line_of_a_request_names_the_page_and_not_the_address(signed_in):
    with structlog.testing.capture_logs() as lines:
        signed_in.get(reverse("home") + "?name=Jordan")

    (line,) = lines
    assert line["page"] == "home"
    assert line["status"] == 200
    assert set(line) == {"event", "log_level", "page", "method", "status", "milliseconds"}


def test_a_form_without_a_token_of_the_session_is_refused(client):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make.referral_officer())

    response = browser.post(reverse("record"), {"note": "x"})

    assert response.status_code == 403
    assert "opened too long ago" in response.content.decode()
