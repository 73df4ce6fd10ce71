"""Who changed a case, and who looked at it."""

import pytest

from tests.staff.cases.ordinary import signed_in, text, world

pytestmark = pytest.mark.django_db


def test_acts_and_looks_stand_there_with_who_did_them():
    it = world()
    client = signed_in(it.insider)
    client.get(it.url("people"))
    page = text(client.get(it.url("history")))
    assert "Case opened" in page
    assert "Looked at: cases, people" in page
    assert f"Ravi Example {it.insider.staff_number}" in page


def test_the_acts_can_be_read_alone():
    it = world()
    client = signed_in(it.insider)
    client.get(it.url("people"))
    page = text(client.get(it.url("history"), {"view": "acts"}))
    assert "Case opened" in page
    assert "Looked at" not in page
