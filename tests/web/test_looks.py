import pytest
from django.urls import reverse

from symphony.audit import services as audit
from symphony.audit.models import Entry
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


def looks():
    return list(Entry.objects.filter(kind=Entry.Kind.CONSULTATION))


@pytest.fixture
def officer(client):
    officer = make.referral_officer()
    client.force_login(officer)
    return officer


def test_a_page_leaves_one_entry_with_every_reference_it_showed(client, officer):
    client.get(reverse("read"))

    (look,) = looks()
    assert (look.what, look.by) == ("look.read", officer.staff_number)
    assert look.about == ["R-7K4M-92QX", "P-4T8K2A"]


def test_a_page_without_references_is_a_look_too(client, officer):
    client.get(reverse("home"))

    assert [(look.what, look.about) for look in looks()] == [("look.home", [])]


def test_a_form_that_is_shown_again_with_errors_is_a_look(client, officer):
    client.post(reverse("record"), {"note": ""})

    assert [look.what for look in looks()] == ["look.record"]


def test_a_record_that_is_shown_with_a_colleagues_change_is_a_look(client, officer):
    assert client.post(reverse("conflict")).status_code == 409

    assert [look.about for look in looks()] == [["R-7K4M-92QX"]]


def test_an_act_that_leads_on_is_no_look(client, officer):
    client.post(reverse("record"), {"note": "seen"})

    assert looks() == []


def test_a_page_that_was_refused_is_no_look(client):
    client.force_login(make.investigator())

    assert client.get(reverse("read")).status_code == 403
    assert looks() == []


def test_health_questions_and_strangers_leave_no_look(client):
    client.get(reverse("health_live"))
    client.get(reverse("read"))

    assert looks() == []


def test_a_page_that_cannot_be_recorded_is_not_shown(client, officer, monkeypatch):
    def cannot(**_):
        raise OSError("the log cannot be written")

    monkeypatch.setattr(audit, "record", cannot)
    client.raise_request_exception = False

    response = client.get(reverse("read"))

    assert response.status_code == 500
    assert b"read" not in response.content.split(b"<main")[1].split(b"</main>")[0]
