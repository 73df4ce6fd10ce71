"""Closing a case, and what still stops it."""

import pytest

from symphony.cases import records
from symphony.cases.models import Case
from symphony.safeguarding import services as safeguarding
from tests import make
from tests.staff.cases.ordinary import signed_in, text, world

pytestmark = pytest.mark.django_db


def test_a_case_is_closed_with_a_reason_and_stays_readable():
    it = world()
    client = signed_in(it.insider)
    assert "Enter why the case is closed" in text(client.post(it.url("close"), {"reason": ""}))
    page = text(client.post(it.url("close"), {"reason": "Another force has it."}, follow=True))
    assert f"{it.case.reference} is closed." in page
    assert "Another force has it." in page
    assert Case.objects.get().closed_by == it.insider
    assert "Add a person" not in text(client.get(it.url("people")))


def test_a_child_for_whom_nothing_was_done_stops_it():
    it = world()
    child = make.child(it.case)
    client = signed_in(it.insider)
    assert f"Nothing is recorded that was done for the child {child.person.reference}" in text(
        client.get(it.url("close"))
    )
    client.post(it.url("close"), {"reason": "Finished."})
    assert Case.objects.get().closed_at is None
    with pytest.raises(safeguarding.StillOpen):
        safeguarding.close_case(case=it.case, reason="Finished.", by=it.insider, at=make.NOON)


def test_only_the_team_closes_it():
    it = world()
    with pytest.raises(records.NotYours):
        safeguarding.close_case(case=it.case, reason="Done.", by=it.outsider, at=make.NOON)
    assert signed_in(it.outsider).post(it.url("close"), {"reason": "x"}).status_code == 404
