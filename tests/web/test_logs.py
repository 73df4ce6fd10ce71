"""What the public site's log leaves out: the minute, how long it took, whose request it was."""

import io
import json
import logging

import pytest
import time_machine
from django.test import Client

from symphony.web import logs

AT = "2026-06-14T03:05:42.123Z"


@pytest.fixture
def line_of():
    """Turn one event into its line, as a site writes it."""

    def written(level="info", *, public=True, exc_info=None, **event):
        record = logging.LogRecord("symphony.web", logging.INFO, "x", 1, "", (), None)
        record.levelname, record.levelno = level.upper(), getattr(logging, level.upper())
        record.msg = {"event": "page", "level": level, **event}
        record._from_structlog, record._name, record._logger = True, level, None
        record.exc_info = exc_info
        with time_machine.travel(AT, tick=False):
            return json.loads(logs.formatter(public=public).format(record))

    return written


def test_a_line_of_the_public_site_says_the_hour_and_whose_request_it_was_not(line_of):
    line = line_of(
        timestamp=AT, page="public:report", status=200, milliseconds=12, request_id="7f3a"
    )

    assert line == {
        "event": "page",
        "level": "info",
        "page": "public:report",
        "status": 200,
        "timestamp": "2026-06-14T03Z",
    }


def test_a_line_of_a_library_says_the_hour_too():
    record = logging.LogRecord("gunicorn.error", logging.INFO, "x", 1, "Booting", (), None)
    with time_machine.travel(AT, tick=False):
        line = json.loads(logs.formatter(public=True).format(record))

    assert line["timestamp"] == "2026-06-14T03Z"


def test_a_line_about_a_request_that_was_refused_does_not_say_what_was_sent():
    words = "Invalid HTTP_HOST header: 'needle.example.org'."
    name = "django.security.DisallowedHost"
    record = logging.LogRecord(name, logging.ERROR, "x", 1, words, (), None)

    line = json.loads(logs.formatter(public=True).format(record))

    assert line["event"] == "refused: DisallowedHost"
    assert "needle" not in str(line)


def test_a_fault_keeps_the_number_that_its_page_showed(line_of):
    assert line_of("error", request_id="7f3a")["request_id"] == "7f3a"
    assert "request_id" not in line_of("warning", request_id="7f3a")


def test_the_staff_site_keeps_exact_times_and_numbers(line_of):
    line = line_of(public=False, timestamp=AT, request_id="7f3a", milliseconds=12)

    assert (line["timestamp"], line["request_id"], line["milliseconds"]) == (AT, "7f3a", 12)


def test_no_page_of_the_public_site_gives_a_number_away(public_site, public_role):
    response = Client().get("/")

    assert response.status_code == 200
    assert "X-Request-ID" not in response


def test_a_fault_of_the_public_site_shows_the_number_that_is_in_its_line(
    public_site, public_role, settings
):
    settings.ROOT_URLCONF = "tests.web.urls"
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logs.formatter(public=True))
    logging.getLogger().addHandler(handler)
    try:
        response = Client(raise_request_exception=False).get("/fail/", REMOTE_ADDR="192.0.2.77")
    finally:
        logging.getLogger().removeHandler(handler)

    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    (fault,) = [line for line in lines if line["level"] == "error"]
    assert response.status_code == 500
    assert response["X-Request-ID"] == fault["request_id"]
    assert fault["request_id"] in response.content.decode()
    assert "192.0.2.77" not in said.getvalue()
    assert [line for line in lines if "request_id" in line] == [fault]
