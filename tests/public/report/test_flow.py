"""The whole form, by each of its doors."""

import pytest

from tests.public import pages
from tests.public.report.filling import Filling

DOORS = ["child", "worried", "professional", "survivor", "own_behaviour"]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_leads_to_a_stored_report(visitor, door):
    filling = Filling(visitor, door).send()

    assert "We have your report" in filling.words
    (stored,) = pages.stored()
    assert stored.reference == filling.reference
    assert stored.answers["route"] == door
    assert stored.answers["identity"] == "anonymous"
    assert stored.sealed_contact is None
    assert stored.danger_now is False
