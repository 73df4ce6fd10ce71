"""The rota's pages: what is planned, by whom it may be changed, calendars in and out."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from symphony.accounts.models import Duty
from symphony.core.clock import LONDON, now
from tests import make
from tests.accounts.rota import calendar, on_call
from tests.staff.visiting import acts, signed_in, text, title

pytestmark = pytest.mark.django_db

URL, ADD, IMPORT = (
    "/staff/oversight/rota/",
    "/staff/oversight/rota/add/",
    "/staff/oversight/rota/import/",
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def client():
    return signed_in(make.supervisor())


def now_on_call(person=None, **changes):
    times = {"begins_at": now() - HOUR, "ends_at": now() + 10 * DAY}
    return on_call(person, **times | changes)


def entry(who, begins=DAY):
    begin = (now() + begins).astimezone(LONDON)
    zone = ";TZID=Europe/London"
    return (
        f"SUMMARY:First on call: {who}\nDTSTART{zone}:{begin:%Y%m%dT120000}"
        f"\nDTEND{zone}:{begin:%Y%m%dT180000}"
    )


def test_with_nothing_planned_it_says_that_nobody_is_on_call(client):
    page = text(client.get(URL))

    assert "Nobody is on call. An alert of immediate harm goes to every supervisor at once." in page
    assert "Nothing is planned for the next four weeks." in page


def test_it_says_who_is_on_call_what_is_planned_and_where_nobody_is(client):
    now_on_call(make.referral_officer(name="Ada Example"))
    now_on_call(make.supervisor(name="Bo Example"), begins_at=now() + 3 * DAY)

    page = text(client.get(URL))

    assert "Ada Example (T" in page and "place 1, until" in page
    assert "Nobody is on call from" in page
    assert "Two people have the same place from" in page


def test_adding_changing_and_withdrawing(client):
    officer = make.referral_officer()
    sent = {
        "team": "referral-desk",
        "kind": "on_call",
        "person": officer.staff_number,
        "order": "1",
        "begins_at": (now() - HOUR).isoformat(),
        "ends_at": (now() + DAY).isoformat(),
    }
    response = client.post(ADD, sent, follow=True)
    assert "First on call, Officer" in text(response) and "Nobody is on call from" in text(response)

    duty = Duty.objects.get()
    other = make.supervisor(name="Bo Example")
    change = reverse("oversight:change_duty", args=[duty.pk])
    assert officer.staff_number in client.get(change).content.decode()
    client.post(change, sent | {"person": other.staff_number})
    new = Duty.objects.get(withdrawn_at=None)
    assert (new.person, new.instead_of) == (other, duty)

    withdraw = reverse("oversight:withdraw_duty", args=[new.pk])
    assert "Enter why it is withdrawn" in text(client.post(withdraw, {"reason": ""}))
    client.post(withdraw, {"reason": "Ill"})
    assert not Duty.objects.filter(withdrawn_at=None).exists()
    assert client.get(withdraw).status_code == 404
    assert [entry.what for entry in acts("accounts.duty_withdrawn")] == ["accounts.duty_withdrawn"]


def test_what_cannot_be_meant_is_said_and_what_was_typed_stays(client):
    press = make.press_officer()
    response = client.post(
        ADD,
        {
            "team": "referral-desk",
            "kind": "on_call",
            "person": press.staff_number,
            "order": "1",
            "begins_at": now().isoformat(),
            "ends_at": (now() + DAY).isoformat(),
        },
    )
    assert "press officer does not answer alerts" in text(response)
    assert title(response).startswith("Error: ")
    assert "Select who" in text(client.post(ADD, {"kind": "on_call"}))


def test_the_form_takes_a_fortnight_over_the_change_of_the_clocks(client):
    sent = {
        "team": "referral-desk",
        "kind": "on_call",
        "person": make.referral_officer().staff_number,
        "order": "1",
        "begins_at": "2027-10-25T09:00",
        "ends_at": "2027-11-08T09:00",
    }
    client.post(ADD, sent)
    assert Duty.objects.get().ends_at - Duty.objects.get().begins_at == 14 * DAY + HOUR

    page = text(client.post(ADD, sent | {"ends_at": "2027-11-08T09:30"}))
    assert "On call must be 14 days or less: check the dates." in page


@pytest.mark.parametrize("how", ["file", "text"])
def test_a_calendar_comes_in_as_a_file_or_as_text(client, how):
    body = calendar(entry(make.referral_officer().staff_number))
    sent = body if how == "text" else SimpleUploadedFile("my.ics", body.encode(), "text/calendar")

    response = client.post(IMPORT, {"team": "referral-desk", how: sent}, follow=True)

    assert "1 added, 0 changed, 0 known already." in text(response)
    assert Duty.objects.count() == 1


def test_what_an_import_withdrew_and_what_was_over_is_said(client):
    officer = make.referral_officer()
    body = calendar(entry(officer.staff_number))
    client.post(IMPORT, {"team": "referral-desk", "text": body})
    over = entry(officer.staff_number, begins=-2 * DAY)
    cancelled = calendar(entry(officer.staff_number) + "\nSTATUS:CANCELLED", over)

    page = text(client.post(IMPORT, {"team": "referral-desk", "text": cancelled}, follow=True))

    assert "0 added, 0 changed, 0 known already. 1 withdrawn: moved, cancelled or" in page
    assert "1 not taken in, because they are over." in page
    assert not Duty.objects.filter(withdrawn_at=None).exists()


def test_a_calendar_with_problems_says_all_of_them_and_brings_nothing(client):
    body = calendar(entry("9999"), entry(make.press_officer().staff_number, begins=2 * DAY))

    page = text(client.post(IMPORT, {"team": "referral-desk", "text": body}))

    assert "Nothing was taken in: see what is wrong below" in page
    assert "Entry 1 (First on call: 9999) names nobody who works here (9999)." in page
    assert "does not answer alerts" in page
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Select a calendar file, or enter its text"),
        ({"file": SimpleUploadedFile("a", b"\xff\xd8\xff\xe0")}, "The file must be text in UTF-8"),
        ({"file": SimpleUploadedFile("a", b"x" * 1_200_000)}, "is larger than 1 MB."),
        ({"file": SimpleUploadedFile("a", b"")}, "is no calendar"),
    ],
)
def test_what_is_no_calendar(client, sent, words):
    assert words in text(client.post(IMPORT, {"team": "referral-desk"} | sent))


def test_a_file_sent_anywhere_else_is_dropped_unread(client):
    file = SimpleUploadedFile("a", b"BEGIN:VCALENDAR")

    response = client.post(ADD, {"kind": "on_call", "file": file})

    assert not response.wsgi_request.FILES


def test_the_export_names_nobody_and_is_recorded(client):
    duty = now_on_call(make.referral_officer(name="Ada Example"))

    response = client.post(f"{URL}export/", {"team": "referral-desk"})

    body = response.content.decode()
    assert response["Content-Type"] == "text/calendar"
    assert f"SUMMARY:First on call: {duty.person.staff_number}" in body
    assert "Ada" not in body
    assert acts("accounts.rota_exported")[0].kind == "disclosure"


def test_who_may_plan():
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        for page in (URL, ADD, IMPORT):
            assert signed_in(person).get(page).status_code == 403
