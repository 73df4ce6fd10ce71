"""A demonstration from its first start: the sign-ins, a load that is killed, one that goes on."""

import os
import signal

import pytest

from tests.cli.running import wait_until

pytestmark = pytest.mark.slow

START = ("up", "--demo", "--size", "small")


def test_a_killed_load_goes_on_at_the_next_start(home):
    process = home.begin(*START)
    said = home.read_until(process, "each with the password")
    assert "Referral officer" in said
    assert "South team" in said
    home.read_until(process, "Writing reports")
    wait_until(lambda: home.processes("symphony.cli.main demo"), what="it is being loaded")
    for pid in home.processes():
        os.kill(pid, signal.SIGKILL)
    process.wait()

    process = home.begin(*START)
    said = home.read_until(process, "The demonstration is loaded")
    assert "Importing reports" in said

    again = home.run("demo", "--json")
    assert again.returncode == 0, again.stderr
    assert '"size": "small"' in again.stdout
    checked = home.run("check")
    assert checked.returncode == 0, checked.stdout
    assert "a demonstration" in checked.stdout
    assert "24 May 2023" in checked.stdout

    process.send_signal(signal.SIGINT)
    process.stdout.read()
    assert process.wait(60) == 0
    assert home.processes() == []
