"""The ports of the sites, and what is said when one cannot be had."""

import pytest

from symphony.cli.exits import NotPossibleNow
from symphony.cli.supervisor import sockets


def test_a_loopback_port_is_taken_on_every_loopback_address():
    taken = sockets.listen("127.0.0.1", 0, "SYMPHONY_PORT")

    assert {each.getsockname()[0] for each in taken} <= {"127.0.0.1", "::1"}
    sockets.close(taken)


def test_a_port_in_use_is_named_with_its_setting():
    taken = sockets.listen("127.0.0.1", 0, "SYMPHONY_PORT")
    port = taken[0].getsockname()[1]

    with pytest.raises(NotPossibleNow, match=f"Port {port} is in use .* set SYMPHONY_STAFF_PORT"):
        sockets.listen("127.0.0.1", port, "SYMPHONY_STAFF_PORT")
    sockets.close(taken)


def test_an_address_that_is_not_here_is_named():
    with pytest.raises(NotPossibleNow, match=r"192\.0\.2\.1 is not an address of this machine"):
        sockets.listen("192.0.2.1", 0, "SYMPHONY_PORT")
