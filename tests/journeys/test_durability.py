"""Acknowledged means durable: what a sender was shown survives kill -9 of everything."""

import pytest

from bench import durability

pytestmark = pytest.mark.slow


def test_every_reference_shown_while_everything_is_killed_is_in_the_queue_and_none_twice():
    found = durability.measure(kills=8, flows=10, clients=2, seed=20)

    assert found["kills_in_all"] == 8
    # A run that never kills the database, or shows nothing in spite of it, would prove nothing.
    assert found["kills"]["database"] >= 1
    assert found["references_shown"] >= 10
    assert found["given_up_by_the_client"] == []
    assert found["lost"] == []
    assert found["stored_twice"] == []
    assert found["not_in_the_queue"] == []
